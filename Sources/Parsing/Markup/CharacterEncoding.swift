import Foundation

/// Which charset a document is in, and its bytes in UTF-8.
///
/// libxml2 gives up a document whose encoding it does not know, takes ISO-8859-1 literally, and
/// knows no UTF-32; so it only ever sees UTF-8 from us. The order of trust: a byte order mark, the
/// pattern of NULs, whether the bytes are valid UTF-8 (other text hardly ever is), the transfer's
/// Content-Type, the declaration, and last windows-1252 for what is left.
enum CharacterEncoding {
  /// The bytes as UTF-8 without a byte order mark.
  static func utf8(_ body: [UInt8], contentType: String?, log: inout RepairLog) -> [UInt8] {
    if body.starts(with: [0xEF, 0xBB, 0xBF]) {
      return valid(Array(body[3...]), log: &log)
    }
    if let wide = WideEncoding(markOf: body) ?? WideEncoding(nullsOf: body) {
      return wide.utf8(body)
    }
    if let text = ebcdic(body) { return text }
    let declared = declaration(in: body)
    let transferred = contentType.flatMap(charset(in:))
    // Nearly every document says that it is UTF-8 and is.
    if isUsual(declared), isUsual(transferred), isUTF8(body) { return body }
    let named = [declared, transferred].compactMap(\.self)
    // ISO 2022 is plain ASCII but for its escapes.
    let isShifted = named.contains { $0.lowercased().hasPrefix("iso-2022") }
    if !isShifted, isUTF8(body) {
      if let name = named.first(where: { Charset(named: $0) == nil }) {
        log.note(.unknownEncoding, line: 1, detail: name)
      } else if let name = named.first(where: { Charset(named: $0) != .utf8 }), !isASCII(body) {
        log.note(.contradictedEncoding, line: 1, detail: "\(name), really UTF-8")
      }
      return body
    }
    var names = [transferred, declared].compactMap(\.self)
    if let name = names.first(where: { Charset(named: $0) == nil }) {
      log.note(.unknownEncoding, line: 1, detail: name)
    }
    names.removeAll { Charset(named: $0) == nil }
    for name in names {
      guard let charset = Charset(named: name), charset != .utf8 else { continue }
      // A declared charset that the transfer contradicts is tried after it.
      if let text = charset.utf8(body, strictly: names.count > 1) {
        if names.contains(where: { Charset(named: $0) != charset }) {
          log.note(.contradictedEncoding, line: 1, detail: "really \(name)")
        }
        return text
      }
    }
    if let name = names.first(where: { Charset(named: $0) != .utf8 }),
      let text = Charset(named: name)?.utf8(body, strictly: false)
    {
      return text
    }
    return valid(body, log: &log)
  }

  private static func isUsual(_ name: String?) -> Bool {
    name == nil || name == "utf-8" || name == "UTF-8"
  }

  /// The bytes of a document whose first letters, "<?xm", are EBCDIC's (XML 1.0, appendix F.1): its
  /// code pages agree on all that a declaration is written in.
  private static func ebcdic(_ body: [UInt8]) -> [UInt8]? {
    guard body.starts(with: [0x4C, 0x6F, 0xA7, 0x94]), let page = Charset(named: "IBM037"),
      let head = page.utf8(Array(body.prefix(400)), strictly: false)
    else { return nil }
    let declared = declaration(in: head).flatMap(Charset.init(named:))
    return (declared ?? page).utf8(body, strictly: false)
  }

  /// The bytes with everything that is not UTF-8 read as windows-1252.
  private static func valid(_ body: [UInt8], log: inout RepairLog) -> [UInt8] {
    if isUTF8(body) { return body }
    var result: [UInt8] = []
    result.reserveCapacity(body.count + body.count / 16)
    var index = 0
    while index < body.count {
      let length = sequenceLength(body, at: index)
      if length > 0 {
        result += body[index..<index + length]
        index += length
      } else if let scalar = surrogates(body, at: index) {
        result += UTF8.encode(scalar).map(Array.init) ?? []
        index += 6
      } else {
        let start = index
        log.note(
          .invalidBytes, line: 1 + body[..<start].count { $0 == 10 },
          detail: String(body[start], radix: 16))
        // A character that the end of the document cuts is no character.
        let isCut =
          body[index] >= 0xC2 && index + 4 > body.count
          && body[(index + 1)...].allSatisfy { $0 & 0xC0 == 0x80 }
        if isCut { break }
        Windows1252.append(body[index], to: &result)
        index += 1
      }
    }
    return result
  }

  /// The character that six bytes spell as Java's programs write it: each half of its UTF-16 as a
  /// character of its own (Unicode Technical Report 26).
  private static func surrogates(_ bytes: [UInt8], at index: Int) -> Unicode.Scalar? {
    guard index + 6 <= bytes.count, bytes[index] == 0xED, bytes[index + 3] == 0xED,
      (0xA0...0xAF).contains(bytes[index + 1]), (0xB0...0xBF).contains(bytes[index + 4]),
      bytes[index + 2] & 0xC0 == 0x80, bytes[index + 5] & 0xC0 == 0x80
    else { return nil }
    let high = UInt32(bytes[index + 1] & 0x0F) << 6 | UInt32(bytes[index + 2] & 0x3F)
    let low = UInt32(bytes[index + 4] & 0x0F) << 6 | UInt32(bytes[index + 5] & 0x3F)
    return Unicode.Scalar(0x10000 + (high << 10 | low))
  }

  /// Whether all of it is UTF-8 (RFC 3629: no overlong forms, no surrogates).
  static func isUTF8(_ body: [UInt8]) -> Bool {
    unsafe body.withUnsafeBufferPointer { bytes in
      var index = 0
      let count = bytes.count
      while true {
        index = unsafe ByteSearch.firstNonASCII(in: bytes, from: index)
        // Characters beyond ASCII come in words.
        while index < count, unsafe bytes[index] >= 0x80 {
          let length = unsafe sequenceLength(bytes, at: index)
          if length == 0 { return false }
          index += length
        }
        if index >= count { return true }
      }
    }
  }

  private static func isASCII(_ body: [UInt8]) -> Bool {
    unsafe body.withUnsafeBufferPointer {
      unsafe ByteSearch.firstNonASCII(in: $0, from: 0) == $0.count
    }
  }

  private static func sequenceLength(_ bytes: [UInt8], at index: Int) -> Int {
    unsafe bytes.withUnsafeBufferPointer { unsafe sequenceLength($0, at: index) }
  }

  /// The length of the character that begins here; 0 if none does.
  @inline(__always)
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let first = unsafe bytes[index]
    if first < 0x80 { return 1 }
    let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    guard length > 0, index + length <= bytes.count else { return 0 }
    let second = unsafe bytes[index + 1]
    let low: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard second >= low, second <= high else { return 0 }
    if length > 2, unsafe bytes[index + 2] & 0xC0 != 0x80 { return 0 }
    if length > 3, unsafe bytes[index + 3] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// The encoding that an XML declaration names, if there is one.
  private static func declaration(in body: [UInt8]) -> String? {
    unsafe body.withUnsafeBufferPointer { bytes in
      let head = unsafe UnsafeBufferPointer(rebasing: bytes.prefix(400))
      guard let mark = unsafe ByteSearch.first(UInt8(ascii: "<"), in: head, from: 0),
        unsafe head[mark...].starts(with: "<?xml".utf8),
        let end = unsafe ByteSearch.first(UInt8(ascii: ">"), in: head, from: mark),
        let name = unsafe ByteSearch.first("encoding", in: head, from: mark), name < end
      else { return nil }
      var index = name + 8
      while unsafe head[index] <= 0x20 || head[index] == UInt8(ascii: "=") { index += 1 }
      let quote = unsafe head[index]
      guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return nil }
      let start = index + 1
      let close = unsafe ByteSearch.first(quote, in: head, from: start)
      let value = unsafe head[start..<min(close ?? end, end)]
      return unsafe value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
    }
  }

  /// The charset of a Content-Type field (RFC 9110, section 8.3.1).
  private static func charset(in contentType: String) -> String? {
    for part in contentType.split(separator: ";").dropFirst() {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, pair[0].trimmingCharacters(in: .whitespaces).lowercased() == "charset"
      else { continue }
      let value = pair[1].trimmingCharacters(in: CharacterSet(charactersIn: "\"' \t"))
      return value.isEmpty ? nil : value
    }
    return nil
  }
}
