/// FNV-1a with a last stir: the same on every machine and in every run, unlike Swift's `Hasher`.
struct Hash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func mix(_ byte: UInt8) {
    state = (state ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  var value: UInt64 {
    var hash = state ^ (state >> 32)
    hash = hash &* 0xbf58_476d_1ce4_e5b9
    return hash ^ (hash >> 29)
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash = Hash()
    for byte in bytes { hash.mix(byte) }
    return hash.value
  }

  /// The same of a part of a buffer, which costs no slice.
  static func of(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> UInt64 {
    var hash = Hash()
    for place in start..<end { hash.mix(bytes[place]) }
    return hash.value
  }

  /// One hash of each so many words in a row, in order; none of fewer words.
  static func shingles(of words: [UInt64], width: Int) -> [UInt64] {
    guard words.count >= width else { return [] }
    var found: [UInt64] = []
    found.reserveCapacity(words.count - width + 1)
    let words = words.span
    for start in 0...(words.count - width) {
      var shingle: UInt64 = 0
      for place in start..<start + width {
        shingle = ((shingle << 7 | shingle >> 57) ^ words[place]) &* 0x9e37_79b9_7f4a_7c15
      }
      found.append(shingle)
    }
    return found
  }
}
