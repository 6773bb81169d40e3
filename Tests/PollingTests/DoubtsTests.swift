import NewsModel
import Testing

@testable import Polling

@Suite struct DoubtsTests {
  private let doubts = Doubts()
  private let origin = "http://one.example:80"
  private let begun = ContinuousClock.now
  private let whole = Duration.seconds(30)

  /// Turns at one site, as different requests have them.
  private func turns(_ count: Int) async throws -> [Places.Turn] {
    let places = Places(atOnce: count, perSite: count, spacing: .zero)
    var turns: [Places.Turn] = []
    for _ in 0..<count { turns.append(try #require(await places.enter(Site(host: "one.example")))) }
    return turns
  }

  private func timeout(isSuspect: Bool = true, waiting: Int = 0, after: Duration) -> Duration {
    doubts.timeout(whole, at: origin, isSuspect: isSuspect, waiting: waiting, now: begun + after)
  }

  private func yields(
    _ turn: Places.Turn, isSuspect: Bool = true, waiting: Int = 3, after: Duration
  ) -> Bool {
    doubts.yields(
      turn, at: origin, isSuspect: isSuspect, waiting: waiting, rest: whole - after,
      now: begun + after)
  }

  private func learn(
    _ turn: Places.Turn, status: Int? = nil, wasWhole: Bool = false, after: Duration
  ) {
    doubts.learn(
      from: TransferResult(status: status, fault: status == nil ? .timedOut : nil), of: turn,
      at: origin, wasWhole: wasWhole, now: begun + after)
  }

  @Test func `of those who are silent for half their time the first waits on, for all`()
    async throws
  {
    let turns = try await turns(2)
    #expect(!yields(turns[0], after: .seconds(16)))
    #expect(yields(turns[1], after: .seconds(16)))
    #expect(!yields(turns[0], after: .seconds(17)))
  }

  @Test func `nobody gives up where nobody waits, or who was answered the last time`()
    async throws
  {
    let turns = try await turns(2)
    #expect(!yields(turns[0], after: .seconds(16)))
    #expect(!yields(turns[1], waiting: 0, after: .seconds(16)))
    #expect(!yields(turns[1], isSuspect: false, after: .seconds(16)))
  }

  @Test func `those who follow share what is left of the witness's time`() async throws {
    let turns = try await turns(2)
    #expect(timeout(after: .zero) == whole)
    #expect(!yields(turns[0], after: .seconds(18)))
    // Twelve seconds for three, and for nine; a sixth of the whole is the most, a twentieth the least.
    #expect(timeout(waiting: 2, after: .seconds(18)) == .seconds(4))
    #expect(timeout(waiting: 0, after: .seconds(18)) == .seconds(5))
    #expect(timeout(waiting: 99, after: .seconds(18)) == .milliseconds(1500))
    #expect(timeout(isSuspect: false, waiting: 2, after: .seconds(18)) == whole)
  }

  @Test func `after a whole time of silence all get a share, for two minutes`() async throws {
    let turns = try await turns(1)
    learn(turns[0], wasWhole: true, after: .seconds(30))
    #expect(timeout(isSuspect: false, after: .seconds(31)) == .seconds(5))
    #expect(timeout(isSuspect: false, waiting: 5, after: .seconds(31)) == .milliseconds(2500))
    // What ended before its time says nothing more, so the two minutes do not begin anew.
    learn(turns[0], after: .seconds(120))
    #expect(timeout(isSuspect: false, after: .seconds(151)) == whole)
  }

  @Test func `any answer ends the doubt`() async throws {
    let turns = try await turns(2)
    #expect(!yields(turns[0], after: .seconds(16)))
    learn(turns[1], wasWhole: true, after: .seconds(30))
    learn(turns[0], status: 500, after: .seconds(30))
    #expect(timeout(waiting: 9, after: .seconds(31)) == whole)
    #expect(!yields(turns[1], after: .seconds(31)))
  }

  @Test func `a witness who is gone is followed by another`() async throws {
    let turns = try await turns(2)
    #expect(!yields(turns[0], after: .seconds(16)))
    learn(turns[0], after: .seconds(20))
    #expect(!yields(turns[1], after: .seconds(21)))
    #expect(yields(turns[0], after: .seconds(36)))
  }

  @Test func `five silences are proof for those who waited, not for who comes later`()
    async throws
  {
    let turns = try await turns(1)
    for _ in 0..<4 { learn(turns[0], after: .seconds(20)) }
    #expect(doubts.silences(at: origin, since: begun) == nil)
    learn(turns[0], wasWhole: true, after: .seconds(30))
    #expect(doubts.silences(at: origin, since: begun) == 5)
    #expect(doubts.silences(at: origin, since: begun + .seconds(30)) == nil)
  }

  @Test(arguments: [
    (nil, 0, false, true), (nil, 0, true, false), (nil, 1, true, true), (nil, 2, true, true),
    (nil, 3, true, false), (nil, 6, true, true), (nil, 16, true, false), (503, 1, true, false),
    (304, 0, true, false),
  ])
  func `suspect is who never answered or did not the last time, but trusted now and then`(
    status: Int?, failures: Int, wasWell: Bool, isSuspect: Bool
  ) {
    var state = SourceState(address: FeedAddress("https://one.example/rss"))
    state.httpStatus = status
    state.failures = failures
    state.lastSuccess = wasWell ? .start : nil
    #expect(state.isSuspect == isSuspect)
  }
}
