import Foundation
import NewsModel
import Polling
import Testing

@Suite struct PollScheduleTests {
  private let one = FeedSource(url: "https://one.example.com/feed")
  private let two = FeedSource(url: "https://two.example.com/feed")
  private let far = FeedSource(url: "https://far.example.org/feed")

  private func fresh(_ validators: Validators = .none, took: Duration = .zero) -> FetchAnswer {
    FetchAnswer(
      outcome: .fresh(
        FetchedDocument(
          body: feed, base: "", contentType: nil,
          head: AnswerHead(status: 200, validators: validators, freshFor: nil))),
      exchanges: [exchange(200, took: took)])
  }

  private func refused(_ status: Int, retryAfter: Duration? = nil) -> FetchAnswer {
    FetchAnswer(
      outcome: .failed(FetchFailure(.refused, "no", status: status, retryAfter: retryAfter)),
      exchanges: [exchange(status)])
  }

  private func exchange(_ status: Int, took: Duration = .zero) -> Exchange {
    Exchange(
      url: "", requestHeaders: [], status: status, responseHeaders: [], bodyBytes: 0, elapsed: took)
  }

  private func learn(
    _ schedule: inout PollSchedule, _ answer: FetchAnswer, _ source: FeedSource, newItems: Int = 0,
    at now: Date
  ) -> SourceState {
    schedule.learn(
      answer, title: nil, link: nil, hints: nil, newItems: newItems, bodyHash: nil, isWhole: true,
      about: source, at: now)
  }

  @Test func `sources never asked are due at once, in the order of feeds.conf, and once`() {
    var schedule = PollSchedule(sources: [two, far, one], states: [:], at: .start)
    #expect(schedule.next(after: .start) == .start)
    #expect(schedule.due(at: .start).map(\.address) == [two, far, one].map(\.address))
    #expect(schedule.due(at: .start + 1e6).isEmpty)
    #expect(schedule.due(at: .start + 1e6, all: true).isEmpty)
    #expect(schedule.next(after: .start) == nil)
  }

  @Test func `a source is left alone for its interval, counted from the request`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    let state = learn(&schedule, fresh(took: .seconds(3)), one, at: .start + 10)
    #expect(state.lastAsked == .start + 7)
    #expect(state.nextPoll == .start + 67)
    #expect(schedule.next(after: .start + 10) == .start + 67)
    #expect(schedule.due(at: .start + 66).isEmpty)
    #expect(schedule.due(at: .start + 67).count == 1)
  }

  @Test func `a restart does not ask a source before its time, and keeps its validators`() {
    var first = PollSchedule(sources: [one], states: [:], at: .start)
    _ = first.due(at: .start)
    let state = learn(&first, fresh(Validators(etag: "\"1\"")), one, at: .start)
    var second = PollSchedule(sources: [one], states: [one.address: state], at: .start + 5)
    #expect(second.due(at: .start + 59).isEmpty)
    #expect(second.due(at: .start + 60).count == 1)
    #expect(second.request(for: one, at: .start + 60).validators.etag == "\"1\"")
  }

  @Test func `after a restart those whose time has passed are spread out, if that is asked for`() {
    let sources = (0..<200).map { number in
      var source = FeedSource(url: "https://\(number).example/")
      source.interval = .seconds(900) ... .seconds(43200)
      return source
    }
    let states = Dictionary(
      uniqueKeysWithValues: sources.map { source in
        var state = SourceState(address: source.address)
        state.lastAsked = .start - 9000
        state.nextPoll = .start - 100
        return (source.address, state)
      })
    var spread = PollSchedule(sources: sources, states: states, at: .start, spread: .seconds(60))
    #expect(spread.due(at: .start).count < 20)
    #expect((50...150).contains(spread.due(at: .start + 30).count))
    _ = spread.due(at: .start + 60)
    #expect(spread.next(after: .start) == nil)
    var pass = PollSchedule(sources: sources, states: states, at: .start)
    #expect(pass.due(at: .start).count == 200)
  }

  @Test func `a clock set back while stopped does not stop the polling`() {
    var state = SourceState(address: one.address)
    state.lastAsked = .start + 3600
    state.nextPoll = .start + 3660
    var schedule = PollSchedule(sources: [one], states: [one.address: state], at: .start)
    #expect(schedule.due(at: .start).count == 1)
  }

  @Test func `a next time absurdly far ahead is not believed`() {
    var state = SourceState(address: one.address)
    state.lastAsked = .start - 60
    state.nextPoll = .start + 400 * 86400
    var schedule = PollSchedule(sources: [one], states: [one.address: state], at: .start)
    #expect(schedule.due(at: .start).count == 1)
  }

  @Test func `a clock set back while running neither stops nor speeds the polling`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), one, at: .start)
    #expect(schedule.due(at: .start + 20).isEmpty)
    #expect(schedule.due(at: .start - 3600).isEmpty)
    #expect(schedule.due(at: .start - 3600 + 39).isEmpty)
    #expect(schedule.due(at: .start - 3600 + 41).count == 1)
  }

  @Test func `callers who overtake each other do not move the times`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), one, at: .start)
    for second in 1...20 {
      _ = schedule.due(at: .start + Double(second))
      _ = schedule.due(at: .start + Double(second) - 3)
    }
    #expect(schedule.next(after: .start + 20) == .start + 60)
  }

  @Test func `a reload takes up a new source and does not ask the others early`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), one, at: .start)
    schedule.replace(sources: [far, one], at: .start + 10)
    #expect(schedule.due(at: .start + 10).map(\.address) == [far.address])
    #expect(schedule.due(at: .start + 60).map(\.address) == [one.address])
  }

  @Test func `a source that leaves and comes back is remembered`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    let state = learn(&schedule, fresh(Validators(etag: "\"1\"")), one, at: .start)
    schedule.replace(sources: [], at: .start)
    #expect(schedule.next(after: .start) == nil)
    #expect(schedule.state(of: one.address) == state)
    schedule.replace(sources: [one], at: .start + 1)
    #expect(schedule.due(at: .start + 59).isEmpty)
    #expect(schedule.due(at: .start + 60).count == 1)
  }

  @Test func `a shorter interval brings the next time forward`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), one, at: .start)
    var hasty = one
    hasty.interval = .seconds(10) ... .seconds(10)
    schedule.replace(sources: [hasty], at: .start + 5)
    #expect(schedule.next(after: .start + 5) == .start + 10)
  }

  @Test func `a paused source is not asked, says so, and goes on where it was`() {
    var paused = one
    paused.isPaused = true
    var schedule = PollSchedule(sources: [paused], states: [:], at: .start)
    #expect(schedule.due(at: .start, all: true).isEmpty)
    #expect(schedule.state(of: one.address).condition == .paused)
    var stored = schedule.state(of: one.address)
    schedule.replace(sources: [one], at: .start)
    #expect(schedule.state(of: one.address).condition == .waiting)
    #expect(schedule.due(at: .start).count == 1)
    stored.httpStatus = 410
    let gone = PollSchedule(sources: [one], states: [one.address: stored], at: .start)
    #expect(gone.state(of: one.address).condition == .gone)
  }

  @Test func `what could not be stored is forgotten, but not that it was asked for`() {
    var schedule = PollSchedule(sources: [one], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(Validators(etag: "\"1\"")), one, at: .start)
    for failures in 1...6 {
      guard let time = schedule.next(after: .start) else { break }
      _ = schedule.due(at: time)
      let before = schedule.state(of: one.address)
      _ = learn(&schedule, fresh(Validators(etag: "\"2\"")), one, at: time)
      schedule.takeBack(to: before, because: "the disk is full", about: one, at: time)
      let state = schedule.state(of: one.address)
      #expect(state.validators.etag == "\"1\"")
      #expect(state.condition == .failing)
      #expect(state.error == "the disk is full")
      #expect(state.failures == failures)
      #expect(schedule.due(at: time + 59).isEmpty)
    }
    let last = schedule.state(of: one.address)
    #expect((last.nextPoll ?? .start) > (last.lastAsked ?? .start) + 300)
  }

  @Test func `a pass over all asks before the time`() {
    var schedule = PollSchedule(sources: [one, far], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), one, at: .start)
    #expect(schedule.due(at: .start + 1, all: true).map(\.address) == [one.address])
  }

  @Test(arguments: [429, 503])
  func `a source that answers 429 or 503 slows its whole registered domain`(status: Int) {
    var schedule = PollSchedule(sources: [one, two, far], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), two, at: .start)
    _ = learn(&schedule, fresh(), far, at: .start)
    let state = learn(&schedule, refused(status, retryAfter: .seconds(1800)), one, at: .start)
    #expect(state.nextPoll == .start + 1800)
    #expect(schedule.state(of: two.address).nextPoll == .start + 1800)
    #expect(schedule.state(of: two.address).condition == .ok)
    #expect(schedule.state(of: far.address).nextPoll == .start + 60)
    var states: [FeedAddress: SourceState] = [one.address: state]
    var early = SourceState(address: two.address)
    early.nextPoll = .start + 60
    states[two.address] = early
    let restarted = PollSchedule(sources: [one, two], states: states, at: .start + 100)
    #expect(restarted.state(of: two.address).nextPoll == .start + 1800)
  }

  @Test func `a refusal at an address without a domain speaks for itself alone`() {
    let a = FeedSource(url: "http://127.0.0.1:1/a")
    let b = FeedSource(url: "http://127.0.0.1:1/b")
    var schedule = PollSchedule(sources: [a, b], states: [:], at: .start)
    _ = schedule.due(at: .start)
    _ = learn(&schedule, fresh(), b, at: .start)
    _ = learn(&schedule, refused(429, retryAfter: .seconds(1800)), a, at: .start)
    #expect(schedule.state(of: b.address).nextPoll == .start + 60)
  }

  @Test func `the pace follows the publishing rate within the bounds`() {
    /// The interval after weeks in which so many items came a day.
    func pace(itemsPerDay: Double) -> TimeInterval? {
      var source = one
      source.interval = .seconds(900) ... .seconds(43200)
      var schedule = PollSchedule(sources: [source], states: [:], at: .start)
      var time = Date.start
      var waiting = 0.0
      var state = SourceState(address: one.address)
      while time < .start + 30 * 86400 {
        _ = schedule.due(at: time)
        waiting += time.timeIntervalSince(state.lastSuccess ?? time) / 86400 * itemsPerDay
        state = learn(&schedule, fresh(), source, newItems: Int(waiting), at: time)
        waiting -= waiting.rounded(.down)
        guard let next = state.nextPoll else { return nil }
        time = next
      }
      return state.interval?.timeInterval
    }
    let quick = pace(itemsPerDay: 96) ?? 0
    let middling = pace(itemsPerDay: 12) ?? 0
    let slow = pace(itemsPerDay: 0.1) ?? 0
    #expect(quick == 900)
    #expect((2000...8000).contains(middling))
    #expect(slow == 43200)
  }
}
