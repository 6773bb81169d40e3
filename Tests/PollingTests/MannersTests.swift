import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Manners".
@Suite struct MannersTests {
  /// The requests that one fetch of a source makes.
  private func requests(
    path: String = "/feed", settings: (inout FetchSettings) -> Void = { _ in },
    source change: (inout FeedSource) -> Void = { _ in },
    answering: @escaping @Sendable (LoopbackServer.Request) -> LoopbackServer.Response = { _ in
      .feed()
    }
  ) async throws -> [LoopbackServer.Request] {
    let server = try LoopbackServer(answering: answering)
    defer { server.stop() }
    var source = FeedSource(server, path)
    change(&source)
    var wishes = FetchSettings.tests([source])
    settings(&wishes)
    let fetcher = try Fetcher(settings: wishes)
    _ = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    return server.requests
  }

  @Test func `the User-Agent is the one of the settings, or the source's own`() async throws {
    let ours = try await requests()
    #expect(ours.map { $0.header("User-Agent") } == ["newsloom/test (+https://newsloom.example/)"])
    let own = try await requests(source: { $0.agent = "Other/1.0" })
    #expect(own.first?.header("User-Agent") == "Other/1.0")
  }

  @Test func `no Cookie is ever sent back, and no Referer after redirects`() async throws {
    let server = try LoopbackServer { request in
      let cookie = ("Set-Cookie", "id=1; Path=/")
      return request.target == "/feed"
        ? .status(302, cookie, ("Location", "/there")) : .feed(cookie)
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    await rounds.pass(at: .start + 3600)
    await rounds.fetcher.stop()
    #expect(server.requests.count == 4)
    #expect(
      server.requests.allSatisfy { $0.header("Cookie") == nil && $0.header("Referer") == nil })
  }

  @Test(arguments: [
    ("/feed?a=b&c=%20%2F+d;e=~'()*!", "/feed?a=b&c=%20%2F+d;e=~'()*!"),
    ("/a/../b/./c//d", "/a/../b/./c//d"), ("/feed#part", "/feed"), ("?q=1", "/?q=1"), ("", "/"),
    ("/f\u{fc}r alle", "/f%C3%BCr%20alle"), ("/%7euser/{x}|y", "/%7euser/{x}|y"),
  ])
  func `the URL is requested as written: query bytes kept, nothing added, no fragment`(
    path: String, target: String
  ) async throws {
    #expect(try await requests(path: path).map(\.target) == [target])
  }

  @Test func `gzip is accepted, and brotli is asked for, since both can be read`() async throws {
    let accepted = try await requests().first?.header("Accept-Encoding") ?? ""
    for coding in ["gzip", "deflate", "br"] { #expect(accepted.contains(coding)) }
  }

  @Test func `Accept names feed types`() async throws {
    let accept = try await requests().first?.header("Accept") ?? ""
    for type in ["application/rss+xml", "application/atom+xml", "application/feed+json"] {
      #expect(accept.contains(type))
    }
  }

  @Test func `only GET, only the feed, one request per feed and pass`() async throws {
    let asked = try await requests()
    #expect(asked.map(\.method) == ["GET"])
    #expect(asked.map(\.target) == ["/feed"])
  }

  @Test func `a source's own header fields are sent`() async throws {
    let asked = try await requests(source: {
      $0.headers = [
        HTTPHeader(name: "X-Key", value: "1"), HTTPHeader(name: "accept", value: "text/xml"),
        HTTPHeader(name: "X-Bad", value: "a\r\nX-Smuggled: 1"),
        HTTPHeader(name: "X-Empty", value: ""),
      ]
    })
    #expect(asked.first?.header("X-Key") == "1")
    #expect(asked.first?.header("Accept") == "text/xml")
    #expect(asked.first?.header("X-Smuggled") == nil)
    #expect(asked.first?.header("X-Empty") == "")
  }

  @Test func `user and password in the URL become Basic auth, and are not in the Host`()
    async throws
  {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    let source = FeedSource(url: "http://me:p%40ss@127.0.0.1:\(server.port)/feed")
    var rounds = try Rounds([source])
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    let request = try #require(server.requests.first)
    #expect(request.header("Authorization") == "Basic bWU6cEBzcw==")
    #expect(request.header("Host") == "127.0.0.1:\(server.port)")
    #expect(request.target == "/feed")
    #expect(!"\(rounds.answers)".contains("bWU6cEBzcw"))
  }

  @Test func `credentials are sent to their origin alone`() async throws {
    let other = try LoopbackServer(host: "127.0.0.2") { _ in .feed() }
    let home = try LoopbackServer { request in
      let location = request.target == "/feed" ? "/again" : other.url + "/there"
      return .status(302, ("Location", location))
    }
    defer {
      home.stop()
      other.stop()
    }
    var source = FeedSource(url: "http://me:secret@127.0.0.1:\(home.port)/feed")
    source.headers = [HTTPHeader(name: "X-Key", value: "1")]
    var settings = FetchSettings.tests([source])
    settings.listedHosts = ["127.0.0.1", "127.0.0.2"]
    var rounds = try Rounds([source], settings: settings)
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(home.requests.map { $0.header("Authorization") != nil } == [true, true])
    #expect(other.requests.count == 1)
    #expect(other.requests.first?.header("Authorization") == nil)
    #expect(other.requests.first?.header("X-Key") == nil)
  }

  @Test func `a move within one origin keeps the credentials`() async throws {
    let server = try LoopbackServer { request in
      request.target == "/feed" ? .status(301, ("Location", "/new")) : .feed()
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(url: "http://me:pw@127.0.0.1:\(server.port)/feed")])
    await rounds.pass(at: .start)
    await rounds.pass(at: .start + 60)
    await rounds.fetcher.stop()
    #expect(server.requests.map(\.target) == ["/feed", "/new", "/new"])
    let source = try #require(rounds.schedule.sources.first)
    #expect(rounds.schedule.state(of: source.address).movedTo?.written == server.url + "/new")
    #expect(server.requests.allSatisfy { $0.header("Authorization") != nil })
  }

  @Test(arguments: [("me:pw", "Basic bWU6cHc="), ("Bearer abc\n", "Bearer abc")])
  func `a named credential is user and password or a whole value`(secret: String, sent: String)
    async throws
  {
    let asked = try await requests(
      settings: { $0.credential = { $0 == "key" ? secret : "" } },
      source: { $0.credential = "key" })
    #expect(asked.first?.header("Authorization") == sent)
  }

  @Test func `a field that would end the line and begin another is not sent`() async throws {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    var source = FeedSource(server)
    source.headers = [HTTPHeader(name: "X-One", value: "1\r\nX-Two: 2")]
    source.agent = "me\r\nX-Three: 3"
    let fetcher = try Fetcher(settings: .tests([source]))
    let answer = await fetcher.fetch(
      source, at: source.address, ifNotMatching: Validators(etag: "\"a\"\r\nX-Four: 4"))
    await fetcher.stop()
    #expect(answer.outcome.body == feed)
    let names = try #require(server.requests.first).headers.map { $0.name.lowercased() }
    #expect(!names.contains { $0.hasPrefix("x-") || $0 == "if-none-match" })
  }

  @Test func `a credential that is not to be had sends no request`() async throws {
    let asked = try await requests(source: { $0.credential = "nobody" })
    #expect(asked.isEmpty)
  }
}
