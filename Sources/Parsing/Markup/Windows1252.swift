/// The charset that is meant when publishers say ISO-8859-1 (WHATWG Encoding, section 9).
enum Windows1252 {
  /// What the bytes 0x80 to 0x9F stand for; the five that are not defined are C1 controls.
  private static let upper: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
  ]

  /// The character of a byte.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    guard (0x80...0x9F).contains(byte) else { return Unicode.Scalar(byte) }
    return Unicode.Scalar(upper[Int(byte) - 0x80]) ?? "\u{FFFD}"
  }

  /// The byte of a character, if it has one.
  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x80 || (0xA0...0xFF).contains(scalar.value) { return UInt8(scalar.value) }
    guard scalar.value <= 0xFFFF, let index = upper.firstIndex(of: UInt16(scalar.value)) else {
      return nil
    }
    return UInt8(index + 0x80)
  }

  /// Appends a byte as UTF-8.
  static func append(_ byte: UInt8, to bytes: inout [UInt8]) {
    if byte < 0x80 {
      bytes.append(byte)
    } else {
      bytes.append(contentsOf: UTF8.encode(scalar(byte)) ?? UTF8.encodedReplacementCharacter)
    }
  }
}
