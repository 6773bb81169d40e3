/// Links as they are written in feeds, made absolute and harmless; and the form of them that tells
/// pages apart.
///
/// Foundation's `URL` follows RFC 3986 and refuses what browsers have always read (blanks,
/// backslashes, line breaks), so this follows the WHATWG URL standard on bytes instead.
enum CanonicalLink {
  /// The absolute address that `reference` means on a page at `base`.
  ///
  /// Nil where the scheme is not one of those known to be harmless, however it is disguised, or
  /// where a host is missing. Without a base a relative reference comes back relative, since what
  /// little it says is all there is. Blanks, quotes, control characters and all that
  /// shows nothing come back percent-encoded; other characters stay as they are written.
  static func resolve(_ reference: Span<UInt8>, against base: LinkBase?) -> String? {
    if isClean(reference) { return String(validUTF8: reference) }
    var written: [UInt8] = []
    written.append(reference, 0..<reference.count)
    return resolve(written, against: base, allowing: .anyHarmless)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  static func resolve(_ reference: String, against base: String?) -> String? {
    resolve(reference.utf8Span.span, against: base.flatMap(LinkBase.init))
  }

  /// What a link may lead to.
  enum Purpose {
    case anyHarmless
    /// Also small pictures inside the link itself (`data:image/png;…`).
    case picture
  }

  static func resolve(
    _ reference: [UInt8], against base: LinkBase?, allowing purpose: Purpose
  ) -> [UInt8]? {
    guard let (link, isAbsolute) = repair(reference, allowing: purpose) else { return nil }
    if isAbsolute { return link }
    guard let base else { return link.isEmpty ? nil : link }
    return base.join(link)
  }

  /// The link with what browsers ignore taken out and what they encode encoded, and whether it is
  /// absolute; nil where it leads to no harmless place.
  static func repair(
    _ written: [UInt8], allowing purpose: Purpose
  ) -> (link: [UInt8], isAbsolute: Bool)? {
    if isClean(written.span) { return (written, true) }
    let bytes = trimmed(written)
    guard let scheme = LinkScheme(of: bytes) else {
      return LinkScheme.isDisguised(in: bytes) ? nil : (encoded(bytes, from: 0), false)
    }
    guard !LinkScheme.isDisguised(in: bytes, behind: scheme) else { return nil }
    switch scheme {
    case .web(let name):
      var start = name.count + 1
      while start < bytes.count,
        bytes[start] == UInt8(ascii: "/") || bytes[start] == UInt8(ascii: "\\")
      {
        start += 1
      }
      guard hasHost(bytes.span, from: start) else { return nil }
      return (name + Array("://".utf8) + encoded(bytes, from: start), true)
    case .harmless(let name):
      return (name + encoded(bytes, from: name.count), true)
    case .feed(let length):
      // feed:https://… and feed://… name a feed by an address that must itself be harmless.
      let inner = Array(bytes[length...])
      let address =
        inner.starts(with: [0x2f, 0x2f]) ? Array("http:".utf8) + inner : inner
      guard case .web = LinkScheme(of: address) else { return nil }
      return repair(address, allowing: .anyHarmless)
    case .data:
      return purpose == .picture && LinkScheme.isPicture(bytes) ? (bytes, true) : nil
    case .other:
      return nil
    }
  }

  /// Whether it is an ordinary http(s) address with nothing to repair, as nearly all are.
  static func isClean(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count > 10 else { return false }
    let isSecure = bytes[4] == UInt8(ascii: "s")
    let host = isSecure ? 8 : 7
    guard isSecure ? bytes.begins("https://") : bytes.begins("http://"),
      bytes[host].isASCIILetter || bytes[host].isASCIIDigit
    else { return false }
    return isPlain(bytes) && hasHost(bytes, from: host)
  }

  /// Whether all bytes are such as addresses keep as they are. Some that are may be taken for others.
  private static func isPlain(_ bytes: Span<UInt8>) -> Bool {
    unsafe bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + 8 <= bytes.count {
        // Native order will do, since it does not matter which of the bytes it is.
        let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        let blank = EightBytes.below(word, 0x21)
        let quote = EightBytes.equal(word, 0x22)
        let angle = EightBytes.equal(word | EightBytes.ones &* 0x02, 0x3e)
        let underscore = EightBytes.atLeast(word ^ EightBytes.ones &* 0x5f, 1)
        let bracket = EightBytes.atLeast(word, 0x5b) & ~EightBytes.atLeast(word, 0x61) & underscore
        let brace = EightBytes.atLeast(word, 0x7b)
        if (word & EightBytes.highs) | blank | quote | angle | bracket | brace != 0 { return false }
        at += 8
      }
      while at < bytes.count {
        switch unsafe bytes[at] {
        case 0x21, 0x23...0x3b, 0x3d, 0x3f...0x5a, 0x5f, 0x61...0x7a: at += 1
        default: return false
        }
      }
      return true
    }
  }

  /// Without the blanks, controls and invisible characters at both ends, and without the tabs and
  /// line breaks that browsers drop anywhere (URL standard, section 4.4).
  static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var start = 0
    while start < bytes.count, let length = InvisibleCharacter.length(bytes, at: start) {
      start += length
    }
    var end = bytes.count
    while end > start, let length = InvisibleCharacter.length(bytes, endingAt: end) {
      end -= length
    }
    return bytes[start..<end].filter { $0 != 0x09 && $0 != 0x0a && $0 != 0x0d }
  }

  /// Blanks, what shows nothing, quotes and angle brackets percent-encoded; a backslash before the query is
  /// a slash.
  static func encoded(_ bytes: [UInt8], from start: Int) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count - start)
    var isPath = true
    var at = start
    while at < bytes.count {
      if let length = InvisibleCharacter.length(bytes, at: at) {
        for byte in bytes[at..<at + length] { out.append(percentEncoded: byte) }
        at += length
        continue
      }
      let byte = bytes[at]
      at += 1
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"):
        isPath = false
        out.append(byte)
      case UInt8(ascii: "\\") where isPath: out.append(UInt8(ascii: "/"))
      case 0x22, 0x3c, 0x3e, 0x5c, 0x60: out.append(percentEncoded: byte)
      default: out.append(byte)
      }
    }
    return out
  }

  /// Whether a host stands at `start`: not empty, brackets closed, port a number below 65,536.
  private static func hasHost(_ bytes: Span<UInt8>, from start: Int) -> Bool {
    var end = start
    var host = start
    while end < bytes.count {
      let byte = bytes[end]
      if byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "?")
        || byte == UInt8(ascii: "#")
      {
        break
      }
      if byte == UInt8(ascii: "@") { host = end + 1 }
      end += 1
    }
    guard host < end else { return false }
    var at = host
    if bytes[at] == UInt8(ascii: "[") {
      while at < end, bytes[at] != UInt8(ascii: "]") {
        at += 1
        guard at < end else { return false }
        guard
          bytes[at].hexDigit != nil || bytes[at] == UInt8(ascii: ":")
            || bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: "]")
        else { return false }
      }
      at += 1
    } else {
      while at < end, bytes[at] != UInt8(ascii: ":") {
        switch bytes[at] {
        case 0...0x20, 0x22, 0x3c, 0x3e, 0x5b, 0x5d, 0x5e, 0x60, 0x7c, 0x7f: return false
        default: at += 1
        }
      }
      guard at > host else { return false }
    }
    guard at < end else { return true }
    guard bytes[at] == UInt8(ascii: ":"), end - at <= 6 else { return false }
    var port = 0
    for digit in (at + 1)..<end {
      guard bytes[digit].isASCIIDigit else { return false }
      port = port * 10 + Int(bytes[digit] - 0x30)
    }
    return port < 65_536
  }
}

extension [UInt8] {
  mutating func append(percentEncoded byte: UInt8) {
    append(UInt8(ascii: "%"))
    for digit in [byte >> 4, byte & 15] { append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
  }
}
