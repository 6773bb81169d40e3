/// A vector made ready to be compared with many: a few bits of its terms' numbers tell at once that
/// most terms of the others are none of its own.
struct TermProbe {
  let vector: TermVector
  private var bits: [UInt64]
  private let mask: UInt32

  init(_ vector: TermVector) {
    self.vector = vector
    // 64 bits for each term.
    var words = 1
    while words < vector.count { words *= 2 }
    bits = [UInt64](repeating: 0, count: words)
    mask = UInt32(truncatingIfNeeded: words * 64 - 1)
    for term in vector.terms { bits[Int((term & mask) >> 6)] |= 1 &<< UInt64(term & 63) }
  }

  /// The sum of the products of the weights of what both have, in order of the terms.
  func dot(_ other: TermVector) -> Double {
    let mine = vector.weights.span
    let others = other.weights.span
    var sum = 0.0
    eachShared(other) { sum += Double(mine[$0]) * Double(others[$1]) }
    return sum
  }

  /// The largest of the products that `dot` sums up.
  func largestProduct(_ other: TermVector) -> Double {
    let mine = vector.weights.span
    let others = other.weights.span
    var largest = 0.0
    eachShared(other) { largest = max(largest, Double(mine[$0]) * Double(others[$1])) }
    return largest
  }

  /// The cosine of the angle to another vector: 1 for the same direction, 0 for nothing shared.
  func cosine(_ other: TermVector) -> Double {
    guard vector.square > 0, other.square > 0 else { return 0 }
    return dot(other) / (vector.length * other.length)
  }

  /// Calls `body` with the places in both of each term that both have, in order of the terms.
  @inline(__always)
  func eachShared(_ other: TermVector, _ body: (Int, Int) -> Void) {
    let mine = vector.terms.span
    let others = other.terms.span
    if others.count > 16 * mine.count {
      Self.eachFound(mine, in: others, body)
      return
    }
    let bits = bits.span
    let mask = mask
    var place = 0
    for otherPlace in others.indices {
      let term = others[otherPlace]
      if bits[Int((term & mask) >> 6)] & (1 &<< UInt64(term & 63)) == 0 { continue }
      while place < mine.count, mine[place] < term { place += 1 }
      if place == mine.count { break }
      if mine[place] == term { body(place, otherPlace) }
    }
  }

  /// The same by halving, which is quick where few terms are sought among very many.
  @inline(__always)
  private static func eachFound(
    _ few: Span<UInt32>, in many: Span<UInt32>, _ body: (Int, Int) -> Void
  ) {
    var low = 0
    for place in few.indices {
      let term = few[place]
      var high = many.count
      while low < high {
        let middle = (low + high) / 2
        if many[middle] < term { low = middle + 1 } else { high = middle }
      }
      if low == many.count { break }
      if many[low] == term { body(place, low) }
    }
  }
}
