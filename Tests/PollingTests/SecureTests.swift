import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules about TLS, against Python's server with certificates made for the occasion.
@Suite(
  .serialized,
  .enabled(if: SecureServer.isPossible, "python3 and openssl are what the other side is made of"))
struct SecureTests {
  fileprivate static let bundle = "/etc/ssl/certs/ca-certificates.crt"

  /// What a fetch makes of a server that shows this certificate, and what the server was asked.
  private func fetch(
    _ certificate: SecureServer.Certificate, host: String = "localhost", path: String = "/feed",
    trusting: Bool = true
  ) async throws -> (answer: FetchAnswer, requests: [String]) {
    let server = try SecureServer(certificate)
    defer { server.stop() }
    let source = FeedSource(url: "https://\(host):\(server.port)\(path)")
    var settings = FetchSettings.tests([source])
    if trusting { settings.certificates = server.authority }
    let fetcher = try Fetcher(settings: settings)
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    return (answer, server.requests)
  }

  @Test func `TLS with a trusted certificate works`() async throws {
    let (answer, requests) = try await fetch(.good)
    #expect(answer.outcome.body == feed)
    #expect(requests == ["/feed"])
  }

  @Test(arguments: SecureServer.Certificate.allCases.filter { $0 != .good })
  func `a bad certificate is refused, and no request sent`(
    certificate: SecureServer.Certificate
  ) async throws {
    let (answer, requests) = try await fetch(certificate)
    #expect(answer.outcome.failure?.kind == .certificate)
    #expect(requests.isEmpty)
  }

  @Test func `the system does not trust an authority of our own`() async throws {
    let (answer, requests) = try await fetch(.good, trusting: false)
    #expect(answer.outcome.failure?.kind == .certificate)
    #expect(requests.isEmpty)
  }

  @Test func `many requests to one host share a connection over HTTP 2`() async throws {
    let server = try SecureServer(.good, speaking: .multiplexed)
    defer { server.stop() }
    let sources = (0..<12).map {
      FeedSource(url: "https://localhost:\(server.port)/\($0)")
    }
    var settings = FetchSettings.tests(sources)
    settings.perSite = 12
    settings.certificates = server.authority
    let fetcher = try Fetcher(settings: settings)
    let bodies = await withTaskGroup(of: [UInt8]?.self) { group in
      for source in sources {
        group.addTask {
          await fetcher.fetch(source, at: source.address, ifNotMatching: .none).outcome.body
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    await fetcher.stop()
    #expect(bodies.count == 12 && bodies.allSatisfy { $0 == feed })
    #expect(server.requests.count { $0 == "stream" } == 12)
    #expect(server.requests.count { $0 == "connection" } == 1)
  }

  @Test func `SSL_CERT_FILE names the authorities that are trusted`() async throws {
    let server = try SecureServer(.good)
    defer { server.stop() }
    let source = FeedSource(url: "https://localhost:\(server.port)/feed")
    var settings = FetchSettings.tests([source])
    let before = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
    unsafe setenv("SSL_CERT_FILE", server.authority, 1)
    settings.certificates = FetchSettings().certificates
    if let before {
      unsafe setenv("SSL_CERT_FILE", before, 1)
    } else {
      unsafe unsetenv("SSL_CERT_FILE")
    }
    let fetcher = try Fetcher(settings: settings)
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    #expect(answer.outcome.body == feed)
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: SecureTests.bundle)))
  func `a connection does not cost a look at every authority of the system`() async throws {
    let server = try SecureServer(.good)
    defer { server.stop() }
    let source = FeedSource(url: "https://localhost:\(server.port)/feed")
    var settings = FetchSettings.tests([source])
    // All authorities of the system and ours: a file beside the one that holds ours alone.
    let all = server.authority + ".all"
    let both = try [Self.bundle, server.authority].map {
      try String(contentsOfFile: $0, encoding: .utf8)
    }
    try both.joined(separator: "\n").write(toFile: all, atomically: true, encoding: .utf8)
    settings.certificates = all
    let fetcher = try Fetcher(settings: settings)
    func ask() async -> [UInt8]? {
      await fetcher.fetch(source, at: source.address, ifNotMatching: .none).outcome.body
    }
    #expect(await ask() == feed)
    let before = clock()
    // Python's server ends each connection, so each request opens one: 24 ms if the file is read for
    // each, 1.5 if libcurl keeps what it read, which it does where no directory is set.
    for _ in 0..<10 { #expect(await ask() == feed) }
    let used = Double(clock() - before) / Double(CLOCKS_PER_SEC)
    await fetcher.stop()
    #expect(used < 0.1)
  }

  @Test func `no redirect from https to http`() async throws {
    let plain = try LoopbackServer { _ in .feed() }
    defer { plain.stop() }
    let (answer, _) = try await fetch(.good, path: "/to?\(plain.url)/feed")
    #expect(answer.outcome.failure?.kind == .redirected)
    #expect(plain.connections == 0)
  }

  @Test func `301 from http to https is followed and kept`() async throws {
    let secure = try SecureServer(.good)
    let target = "https://localhost:\(secure.port)/feed"
    let plain = try LoopbackServer { _ in .status(301, ("Location", target)) }
    defer {
      secure.stop()
      plain.stop()
    }
    let source = FeedSource(plain)
    var settings = FetchSettings.tests([source])
    settings.listedHosts = ["127.0.0.1", "localhost"]
    settings.certificates = secure.authority
    var rounds = try Rounds([source], settings: settings)
    await rounds.pass(at: .start)
    let state = await rounds.pass(at: .start + 60)
    await rounds.fetcher.stop()
    #expect(state?.movedTo == FeedAddress(target))
    #expect(plain.requests.count == 1)
    #expect(secure.requests == ["/feed", "/feed"])
  }
}
