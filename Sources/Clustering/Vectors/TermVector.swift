/// Terms and their weights, in order of the terms' numbers, each once.
struct TermVector: Hashable, Sendable {
  var terms: [UInt32] = []
  var weights: [Float] = []
  /// The sum of the squared weights.
  private(set) var square = 0.0

  var count: Int { terms.count }
  var isEmpty: Bool { terms.isEmpty }
  var length: Double { square.squareRoot() }

  init() {}

  /// Lines of each list that memory is to fetch before vectors are compared; most have no more.
  static let linesFetched = 3

  /// A vector of terms in ascending order and their weights.
  init(terms: [UInt32], weights: [Float]) {
    self.terms = terms
    self.weights = weights
    measure()
  }

  /// The places of its terms, the heaviest first, and of equals the lowest number.
  func heaviestFirst() -> [Int] {
    var order = weights.indices.map(orderByWeight)
    order.sort()
    return order.map { Int(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }
  }

  /// The heaviest terms, at most `limit`.
  func heaviest(_ limit: Int) -> TermVector {
    guard count > limit else { return self }
    var foremost = Foremost<UInt64>(limit: limit)
    for place in weights.indices { foremost.note(orderByWeight(place)) }
    let kept = foremost.inOrder.map { Int(truncatingIfNeeded: $0 & 0xFFFF_FFFF) }.sorted()
    return TermVector(terms: kept.map { terms[$0] }, weights: kept.map { weights[$0] })
  }

  /// A number that is less the heavier the term is that stands in a place, and of equals the earlier:
  /// weights are never negative, and such numbers are in the order of their bits.
  private func orderByWeight(_ place: Int) -> UInt64 {
    let weight = weights[place]
    return UInt64(~(weight > 0 ? weight.bitPattern : 0)) << 32 | UInt64(place)
  }

  /// Where the term stands, or nil.
  func index(of term: UInt32) -> Int? {
    var low = 0
    var high = terms.count
    while low < high {
      let middle = (low + high) / 2
      if terms[middle] < term { low = middle + 1 } else { high = middle }
    }
    return low < terms.count && terms[low] == term ? low : nil
  }

  /// Adds another vector, and says which terms are new here.
  mutating func add(_ other: TermVector) -> [UInt32] {
    guard !isEmpty else {
      // As most threads begin and end: both then have one memory.
      self = other
      return other.terms
    }
    var added: [UInt32] = []
    var merged: [UInt32] = []
    var sums: [Float] = []
    merged.reserveCapacity(terms.count + other.count)
    sums.reserveCapacity(terms.count + other.count)
    var mine = 0
    for (index, term) in other.terms.enumerated() {
      while mine < terms.count, terms[mine] < term {
        merged.append(terms[mine])
        sums.append(weights[mine])
        mine += 1
      }
      merged.append(term)
      if mine < terms.count, terms[mine] == term {
        sums.append(weights[mine] + other.weights[index])
        mine += 1
      } else {
        sums.append(other.weights[index])
        added.append(term)
      }
    }
    merged += terms[mine...]
    sums += weights[mine...]
    terms = merged
    weights = sums
    measure()
    return added
  }

  /// Takes away what was added before; a term of which next to nothing is left goes.
  mutating func subtract(_ other: TermVector) {
    var kept: [UInt32] = []
    var rest: [Float] = []
    var place = 0
    for (term, weight) in zip(terms, weights) {
      while place < other.count, other.terms[place] < term { place += 1 }
      let isShared = place < other.count && other.terms[place] == term
      let left = isShared ? weight - other.weights[place] : weight
      guard left > Self.nothing else { continue }
      kept.append(term)
      rest.append(left)
    }
    terms = kept
    weights = rest
    measure()
  }

  /// A weight below which a difference is but an error of rounding.
  private static let nothing: Float = 1e-4

  /// Leaves the heaviest `limit` terms, and says which went.
  mutating func cut(to limit: Int) -> [UInt32] {
    guard terms.count > limit else { return [] }
    // A thread that is full grows by a few terms with each item: those are found without sorting all.
    var lightest = Foremost<UInt64>(limit: terms.count - limit)
    for place in weights.indices { lightest.note(~orderByWeight(place)) }
    let gone = lightest.inOrder.map { Int(truncatingIfNeeded: ~$0 & 0xFFFF_FFFF) }.sorted()
    let names = gone.map { terms[$0] }
    for place in gone.reversed() {
      terms.remove(at: place)
      weights.remove(at: place)
    }
    measure()
    return names
  }

  private mutating func measure() {
    square = weights.reduce(0.0) { $0 + Double($1) * Double($1) }
  }

  /// Makes it longer or shorter, in the same direction.
  mutating func scale(by factor: Double) {
    for index in weights.indices { weights[index] *= Float(factor) }
    measure()
  }

  /// Renames terms after some were forgotten; none of these may be.
  mutating func rename(_ names: [UInt32?]) {
    // Forgetting keeps the order of the terms, so the vector stays sorted.
    terms = terms.map { names[Int($0)] ?? $0 }
  }
}
