import Foundation
import LoopbackServer
import NewsModel
import Polling
import Testing

/// The rules under "Many sources", at a size that a loaded machine can bear.
@Suite struct ManySourcesTests {
  /// Asks all sources, each in a task of its own, and returns how many gave a feed.
  private func askAll(
    _ sources: [FeedSource], areSuspect: Bool = false,
    _ change: (inout FetchSettings) -> Void = { _ in }
  ) async throws -> (well: Int, took: Duration) {
    var settings = FetchSettings.tests(sources)
    change(&settings)
    let fetcher = try Fetcher(settings: settings)
    let begun = ContinuousClock.now
    let well = await withTaskGroup(of: Bool.self) { group in
      for source in sources {
        group.addTask {
          let answer = await fetcher.fetch(
            source, at: source.address, ifNotMatching: .none, isSuspect: areSuspect)
          return answer.outcome.body != nil
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    await fetcher.stop()
    return (well, .now - begun)
  }

  @Test func `1,000 feeds on one host: at most 6 requests at once, over kept connections`()
    async throws
  {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    let sources = (0..<1000).map { FeedSource(server, "/\($0)") }
    let (well, _) = try await askAll(sources) { $0.perSite = 6 }
    #expect(well == 1000)
    #expect(server.requests.count == 1000)
    #expect(server.mostAtOnce <= 6)
    #expect(server.connections <= 250)
    #expect(Set(server.requests.map(\.target)).count == 1000)
  }

  @Test func `sites share the places over all`() async throws {
    let servers = try (1...20).map { number in
      try LoopbackServer(host: "127.0.3.\(number)") { _ in
        .script([.wait(.milliseconds(5)), .text("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nrss")])
      }
    }
    defer { for server in servers { server.stop() } }
    let sources = servers.flatMap { server in (0..<5).map { FeedSource(server, "/\($0)") } }
    let (well, _) = try await askAll(sources) {
      $0.perSite = 2
      $0.atOnce = 4
    }
    #expect(well == 100)
    #expect(servers.allSatisfy { $0.mostAtOnce <= 2 })
  }

  @Test func `one dead host among many keeps no other feed waiting`() async throws {
    let dead = try LoopbackServer(host: "127.0.4.1") { _ in .script([.wait(.seconds(600))]) }
    let servers = try (2...20).map { number in
      try LoopbackServer(host: "127.0.4.\(number)") { _ in .feed() }
    }
    defer { for server in [dead] + servers { server.stop() } }
    // The dead ones come first, and wait until the others are done or their time is up.
    let sources = ([dead] + servers).flatMap { server in
      (0..<10).map { number in
        var source = FeedSource(server, "/\(number)")
        if server === dead { source.timeout = .seconds(2) }
        return source
      }
    }
    let (well, took) = try await askAll(sources) {
      $0.perSite = 2
      $0.atOnce = 4
    }
    #expect(well == 190)
    #expect(took < .seconds(60))
    let last = servers.flatMap(\.requests).map(\.received).max()
    let lastDead = dead.requests.map(\.received).max()
    #expect(try #require(last) < #require(lastDead))
  }

  @Test func `many hosts that never answer cost the pass little more than one timeout`()
    async throws
  {
    let servers = try (1...40).map { number in
      try LoopbackServer(host: "127.0.5.\(number)") { _ in
        number <= 8 ? .script([.wait(.seconds(600))]) : .feed()
      }
    }
    defer { for server in servers { server.stop() } }
    let sources = servers.enumerated().map { number, server in
      var source = FeedSource(server)
      if number < 8 { source.timeout = .seconds(5) }
      return source
    }
    // Without lending, eight silent ones in four places would take two timeouts.
    let (well, took) = try await askAll(sources) { $0.atOnce = 4 }
    #expect(well == 32)
    #expect(took < .seconds(60))
  }

  @Test func `the feeds of a dead host wait shorter and shorter, but are asked`() async throws {
    let server = try LoopbackServer { request in
      request.target == "/5" ? .feed() : .script([.wait(.seconds(600))])
    }
    defer { server.stop() }
    let sources = (0..<6).map { number in
      var source = FeedSource(server, "/\(number)")
      source.timeout = .seconds(5)
      return source
    }
    let (well, took) = try await askAll(sources) { $0.perSite = 2 }
    #expect(well == 1)
    #expect(server.requests.count == 6)
    #expect(took < .seconds(60))
  }

  @Test func `the feeds of a host that was dead before are all asked within one timeout`()
    async throws
  {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(600))]) }
    defer { server.stop() }
    let sources = (0..<5).map { number in
      var source = FeedSource(server, "/\(number)")
      source.timeout = .seconds(6)
      return source
    }
    _ = try await askAll(sources, areSuspect: true) { $0.perSite = 2 }
    #expect(server.requests.count == 5)
    #expect(server.mostAtOnce <= 2)
    let times = server.requests.map(\.received)
    // A timeout and a sixth of it, if the second did not give up for the others.
    #expect(try #require(times.max()) - #require(times.min()) < .seconds(6))
  }

  @Test func `behind five silent feeds of a host that was dead before nobody is asked in vain`()
    async throws
  {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(600))]) }
    defer { server.stop() }
    let sources = (0..<200).map { number in
      var source = FeedSource(server, "/\(number)")
      source.timeout = .seconds(3)
      return source
    }
    let (well, took) = try await askAll(sources, areSuspect: true) { $0.perSite = 2 }
    #expect(well == 0)
    #expect((5...20).contains(server.requests.count))
    #expect(took < .seconds(30))
  }

  @Test func `a host that was dead before and lives again gives all its feeds`() async throws {
    let server = try LoopbackServer { request in
      request.target == "/0" ? .script([.wait(.seconds(600))]) : .feed()
    }
    defer { server.stop() }
    let sources = (0..<40).map { number in
      var source = FeedSource(server, "/\(number)")
      source.timeout = .seconds(3)
      return source
    }
    let (well, _) = try await askAll(sources, areSuspect: true) { $0.perSite = 2 }
    #expect(well == 39)
    #expect(server.requests.count == 40)
  }

  @Test func `requests to one site begin apart`() async throws {
    let server = try LoopbackServer { _ in .feed() }
    defer { server.stop() }
    let (well, took) = try await askAll((0..<5).map { FeedSource(server, "/\($0)") }) {
      $0.spacing = .milliseconds(100)
    }
    #expect(well == 5)
    #expect(took >= .milliseconds(400))
  }
}
