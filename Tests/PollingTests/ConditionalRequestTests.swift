import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Conditional requests".
@Suite struct ConditionalRequestTests {
  /// The conditions of each request to a server that gives these answers, a minute apart.
  private func conditions(
    after answers: LoopbackServer.Response..., passes: Int? = nil
  ) async throws -> [Validators] {
    let line = ScriptedAnswers(answers)
    let server = try LoopbackServer { _ in line.next() }
    defer { server.stop() }
    // Overloaded servers are asked less often: a day apart, every pass finds the source due.
    var rounds = try Rounds([FeedSource(server)])
    for pass in 0...(passes ?? answers.count) {
      await rounds.pass(at: .start + Double(pass) * 3600)
    }
    await rounds.fetcher.stop()
    return server.requests.map {
      Validators(etag: $0.header("If-None-Match"), lastModified: $0.header("If-Modified-Since"))
    }
  }

  private let date = "Wed, 01 Jul 2026 10:00:00 GMT"

  @Test func `the first request for a feed is unconditional`() async throws {
    #expect(try await conditions(after: .feed(("ETag", "\"a\""))).first == Validators.none)
  }

  @Test func `an ETag alone is echoed byte for byte, with no invented date`() async throws {
    let sent = try await conditions(after: .feed(("ETag", "\"a b\\c\"")))
    #expect(sent.last == Validators(etag: "\"a b\\c\""))
  }

  @Test func `a Last-Modified alone is echoed, with no invented ETag`() async throws {
    let sent = try await conditions(after: .feed(("Last-Modified", date)))
    #expect(sent.last == Validators(lastModified: date))
  }

  @Test func `both validators given, both are sent exactly`() async throws {
    let sent = try await conditions(after: .feed(("ETag", "\"a\""), ("Last-Modified", date)))
    #expect(sent.last == Validators(etag: "\"a\"", lastModified: date))
  }

  @Test(arguments: ["W/\"weak\"", "unquoted", "\"\"", "\"with, comma\"", "\"\u{fc}\""])
  func `an odd ETag is echoed byte for byte`(etag: String) async throws {
    #expect(try await conditions(after: .feed(("ETag", etag))).last?.etag == etag)
  }

  @Test(arguments: ["yesterday", "2026-07-01 10:00:00", "Wed, 1 Jul 2026 10:00:00 +0200", "0"])
  func `a Last-Modified no parser likes is echoed byte for byte`(date: String) async throws {
    let sent = try await conditions(after: .feed(("Last-Modified", date)))
    #expect(sent.last?.lastModified == date)
  }

  @Test func `a new ETag on an identical or a new body is sent next`() async throws {
    let sent = try await conditions(
      after: .feed(("ETag", "\"1\"")), .feed(("ETag", "\"2\"")),
      .init(headers: [("ETag", "\"3\"")], body: feed + feed))
    #expect(sent.map(\.etag) == [nil, "\"1\"", "\"2\"", "\"3\""])
  }

  @Test func `new validators on a 304 replace the stored ones`() async throws {
    let sent = try await conditions(
      after: .feed(("ETag", "\"1\""), ("Last-Modified", date)), .status(304, ("ETag", "\"2\"")),
      .status(304))
    #expect(sent[1].etag == "\"1\"")
    #expect(sent[2] == Validators(etag: "\"2\"", lastModified: date))
    #expect(sent[3] == sent[2])
  }

  @Test func `one unconditional request a feed, never a second`() async throws {
    let sent = try await conditions(
      after: .feed(("ETag", "\"1\"")), .status(304), .status(500), .status(304), passes: 9)
    #expect(sent.filter(\.isEmpty).count == 1)
  }

  @Test func `once in eight days a feed that answers 304 for ever is asked whole`() async throws {
    let server = try server(answering: .feed(("ETag", "\"1\"")), .status(304))
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    for day in [0, 1, 5, 7.9, 8.1] { await rounds.pass(at: .start + day * 86400) }
    await rounds.fetcher.stop()
    #expect(
      server.requests.map { $0.header("If-None-Match") } == [nil, "\"1\"", "\"1\"", "\"1\"", nil])
  }

  @Test func `no mismatched pair: a 200 with only an ETag drops the old date`() async throws {
    let sent = try await conditions(
      after: .feed(("ETag", "\"1\""), ("Last-Modified", date)), .feed(("ETag", "\"2\"")))
    #expect(sent.last == Validators(etag: "\"2\""))
  }

  @Test func `a 200 without validators drops the old ones`() async throws {
    #expect(try await conditions(after: .feed(("ETag", "\"1\"")), .feed()).last?.isEmpty == true)
  }

  @Test(arguments: [400, 404, 429, 500, 503])
  func `an error answer neither drops nor replaces validators`(status: Int) async throws {
    let sent = try await conditions(
      after: .feed(("ETag", "\"1\"")),
      .status(status, ("ETag", "\"error\""), ("Last-Modified", date)))
    #expect(sent.last == Validators(etag: "\"1\""))
  }

  @Test func `a truncated 200 does not leave its validators behind`() async throws {
    let short: LoopbackServer.Response = .script([
      .text("HTTP/1.1 200 OK\r\nETag: \"cut\"\r\nContent-Length: 1000\r\n\r\n<rss>"), .close,
    ])
    let sent = try await conditions(after: .feed(("ETag", "\"1\"")), short)
    #expect(sent.last == Validators(etag: "\"1\""))
  }

  @Test func `a document whose end was not seen does not leave its validators behind`()
    async throws
  {
    let cut = LoopbackServer.Response(headers: [("ETag", "\"cut\"")], body: Array("<rss>".utf8))
    #expect(try await conditions(after: .feed(("ETag", "\"1\"")), cut).last?.etag == "\"1\"")
    #expect(try await conditions(after: cut).last?.isEmpty == true)
  }

  @Test func `a 200 that is no feed does not leave its validators behind`() async throws {
    let page = LoopbackServer.Response(
      headers: [("ETag", "\"page\"")], body: Array("<html></html>".utf8))
    #expect(try await conditions(after: page).last?.isEmpty == true)
    #expect(try await conditions(after: .feed(("ETag", "\"1\"")), page).last?.etag == "\"1\"")
  }

  @Test(arguments: [[0x22, 0x61, 0xFC, 0x22], [0xC3, 0x28], [0xEF, 0xBF, 0xBD]] as [[UInt8]])
  func `an ETag in any charset is echoed byte for byte`(etag: [UInt8]) async throws {
    let odd: LoopbackServer.Response = .script([
      .text("HTTP/1.1 200 OK\r\nContent-Length: \(feed.count)\r\nETag: "), .bytes(etag),
      .text("\r\n\r\n"), .bytes(feed),
    ])
    let server = try LoopbackServer { _ in odd }
    defer { server.stop() }
    let source = FeedSource(server)
    var rounds = try Rounds([source])
    await rounds.pass(at: .start)
    // As the archive keeps it.
    let state = rounds.schedule.state(of: source.address)
    let stored = try JSONDecoder().decode(SourceState.self, from: JSONEncoder().encode(state))
    await rounds.fetcher.stop()
    rounds = try Rounds([source], states: [source.address: stored], at: .start + 60)
    await rounds.pass(at: .start + 60)
    await rounds.fetcher.stop()
    let head = try #require(server.requests.last?.head)
    let field = Array("\r\nIf-None-Match: ".utf8) + etag + [13]
    #expect(head.indices.contains { (head[$0...] + [13]).starts(with: field) })
  }

  @Test(arguments: [[0x61, 0x01, 0x62], [0x61, 0x7F]] as [[UInt8]])
  func `a validator that could not be sent back as it came is not kept`(etag: [UInt8]) async throws
  {
    let odd: LoopbackServer.Response = .script([
      .text("HTTP/1.1 200 OK\r\nContent-Length: \(feed.count)\r\nETag: "), .bytes(etag),
      .text("\r\n\r\n"), .bytes(feed),
    ])
    #expect(try await conditions(after: odd).last?.isEmpty == true)
  }
}
