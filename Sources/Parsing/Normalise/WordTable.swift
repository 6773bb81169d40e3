/// A set of lower-case words, asked about ranges of bytes in any letter case without making a string.
struct WordTable {
  private let letters: [UInt8]
  private var words: [Range<Int>] = []
  /// The word's number and one, or 0.
  private var index: [UInt8]
  private let mask: Int

  /// The words of a list with blanks between, fewer than 256.
  init(_ list: StaticString) {
    let letters = list.withUTF8Buffer { unsafe Array($0) }
    self.letters = letters
    let parts = letters.indices.split { letters[$0] == 0x20 }
    mask = (parts.count * 4).nextPowerOfTwo - 1
    index = Array(repeating: 0, count: mask + 1)
    for part in parts {
      let word = part.startIndex..<part.endIndex
      var slot = Self.hash(letters.span, word) & mask
      while index[slot] != 0 { slot = (slot + 1) & mask }
      words.append(word)
      index[slot] = UInt8(words.count)
    }
  }

  /// Whether the bytes of `range` are one of the words.
  func contains(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var slot = Self.hash(bytes, range) & mask
    while index[slot] != 0 {
      let word = words[Int(index[slot]) - 1]
      if word.count == range.count, equal(word, bytes, range) { return true }
      slot = (slot + 1) & mask
    }
    return false
  }

  private func equal(_ word: Range<Int>, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    for i in 0..<word.count
    where letters[word.lowerBound + i] != bytes[range.lowerBound + i].asciiLowercased {
      return false
    }
    return true
  }

  private static func hash(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for i in range { hash = (hash ^ UInt32(bytes[i].asciiLowercased)) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }
}

extension Int {
  fileprivate var nextPowerOfTwo: Int {
    self < 2 ? 1 : 1 << (Int.bitWidth - (self - 1).leadingZeroBitCount)
  }
}
