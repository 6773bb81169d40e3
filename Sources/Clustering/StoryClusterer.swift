import Foundation
package import NewsModel

/// Joins items into story threads as they arrive, one pass, one item at a time.
package struct StoryClusterer: Sendable {
  let settings: ClusteringSettings
  var vocabulary = Vocabulary()
  var frequencies = TermFrequencies()
  /// Open threads by slot; a slot is used again after its thread has closed.
  var threads: [OpenThread?] = []
  var freeSlots: [Int] = []
  /// Slots of the threads that have the term, by term.
  var postings: [[UInt32]] = []
  var slots: [ThreadID: Int] = [:]
  /// Threads that were merged into another, and which.
  var aliases: [ThreadID: ThreadID] = [:]
  /// The same in order of the merges.
  var aliasOrder: [ThreadID] = []
  var nextSerial = 0
  /// The newest date seen.
  var now = -Double.greatestFiniteMagnitude
  var lastSweep = -Double.greatestFiniteMagnitude
  private var overlap: [Double] = []

  /// A clusterer that has seen nothing yet.
  package init(settings: ClusteringSettings) {
    self.settings = settings
  }

  struct Weighed {
    var slot: Int
    var serial: Int
    var cosine: Double
    var score: Double
    var isSameSource: Bool
  }

  /// Puts one item in an open thread or begins one, and says why.
  ///
  /// Depends on nothing but the items placed before and the settings.
  package mutating func place(_ item: NewsItem) -> Placement {
    let reading = ItemReading(item, settings: settings, vocabulary: &vocabulary)
    let vector = take(reading)
    let threshold = settings.threshold + (reading.isTitleOnly ? settings.titleOnlyExtra : 0)
    var best: Weighed?
    var second: Weighed?
    if reading.aloneBecause == nil {
      for candidate in candidates(vector, floor: min(threshold, 0.15)) {
        guard let weighed = weigh(vector, reading, slot: candidate) else { continue }
        if best.map({
          weighed.score > $0.score || weighed.score == $0.score && weighed.serial < $0.serial
        }) ?? true {
          second = best
          best = weighed
        } else if second.map({
          weighed.score > $0.score || weighed.score == $0.score && weighed.serial < $0.serial
        }) ?? true {
          second = weighed
        }
      }
    }
    var placement = Placement(
      thread: ThreadID(rawValue: ""), isFirst: true, score: best?.score ?? 0, threshold: threshold)
    placement.aloneBecause = reading.aloneBecause
    if let best, best.score >= threshold, let thread = threads[best.slot] {
      placement.thread = thread.id
      placement.isFirst = false
      explain(&placement, vector, thread, best)
      placement.copyOf = thread.prints.first { reading.print.isCopy(of: $0) }?.key
      if let second, let other = threads[second.slot] {
        placement.runnerUp = .init(thread: other.id, score: second.score)
      }
    } else {
      var id = ThreadID(begunBy: item.key)
      var salt = 0
      while slots[id] != nil || aliases[id] != nil {
        salt += 1
        id = ThreadID(begunBy: item.key, salt: salt)
      }
      placement.thread = id
      if let best, let other = threads[best.slot] {
        placement.runnerUp = .init(thread: other.id, score: best.score)
      }
    }
    admit(reading, vector, into: placement.thread)
    return placement
  }

  /// Takes in an item that was placed before: the state becomes what `place` made of it then.
  package mutating func recall(_ placed: PlacedItem) {
    let reading = ItemReading(placed.item, settings: settings, vocabulary: &vocabulary)
    let vector = take(reading)
    admit(reading, vector, into: placed.placement.thread)
  }

  /// The thread that goes by this name now, after merges.
  package func current(_ id: ThreadID) -> ThreadID {
    var id = id
    while let next = aliases[id] { id = next }
    return id
  }

  /// The heaviest words of an open thread as they were first written, at most eight.
  package func keyTerms(of id: ThreadID) -> [String] {
    guard let slot = slots[current(id)], let thread = threads[slot] else { return [] }
    return thread.profile.terms.indices.sorted {
      thread.profile.weights[$0] > thread.profile.weights[$1]
    }.prefix(8)
      .map { vocabulary.written(thread.profile.terms[$0]) }
  }

  /// Threads that may still grow.
  package var openThreads: Int { slots.count }

  private func explain(
    _ placement: inout Placement, _ vector: TermVector, _ thread: OpenThread, _ best: Weighed
  ) {
    placement.signals.append(.init(name: "shared words", contribution: best.cosine))
    if best.isSameSource {
      placement.signals.append(.init(name: "same source", contribution: best.score - best.cosine))
    }
    let length = thread.profile.length
    var shared: [(UInt32, Double)] = []
    for (index, term) in vector.terms.enumerated() {
      if let at = thread.profile.index(of: term) {
        shared.append(
          (term, Double(vector.weights[index]) * Double(thread.profile.weights[at]) / length))
      }
    }
    shared.sort { $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0 }
    placement.sharedTerms = shared.prefix(8).map {
      .init(term: vocabulary.written($0.0), share: $0.1)
    }
  }

  private mutating func take(_ reading: ItemReading) -> TermVector {
    if reading.date > now { now = reading.date }
    if now - lastSweep >= 6 * 3600 { sweep() }
    frequencies.learn(reading, now: now, settings: settings, vocabulary: &vocabulary)
    while postings.count < vocabulary.count { postings.append([]) }
    return weights(reading)
  }

  private func weights(_ reading: ItemReading) -> TermVector {
    var raw: [Double] = []
    var square = 0.0
    for (index, term) in reading.terms.enumerated() {
      let share = frequencies.share(of: term, vocabulary: vocabulary, settings: settings)
      let weight = max(0, (1 + log(Double(reading.counts[index]))) * log(1 / share))
      raw.append(weight)
      square += weight * weight
    }
    guard square > 0 else { return TermVector() }
    let length = square.squareRoot()
    return TermVector(terms: reading.terms, weights: raw.map { Float($0 / length) })
  }

  private mutating func candidates(_ vector: TermVector, floor: Double) -> [Int] {
    if overlap.count < threads.count {
      overlap += [Double](repeating: 0, count: threads.count - overlap.count)
    }
    var touched: [UInt32] = []
    let order = vector.terms.indices.sorted {
      vector.weights[$0] != vector.weights[$1] ? vector.weights[$0] > vector.weights[$1] : $0 < $1
    }
    var rest = order.reduce(0.0) { $0 + Double(vector.weights[$1]) * Double(vector.weights[$1]) }
    let enough = floor * floor
    for index in order {
      // What is left could not carry a thread over the floor by itself (Cauchy and Schwarz).
      if rest < enough { break }
      let square = Double(vector.weights[index]) * Double(vector.weights[index])
      rest -= square
      for slot in postings[Int(vector.terms[index])] {
        if overlap[Int(slot)] == 0 { touched.append(slot) }
        overlap[Int(slot)] += square
      }
    }
    var found: [(Int, Double)] = []
    for slot in touched {
      if overlap[Int(slot)] + rest >= enough { found.append((Int(slot), overlap[Int(slot)])) }
      overlap[Int(slot)] = 0
    }
    if found.count > 200 {
      found.sort {
        $0.1 != $1.1 ? $0.1 > $1.1 : (threads[$0.0]?.serial ?? 0) < (threads[$1.0]?.serial ?? 0)
      }
      found.removeLast(found.count - 200)
    }
    return found.map(\.0)
  }

  private func weigh(_ vector: TermVector, _ reading: ItemReading, slot: Int) -> Weighed? {
    guard let thread = threads[slot], !thread.isSealed, thread.language == reading.language,
      now - thread.last <= settings.window.inSeconds
    else { return nil }
    var dot = 0.0
    for (index, term) in vector.terms.enumerated() {
      if let at = thread.profile.index(of: term) {
        dot += Double(vector.weights[index]) * Double(thread.profile.weights[at])
      }
    }
    let cosine = dot / max(thread.profile.length, 1e-9)
    let same = thread.owners == [reading.owner]
    return Weighed(
      slot: slot, serial: thread.serial, cosine: cosine,
      score: same ? cosine * (1 - settings.sameSourcePenalty) : cosine, isSameSource: same)
  }

  private mutating func admit(_ reading: ItemReading, _ vector: TermVector, into id: ThreadID) {
    let id = current(id)
    let slot: Int
    if let known = slots[id] {
      slot = known
    } else {
      let thread = OpenThread(
        id: id, serial: nextSerial, language: reading.language, first: reading.date,
        last: reading.date)
      nextSerial += 1
      if let free = freeSlots.popLast() {
        slot = free
        threads[slot] = thread
      } else {
        slot = threads.count
        threads.append(thread)
      }
      slots[id] = slot
    }
    guard var thread = threads[slot] else { return }
    threads[slot] = nil
    for term in thread.profile.add(vector) { postings[Int(term)].append(UInt32(slot)) }
    thread.items += 1
    thread.first = min(thread.first, reading.date)
    thread.last = max(thread.last, reading.date)
    if !thread.owners.contains(reading.owner) { thread.owners.append(reading.owner) }
    if reading.aloneBecause != nil { thread.isSealed = true }
    if thread.prints.count < OpenThread.printLimit { thread.prints.append(reading.print) }
    threads[slot] = thread
  }

  private mutating func sweep() {
    lastSweep = now
    let window = settings.window.inSeconds
    var isDirty = [Bool](repeating: false, count: postings.count)
    var gone: [Int] = []
    for slot in threads.indices {
      guard let thread = threads[slot], now - thread.last > window else { continue }
      for term in thread.profile.terms { isDirty[Int(term)] = true }
      slots[thread.id] = nil
      threads[slot] = nil
      gone.append(slot)
    }
    guard !gone.isEmpty else { return }
    for term in postings.indices where isDirty[term] {
      postings[term].removeAll { threads[Int($0)] == nil }
    }
    freeSlots += gone
  }
}
