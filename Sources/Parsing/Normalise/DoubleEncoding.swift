/// Undoes UTF-8 that was once read as windows-1252 and encoded again, where that is certain.
enum DoubleEncoding {
  /// The text, with "donâ€™t" put right.
  ///
  /// Three or four characters that spell one character's bytes are certain; so are pairs that begin
  /// with "Ã" or "Â" and go on with a sign that no word goes on with, pairs that end in a control
  /// character, and three pairs in a row. Where one is certain all are undone. "CAFÉ»" alone is
  /// such a pair too, and is left alone.
  static func undone(_ text: String) -> String {
    guard isSuspect(text) else { return text }
    let scalars = Array(text.unicodeScalars)
    guard isCertain(scalars) else { return text }
    var result = String.UnicodeScalarView()
    var index = 0
    while index < scalars.count {
      if let (scalar, count) = character(in: scalars, at: index, isCertain: true) {
        result.append(scalar)
        index += count
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return String(result)
  }

  /// Whether a letter from "Â" to "ô" occurs before as many signs as the bytes of a character need.
  private static func isSuspect(_ text: String) -> Bool {
    unsafe text.utf8Span.span.withUnsafeBufferPointer { bytes in
      var index = 0
      while true {
        guard let lead = unsafe ByteSearch.first(0xC3, in: bytes, from: index),
          lead + 2 < bytes.count
        else { return false }
        index = lead + 2
        let letter = unsafe bytes[lead + 1]
        guard (0x82...0xB4).contains(letter) else { continue }
        let length = unsafe continuation(in: bytes, at: index)
        guard length > 0 else { continue }
        if letter < 0xA0 { return true }
        if unsafe continuation(in: bytes, at: index + length) > 0 { return true }
      }
    }
  }

  /// The length in UTF-8 of the sign here, if windows-1252 has it between 0x80 and 0xBF; else 0.
  private static func continuation(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard index + 1 < bytes.count else { return 0 }
    switch unsafe bytes[index] {
    case 0xC2, 0xC5, 0xC6, 0xCB: return 2
    case 0xE2 where unsafe (0x80...0x84).contains(bytes[index + 1]): return 3
    default: return 0
    }
  }

  private static func isCertain(_ scalars: [Unicode.Scalar]) -> Bool {
    var index = 0
    var run = 0
    while index < scalars.count {
      guard let (_, count) = character(in: scalars, at: index, isCertain: false) else {
        run = 0
        index += 1
        continue
      }
      run += 1
      let second = scalars[index + 1]
      if count > 2 || run > 2 || (0x80...0x9F).contains(second.value) { return true }
      let isCommon = scalars[index].value == 0xC2 || scalars[index].value == 0xC3
      // Quotation marks and dashes do follow a capital letter at the end of a word.
      if isCommon, !"“”’‘»«–—…„‚".unicodeScalars.contains(second) { return true }
      index += count
    }
    return false
  }

  /// The character whose bytes the signs from `index` on spell, and how many they are.
  private static func character(
    in scalars: [Unicode.Scalar], at index: Int, isCertain: Bool
  ) -> (Unicode.Scalar, Int)? {
    guard (0xC2...0xF4).contains(scalars[index].value) else { return nil }
    let lead = UInt8(scalars[index].value)
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + length <= scalars.count else { return nil }
    var bytes = [lead]
    for scalar in scalars[index + 1..<index + length] {
      // A no-break space is often a common one by now.
      let byte = isCertain && scalar == " " ? 0xA0 : Windows1252.byte(scalar)
      guard let byte, byte & 0xC0 == 0x80 else { return nil }
      bytes.append(byte)
    }
    guard CharacterEncoding.isUTF8(bytes),
      let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first
    else { return nil }
    return (scalar, length)
  }
}
