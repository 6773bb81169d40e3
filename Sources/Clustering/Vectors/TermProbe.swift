/// A vector made ready to be compared with many: the last bits of a term's number tell where it
/// stands, and of most terms of the others that they are none of its own.
struct TermProbe {
  let vector: TermVector
  /// By these bits, the first place of a term that has them, counted from 1; then, by place, the next
  /// place whose term has the same. 0 where there is none.
  private var places: [UInt32]
  private let mask: UInt32

  init(_ vector: TermVector) {
    self.vector = vector
    var size = 32
    while size < 16 * vector.count, size < Self.sizeLimit { size *= 2 }
    mask = UInt32(truncatingIfNeeded: size - 1)
    places = [UInt32](repeating: 0, count: size + vector.count)
    for (index, term) in vector.terms.enumerated() {
      let bits = Int(term & mask)
      places[size + index] = places[bits]
      places[bits] = UInt32(truncatingIfNeeded: index + 1)
    }
  }

  /// What the nearest memory holds beside all else.
  private static let sizeLimit = 4_096

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
    let places = places.span
    let mask = mask
    for otherPlace in others.indices {
      let term = others[otherPlace]
      var place = Int(places[Int(term & mask)])
      while place > 0 {
        if mine[place - 1] == term {
          body(place - 1, otherPlace)
          break
        }
        place = Int(places[Int(mask) + place])
      }
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
