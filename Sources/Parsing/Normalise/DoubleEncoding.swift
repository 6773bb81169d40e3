/// Undoes UTF-8 that was once read as windows-1252 and encoded again, where that is certain.
enum DoubleEncoding {
  /// The text, with "donâ€™t" put right.
  ///
  /// Three or four characters that spell one character's bytes are certain; so are pairs that begin
  /// with "Ã" or "Â" and go on with a sign that no word goes on with, pairs that end in a control
  /// character, and three pairs in a row. Where one is certain all are undone. "CAFÉ»" alone is
  /// such a pair too, and is left alone.
  ///
  /// Nil where there is nothing to undo.
  static func undone(_ text: Span<UInt8>) -> [UInt8]? {
    unsafe text.withUnsafeBufferPointer { bytes in
      guard unsafe isCertain(bytes) else { return nil }
      return unsafe rewritten(bytes)
    }
  }

  /// A character that several signs spell.
  private struct Spelling {
    /// Its bytes; as many as `count`.
    var bytes: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    var count = 0
    /// How many bytes the signs that spell it take.
    var length = 0
  }

  private static func isCertain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    var run = 0
    var end = -1
    while let lead = unsafe ByteSearch.first(0xC3, in: bytes, from: index) {
      index = lead + 2
      guard let spelling = unsafe spelling(in: bytes, at: lead, takingBlanks: false) else {
        continue
      }
      run = lead == end ? run + 1 : 1
      end = lead + spelling.length
      index = end
      if spelling.count > 2 || run > 2 { return true }
      if unsafe isControl(bytes, at: lead + 2) { return true }
      let isCommon = spelling.bytes.0 == 0xC2 || spelling.bytes.0 == 0xC3
      if isCommon, !isTypographic(spelling.bytes.1) { return true }
    }
    return false
  }

  /// Quotation marks and dashes do follow a capital letter at the end of a word.
  private static func isTypographic(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x82, 0x84, 0x85, 0x91...0x94, 0x96, 0x97, 0xAB, 0xBB: true
    default: false
    }
  }

  /// Whether a C1 control is here.
  private static func isControl(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    unsafe index + 1 < bytes.count && bytes[index] == 0xC2 && bytes[index + 1] < 0xA0
  }

  private static func rewritten(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while let lead = unsafe ByteSearch.first(0xC3, in: bytes, from: index) {
      unsafe result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<lead]))
      if let spelling = unsafe spelling(in: bytes, at: lead, takingBlanks: true) {
        let four = [
          spelling.bytes.0, spelling.bytes.1, spelling.bytes.2, spelling.bytes.3,
        ]
        result += four[..<spelling.count]
        index = lead + spelling.length
      } else {
        let next = min(lead + 2, bytes.count)
        unsafe result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[lead..<next]))
        index = next
      }
    }
    unsafe result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index...]))
    return result
  }

  /// The character whose bytes the signs from a letter between "Â" and "ô" on spell.
  private static func spelling(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int, takingBlanks: Bool
  ) -> Spelling? {
    guard index + 2 < bytes.count, unsafe (0x82...0xB4).contains(bytes[index + 1]) else {
      return nil
    }
    let lead = unsafe bytes[index + 1] + 0x40
    let count = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    var four: [UInt8] = [lead, 0, 0, 0]
    var end = index + 2
    for position in 1..<count {
      guard let next = unsafe continuation(in: bytes, at: end, takingBlanks: takingBlanks) else {
        return nil
      }
      four[position] = next.byte
      end += next.length
    }
    guard CharacterEncoding.isUTF8(Array(four[..<count])) else { return nil }
    return Spelling(
      bytes: (four[0], four[1], four[2], four[3]), count: count, length: end - index)
  }

  /// The sign here as a byte of windows-1252 between 0x80 and 0xBF, and its length in UTF-8.
  private static func continuation(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int, takingBlanks: Bool
  ) -> (byte: UInt8, length: Int)? {
    guard index < bytes.count else { return nil }
    let first = unsafe bytes[index]
    // A no-break space is often a common one by now.
    if takingBlanks, first == 0x20 { return (0xA0, 1) }
    let length = first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first < 0xF0, index + length <= bytes.count else { return nil }
    var value = UInt32(first & (length == 3 ? 0x0F : 0x1F))
    for offset in 1..<length { value = unsafe value << 6 | UInt32(bytes[index + offset] & 0x3F) }
    guard let scalar = Unicode.Scalar(value), let byte = Windows1252.byte(scalar),
      byte & 0xC0 == 0x80
    else { return nil }
    return (byte, length)
  }
}
