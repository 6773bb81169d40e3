import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// Proxies that speak SOCKS or tunnel TLS.
@Suite(
  .serialized, .enabled(if: ProxyServer.isPossible, "python3 is what the proxy is made of"))
struct ProxyTests {
  private func fetch(
    _ url: String, through scheme: String, listed: Set<String>? = nil
  ) async throws -> (answer: FetchAnswer, asked: [String]) {
    let proxy = try ProxyServer()
    defer { proxy.stop() }
    var source = FeedSource(url: url)
    source.proxy = "\(scheme)://127.0.0.1:\(proxy.port)"
    var settings = FetchSettings.tests([source])
    settings.listedHosts = listed ?? settings.listedHosts
    let fetcher = try Fetcher(settings: settings)
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    return (answer, proxy.requests)
  }

  @Test func `a socks5h proxy is given the name, and resolves it`() async throws {
    let (answer, asked) = try await fetch(
      "http://news.example/feed", through: "socks5h", listed: [])
    #expect(answer.outcome.body == feed)
    #expect(asked == ["name news.example:80"])
  }

  @Test func `a socks5 proxy is given the address`() async throws {
    let (answer, asked) = try await fetch("http://localhost/feed", through: "socks5")
    #expect(answer.outcome.body == feed)
    #expect(asked.count == 1 && asked.first?.hasPrefix("address ") == true, "\(asked)")
  }

  @Test(arguments: [
    "http://10.0.0.1/feed", "http://localhost/feed", "http://printer/feed",
    "http://nas.local/feed", "http://a.localhost/feed", "http://db.internal/feed",
    "http://box.home.arpa/feed", "http://[::1]/feed", "http://2130706433/feed",
  ])
  func `no proxy is asked for what is in a private network by its name`(url: String) async throws {
    for scheme in ["socks5h", "http"] {
      let (answer, asked) = try await fetch(url, through: scheme, listed: ["news.example"])
      #expect(answer.outcome.failure?.kind == .forbidden)
      #expect(asked.isEmpty)
    }
  }

  @Test(.enabled(if: SecureServer.isPossible, "openssl makes the certificate"))
  func `TLS goes through a tunnel, of which the proxy sees neither secrets nor validators`()
    async throws
  {
    let secure = try SecureServer(.good)
    let proxy = try ProxyServer()
    defer {
      secure.stop()
      proxy.stop()
    }
    var source = FeedSource(url: "https://me:secret@localhost:\(secure.port)/feed")
    source.proxy = "http://127.0.0.1:\(proxy.port)"
    source.headers = [HTTPHeader(name: "X-Key", value: "1")]
    var settings = FetchSettings.tests([source])
    settings.certificates = secure.authority
    let fetcher = try Fetcher(settings: settings)
    let answer = await fetcher.fetch(
      source, at: source.address, ifNotMatching: Validators(etag: "\"mine\""))
    await fetcher.stop()
    #expect(answer.outcome.body == feed)
    #expect(secure.requests == ["/feed"])
    let head = try #require(proxy.requests.first)
    #expect(head.hasPrefix("CONNECT localhost:\(secure.port) HTTP/1.1|"))
    for secret in ["Authorization", "X-Key", "mine"] { #expect(!head.contains(secret)) }
    guard case .fresh(let document) = answer.outcome else { return }
    #expect(document.head.validators.isEmpty, "the proxy's own fields are not the server's")
  }

  @Test func `a proxy that is not there is told as such`() async throws {
    var source = FeedSource(url: "http://news.example/feed")
    source.proxy = "socks5h://127.0.0.1:1"
    let fetcher = try Fetcher(settings: .tests([source]))
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    #expect(answer.outcome.failure?.kind == .unreachable)
  }
}
