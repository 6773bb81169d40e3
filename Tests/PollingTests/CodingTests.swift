import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Codings and charsets" that end before the reader begins.
@Suite struct CodingTests {
  /// What a fetch makes of one answer.
  private func document(_ response: LoopbackServer.Response) async throws -> FetchOutcome {
    let server = try LoopbackServer { _ in response }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    return try #require(rounds.answers.first).outcome
  }

  private func body(_ response: LoopbackServer.Response) async throws -> [UInt8]? {
    if case .fresh(let document) = try await document(response) { document.body } else { nil }
  }

  @Test(arguments: ["gzip", "x-gzip", "deflate", "br", "zstd", "identity"])
  func `a gzip, deflate, brotli or zstd body is decoded`(coding: String) async throws {
    let coded =
      switch coding {
      case "gzip", "x-gzip": Coders.gzip(feed)
      case "deflate": Coders.deflate(feed)
      case "br": Coders.brotli(feed)
      case "zstd": Coders.zstd(feed)
      default: feed
      }
    let found = try await body(.init(headers: [("Content-Encoding", coding)], body: coded))
    #expect(found == feed)
  }

  @Test func `gzip inside odd chunks is put together`() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n\r\n"
    #expect(
      try await body(.script([.text(head), .bytes(Coders.chunked(Coders.gzip(feed)))])) == feed)
  }

  @Test func `a chunked body with extensions and trailers is read`() async throws {
    let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nETag: \"1\"\r\n\r\n"
    let outcome = try await document(
      .script([.text(head), .bytes(Coders.chunked(feed, extensions: ";name=\"value\";x"))]))
    guard case .fresh(let document) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(document.body == feed)
    #expect(document.head.validators.etag == "\"1\"")
  }

  @Test func `an HTTP 1.0 body ends with the connection`() async throws {
    let head = "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n"
    #expect(try await body(.script([.text(head), .bytes(feed), .close])) == feed)
  }

  @Test func `a 103 before the answer is passed over`() async throws {
    let early = "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\nLink: </style.css>\r\n\r\n"
    let head = "HTTP/1.1 200 OK\r\nContent-Length: \(feed.count)\r\n\r\n"
    let outcome = try await document(.script([.text(early + head), .bytes(feed)]))
    guard case .fresh(let document) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(document.body == feed)
    #expect(document.head.validators.isEmpty)
  }

  @Test func `a coding that nobody knows is asked again without decoding`() async throws {
    let found = try await body(.init(headers: [("Content-Encoding", "UTF-8")], body: feed))
    #expect(found == feed)
  }

  @Test func `gzip in two members is asked for again without, and comes whole`() async throws {
    let half = feed.count / 2
    let twice = Coders.gzip(Array(feed[..<half])) + Coders.gzip(Array(feed[half...]))
    let server = try LoopbackServer { request in
      request.header("Accept-Encoding") == nil
        ? .feed() : .init(headers: [("Content-Encoding", "gzip")], body: twice)
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(rounds.answers.first?.outcome.body == feed)
    #expect(server.requests.count == 2)
  }

  @Test(arguments: [2, 5])
  func `gzip in several members is put together where a server sends nothing else`(
    count: Int
  ) async throws {
    let size = feed.count / count
    let pieces = (0..<count).map { number in
      Array(feed[number * size..<(number == count - 1 ? feed.count : (number + 1) * size)])
    }
    let coded = pieces.flatMap(Coders.gzip)
    let found = try await body(.init(headers: [("Content-Encoding", "gzip")], body: coded))
    #expect(found == feed)
  }

  @Test func `members that are followed by something else, or break off, are told as such`()
    async throws
  {
    let twice = Coders.gzip(feed) + Coders.gzip(feed)
    for coded in [twice + Array("<more/>".utf8), Array(twice.dropLast(3))] {
      let outcome = try await document(.init(headers: [("Content-Encoding", "gzip")], body: coded))
      #expect(outcome.failure?.sentence == "the compressed body goes on behind its end")
    }
  }

  @Test func `members that hold more than max-size together are not put together`() async throws {
    let coded = Coders.gzip(feed) + Coders.bomb(100 << 20)
    let outcome = try await document(.init(headers: [("Content-Encoding", "gzip")], body: coded))
    #expect(outcome.failure?.kind == .tooLarge)
  }

  @Test func `a body that is not what its coding says is a failure`() async throws {
    let outcome = try await document(.init(headers: [("Content-Encoding", "gzip")], body: feed))
    guard case .failed(let failure) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(failure.kind == .cut)
  }

  @Test(arguments: [
    nil, "text/html", "nonsense", "application/octet-stream", "text/xml; charset=x",
  ])
  func `a wrong or missing Content-Type does not stop a feed, and reaches the reader`(
    type: String?
  ) async throws {
    let outcome = try await document(
      .init(headers: type.map { [("Content-Type", $0)] } ?? [], body: feed))
    guard case .fresh(let document) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(document.contentType == type)
  }

  @Test func `bytes of any charset come through as they are`() async throws {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x3C, 0x00, 0x00, 0x93, 0xEF, 0xBB, 0xBF, 0x0A]
    let outcome = try await FetchOutcome.of(.init(body: bytes))
    #expect(outcome.body == bytes)
  }
}
