import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "When to ask": what answers do to the time of the next request.
@Suite struct WhenToAskTests {
  /// How long after its request a source is due again, having had this answer from a real server.
  private func pause(
    after response: LoopbackServer.Response, before: LoopbackServer.Response? = nil,
    hints: PublishingHints? = nil, source change: (inout FeedSource) -> Void = { _ in }
  ) async throws -> Duration? {
    let line = ScriptedAnswers((before.map { [$0] } ?? []) + [response])
    let server = try LoopbackServer { _ in line.next() }
    defer { server.stop() }
    var source = FeedSource(server)
    change(&source)
    var rounds = try Rounds([source])
    var time = Date.start
    if before != nil {
      await rounds.pass(at: time, hints: hints)
      time += 86400 * 7
    }
    let state = await rounds.pass(at: time, hints: hints)
    await rounds.fetcher.stop()
    return state?.nextPoll.map { .seconds($0.timeIntervalSince(time).rounded()) }
  }

  private func own(_ source: inout FeedSource) { source.isIntervalOwn = true }

  @Test(arguments: [429, 503])
  func `Retry-After in seconds is waited out`(status: Int) async throws {
    #expect(try await pause(after: .status(status, ("Retry-After", "7200"))) == .seconds(7200))
  }

  @Test(arguments: [429, 503])
  func `Retry-After as a date is waited out, by the server's own clock`(status: Int) async throws {
    let found = try await pause(
      after: .status(
        status, ("Date", "Wed, 01 Jul 2026 10:00:00 GMT"),
        ("Retry-After", "Wed, 01 Jul 2026 13:00:00 GMT")))
    #expect(found == .seconds(3 * 3600))
  }

  @Test func `Retry-After wins over the owner's interval`() async throws {
    let found = try await pause(after: .status(429, ("Retry-After", "7200")), source: own)
    #expect(found == .seconds(7200))
  }

  @Test(arguments: [
    "soon", "-5", "", "1.5", "Wed, 99 Jul 2026", "0x10", "Thu, 01 Jan 1970 00:00:00 GMT",
  ])
  func `a Retry-After that means nothing neither stops nor speeds the polling`(value: String)
    async throws
  {
    #expect(try await pause(after: .status(429, ("Retry-After", value))) == .seconds(60))
  }

  @Test(arguments: ["99999999999999999999", "315360000"])
  func `an absurd Retry-After is clamped to 31 days`(value: String) async throws {
    #expect(
      try await pause(after: .status(503, ("Retry-After", value))) == .seconds(31 * 86400))
  }

  @Test(arguments: [
    ("max-age=7200", 7200), ("public, MAX-AGE=\"600\"", 600), ("max-age=30", 60),
    ("max-age=315360000", 31 * 86400), ("max-age=99999999999999999999999", 31 * 86400),
    ("max-age=-1", 60), ("max-age=7200, no-cache", 60), ("no-store, max-age=7200", 60),
    ("s-maxage=7200", 60), ("max-age=x", 60),
  ])
  func `Cache-Control max-age is waited out, within reason`(field: String, seconds: Int)
    async throws
  {
    let found = try await pause(after: .feed(("Cache-Control", field)))
    #expect(found == .seconds(seconds))
  }

  @Test func `what an answer has aged on its way counts`() async throws {
    let found = try await pause(after: .feed(("Cache-Control", "max-age=7200"), ("Age", "200")))
    #expect(found == .seconds(7000))
  }

  @Test func `Expires is waited out, by the server's own clock`() async throws {
    let found = try await pause(
      after: .feed(
        ("Date", "Wed, 01 Jul 2026 10:00:00 GMT"), ("Expires", "Wednesday, 01-Jul-26 11:00:00 GMT"))
    )
    #expect(found == .seconds(3600))
  }

  @Test(arguments: ["0", "-1", "Thu, 01 Jan 1970 00:00:00 GMT"])
  func `an Expires in the past asks for nothing`(expires: String) async throws {
    #expect(try await pause(after: .feed(("Expires", expires))) == .seconds(60))
  }

  @Test func `max-age on a 304 counts too`() async throws {
    let found = try await pause(
      after: .status(304, ("Cache-Control", "max-age=7200")), before: .feed(("ETag", "\"1\"")))
    #expect(found == .seconds(7200))
  }

  @Test func `a 304 that says nothing keeps the max-age of the stored answer, but no Expires`()
    async throws
  {
    let stored = ("ETag", "\"1\"")
    let kept = try await pause(
      after: .status(304), before: .feed(stored, ("Cache-Control", "max-age=7200"), ("Age", "60")))
    #expect(kept == .seconds(7200))
    let expired = try await pause(
      after: .status(304),
      before: .feed(
        stored, ("Date", "Wed, 01 Jul 2026 10:00:00 GMT"),
        ("Expires", "Wed, 01 Jul 2026 12:00:00 GMT")))
    #expect(expired == .seconds(60))
    for said in ["no-cache", "max-age=0", "no-store"] {
      let revoked = try await pause(
        after: .status(304, ("Cache-Control", said)),
        before: .feed(stored, ("Cache-Control", "max-age=7200")))
      #expect(revoked == .seconds(60))
    }
  }

  @Test func `ttl and update period are waited out, on a 304 as well`() async throws {
    let hints = PublishingHints(pause: .seconds(5 * 3600))
    #expect(try await pause(after: .feed(), hints: hints) == .seconds(5 * 3600))
    let found = try await pause(
      after: .status(304), before: .feed(("ETag", "\"1\"")), hints: hints)
    #expect(found == .seconds(5 * 3600))
  }

  @Test func `an absurd ttl is clamped to 31 days`() async throws {
    let hints = PublishingHints(pause: .seconds(3650 * 86400))
    #expect(try await pause(after: .feed(), hints: hints) == .seconds(31 * 86400))
  }

  @Test func `skipHours are skipped`() async throws {
    // The start is at noon: the next minute lies in an hour that is skipped, and so do the next two.
    let hints = PublishingHints(skipHours: [12, 13, 14, 3])
    #expect(try await pause(after: .feed(), hints: hints) == .seconds(3 * 3600))
  }

  @Test func `a source that is overdue is not asked in a skipped hour either`() {
    let source = FeedSource(address: FeedAddress("https://a.example/rss"))
    var state = SourceState(address: source.address)
    let hour = Date(timeIntervalSince1970: 1_800_000 * 3600)
    state.lastAsked = hour - 7200
    state.nextPoll = hour - 60
    state.hints.skipHours = [1_800_000 % 24]
    var schedule = PollSchedule(sources: [source], states: [source.address: state], at: hour + 60)
    #expect(schedule.due(at: hour + 60).isEmpty)
    #expect(schedule.next(after: hour + 60) == hour + 3600)
    #expect(schedule.due(at: hour + 3600) == [source])
  }

  @Test func `skipDays are skipped`() async throws {
    // Wednesday and Thursday: the next request is at Friday's first moment.
    let hints = PublishingHints(skipDays: [3, 4])
    #expect(try await pause(after: .feed(), hints: hints) == .seconds(36 * 3600))
  }

  @Test func `a publisher who skips every hour is asked nevertheless`() async throws {
    let hints = PublishingHints(skipHours: Set(0...23))
    #expect(try await pause(after: .feed(), hints: hints) == .seconds(60))
  }

  @Test func `the owner's interval wins over every wish of the publisher`() async throws {
    let hints = PublishingHints(
      pause: .seconds(86400), skipHours: Set(0...22), skipDays: Set(1...6))
    let found = try await pause(
      after: .feed(("Cache-Control", "max-age=7200")), hints: hints, source: own)
    #expect(found == .seconds(60))
  }

  @Test(arguments: [1, 3, 3600])
  func `an interval of one value is taken literally`(seconds: Int) async throws {
    let found = try await pause(
      after: .feed(), source: { $0.interval = .seconds(seconds) ... .seconds(seconds) })
    #expect(found == .seconds(seconds))
  }

  @Test func `410 Gone: not asked again, not by a pass over all either`() async throws {
    let server = try server(answering: .feed(), .status(410))
    defer { server.stop() }
    let source = FeedSource(server)
    var rounds = try Rounds([source])
    await rounds.pass(at: .start)
    let state = try #require(await rounds.pass(at: .start + 60))
    await rounds.fetcher.stop()
    #expect(state.condition == .gone)
    #expect(state.nextPoll == nil)
    #expect(state.error == "answered 410 (gone); it is not asked again")
    #expect(rounds.schedule.next(after: .start) == nil)
    #expect(rounds.schedule.due(at: .start + 1e9).isEmpty)
    #expect(rounds.schedule.due(at: .start + 1e9, all: true).isEmpty)
    var later = PollSchedule(sources: [source], states: [source.address: state], at: .start + 1e9)
    #expect(later.due(at: .start + 1e9).isEmpty)
  }

  @Test func `410 behind a temporary redirect is not the source's own end`() async throws {
    let server = try LoopbackServer { request in
      request.target == "/feed" ? .status(302, ("Location", "/gone")) : .status(410)
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    let state = await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(state?.condition == .failing)
    #expect(state?.nextPoll == .start + 60)
  }

  @Test(arguments: [429, 500, 503])
  func `429 or 5xx for ever: fewer and fewer requests, never none, and back after one success`(
    status: Int
  ) async throws {
    let isWell = Flag()
    let server = try LoopbackServer { _ in isWell.isUp ? .feed() : .status(status) }
    defer { server.stop() }
    let source = FeedSource(server, every: 1)
    var rounds = try Rounds([source])
    var time = Date.start
    var pauses: [TimeInterval] = []
    for _ in 0..<25 {
      await rounds.pass(at: time)
      let next = try #require(rounds.schedule.next(after: time))
      pauses.append(next.timeIntervalSince(time).rounded())
      time = next
    }
    #expect(pauses == pauses.sorted())
    #expect(pauses.prefix(4) == [1, 2, 4, 8])
    #expect(pauses.last == 86400)
    isWell.raise()
    await rounds.pass(at: time)
    #expect(rounds.schedule.state(of: source.address).nextPoll == time + 1)
    await rounds.fetcher.stop()
  }

  @Test func `other failures are borne three times before the pace slows`() async throws {
    let server = try server(answering: .status(404))
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    var time = Date.start
    var pauses: [TimeInterval] = []
    for _ in 0..<6 {
      await rounds.pass(at: time)
      let next = try #require(rounds.schedule.next(after: time))
      pauses.append(next.timeIntervalSince(time).rounded())
      time = next
    }
    await rounds.fetcher.stop()
    #expect(pauses == [60, 60, 60, 120, 240, 480])
  }
}
