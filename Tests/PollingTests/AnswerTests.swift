import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Answers that are no feed".
@Suite struct AnswerTests {
  @Test(arguments: [400, 401, 403, 404, 418, 500, 502, 503, 504])
  func `an error is a failure that says so, its body is no feed, and the next 200 recovers`(
    status: Int
  ) async throws {
    let server = try server(answering: .feed(), .init(status: status, body: feed), .feed())
    defer { server.stop() }
    let source = FeedSource(server)
    var rounds = try Rounds([source])
    await rounds.pass(at: .start)
    let failing = try #require(await rounds.pass(at: .start + 60))
    #expect(failing.condition == .failing)
    #expect(failing.httpStatus == status)
    #expect(failing.error?.contains("\(status)") == true)
    #expect(failing.failures == 1)
    #expect(failing.failingSince == .start + 60)
    #expect(failing.lastSuccess == .start)
    let well = try #require(await rounds.pass(at: .start + 120))
    #expect(well.condition == .ok)
    #expect(well.error == nil)
    #expect(well.failures == 0)
    #expect(well.failingSince == nil)
    await rounds.fetcher.stop()
  }

  @Test(arguments: [200, 204, 205])
  func `an empty answer is a failure`(status: Int) async throws {
    let outcome = try await FetchOutcome.of(.status(status))
    #expect(outcome.failure?.kind == .unreadable)
    #expect(outcome.failure?.status == status)
  }

  @Test(arguments: [201, 206, 299, 300, 305, 999])
  func `a status that nobody asked for is a failure`(status: Int) async throws {
    let outcome = try await FetchOutcome.of(.init(status: status, body: feed))
    #expect(outcome.failure?.kind == .refused)
  }

  @Test func `304 to an unconditional request is a failure`() async throws {
    #expect(try await FetchOutcome.of(.status(304)).failure?.status == 304)
  }

  @Test func `a body that the reader finds to be no feed is a failure, and stays one source's`()
    async throws
  {
    let server = try LoopbackServer { request in
      request.target == "/page" ? .text("<html><link rel=alternate href=/feed></html>") : .feed()
    }
    defer { server.stop() }
    let (page, well) = (FeedSource(server, "/page"), FeedSource(server, "/feed"))
    var rounds = try Rounds([page, well])
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(rounds.schedule.state(of: page.address).condition == .failing)
    #expect(rounds.schedule.state(of: well.address).condition == .ok)
    #expect(server.requests.map(\.target) == ["/page", "/feed"])
  }
}

extension FetchOutcome {
  /// What one fetch makes of an answer.
  static func of(
    _ response: LoopbackServer.Response, source change: (inout FeedSource) -> Void = { _ in }
  ) async throws -> FetchOutcome {
    let server = try LoopbackServer { _ in response }
    defer { server.stop() }
    var source = FeedSource(server)
    change(&source)
    let fetcher = try Fetcher(settings: .tests([source]))
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    return answer.outcome
  }

  var failure: FetchFailure? { if case .failed(let failure) = self { failure } else { nil } }
  var body: [UInt8]? { if case .fresh(let document) = self { document.body } else { nil } }
}
