package import Foundation
package import NewsModel

/// Which sources are due, and when: what each source's answers have taught us about asking it.
///
/// Pure: the time is an argument. Whoever owns it gives each answer back to `learn`, stores the state
/// that comes out together with the items, and so asks nobody too early after a restart.
package struct PollSchedule: Sendable {
  /// A whole document is asked for at least so often: some servers answer 304 for ever.
  private static let longestConditional: TimeInterval = 8 * 86400
  private var entries: [FeedAddress: Entry] = [:]
  /// What is remembered of sources that are not listed now.
  private var others: [FeedAddress: SourceState]
  private var queue = DueQueue()
  private var latest: Date

  private struct Entry {
    var source: FeedSource
    var state: SourceState
    /// Its place in feeds.conf, by which sources that are due together are ordered.
    var place: Int
    var site: Site
    var isUnderWay = false

    /// Nil: not to be asked.
    var due: Date? {
      guard !source.isPaused, state.condition != .gone, !isUnderWay else { return nil }
      return state.nextPoll ?? .distantPast
    }
  }

  /// Takes up the sources with what was stored of them. A source never asked is due at once; one
  /// asked before, not before its time. Those whose time passed meanwhile are due at once too, or
  /// within `spread` (at most a tenth of their interval), so that a restart is no burst.
  package init(
    sources: [FeedSource], states: [FeedAddress: SourceState], at now: Date,
    spread: Duration = .zero
  ) {
    others = states
    latest = now
    replace(sources: sources, at: now)
    for address in entries.keys {
      guard let next = entries[address]?.state.nextPoll, next <= now,
        let bound = entries[address]?.source.interval.lowerBound
      else { continue }
      let most = min(spread.timeInterval, bound.timeInterval / 10)
      guard most > 0 else { continue }
      entries[address]?.state.nextPoll = now + most * PollPace.chance(address, at: now)
    }
    resumeRefusals(at: now)
    rebuildQueue()
  }

  /// Takes up another list of sources: new ones are due at once, the others keep their time, or come
  /// forward if their interval became shorter.
  package mutating func replace(sources: [FeedSource], at now: Date) {
    follow(now)
    var old = entries
    entries.removeAll(keepingCapacity: true)
    for (place, source) in sources.enumerated() {
      if var entry = old.removeValue(forKey: source.address) {
        entry.place = place
        if source.interval.upperBound < entry.source.interval.upperBound, entry.state.failures == 0,
          let next = entry.state.nextPoll, let asked = entry.state.lastAsked
        {
          entry.state.nextPoll = min(next, asked + source.interval.upperBound.timeInterval)
        }
        entry.source = source
        entries[source.address] = entry
      } else {
        let stored = others.removeValue(forKey: source.address)
        entries[source.address] = Entry(
          source: source,
          state: Self.restored(stored ?? SourceState(address: source.address), at: now),
          place: place, site: Site(host: source.address.host))
      }
    }
    for (address, entry) in old { others[address] = entry.state }
    rebuildQueue()
  }

  /// The sources that are listed now, in their order.
  package var sources: [FeedSource] {
    entries.values.sorted { $0.place < $1.place }.map(\.source)
  }

  /// The sources to ask now, in order; each is under way until `learn` has its answer. With `all`,
  /// every one that may be asked at all: not those that are paused, gone or under way.
  package mutating func due(at now: Date, all: Bool = false) -> [FeedSource] {
    follow(now)
    var due: [FeedSource] = []
    if all {
      due = entries.values.filter { $0.due != nil }.sorted { $0.place < $1.place }.map(\.source)
      for source in due { begin(source.address, at: now) }
    } else {
      while let first = queue.first, first.time <= now {
        queue.removeFirst()
        guard let entry = entries[first.address], entry.due == first.time else { continue }
        // An hour that was allowed may have passed while nobody was there to ask.
        let allowed = PollPace.allowed(now, by: entry.state.hints)
        if allowed > now, !entry.source.isIntervalOwn {
          entries[first.address]?.state.nextPoll = allowed
          if let later = entries[first.address] { enqueue(later) }
          continue
        }
        due.append(entry.source)
        begin(first.address, at: now)
      }
    }
    trimQueue()
    return due
  }

  /// When a source that is not under way is due next, and not before `now`; nil if none ever is.
  package func next(after now: Date) -> Date? {
    queue.first.map { max($0.time, now) }
  }

  /// What is known of a source now.
  package func state(of address: FeedAddress) -> SourceState {
    guard let entry = entries[address] else {
      return others[address] ?? SourceState(address: address)
    }
    var state = entry.state
    if entry.source.isPaused { state.condition = .paused }
    return state
  }

  /// Where to ask a source and with which validators. Where it has moved to, unless it has failed
  /// there for a while: then the old address, of which nothing is known, has its turn every other
  /// time. Without validators once in eight days.
  package func request(
    for source: FeedSource, at now: Date
  ) -> (address: FeedAddress, validators: Validators) {
    let state = state(of: source.address)
    // A file system does not say "unchanged" for ever, and what was read of a folder is not to be
    // read once more.
    if source.address.key.hasPrefix("file:") { return (source.address, state.validators) }
    let isLost = state.failures >= 4 && state.failures.isMultiple(of: 2)
    let address = isLost ? source.address : state.movedTo ?? source.address
    guard !isLost, let whole = state.lastUnconditional, whole <= now,
      now.timeIntervalSince(whole) < Self.longestConditional
    else { return (address, .none) }
    return (address, state.validators)
  }

  /// Learns from an answer, and returns what is to be remembered of the source from now on, to be
  /// stored in the transaction that stores its items.
  ///
  /// `title`, `link`, `hints` and `newItems` come from reading the body, if one came; a body that was
  /// no feed is given as `.failed`. `isWhole` says whether the document's own end was seen: if not,
  /// it counts as a failure and its validators are not kept. `now` is when the answer was read.
  package mutating func learn(
    _ answer: FetchAnswer, title: String?, link: String?, hints: PublishingHints?, newItems: Int,
    bodyHash: UInt64?, isWhole: Bool, about source: FeedSource, at now: Date
  ) -> SourceState {
    follow(now)
    guard var entry = entries[source.address] else { return state(of: source.address) }
    var lesson = Lesson(
      state: entry.state, source: entry.source, asked: Self.asked(answer, entry.state, at: now),
      now: now)
    lesson.state.title = title ?? lesson.state.title
    lesson.state.link = link ?? lesson.state.link
    lesson.take(
      answer, hints: hints, newItems: newItems, bodyHash: bodyHash, isWhole: isWhole)
    lesson.state.followedSince = lesson.state.followedSince ?? lesson.state.lastSuccess
    entry.state = lesson.state
    entry.isUnderWay = false
    entries[source.address] = entry
    enqueue(entry)
    if let pause = lesson.pauseForOthers {
      slow(entry.site, until: now + pause.timeInterval, except: source.address)
    }
    trimQueue()
    return entry.state
  }

  /// Takes back what was learned from an answer that could not be stored: what is known of the source
  /// is `state` again, as before the answer, so that its news is asked for anew; but it was asked, and
  /// is left alone like a source that failed. Only memory knows of that.
  package mutating func takeBack(
    to state: SourceState, because sentence: String, about source: FeedSource, at now: Date
  ) {
    entries[source.address]?.state = state
    let failed = FetchAnswer(
      outcome: .failed(FetchFailure(.unreachable, sentence)), exchanges: [])
    _ = learn(
      failed, title: nil, link: nil, hints: nil, newItems: 0, bodyHash: nil, isWhole: false,
      about: source, at: now)
  }
}

extension PollSchedule {
  /// When the first request of an answer began: a source is left alone from then on.
  private static func asked(_ answer: FetchAnswer, _ state: SourceState, at now: Date) -> Date {
    guard !answer.exchanges.isEmpty else { return state.lastAsked ?? now }
    let took = answer.exchanges.reduce(Duration.zero) { $0 + $1.elapsed }
    return max(now - took.timeInterval, min(state.lastAsked ?? .distantPast, now))
  }

  /// A stored state, mistrusted where it lies in the future: a clock that was set back must not
  /// stop the polling until it has caught up.
  private static func restored(_ stored: SourceState, at now: Date) -> SourceState {
    var state = stored
    if let asked = state.lastAsked, asked > now + 1 {
      state.lastAsked = nil
      if state.nextPoll != nil { state.nextPoll = now }
    }
    if let next = state.nextPoll, next > now + PollPace.longest.timeInterval {
      state.nextPoll = now
    }
    if state.condition == .paused {
      state.condition =
        state.httpStatus == 410
        ? .gone
        : state.failures > 0
          ? .failing : state.lastSuccess == nil ? .waiting : state.movedTo == nil ? .ok : .moved
    }
    return state
  }

  private mutating func begin(_ address: FeedAddress, at now: Date) {
    entries[address]?.isUnderWay = true
    entries[address]?.state.lastAsked = now
  }

  /// Follows a clock that jumps back within one run: what was to be waited is still waited, and no
  /// longer. Callers that read the clock and are then overtaken are no jump.
  private mutating func follow(_ now: Date) {
    let jump = now.timeIntervalSince(latest)
    guard jump < -30 else {
      latest = max(latest, now)
      return
    }
    latest = now
    for address in entries.keys {
      if let next = entries[address]?.state.nextPoll {
        entries[address]?.state.nextPoll = next + jump
      }
      if let asked = entries[address]?.state.lastAsked {
        entries[address]?.state.lastAsked = asked + jump
      }
    }
    rebuildQueue()
  }

  /// A refusal speaks for the registered domain: its other sources wait too.
  private mutating func slow(_ site: Site, until time: Date, except address: FeedAddress) {
    guard site.isRegistered else { return }
    for (other, entry) in entries where entry.site == site && other != address {
      guard let due = entry.due, due < time else { continue }
      entries[other]?.state.nextPoll = time
      if let slowed = entries[other] { enqueue(slowed) }
    }
  }

  /// What refusals before a restart still ask of the other sources of their domains.
  private mutating func resumeRefusals(at now: Date) {
    for (address, entry) in entries where [429, 503].contains(entry.state.httpStatus ?? 0) {
      guard let next = entry.state.nextPoll, let asked = entry.state.lastAsked else { continue }
      let end = min(next, asked + PollPace.longestForOthers.timeInterval)
      if end > now { slow(entry.site, until: end, except: address) }
    }
  }

  private mutating func enqueue(_ entry: Entry) {
    guard let due = entry.due else { return }
    queue.insert(.init(time: due, place: entry.place, address: entry.source.address))
  }

  private mutating func rebuildQueue() {
    queue.removeAll()
    for entry in entries.values { enqueue(entry) }
  }

  /// Drops what no longer counts from the front, so that the first is always true.
  private mutating func trimQueue() {
    while let first = queue.first, entries[first.address]?.due != first.time {
      queue.removeFirst()
    }
  }
}
