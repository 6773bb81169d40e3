import Foundation
import NewsModel

/// What one answer changes in what is remembered of a source.
struct Lesson {
  var state: SourceState
  let source: FeedSource
  /// When the request began.
  let asked: Date
  /// When the answer was read.
  let now: Date
  /// How long the other sources of the registered domain are to wait as well; nil if not at all.
  private(set) var pauseForOthers: Duration?

  init(state: SourceState, source: FeedSource, asked: Date, now: Date) {
    self.state = state
    self.source = source
    self.asked = asked
    self.now = now
    self.state.lastAsked = asked
  }

  mutating func take(
    _ answer: FetchAnswer, hints: PublishingHints?, newItems: Int, bodyHash: UInt64?, isWhole: Bool
  ) {
    state.httpStatus = answer.status
    let home = RequestURL(source.address.written)
    let isAtHome = answer.exchanges.first?.url == (home?.text ?? source.address.written)
    switch answer.outcome {
    case .fresh(let document), .moved(_, let document):
      guard isWhole else {
        fail(FetchFailure(.cut, "the document ended before its end"))
        return
      }
      if case .moved(let target, _) = answer.outcome {
        state.movedTo = RequestURL(target.written)?.text == home?.text ? nil : target
      } else if isAtHome {
        state.movedTo = nil
      }
      state.validators = document.head.validators
      // Whatever the request said: a whole document came, so this server knows more than 304.
      state.lastUnconditional = now
      state.bodyHash = bodyHash ?? state.bodyHash
      state.hints = hints ?? state.hints
      state.maxAge = document.head.maxAge
      succeed(document.head, freshFor: document.head.freshFor, newItems: newItems)
    case .unchanged(let head):
      // RFC 9111 section 3.2: fields that a 304 gives replace the stored ones, the others stay.
      state.validators.etag = head.validators.etag ?? state.validators.etag
      state.validators.lastModified = head.validators.lastModified ?? state.validators.lastModified
      // The stored answer stays as fresh as it said, unless the 304 says anything of that.
      if head.freshFor != nil { state.maxAge = head.maxAge }
      succeed(head, freshFor: head.freshFor ?? state.maxAge, newItems: newItems)
    case .gone where state.movedTo != nil && !isAtHome:
      // Gone where it moved to. The old address may know better, and is asked next.
      state.movedTo = nil
      fail(FetchFailure(.refused, StatusSentence.of(410), status: 410))
    case .gone:
      state.condition = .gone
      state.error = "\(StatusSentence.of(410)); it is not asked again"
      state.failures += 1
      state.failingSince = state.failingSince ?? now
      state.nextPoll = nil
    case .failed(let failure):
      fail(failure)
    }
  }

  private mutating func succeed(_ head: AnswerHead, freshFor: Duration?, newItems: Int) {
    let failingSince = state.failingSince
    state.itemsPerDay = PollPace.rate(
      state.itemsPerDay, newItems: newItems, since: state.lastSuccess, at: now)
    if newItems > 0 { state.lastNews = now }
    state.lastSuccess = now
    state.condition = state.movedTo == nil ? .ok : .moved
    state.error = nil
    state.failures = 0
    state.failingSince = nil
    let interval = PollPace.interval(
      within: source.interval, rate: state.itemsPerDay, newItems: newItems,
      silence: state.lastNews.map { now.timeIntervalSince($0) }, before: state.interval)
    state.interval = interval
    wait(varied(interval), floors: [freshFor, state.hints.pause])
    if head.hasMore { state.nextPoll = now }
    if let trouble = head.trouble {
      // The source lives and is asked as ever; but a part of it is missing until someone sees to it.
      state.condition = .failing
      state.error = trouble
      state.failures = 1
      state.failingSince = failingSince ?? now
    }
  }

  private mutating func fail(_ failure: FetchFailure) {
    state.condition = .failing
    state.error = failure.sentence
    state.failures += 1
    state.failingSince = state.failingSince ?? now
    let isOverloaded = failure.status == 429 || (failure.status ?? 0) >= 500
    // Nobody is spared by asking seldom for a file of our own.
    let pause =
      source.address.key.hasPrefix("file:")
      ? source.interval.lowerBound
      : PollPace.backOff(
        within: source.interval, failures: state.failures, isOverloaded: isOverloaded)
    wait(pause, floors: [])
    if let retryAfter = failure.retryAfter {
      // Counted from the answer, and nobody's own interval is above it.
      let end = now + min(retryAfter, PollPace.longest).timeInterval
      state.nextPoll = max(state.nextPoll ?? end, end)
    }
    if failure.status == 429 || failure.status == 503 {
      pauseForOthers = min(
        failure.retryAfter ?? source.interval.lowerBound, PollPace.longestForOthers)
    }
  }

  /// Sets the next time. The publisher's wishes are floors, unless the source has an interval of its
  /// own in feeds.conf: then its owner has decided.
  private mutating func wait(_ pause: Duration, floors: [Duration?]) {
    guard !source.isIntervalOwn else {
      state.nextPoll = asked + min(pause, PollPace.longest).timeInterval
      return
    }
    // A freshness is counted from the answer, the interval from the request.
    let floor = floors.compactMap { $0 }.max() ?? .zero
    let next = max(
      asked + min(pause, PollPace.longest).timeInterval,
      floor > .zero ? now + min(floor, PollPace.longest).timeInterval : .distantPast)
    state.nextPoll = min(
      PollPace.allowed(next, by: state.hints), now + PollPace.longest.timeInterval)
  }

  /// An adaptive interval, up to a twentieth longer or shorter, so that sources drift apart.
  private func varied(_ interval: Duration) -> Duration {
    guard source.interval.lowerBound < source.interval.upperBound else { return interval }
    let factor = 0.95 + 0.1 * PollPace.chance(source.address, at: now)
    return max(.seconds(interval.timeInterval * factor), source.interval.lowerBound)
  }
}
