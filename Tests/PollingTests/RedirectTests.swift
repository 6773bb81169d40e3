import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Redirects".
@Suite struct RedirectTests {
  /// What two passes ask for, from a server that redirects by this table and has a feed elsewhere.
  private func targets(
    _ table: [String: (status: Int, location: String)], dead: Set<String> = []
  ) async throws -> (asked: [String], rounds: Rounds) {
    let server = try LoopbackServer { request in
      if let (status, location) = table[request.target] {
        return .status(status, ("Location", location))
      }
      return dead.contains(request.target) ? .status(404) : .feed(("ETag", "\"1\""))
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    await rounds.pass(at: .start + 3600)
    await rounds.fetcher.stop()
    return (server.requests.map(\.target), rounds)
  }

  @Test(arguments: [301, 308])
  func `a permanent redirect is followed, and the next poll goes straight to the new address`(
    status: Int
  ) async throws {
    let (asked, rounds) = try await targets(["/feed": (status, "/new")])
    #expect(asked == ["/feed", "/new", "/new"])
    let source = try #require(rounds.schedule.sources.first)
    #expect(rounds.schedule.state(of: source.address).condition == .moved)
  }

  @Test(arguments: [302, 303, 307])
  func `a temporary redirect is followed, and the next poll asks the old address`(status: Int)
    async throws
  {
    let (asked, _) = try await targets(["/feed": (status, "/new")])
    #expect(asked == ["/feed", "/new", "/feed", "/new"])
  }

  @Test func `a chain of five with relative Locations is followed`() async throws {
    let (asked, _) = try await targets([
      "/feed": (302, "a/b"), "/a/b": (302, "c"), "/a/c": (302, "../d"), "/d": (302, "?e"),
      "/d?e": (302, "/f#g"),
    ])
    #expect(asked.prefix(6) == ["/feed", "/a/b", "/a/c", "/d", "/d?e", "/f"])
  }

  @Test func `a loop ends at once`() async throws {
    let (asked, rounds) = try await targets(["/feed": (302, "/b"), "/b": (302, "/feed")])
    #expect(asked == ["/feed", "/b", "/feed", "/b"])
    #expect(rounds.failures.map(\.kind) == [.redirected, .redirected])
  }

  @Test func `a way without end ends after 25 requests at most`() async throws {
    let server = try LoopbackServer { request in
      .status(302, ("Location", request.target + "x"))
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect((6...25).contains(server.requests.count))
    #expect(rounds.failures.first?.kind == .redirected)
  }

  @Test(arguments: [
    "file:///etc/passwd", "ftp://127.0.0.1/feed", "javascript:alert(1)", "gopher://127.0.0.1/",
    "data:text/xml,<rss/>", "http://", "http://a b/",
  ])
  func `no redirect to anything but http`(location: String) async throws {
    let (asked, rounds) = try await targets(["/feed": (302, location)])
    #expect(asked == ["/feed", "/feed"])
    #expect(rounds.failures.map(\.kind) == [.redirected, .redirected])
  }

  @Test func `a redirect without a Location is a failure`() async throws {
    let server = try server(answering: .status(302))
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    let state = await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(state?.condition == .failing)
    #expect(state?.httpStatus == 302)
  }

  @Test func `301 then 302: only the first hop is kept`() async throws {
    let (asked, _) = try await targets(["/feed": (301, "/a"), "/a": (302, "/b")])
    #expect(asked == ["/feed", "/a", "/b", "/a", "/b"])
  }

  @Test func `302 then 301: nothing is kept`() async throws {
    let (asked, _) = try await targets(["/feed": (302, "/a"), "/a": (301, "/b")])
    #expect(asked == ["/feed", "/a", "/b", "/feed", "/a", "/b"])
  }

  @Test func `301 to a dead address is not kept`() async throws {
    let (asked, _) = try await targets(["/feed": (301, "/dead")], dead: ["/dead"])
    #expect(asked == ["/feed", "/dead", "/feed", "/dead"])
  }

  @Test func `301 to a page that is no feed is not kept`() async throws {
    let server = try LoopbackServer { request in
      request.target == "/feed" ? .status(301, ("Location", "/page")) : .text("<html></html>")
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    await rounds.pass(at: .start + 60)
    await rounds.fetcher.stop()
    #expect(server.requests.map(\.target) == ["/feed", "/page", "/feed", "/page"])
  }

  @Test func `a feed that moves while known comes whole, so that the move is learned`() async throws
  {
    let line = ScriptedAnswers([.feed(("ETag", "\"1\"")), .status(301, ("Location", "/new"))])
    let server = try LoopbackServer { request in
      if request.target == "/feed" { return line.next() }
      return request.header("If-None-Match") == nil ? .feed(("ETag", "\"1\"")) : .status(304)
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    for pass in 0...2 { await rounds.pass(at: .start + Double(pass) * 60) }
    await rounds.fetcher.stop()
    #expect(server.requests.map(\.target) == ["/feed", "/feed", "/new", "/new"])
    #expect(server.requests.map { $0.header("If-None-Match") } == [nil, "\"1\"", nil, "\"1\""])
  }

  @Test func `a moved feed that dies is looked for at its old address again`() async throws {
    let isDead = Flag()
    let server = try LoopbackServer { request in
      switch request.target {
      case "/feed": isDead.isUp ? .feed() : .status(301, ("Location", "/new"))
      default: isDead.isUp ? .status(404) : .feed()
      }
    }
    defer { server.stop() }
    var rounds = try Rounds([FeedSource(server)])
    await rounds.pass(at: .start)
    isDead.raise()
    var state: SourceState?
    for pass in 1...6 { state = await rounds.pass(at: .start + Double(pass) * 86400) ?? state }
    await rounds.fetcher.stop()
    #expect(server.requests.map(\.target).last == "/feed")
    #expect(state?.condition == .ok)
    #expect(state?.movedTo == nil)
  }

  @Test func `no redirect to a loopback host that feeds.conf does not list`() async throws {
    let inner = try LoopbackServer(host: "127.0.0.2") { _ in .feed() }
    defer { inner.stop() }
    for host in [
      "127.0.0.2", "2130706434", "0x7f.2", "0177.0.0.2", "[::ffff:127.0.0.2]", "127.2",
      "%31%32%37.0.0.2", "127.0.0.\u{ff12}",
    ] {
      let (asked, rounds) = try await targets([
        "/feed": (302, "http://\(host):\(inner.port)/secret")
      ])
      #expect(asked == ["/feed", "/feed"])
      #expect(rounds.failures.map(\.kind) == [.forbidden, .forbidden], "\(host)")
    }
    #expect(inner.connections == 0)
  }
}
