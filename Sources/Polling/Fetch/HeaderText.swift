/// The fields of HTTP as text from which every byte can be had back: a server's ETag is echoed as it
/// came, in whatever charset it was written.
enum HeaderText {
  /// What no UTF-8 can be is carried by scalars of the last private plane, of which nobody knows a
  /// use: U+10FF00 and the byte.
  private static let strays: ClosedRange<UInt32> = 0x10FF80...0x10FFFF

  /// The text of a line.
  static func text(_ bytes: [UInt8]) -> String {
    if bytes.allSatisfy({ $0 < 0x80 }) { return String(decoding: bytes, as: UTF8.self) }
    if let text = String(validating: bytes, as: UTF8.self),
      !text.unicodeScalars.contains(where: { strays.contains($0.value) })
    {
      return text
    }
    var text = String.UnicodeScalarView()
    for byte in bytes {
      let value = byte < 0x80 ? UInt32(byte) : 0x10FF00 + UInt32(byte)
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    }
    return String(text)
  }

  /// The bytes that a text stands for.
  static func bytes(_ text: String) -> [UInt8] {
    guard text.unicodeScalars.contains(where: { strays.contains($0.value) }) else {
      return Array(text.utf8)
    }
    return text.unicodeScalars.flatMap { scalar in
      strays.contains(scalar.value)
        ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(String(scalar).utf8)
    }
  }
}
