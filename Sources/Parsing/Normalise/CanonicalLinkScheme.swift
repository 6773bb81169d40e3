/// The scheme of a link, sorted by what it may do.
enum LinkScheme {
  /// http, https, ftp: a host follows.
  case web([UInt8])
  /// Handed to another program that does nothing until it is asked.
  case harmless([UInt8])
  /// `feed:`, and how many bytes it takes.
  case feed(Int)
  case data
  /// Anything else: dangerous, unknown, or no scheme at all ("localhost:8080").
  case other

  /// The scheme that the bytes begin with, or nil for a relative reference.
  init?(of bytes: [UInt8]) {
    guard let first = bytes.first, first.isASCIILetter else { return nil }
    var name: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: ":") {
        self.init(named: name)
        return
      }
      guard
        byte.isASCIILetter || byte.isASCIIDigit || byte == UInt8(ascii: "+")
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      else { return nil }
      name.append(byte.asciiLowercased)
    }
    return nil
  }

  private init(named name: [UInt8]) {
    switch String(decoding: name, as: UTF8.self) {
    case "http", "https", "ftp", "ftps": self = .web(name)
    case "feed", "feeds": self = .feed(name.count + 1)
    case "data": self = .data
    case let name where Self.harmless.contains(name): self = .harmless(Array(name.utf8))
    default: self = .other
    }
  }

  /// Whether a scheme hides in what looks like none, or like another one: behind invisible
  /// characters, or behind character references that one more reading would resolve.
  static func isDisguised(in bytes: [UInt8], behind seen: LinkScheme? = nil) -> Bool {
    if seen != nil {
      // A scheme was read letter for letter from the first byte on; nothing is hidden in it.
      return false
    }
    var needsLook = false
    loop: for byte in bytes {
      switch byte {
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): break loop
      case UInt8(ascii: "&"), UInt8(ascii: ":"):
        needsLook = true
        break loop
      default: break
      }
    }
    guard needsLook else { return false }
    let text = HTMLEntities.decode(String(decoding: bytes, as: UTF8.self))
    let decoded = Array(text.utf8)
    var bare: [UInt8] = []
    var at = 0
    while at < decoded.count {
      if let length = InvisibleCharacter.length(decoded, at: at) {
        at += length
      } else {
        bare.append(decoded[at])
        at += 1
      }
    }
    return LinkScheme(of: bare) != nil
  }

  /// Whether a `data:` link holds a picture of a kind that cannot hold a script.
  static func isPicture(_ bytes: [UInt8]) -> Bool {
    let kinds: [StaticString] = ["png", "gif", "jpeg", "jpg", "webp", "avif", "bmp", "x-icon"]
    let letters = bytes.span
    guard letters.spells("data:image/", at: 0) else { return false }
    for byte in bytes where byte <= 0x20 || byte >= 0x7f || "<>\"".utf8.contains(byte) {
      return false
    }
    return kinds.contains { kind in
      let end = 11 + kind.utf8CodeUnitCount
      return letters.spells(kind, at: 11) && end < bytes.count
        && (bytes[end] == UInt8(ascii: ";") || bytes[end] == UInt8(ascii: ","))
    }
  }

  /// Schemes that lead out of the browser to mail, telephone, chat, files to share or shops.
  private static let harmless: Set<String> = [
    "mailto", "tel", "sms", "callto", "sip", "sips", "xmpp", "jabber", "irc", "ircs", "irc6",
    "news", "nntp", "snews", "gopher", "gemini", "magnet", "ed2k", "bitcoin", "geo", "maps",
    "market", "itms", "itmss", "itms-apps", "itpc", "pcast", "podcast", "podto", "rtsp", "rtmp",
    "mms", "mmsh", "sftp", "svn", "git", "webcal", "skype", "whatsapp", "aim", "ymsgr", "msnim",
    "steam", "spotify", "nostr", "ipfs", "ipns", "dat", "did", "doi", "urn", "tag", "acct", "isbn",
    "cid", "mid", "openid", "wtai", "fb", "twitter", "tg", "viber", "signal", "matrix", "lbry",
  ]
}

/// Characters that show nothing and that browsers or careless programs drop from links.
enum InvisibleCharacter {
  /// How many bytes one takes at `at`, or nil where there is none.
  static func length(_ bytes: [UInt8], at: Int) -> Int? {
    let byte = bytes[at]
    if byte <= 0x20 || byte == 0x7f { return 1 }
    guard byte == 0xc2 || byte == 0xe2 || byte == 0xef || byte == 0xe3 else { return nil }
    if byte == 0xc2 {
      guard at + 1 < bytes.count else { return nil }
      return bytes[at + 1] <= 0xa0 || bytes[at + 1] == 0xad ? 2 : nil
    }
    guard at + 2 < bytes.count else { return nil }
    switch (byte, bytes[at + 1], bytes[at + 2]) {
    case (0xe2, 0x80, 0x8b...0x8f), (0xe2, 0x80, 0xa8...0xaf), (0xe2, 0x81, 0xa0...0xaf): return 3
    case (0xef, 0xbb, 0xbf), (0xe3, 0x80, 0x80): return 3
    default: return nil
    }
  }

  /// How many bytes one takes that ends before `end`, or nil.
  static func length(_ bytes: [UInt8], endingAt end: Int) -> Int? {
    for length in 1...3 where end >= length {
      if let found = Self.length(bytes, at: end - length), found == length { return length }
    }
    return nil
  }
}
