package import NewsModel

/// Two threads that somebody took apart.
struct Parting: Hashable, Sendable {
  var parted: ThreadID
  var rest: ThreadID
}

/// What a person orders, whatever the evidence says.
extension StoryClusterer {
  /// Partings remembered; a thread is open for days, so no more than a few hundred matter.
  static let partingLimit = 10_000

  /// Makes two threads one for good; `kept` is the name that stays. Either may have closed: then the
  /// other goes on under that name.
  package mutating func merge(_ gone: ThreadID, into kept: ThreadID) {
    let gone = current(gone)
    let kept = current(kept)
    guard gone != kept, slots[gone] != nil || slots[kept] != nil else { return }
    let ended = apart.filter { areApart(gone, kept, $0) }
    apart.removeAll(where: ended.contains)
    unseal(gone)
    unseal(kept)
    if slots[kept] == nil, let slot = slots.removeValue(forKey: gone) {
      threads[slot].id = kept
      slots[kept] = slot
      remember(gone, as: kept)
    } else if slots[gone] == nil {
      remember(gone, as: kept)
    } else {
      unite(gone, into: kept)
    }
    if let slot = slots[current(kept)] { threads[slot].isOrdered = true }
  }

  /// Takes items out of their threads and puts them in `into`, which begins with them if it is not
  /// open. None of these threads is ever merged with it again, unless somebody orders it.
  ///
  /// - Parameters:
  ///   - parted: the items as they were placed, oldest first.
  ///   - rests: the threads that they were in, each with the items that stay, oldest first; at least
  ///     one each.
  package mutating func split(
    _ parted: [NewsItem], into id: ThreadID, leaving rests: [(thread: ThreadID, items: [NewsItem])]
  ) {
    let id = current(id)
    let open = rests.filter { slots[current($0.thread)] != nil }
    for rest in rests { keepApart(id, current(rest.thread)) }
    guard !open.isEmpty else { return }
    for rest in open { remake(current(rest.thread), of: rest.items) }
    for item in parted {
      let (reading, vector) = reread(item)
      admit(reading, vector, into: id, isAlone: false)
    }
  }

  /// A name for a thread that begins with an item taken from another. `isTaken` says which names
  /// threads have or had.
  package func newName(for key: ItemKey, isTaken: (ThreadID) -> Bool) -> ThreadID {
    var salt = 1
    var id = ThreadID(begunBy: key, salt: salt)
    while slots[id] != nil || aliases[id] != nil || isTaken(id) {
      salt += 1
      id = ThreadID(begunBy: key, salt: salt)
    }
    return id
  }

  /// Whether somebody took these two open threads apart.
  func areApart(_ one: ThreadID, _ other: ThreadID) -> Bool {
    for parting in apart where areApart(one, other, parting) { return true }
    return false
  }

  private func areApart(_ one: ThreadID, _ other: ThreadID, _ parting: Parting) -> Bool {
    let parted = current(parting.parted)
    let rest = current(parting.rest)
    return (parted == one && rest == other) || (parted == other && rest == one)
  }

  private mutating func keepApart(_ one: ThreadID, _ other: ThreadID) {
    guard one != other, !areApart(one, other) else { return }
    apart.append(Parting(parted: one, rest: other))
    if apart.count > Self.partingLimit { apart.removeFirst(Self.partingLimit / 10) }
  }

  /// Reads and weighs an item that was taken in before: nothing is learned from it again.
  private mutating func reread(_ item: NewsItem) -> (ItemReading, TermVector) {
    let reading = read(item)
    if postings.count < vocabulary.count {
      postings += repeatElement([], count: vocabulary.count - postings.count)
    }
    return (reading, weights(reading))
  }

  /// Makes an open thread anew of the items that stay in it, weighed as they weigh now: what an item
  /// weighed when it came is not kept.
  private mutating func remake(_ id: ThreadID, of items: [NewsItem]) {
    guard let slot = slots[id] else { return }
    unseal(id)
    for term in threads[slot].profile.terms { unlist(slot, of: term) }
    threads[slot].profile = TermVector()
    threads[slot].items = 0
    threads[slot].owners = []
    threads[slot].prints = []
    threads[slot].members = []
    for (index, item) in items.enumerated() {
      let (reading, vector) = reread(item)
      if index == 0 {
        threads[slot].first = reading.date
        threads[slot].last = reading.date
      }
      admit(reading, vector, into: id, isAlone: false)
    }
  }

  /// Lets a thread that was kept alone take items.
  private mutating func unseal(_ id: ThreadID) {
    guard let slot = slots[id], threads[slot].isSealed else { return }
    threads[slot].isSealed = false
    for term in threads[slot].profile.terms { postings[Int(term)].append(UInt32(slot)) }
  }
}
