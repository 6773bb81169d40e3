import Testing

@testable import Clustering

/// What is quick by a shortcut gives what the plain way gives.
@Suite struct QuickPartTests {
  /// So many terms below `limit`, each once and in order, the same in every run.
  static func vector(_ count: Int, below limit: UInt32, seed: UInt64) -> TermVector {
    var random = seed
    func next() -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return random >> 33
    }
    var terms: Set<UInt32> = []
    while terms.count < count { terms.insert(UInt32(next() % UInt64(limit))) }
    return TermVector(
      terms: terms.sorted(), weights: (0..<count).map { _ in Float(next() % 9) / 8 })
  }

  @Test(arguments: [(30, 40), (40, 30), (5, 900), (900, 5), (1, 1), (0, 7), (7, 0)])
  func `a probe finds what two vectors share, whatever their lengths`(mine: Int, others: Int) {
    let one = Self.vector(mine, below: 1_000, seed: 1)
    let other = Self.vector(others, below: 1_000, seed: 2)
    var products: [Double] = []
    for (place, term) in one.terms.enumerated() {
      guard let found = other.index(of: term) else { continue }
      products.append(Double(one.weights[place]) * Double(other.weights[found]))
    }
    let probe = TermProbe(one)
    #expect(probe.dot(other) == products.reduce(0, +))
    #expect(probe.largestProduct(other) == products.max() ?? 0)
  }

  @Test func `a probe tells terms apart whose numbers end alike`() {
    let alike = (0..<9 as Range<UInt32>).map { 5 + 4_096 * $0 }
    let probe = TermProbe(
      TermVector(terms: alike, weights: (1...9).map { Float($0) }))
    let other = TermVector(terms: [5, alike[4], alike[8], 5 + 4_096 * 20], weights: [1, 1, 1, 1])
    #expect(probe.dot(other) == 1 + 5 + 9)
  }

  @Test func `adding to nothing gives what was added, and all of it is new`() {
    let vector = Self.vector(20, below: 90, seed: 3)
    var sum = TermVector()
    #expect(sum.add(vector) == vector.terms && sum == vector)
    #expect(sum.add(vector).isEmpty && sum.square == 4 * vector.square)
  }

  @Test func `the foremost of many are the first that sorting gives`() {
    for limit in [1, 3, 32, 100] {
      for seed in 1...20 as ClosedRange<UInt64> {
        let all = Self.vector(60, below: 90, seed: seed).weights.enumerated()
          .map { StoryClusterer.Candidate(slot: $0, reach: Double($1)) }
        var foremost = Foremost<StoryClusterer.Candidate>(limit: limit)
        for candidate in all.reversed() { foremost.note(candidate) }
        #expect(foremost.inOrder == Array(all.sorted().prefix(limit)))
      }
    }
  }

  @Test func `the heaviest terms are those that cutting leaves`() {
    for limit in [0, 1, 40, 200] {
      let all = Self.vector(120, below: 4_000, seed: 9)
      var cut = all
      let gone = cut.cut(to: limit)
      #expect(all.heaviest(limit) == cut)
      #expect(Set(gone).isDisjoint(with: cut.terms) && gone.count + cut.count == 120)
    }
  }

  @Test(arguments: [
    ("charged", "charg"), ("charge", "charg"), ("charging", "charg"), ("parties", "party"),
    ("flies", "fli"), ("congresses", "congress"), ("virus", "virus"), ("crisis", "crisis"),
    ("strikes", "strik"), ("harris", "harris"), ("bring", "bring"), ("asses", "ass"),
    ("reds", "reds"), ("embassies", "embassy"), ("committees", "committ"), ("seeds", "seed"),
  ])
  func `common English endings go`(word: String, stem: String) {
    let bytes = Array(word.utf8)
    let (count, endsInY) = LightStemmer.stem(bytes.span)
    var kept = Array(bytes[..<count])
    if endsInY { kept[count - 1] = UInt8(ascii: "y") }
    #expect(String(decoding: kept, as: UTF8.self) == stem)
  }

  @Test func `a word is the same however it is read`() {
    for text in ["Dam bursts 2026 now", "Dam bursts: x-2026-now", "Dam (bursts) “2026” now"] {
      var list = WordList()
      list.append(text, limit: 10)
      for word in list.words { #expect(word.hash == Hash.of(list.bytes[word.bytes])) }
      let words = list.words.map { String(decoding: list.bytes[$0.bytes], as: UTF8.self) }
      #expect(words.filter { $0 != "x" } == ["dam", "bursts", "2026", "now"])
      #expect(list.words.map(\.hasDigit) == words.map { $0 == "2026" })
      #expect(list.words[0].isCapitalised && list.words[0].isFirst && !list.words[1].isFirst)
    }
  }
}
