/// What the readers of HTML, links and dates ask of single bytes.
extension UInt8 {
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIDigit: Bool { self &- 0x30 < 10 }

  /// HTML's white space: tab, line feed, form feed, carriage return, space.
  var isHTMLSpace: Bool { self == 0x20 || (self <= 0x0d && self >= 0x09 && self != 0x0b) }

  var asciiLowercased: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }

  var hexDigit: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}

extension [UInt8] {
  mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// Appends the bytes of `range`.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty else { return }
    // A memcpy; element by element this was a third of the sanitiser's time.
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }

  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append(contentsOf: $0) }
  }
}

extension Span where Element == UInt8 {
  /// Whether the bytes begin with those of `word`.
  func begins(_ word: StaticString) -> Bool {
    guard word.utf8CodeUnitCount <= count else { return false }
    return word.withUTF8Buffer { letters in
      for i in letters.indices where unsafe self[i] != letters[i] { return false }
      return true
    }
  }

  /// Whether the bytes from `at` on spell `word`, ignoring ASCII case. `word` is lower case.
  func spells(_ word: StaticString, at: Int) -> Bool {
    let length = word.utf8CodeUnitCount
    guard at >= 0, at + length <= count else { return false }
    return word.withUTF8Buffer { letters in
      for i in 0..<length where unsafe self[at + i].asciiLowercased != letters[i] { return false }
      return true
    }
  }
}
