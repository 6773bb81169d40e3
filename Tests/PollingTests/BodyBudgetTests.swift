import Foundation
import LoopbackServer
import NewsModel
import Testing

@testable import Polling

/// What all bodies may take together.
@Suite struct BodyBudgetTests {
  @Test func `bodies grow while there is room, and then the first of them alone`() {
    let budget = BodyBudget(limit: 100)
    let (one, two) = (budget.ticket(), budget.ticket())
    #expect(budget.take(60, for: one) && budget.take(40, for: two))
    #expect(!budget.take(1, for: two))
    #expect(budget.take(50, for: one), "or both would wait for ever")
    budget.abandon(one)
    #expect(budget.take(60, for: two))
    #expect(budget.held == 100)
  }

  @Test func `a whole body keeps its room until it has been read, and the first waits for that`() {
    let budget = BodyBudget(limit: 100)
    let (one, two) = (budget.ticket(), budget.ticket())
    #expect(budget.take(90, for: one))
    var hold: BodyHold? = budget.finish(one)
    #expect(hold != nil && budget.held == 90)
    #expect(!budget.take(20, for: two), "no body beyond the limit while another is to be read")
    hold = nil
    #expect(budget.held == 0)
    #expect(budget.take(500, for: two))
    budget.abandon(two)
    #expect(budget.held == 0)
  }

  @Test func `many large bodies at once come whole, one after the other, and small ones at once`()
    async throws
  {
    let size = 12 << 20
    let large = feed + [UInt8](repeating: 32, count: size)
    let server = try LoopbackServer { request in
      request.target == "/small" ? .feed() : .init(body: large)
    }
    defer { server.stop() }
    let sources = (0..<12).map { FeedSource(server, "/\($0)") }
    var settings = FetchSettings.tests(sources)
    settings.perSite = 20
    let fetcher = try Fetcher(settings: settings)
    let whole = await withTaskGroup(of: (isWhole: Bool, held: Int).self) { group in
      for source in sources {
        group.addTask {
          let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
          let held = fetcher.bodies.held
          return (answer.outcome.body?.count == large.count, held)
        }
      }
      let begun = ContinuousClock.now
      let small = FeedSource(server, "/small")
      let answer = await fetcher.fetch(small, at: small.address, ifNotMatching: .none)
      #expect(answer.outcome.body == feed)
      #expect(ContinuousClock.now - begun < .seconds(5))
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(whole.count { $0.isWhole } == sources.count)
    #expect(whole.allSatisfy { $0.held > 0 && $0.held <= (16 << 20) + size })
    // A task lets go of what it held a moment after it has said what came of it.
    for _ in 0..<200 where fetcher.bodies.held > 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(fetcher.bodies.held == 0)
    await fetcher.stop()
  }

  @Test func `a body that is given up gives its room back`() async throws {
    let server = try LoopbackServer { _ in
      .script([
        .text("HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"),
        .bytes([UInt8](repeating: 32, count: 2 << 20)), .close,
      ])
    }
    defer { server.stop() }
    let source = FeedSource(server)
    let fetcher = try Fetcher(settings: .tests([source]))
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    #expect(answer.outcome.failure?.kind == .cut)
    #expect(fetcher.bodies.held == 0)
    await fetcher.stop()
  }

  @Test func `the time that a body waited for others is not counted as its server's`() async throws
  {
    // Three bodies fill the room and are held; the fourth finds it only later than its own timeout.
    let large = feed + [UInt8](repeating: 32, count: 16 << 20)
    let server = try LoopbackServer { _ in .init(body: large) }
    defer { server.stop() }
    let sources = (0..<4).map { FeedSource(server, "/\($0)") }
    let fetcher = try Fetcher(settings: .tests(sources))
    var held: [FetchAnswer] = []
    for source in sources.prefix(3) {
      held.append(await fetcher.fetch(source, at: source.address, ifNotMatching: .none))
    }
    var last = sources[3]
    last.timeout = .seconds(1)
    async let answer = fetcher.fetch(last, at: last.address, ifNotMatching: .none)
    try await Task.sleep(for: .milliseconds(1600))
    #expect(held.count == 3)
    held = []
    #expect(await answer.outcome.body?.count == large.count)
    await fetcher.stop()
  }
}

/// Header fields as text, and back.
@Suite struct HeaderTextTests {
  @Test(
    arguments: [
      Array("plain".utf8), Array("sch\u{F6}n \u{FFFD} \u{1F600}".utf8), [0x61, 0xFC, 0x22],
      [0xFF, 0xFE, 0x80, 0x7F], Array("\u{10FFFC}".utf8), [0xC3, 0x28, 0xC3, 0xA4],
    ] as [[UInt8]])
  func `every byte can be had back`(bytes: [UInt8]) {
    #expect(HeaderText.bytes(HeaderText.text(bytes)) == bytes)
  }

  @Test func `what is UTF-8 reads as it is`() {
    #expect(HeaderText.text(Array("sch\u{F6}n".utf8)) == "sch\u{F6}n")
  }
}
