import Foundation
import NewsModel

/// What is kept of an item so that its thread can be taken apart.
struct Member: Sendable {
  var key: ItemKey
  /// As it was weighed when it came.
  var vector: TermVector
  var owner: UInt64
  /// Seconds since 1970.
  var date: Double
  /// How many items of its language had been seen when it came.
  var passed: UInt64
  var isTitleOnly: Bool
}

extension StoryClusterer {
  /// Items that a side must have to become a thread of its own.
  static let sideMinimum = 2
  /// Rounds after which the sides have settled, or never will.
  static let splitRounds = 4

  /// Looks whether a thread that has grown holds two stories, and if so puts the smaller in a thread
  /// of its own. The larger keeps the name.
  ///
  /// The two items least alike begin a side each and the others go to the nearer one, until that
  /// changes no more (2-means by the cosine). There a word counts the less the more of the items have
  /// it, since what all share says nothing of the sides. The sides themselves are compared by all of
  /// their words.
  mutating func splitAround(_ id: ThreadID) -> Placement.Split? {
    guard let slot = lookThrough(id) else { return nil }
    let members = threads[slot].members
    guard let isOther = Self.sides(of: members) else { return nil }
    let others = isOther.count { $0 }
    guard min(others, members.count - others) >= Self.sideMinimum else { return nil }
    var one = TermVector()
    var other = TermVector()
    for (member, isOther) in zip(members, isOther) {
      if isOther { _ = other.add(member.vector) } else { _ = one.add(member.vector) }
    }
    let likeness = TermProbe(one).cosine(other)
    guard likeness < settings.splitThreshold else { return nil }
    let goes = others * 2 == members.count ? !isOther[0] : others * 2 < members.count
    let gone = zip(members, isOther).filter { $0.1 == goes }.map(\.0.key)
    let split = Placement.Split(
      from: id, into: newID(for: gone[0]), items: gone, likeness: likeness)
    part(split)
    return split
  }

  /// The slot of a thread that is to be looked through for two stories now, which is noted; else nil.
  private mutating func lookThrough(_ id: ThreadID) -> Int? {
    guard settings.splitThreshold > 0, let slot = slots[id], threads[slot].isToBeLookedThrough,
      threads[slot].items >= settings.splitMinimum
    else { return nil }
    threads[slot].lookedThrough = threads[slot].items
    return slot
  }

  /// Does again what `splitAround` did.
  mutating func recall(_ split: Placement.Split?, around id: ThreadID) {
    _ = lookThrough(id)
    if let split { part(split) }
  }

  /// Which items are on the side of the second of the two that are least alike; nil if there are no
  /// two sides.
  private static func sides(of members: [Member]) -> [Bool]? {
    let vectors = withoutCommon(members.map(\.vector))
    var seeds = (one: 0, other: 0, likeness: Double.infinity)
    for one in vectors.indices {
      let probe = TermProbe(vectors[one])
      for other in vectors[(one + 1)...].indices {
        let likeness = probe.cosine(vectors[other])
        if likeness < seeds.likeness { seeds = (one, other, likeness) }
      }
    }
    guard seeds.one < seeds.other else { return nil }
    var one = vectors[seeds.one]
    var other = vectors[seeds.other]
    var isOther: [Bool] = []
    for _ in 0..<splitRounds {
      let sides = vectors.map { vector in
        let probe = TermProbe(vector)
        return probe.cosine(other) > probe.cosine(one)
      }
      guard sides.contains(true), sides.contains(false) else { return nil }
      if sides == isOther { break }
      isOther = sides
      one = TermVector()
      other = TermVector()
      for (vector, isOther) in zip(vectors, sides) {
        if isOther { _ = other.add(vector) } else { _ = one.add(vector) }
      }
    }
    return isOther
  }

  /// The vectors with each term as much lighter as more of the others have it too.
  private static func withoutCommon(_ vectors: [TermVector]) -> [TermVector] {
    var having: [UInt32: Int] = [:]
    for vector in vectors { for term in vector.terms { having[term, default: 0] += 1 } }
    return vectors.map { vector in
      TermVector(
        terms: vector.terms,
        weights: zip(vector.terms, vector.weights).map { term, weight in
          weight * Float(vectors.count + 1 - (having[term] ?? 1)) / Float(vectors.count)
        })
    }
  }

  /// Takes items out of an open thread, into a new one.
  private mutating func part(_ split: Placement.Split) {
    guard let from = slots[split.from] else { return }
    let keys = Set(split.items)
    let gone = threads[from].members.filter { keys.contains($0.key) }
    guard let first = gone.first else { return }
    let to = begin(
      split.into, language: threads[from].language, date: first.date, passed: first.passed)
    for member in gone { add(member, to: to) }
    threads[to].note(threads[from].prints.filter { keys.contains($0.key) })

    var rest = threads[from].profile
    for member in gone { rest.subtract(member.vector) }
    for term in threads[from].profile.terms where rest.index(of: term) == nil {
      unlist(from, of: term)
    }
    threads[from].profile = rest
    threads[from].items -= gone.count
    threads[from].members.removeAll { keys.contains($0.key) }
    threads[from].prints.removeAll { keys.contains($0.key) }
    threads[from].recount()
    threads[to].lookedThrough = threads[to].items
    threads[from].lookedThrough = threads[from].items
  }

  private mutating func add(_ member: Member, to slot: Int) {
    for term in threads[slot].profile.add(member.vector) {
      postings[Int(term)].append(UInt32(slot))
    }
    if threads[slot].items == 0 { threads[slot].beganWithTitleOnly = member.isTitleOnly }
    threads[slot].items += 1
    threads[slot].first = min(threads[slot].first, member.date)
    threads[slot].last = max(threads[slot].last, member.date)
    threads[slot].passed = min(threads[slot].passed, member.passed)
    threads[slot].note(owner: member.owner)
    threads[slot].note([member])
  }
}

extension OpenThread {
  /// Whether it has grown by half since it was looked through for two stories, all of its items are at
  /// hand, nobody ordered it to be one, and most of its items say enough of themselves to tell.
  var isToBeLookedThrough: Bool {
    !isSealed && !isOrdered && members.count == items && items * 2 >= lookedThrough * 3
      && members.count { $0.isTitleOnly } * 2 < members.count
  }

  /// Finds its owners and times anew; all of its items are at hand.
  mutating func recount() {
    owners = []
    for member in members { note(owner: member.owner) }
    first = members.map(\.date).min() ?? first
    last = members.map(\.date).max() ?? last
    passed = members.map(\.passed).min() ?? passed
  }
}
