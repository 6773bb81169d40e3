import Foundation
package import NewsModel

/// Joins items into story threads as they arrive: one pass, one item at a time.
///
/// A value: all that it knows is inside it, and it knows nothing but the items it was given, in
/// the order it was given them.
package struct StoryClusterer: Sendable {
  let settings: ClusteringSettings
  /// The settings' window in seconds, which is asked for at every comparison.
  let window: Double
  var vocabulary = Vocabulary()
  var frequencies = TermFrequencies()
  var columns = RecurringTitles()
  var templates = Templates()
  var labels = TitleLabels()
  var languages = SourceLanguages()
  /// By slot; a slot is used again after its thread has closed.
  var threads: [OpenThread] = []
  var freeSlots: [Int] = []
  /// Slots of the threads that have the term, by term, in no order.
  var postings: [[UInt32]] = []
  var slots: [ThreadID: Int] = [:]
  /// Threads that were merged into another, and which.
  var aliases: [ThreadID: ThreadID] = [:]
  /// The same, in order of the merges.
  var aliasOrder: [ThreadID] = []
  /// Threads that never become one, since somebody took their items apart; oldest first.
  var apart: [Parting] = []
  var nextSerial = 0
  /// The newest date seen, in seconds since 1970; nil before the first item.
  var now: Double?
  /// The time of the last sweep.
  var swept = 0.0
  /// The number of terms at which rare ones are forgotten.
  var termsToForgetAt = Vocabulary.capacity
  /// Room for `candidates`: what each thread shares, by slot; always zeros in between.
  var overlap: [Double] = []
  /// Room for `candidates`: the slots that share anything. What is in it is of no use in between.
  var touched: [UInt32] = []

  /// Threads open at once; beyond that the ones that were silent longest close early.
  static let threadLimit = 120_000
  /// Merges remembered.
  static let aliasLimit = 100_000
  /// How often closed threads are put away.
  static let sweepInterval = 6 * 3600.0

  /// A clusterer that has seen nothing yet.
  package init(settings: ClusteringSettings) {
    self.settings = settings
    window = settings.window.inSeconds
  }

  /// Puts one item in an open thread or begins one, and says why.
  ///
  /// Depends on nothing but the items placed before and the settings.
  package mutating func place(_ item: NewsItem) -> Placement {
    let (reading, vector) = take(item)
    let threshold = settings.threshold(titleOnly: reading.isTitleOnly)
    var ranking = Ranking()
    if reading.aloneBecause == nil {
      ranking = rank(vector, Asking(reading), threshold: threshold)
    }
    var placement: Placement
    if let best = ranking.best, best.score >= threshold {
      let thread = threads[best.slot]
      placement = Placement(
        thread: thread.id, isFirst: false, score: best.score, threshold: threshold,
        runnerUp: ranking.second.map {
          .init(thread: threads[$0.slot].id, score: $0.score)
        },
        signals: signals(best), sharedTerms: sharedTerms(vector, best.slot),
        copyOf: thread.prints.first { reading.print.isCopy(of: $0) }?.key)
    } else {
      placement = Placement(
        thread: newID(for: item.key), isFirst: true, score: ranking.best?.score ?? 0,
        threshold: threshold,
        runnerUp: ranking.best.map { .init(thread: threads[$0.slot].id, score: $0.score) },
        aloneBecause: reading.aloneBecause)
    }
    admit(reading, vector, into: placement.thread, isAlone: placement.aloneBecause != nil)
    placement.merges = reviseAround(placement.thread)
    placement.split = splitAround(current(placement.thread))
    return placement
  }

  /// Takes in an item that was placed before: the state becomes what `place` made of it then.
  package mutating func recall(_ placed: PlacedItem) {
    let (reading, vector) = take(placed.item)
    let placement = placed.placement
    admit(
      reading, vector, into: current(placement.thread), isAlone: placement.aloneBecause != nil)
    for merge in placement.merges { unite(merge.gone, into: merge.kept) }
    recall(placement.split, around: current(placement.thread))
  }

  /// The thread that goes by this name now, after merges.
  package func current(_ id: ThreadID) -> ThreadID {
    var id = id
    // A thread is only ever merged into an older one, so this ends.
    while let kept = aliases[id] { id = kept }
    return id
  }

  /// The heaviest words of an open thread as they were first written, at most eight.
  package func keyTerms(of id: ThreadID) -> [String] {
    guard let slot = slots[current(id)] else { return [] }
    let profile = threads[slot].profile
    return profile.heaviestFirst().prefix(8).map { vocabulary.written(profile.terms[$0]) }
  }

  /// Threads that may still grow.
  package var openThreads: Int { slots.count }

  /// Reads an item, learns from its words, and weighs them.
  private mutating func take(_ item: NewsItem) -> (ItemReading, TermVector) {
    if vocabulary.count >= termsToForgetAt { forgetRareTerms() }
    var reading = read(item)
    for label in reading.labels { labels.note(label, day: Self.day(reading.date)) }
    languages.note(
      reading.code, isAsked: reading.isLanguageAsked, source: reading.languageSource,
      day: Self.day(reading.date))
    templates.note(reading.shingled, source: reading.source, day: Self.day(reading.date))
    let now = max(now ?? reading.date, reading.date)
    if self.now == nil { swept = now }
    self.now = now
    if now - swept >= Self.sweepInterval || slots.count > Self.threadLimit { sweep(at: now) }
    frequencies.learn(reading, now: now, settings: settings, vocabulary: &vocabulary)
    vocabulary.learn(reading.seen)
    if postings.count < vocabulary.count {
      postings += repeatElement([], count: vocabulary.count - postings.count)
    }
    if let column = reading.column,
      columns.note(column, day: Self.day(reading.date)), settings.keepsContainersAlone,
      reading.aloneBecause == nil
    {
      reading.aloneBecause = "its source prints this title again and again"
    }
    return (reading, weights(reading))
  }

  /// What an item says, as far as is known by now; only new words become known by it.
  mutating func read(_ item: NewsItem) -> ItemReading {
    ItemReading(
      item, settings: settings, vocabulary: &vocabulary, unit: frequencies.unit,
      templates: templates, labels: labels, languages: languages)
  }

  static func day(_ time: Double) -> Int32 {
    Int32(max(-1e6, min(1e6, (time / 86_400).rounded(.down))))
  }

  /// The item's terms, each as heavy as it is rare, as a vector of length 1.
  func weights(_ reading: ItemReading) -> TermVector {
    var raw: [Double] = []
    raw.reserveCapacity(reading.terms.count)
    var square = 0.0
    for (term, count) in zip(reading.terms, reading.counts) {
      let share = frequencies.share(of: term, vocabulary: vocabulary, settings: settings)
      // Most words come once, and the logarithm of that needs no working out.
      let often = count == 1 ? 1 : 1 + log(Double(count))
      let weight = max(0, often * -log(share))
      raw.append(weight)
      square += weight * weight
    }
    guard square > 0 else { return TermVector() }
    let length = square.squareRoot()
    return TermVector(terms: reading.terms, weights: raw.map { Float($0 / length) })
  }

  func newID(for key: ItemKey) -> ThreadID {
    var id = ThreadID(begunBy: key)
    var salt = 0
    while slots[id] != nil || aliases[id] != nil {
      salt += 1
      id = ThreadID(begunBy: key, salt: salt)
    }
    return id
  }

  /// Puts a reading in the thread of that name, which begins here if it is not open.
  mutating func admit(
    _ reading: ItemReading, _ vector: TermVector, into id: ThreadID, isAlone: Bool
  ) {
    let passed = vocabulary.languages[Int(reading.language)].passed
    let slot =
      slots[id] ?? begin(id, language: reading.language, date: reading.date, passed: passed)
    for term in threads[slot].profile.add(vector) where !isAlone {
      postings[Int(term)].append(UInt32(slot))
    }
    for term in threads[slot].profile.cut(to: OpenThread.termLimit) { unlist(slot, of: term) }
    if threads[slot].items == 0 { threads[slot].beganWithTitleOnly = reading.isTitleOnly }
    threads[slot].items += 1
    threads[slot].first = min(threads[slot].first, reading.date)
    threads[slot].last = max(threads[slot].last, reading.date)
    threads[slot].isSealed = isAlone
    threads[slot].note(owner: reading.owner)
    threads[slot].note([reading.print])
    threads[slot].note([
      Member(
        key: reading.print.key, vector: vector, owner: reading.owner, date: reading.date,
        passed: passed, isTitleOnly: reading.isTitleOnly)
    ])
  }

  /// Opens a thread without items, and says where.
  mutating func begin(_ id: ThreadID, language: UInt8, date: Double, passed: UInt64) -> Int {
    let thread = OpenThread(
      id: id, serial: nextSerial, language: language, first: date, last: date, passed: passed)
    nextSerial += 1
    let slot: Int
    if let free = freeSlots.popLast() {
      slot = free
      threads[slot] = thread
    } else {
      slot = threads.count
      threads.append(thread)
    }
    slots[id] = slot
    return slot
  }
}
