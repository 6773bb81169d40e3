import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Broken and hostile networks" that need no TLS.
@Suite struct NetworkTests {
  private typealias Step = LoopbackServer.Step
  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
  private static let chunkedHead = head + "Transfer-Encoding: chunked\r\n\r\n"
  private static let longHead = head + "Content-Length: 1000\r\n\r\n"

  @Test func `a body shorter than its Content-Length is cut`() async throws {
    let outcome = try await FetchOutcome.of(
      .script([.text(Self.longHead), .bytes(feed), .close]))
    #expect(outcome.failure?.kind == .cut)
  }

  @Test func `a chunked body without its end is cut`() async throws {
    let outcome = try await FetchOutcome.of(
      .script([
        .text(Self.chunkedHead), .bytes(Coders.chunked(feed, isEnded: false)), .close,
      ]))
    #expect(outcome.failure?.kind == .cut)
  }

  @Test func `a connection reset in mid-body is cut, and the next answer is whole`() async throws {
    let reset: LoopbackServer.Response = .script([
      .text(Self.longHead), .bytes(feed), .wait(.milliseconds(50)), .reset,
    ])
    let server = try server(answering: reset, .feed())
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    let state = await rounds.pass(at: .start + 60)
    await rounds.fetcher.stop()
    #expect(rounds.failures.map(\.kind) == [.cut])
    #expect(state?.condition == .ok)
  }

  @Test func `a truncated gzip whose Content-Length fits is told by the document's end alone`()
    async throws
  {
    let whole = Coders.gzip(feed)
    let outcome = try await FetchOutcome.of(
      .init(headers: [("Content-Encoding", "gzip")], body: Array(whole.dropLast(20))))
    // libcurl is content with it; so the reader must look for the end, and says isWhole: false.
    if let body = outcome.body {
      #expect(!String(decoding: body, as: UTF8.self).contains("</rss>"))
    } else {
      #expect(outcome.failure?.kind == .cut)
    }
  }

  @Test(arguments: ["deflate", "br", "zstd"])
  func `a truncated body in any coding is no whole document`(coding: String) async throws {
    let whole =
      switch coding {
      case "deflate": Coders.deflate(feed)
      case "br": Coders.brotli(feed)
      default: Coders.zstd(feed)
      }
    let outcome = try await FetchOutcome.of(
      .init(headers: [("Content-Encoding", coding)], body: Array(whole.dropLast(20))))
    #expect(outcome.body.map { String(decoding: $0, as: UTF8.self).contains("</rss>") } != true)
  }

  @Test(arguments: [feed.count - 20, feed.count + 20])
  func `two Content-Lengths that differ make no half feed a whole one`(other: Int) async throws {
    for lengths in [[feed.count, other], [other, feed.count]] {
      let fields = lengths.map { "Content-Length: \($0)\r\n" }.joined()
      let outcome = try await FetchOutcome.of(
        .script([.text("HTTP/1.1 200 OK\r\n\(fields)\r\n"), .bytes(feed), .close]))
      // Too short a body has no end, which the reader looks for.
      let text = outcome.body.map { String(decoding: $0, as: UTF8.self) }
      #expect(text.map { !$0.contains("</rss>") || $0.utf8.count == feed.count } != false)
    }
  }

  @Test func `writing to a connection that was closed raises no signal`() throws {
    let fetcher = try Fetcher(settings: .tests([]))
    var action = sigaction()
    unsafe sigaction(SIGPIPE, nil, &action)
    let isIgnored = unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
    #expect(isIgnored)
    withExtendedLifetime(fetcher) {}
  }

  @Test(arguments: [
    "SSH-2.0-OpenSSH_9.2\r\n", "<rss></rss>", "", "HTTP/x 200\r\n\r\n", "\u{0}\u{1}",
  ])
  func `no HTTP at all, or a closed connection, is a failure`(noise: String) async throws {
    let outcome = try await FetchOutcome.of(.script([.text(noise), .close]))
    #expect(outcome.failure != nil)
  }

  @Test func `the other feeds of the pass are read in spite of resets, refusals and no DNS`()
    async throws
  {
    let server = try LoopbackServer { request in
      request.target == "/reset" ? .script([.reset]) : .feed()
    }
    let closed = try LoopbackServer { _ in .feed() }
    closed.stop()
    defer { server.stop() }
    let sources = [
      FeedSource(server, "/reset"), FeedSource(url: "http://127.0.0.1:1/refused"),
      FeedSource(url: "http://nowhere.invalid/"), FeedSource(url: "nonsense"),
      FeedSource(server, "/well"),
    ]
    var rounds = try Rounds(sources)
    let state = await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(rounds.failures.map(\.kind) == [.unreachable, .unreachable, .unreachable, .forbidden])
    #expect(rounds.failures[2].sentence == "no address for nowhere.invalid")
    #expect(rounds.failures[1].sentence == "no connection to 127.0.0.1: Connection refused")
    #expect(state?.condition == .ok)
  }

  @Test func `a header of 1 MiB is too large and does no harm`() async throws {
    let field = "X-Long: " + String(repeating: "a", count: 1 << 20) + "\r\n\r\n"
    let outcome = try await FetchOutcome.of(.script([.text(Self.head + field), .close]))
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test func `endless headers are cut`() async throws {
    let outcome = try await FetchOutcome.of(
      .script([.text(Self.head), .repeated(Array("X-More: and more\r\n".utf8), times: 1 << 20)]))
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test func `an endless body is cut at the source's own size`() async throws {
    let outcome = try await FetchOutcome.of(
      .script([
        .text(Self.head + "\r\n"), .repeated([UInt8](repeating: 32, count: 4096), times: 1 << 20),
      ]), source: { $0.maxSize = 1 << 20 })
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test func `a body that is announced as too large is not read`() async throws {
    let outcome = try await FetchOutcome.of(
      .script([.text(Self.head + "Content-Length: 200000000\r\n\r\n"), .wait(.seconds(20))]),
      source: { $0.maxSize = 1 << 20 })
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test func `a large body comes whole and in order`() async throws {
    let body = (0..<300_000).flatMap { Array("\($0) ".utf8) }
    let outcome = try await FetchOutcome.of(.init(body: body))
    #expect(outcome.body == body)
  }

  @Test func `a body of exactly the allowed size is read`() async throws {
    let outcome = try await FetchOutcome.of(.feed(), source: { $0.maxSize = feed.count })
    #expect(outcome.body == feed)
  }

  @Test func `gzip that grows beyond the size is cut after decoding`() async throws {
    let bomb = Coders.bomb(64 << 20)
    #expect(bomb.count < 1 << 20)
    let outcome = try await FetchOutcome.of(
      .init(headers: [("Content-Encoding", "gzip")], body: bomb),
      source: { $0.maxSize = 1 << 20 })
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test func `endless compressed blocks that hold nothing are cut before decoding`() async throws {
    let outcome = try await FetchOutcome.of(
      .script([
        .text(Self.head + "Content-Encoding: deflate\r\n\r\n"), .bytes([0x78, 0x01]),
        .repeated(
          Array(repeatElement([0, 0, 0, 0xFF, 0xFF], count: 2000).joined()), times: 1 << 20),
      ]), source: { $0.maxSize = 1 << 20 })
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test(arguments: ["header", "body", "nothing"])
  func `a server that dribbles or says nothing is given up in time`(slowness: String) async throws {
    let steps: [LoopbackServer.Step] =
      switch slowness {
      case "header":
        [.text(Self.head + "X: "), .repeated([65], times: 1000, pausing: .milliseconds(100))]
      case "body":
        [.text(Self.longHead), .repeated([65], times: 1000, pausing: .milliseconds(100))]
      default: [.wait(.seconds(600))]
      }
    let begun = ContinuousClock.now
    let outcome = try await FetchOutcome.of(.script(steps), source: { $0.timeout = .seconds(1) })
    #expect(outcome.failure?.kind == .timedOut)
    #expect(ContinuousClock.now - begun < .seconds(60))
  }

  @Test func `a cancelled fetch ends soon`() async throws {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(600))]) }
    defer { server.stop() }
    let source = FeedSource(server)
    let fetcher = try Fetcher(settings: .tests([source]))
    let begun = ContinuousClock.now
    let outcome = await withTaskGroup(of: FetchOutcome.self) { group in
      group.addTask {
        await fetcher.fetch(source, at: source.address, ifNotMatching: .none).outcome
      }
      while server.requests.isEmpty { await Task.yield() }
      group.cancelAll()
      return await group.next()
    }
    #expect(outcome?.failure != nil)
    #expect(ContinuousClock.now - begun < .seconds(60))
    await fetcher.stop()
  }

  @Test func `stopping ends what hangs, and what comes later is told so`() async throws {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(600))]) }
    defer { server.stop() }
    let source = FeedSource(server)
    let fetcher = try Fetcher(settings: .tests([source]))
    async let hanging = fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    while server.requests.isEmpty { await Task.yield() }
    await fetcher.stop()
    #expect(await hanging.outcome.failure != nil)
    let late = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    #expect(late.outcome.failure?.sentence == "stopped before an answer came")
    await fetcher.stop()
  }
}
