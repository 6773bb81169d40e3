import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

@Suite struct MessengerTests {
  private func receipt(
    _ letter: Messenger.Letter, _ change: (inout FetchSettings) -> Void = { _ in }
  ) async throws -> Messenger.Receipt {
    var settings = FetchSettings()
    settings.userAgent = "newsloom/test"
    settings.directHosts = ""
    change(&settings)
    let messenger = try Messenger()
    let receipt = await messenger.send(letter, settings: settings)
    await messenger.stop()
    return receipt
  }

  private func letter(_ url: String, _ body: String = "{}") -> Messenger.Letter {
    Messenger.Letter(
      to: url, contentType: "application/json", body: Array(body.utf8),
      headers: [
        HTTPHeader(name: "Idempotency-Key", value: "\"a\""),
        HTTPHeader(name: "X-Bad", value: "a\r\nHost: evil.example"),
      ])
  }

  @Test(arguments: ["{}", "", String(repeating: "{\"a\":\"Ω\"}\n", count: 300_000)])
  func `a letter arrives whole with its fields`(body: String) async throws {
    let server = try LoopbackServer { _ in .init(status: 204) }
    defer { server.stop() }
    let url = "http://bob:secret@127.0.0.1:\(server.port)/hook?x=1"
    #expect(try await receipt(letter(url, body)) == .taken)
    let request = try #require(server.requests.first)
    #expect(request.method == "POST" && request.target == "/hook?x=1")
    #expect(request.body == Array(body.utf8))
    #expect(request.header("Content-Type") == "application/json")
    #expect(request.header("Idempotency-Key") == "\"a\"")
    #expect(request.header("User-Agent") == "newsloom/test")
    #expect(request.header("Authorization") == "Basic Ym9iOnNlY3JldA==")
    #expect(request.header("X-Bad") == nil && request.header("Host")?.contains("evil") == false)
  }

  @Test func `what a server says decides whether it is asked again`() async throws {
    for (status, expected) in [
      (200, Messenger.Receipt.taken), (202, .taken),
      (404, .refused("127.0.0.1 answered 404 (not found)")),
      (500, .unavailable("127.0.0.1 answered 500 (internal error)", retryAfter: nil)),
      (429, .unavailable("127.0.0.1 answered 429 (too many requests)", retryAfter: .seconds(90))),
    ] {
      let server = try LoopbackServer { _ in
        .init(status: status, headers: status == 429 ? [("Retry-After", "90")] : [])
      }
      defer { server.stop() }
      #expect(try await receipt(letter("\(server.url)/hook/SECRET")) == expected)
    }
  }

  @Test func `a redirect is not followed, and nothing of the address is told`() async throws {
    let server = try LoopbackServer { _ in
      .init(status: 302, headers: [("Location", "http://127.0.0.1:1/elsewhere")])
    }
    defer { server.stop() }
    guard
      case .unavailable(let sentence, _) = try await receipt(letter("\(server.url)/SECRET?SECRET"))
    else {
      Issue.record("a redirect is no receipt")
      return
    }
    #expect(sentence.contains("redirects") && !sentence.contains("SECRET"))
    #expect(server.requests.count == 1)
  }

  @Test func `nobody there and no answer in time are told by the host alone`() async throws {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(30)), .close]) }
    defer { server.stop() }
    var slow = letter("\(server.url)/SECRET")
    slow.timeout = .milliseconds(300)
    let letters = [slow, letter("http://u:SECRET@127.0.0.1:1/SECRET"), letter("ftp://a.example/")]
    for letter in letters {
      switch try await receipt(letter) {
      case .unavailable(let sentence, _), .refused(let sentence):
        #expect(!sentence.contains("SECRET"), "\(sentence)")
      case .taken: Issue.record("\(letter.url) took it")
      }
    }
  }

  @Test func `a private address is reached unless none may be`() async throws {
    let server = try LoopbackServer { _ in .init(status: 200) }
    defer { server.stop() }
    for policy in PrivateNetworks.allCases {
      let receipt = try await receipt(letter(server.url)) { $0.privateNetworks = policy }
      #expect((receipt == .taken) == (policy != .no), "\(policy): \(receipt)")
    }
    #expect(server.connections == 2)
  }

  @Test func `a server that says nothing more than a good head has taken the letter`() async throws
  {
    let server = try LoopbackServer { _ in
      .script([
        .text("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n"),
        .bytes([UInt8](repeating: 32, count: 200_000)), .close,
      ])
    }
    defer { server.stop() }
    #expect(try await receipt(letter(server.url)) == .taken)
  }
}
