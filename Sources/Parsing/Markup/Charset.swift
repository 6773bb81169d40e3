import Foundation

/// A charset by the name that publishers give it. The tables are those of the C library's `iconv`.
enum Charset: Equatable {
  case utf8
  case windows1252
  case converted(String)

  /// Nil if nobody knows the name.
  init?(named name: String) {
    let key = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch key {
    case "utf8", "unicode11utf8", "usascii", "ascii", "utf16", "utf32", "utf16le", "utf16be",
      "unicode", "ucs2", "iso10646ucs2", "ucs4":
      // Text in UTF-16 or UTF-32 shows itself before anyone asks for its name.
      self = .utf8
    case "iso88591", "latin1", "l1", "iso885915fdis", "windows1252", "cp1252", "ansi",
      "ansix341968",
      "iso8859", "cp819", "ibm819", "xansi":
      self = .windows1252
    default:
      let known = Self.meant[key] ?? name
      guard known.utf8.count <= 40,
        known.utf8.allSatisfy({ $0 == 45 || $0 == 46 || $0 == 95 || $0 == 58 || Self.isWord($0) }),
        let converter = Converter(from: known)
      else { return nil }
      _ = consume converter
      self = .converted(known)
    }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  /// What publishers mean, by what they write: the superset that their software really uses
  /// (WHATWG Encoding, section 4.2).
  private static let meant: [String: String] = [
    "gb2312": "GB18030", "gbk": "GB18030", "xgbk": "GB18030", "gb231280": "GB18030",
    "gb18030": "GB18030", "csgb2312": "GB18030", "euccn": "GB18030", "cp936": "GB18030",
    "shiftjis": "CP932", "sjis": "CP932", "xsjis": "CP932", "windows31j": "CP932",
    "mskanji": "CP932",
    "euckr": "CP949", "ksc56011987": "CP949", "ksc5601": "CP949", "windows949": "CP949",
    "tis620": "CP874", "iso885911": "CP874", "windows874": "CP874", "dos874": "CP874",
    "big5": "BIG5-HKSCS", "big5hkscs": "BIG5-HKSCS", "xxbig5": "BIG5-HKSCS",
    "iso88599": "CP1254", "latin5": "CP1254", "windows1254": "CP1254",
    "windows1250": "CP1250", "windows1251": "CP1251", "win1251": "CP1251", "windows1253": "CP1253",
    "windows1255": "CP1255", "windows1256": "CP1256", "windows1257": "CP1257",
    "windows1258": "CP1258", "xeucjp": "EUC-JP", "eucjp": "EUC-JP", "koi": "KOI8-R",
    "koi8": "KOI8-R",
    "koi8r": "KOI8-R", "koi8u": "KOI8-U", "xmacroman": "MACINTOSH", "macroman": "MACINTOSH",
    "macintosh": "MACINTOSH", "xmaccyrillic": "MAC-CYRILLIC",
    // Visual or logical order of Hebrew and Arabic is a matter of bytes no more.
    "iso88598i": "ISO-8859-8", "iso88598e": "ISO-8859-8", "csiso88598i": "ISO-8859-8",
    "iso88596i": "ISO-8859-6", "iso88596e": "ISO-8859-6", "xmacukrainian": "MAC-CYRILLIC",
    "dos866": "CP866", "xcp866": "CP866", "xcp1251": "CP1251", "xcp1250": "CP1250",
    "xcp1252": "CP1252",
  ]

  /// The bytes in UTF-8. Strictly: nil if there are bytes that mean nothing in this charset;
  /// otherwise those become U+FFFD.
  func utf8(_ body: [UInt8], strictly isStrict: Bool) -> [UInt8]? {
    switch self {
    case .utf8: return CharacterEncoding.isUTF8(body) ? body : nil
    case .windows1252:
      var result: [UInt8] = []
      result.reserveCapacity(body.count + body.count / 8)
      for byte in body { Windows1252.append(byte, to: &result) }
      return result
    case .converted(let name):
      guard var converter = Converter(from: name) else { return nil }
      return converter.utf8(body, strictly: isStrict)
    }
  }
}

/// An open `iconv` conversion to UTF-8.
@safe
private struct Converter: ~Copyable {
  private let descriptor: iconv_t

  init?(from name: String) {
    let opened = unsafe iconv_open("UTF-8", name)
    guard let opened = unsafe opened, Int(bitPattern: opened) != -1 else { return nil }
    unsafe descriptor = opened
  }

  deinit {
    unsafe iconv_close(descriptor)
  }

  mutating func utf8(_ body: [UInt8], strictly isStrict: Bool) -> [UInt8]? {
    var input = body
    var result: [UInt8] = []
    result.reserveCapacity(body.count * 3 / 2)
    let room = 64 << 10
    var buffer = [UInt8](repeating: 0, count: room)
    var isSound = true
    unsafe input.withUnsafeMutableBytes { source in
      var left = source.count
      var from = unsafe source.baseAddress?.assumingMemoryBound(to: CChar.self)
      while left > 0 {
        var free = room
        let status = unsafe buffer.withUnsafeMutableBytes { target in
          var to = unsafe target.baseAddress?.assumingMemoryBound(to: CChar.self)
          let status = unsafe iconv(descriptor, &from, &left, &to, &free)
          return status == Int.max || status == -1 ? errno : 0
        }
        result += buffer[..<(room - free)]
        guard status == EILSEQ || status == EINVAL, left > 0 else { continue }
        isSound = false
        if isStrict { return }
        result += UTF8.encodedReplacementCharacter
        unsafe from = from.map { unsafe $0 + 1 }
        left -= 1
      }
    }
    return isSound || !isStrict ? result : nil
  }
}
