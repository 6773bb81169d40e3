/// Undoes UTF-8 that was once read as windows-1252 and encoded again, where that is certain.
enum DoubleEncoding {
  /// The text, with "donâ€™t" put right.
  ///
  /// Certain are sequences of three or four characters that spell one character's bytes, and pairs
  /// that begin with "Ã" or "Â" and go on with a sign that no word goes on with. "CAFÉ»" is two
  /// such characters too, and is left alone.
  static func undone(_ text: String) -> String {
    guard isSuspect(text) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      if let (scalar, count) = character(in: scalars, at: index) {
        result.unicodeScalars.append(scalar)
        index += count
      } else {
        result.unicodeScalars.append(scalars[index])
        index += 1
      }
    }
    return result
  }

  /// Whether "Â", "Ã", "â", "ã", "ä" … "ð" occurs before another sign that is not ASCII.
  private static func isSuspect(_ text: String) -> Bool {
    var previous: UInt8 = 0
    var isLead = false
    for byte in text.utf8 {
      if isLead, byte >= 0xC2 { return true }
      isLead = previous == 0xC3 && (byte == 0x82 || byte == 0x83 || (0xA2...0xB0).contains(byte))

      previous = byte
    }
    return false
  }

  private static func character(
    in scalars: [Unicode.Scalar], at index: Int
  ) -> (Unicode.Scalar, Int)? {
    guard scalars[index].value >= 0xC2, scalars[index].value <= 0xF4 else { return nil }
    let lead = UInt8(scalars[index].value)
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard index + length <= scalars.count else { return nil }
    var bytes = [lead]
    for scalar in scalars[index + 1..<index + length] {
      guard let byte = Windows1252.byte(scalar), byte & 0xC0 == 0x80 else { return nil }
      bytes.append(byte)
    }
    if length == 2 {
      guard lead == 0xC2 || lead == 0xC3 else { return nil }
      // Quotation marks and dashes do follow a capital letter at the end of a word.
      let next = scalars[index + 1]
      if lead == 0xC3, "“”’‘»«–—…".unicodeScalars.contains(next) { return nil }
    }
    guard CharacterEncoding.isUTF8(bytes),
      let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first
    else { return nil }
    return (scalar, length)
  }
}
