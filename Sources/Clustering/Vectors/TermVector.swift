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

  /// A vector of terms in ascending order and their weights.
  init(terms: [UInt32], weights: [Float]) {
    self.terms = terms
    self.weights = weights
    measure()
  }

  /// The sum of the products of the weights of what both have. Quick where `other` is short.
  func dot(_ other: TermVector) -> Double {
    if terms.count < 4 * other.terms.count { return dotInStep(other) }
    var sum = 0.0
    var low = 0
    for place in other.terms.indices {
      let term = other.terms[place]
      var high = terms.count
      while low < high {
        let middle = (low + high) / 2
        if terms[middle] < term { low = middle + 1 } else { high = middle }
      }
      if low == terms.count { break }
      if terms[low] == term { sum += Double(other.weights[place]) * Double(weights[low]) }
    }
    return sum
  }

  /// The same for two of like length: one walk over both, which gives the same sum to the bit.
  private func dotInStep(_ other: TermVector) -> Double {
    let mine = terms.span
    let others = other.terms.span
    var sum = 0.0
    var place = 0
    var otherPlace = 0
    while place < mine.count, otherPlace < others.count {
      let term = mine[place]
      let otherTerm = others[otherPlace]
      if term == otherTerm {
        sum += Double(other.weights[otherPlace]) * Double(weights[place])
      }
      // No branch to guess wrong: half of the time went there.
      place += term <= otherTerm ? 1 : 0
      otherPlace += otherTerm <= term ? 1 : 0
    }
    return sum
  }

  /// The largest of the products that `dot` sums up.
  func largestProduct(_ other: TermVector) -> Double {
    var largest = 0.0
    for (place, term) in other.terms.enumerated() {
      guard let mine = index(of: term) else { continue }
      largest = max(largest, Double(other.weights[place]) * Double(weights[mine]))
    }
    return largest
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
    let order = terms.indices.sorted {
      weights[$0] != weights[$1] ? weights[$0] > weights[$1] : terms[$0] < terms[$1]
    }
    let gone = order[limit...].map { terms[$0] }
    let kept = order[..<limit].sorted()
    weights = kept.map { weights[$0] }
    terms = kept.map { terms[$0] }
    measure()
    return gone
  }

  private mutating func measure() {
    square = weights.reduce(0.0) { $0 + Double($1) * Double($1) }
  }

  /// Makes it longer or shorter, in the same direction.
  mutating func scale(by factor: Double) {
    for index in weights.indices { weights[index] *= Float(factor) }
    measure()
  }

  /// The cosine of the angle to another vector: 1 for the same direction, 0 for nothing shared.
  func cosine(_ other: TermVector) -> Double {
    guard square > 0, other.square > 0 else { return 0 }
    return (count < other.count ? other.dot(self) : dot(other)) / (length * other.length)
  }

  /// Renames terms after some were forgotten; none of these may be.
  mutating func rename(_ names: [UInt32?]) {
    // Forgetting keeps the order of the terms, so the vector stays sorted.
    terms = terms.map { names[Int($0)] ?? $0 }
  }
}
