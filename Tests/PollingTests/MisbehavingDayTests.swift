import Foundation
import LoopbackServer
import NewsModel
import Polling
import Synchronization
import Testing

/// A day of polling, in a moment, against a server that does what it likes.
@Suite struct MisbehavingDayTests {
  /// What the server did, and when by the schedule's clock.
  private struct Log {
    var now = Date.start
    var dice: UInt64
    var isWell = false
    /// When each path was asked, and from when it may be asked again.
    var asked: [String: [Date]] = [:]
    var allowed: [String: Date] = [:]
    var tooEarly: [String] = []

    mutating func roll(_ sides: UInt64) -> UInt64 {
      dice = dice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (dice >> 33) % sides
    }
  }

  private final class Chaos: Sendable {
    let log: Mutex<Log>
    init(seed: UInt64) { log = Mutex(Log(dice: seed)) }

    func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
      log.withLock { log in
        let path = request.target
        if let allowed = log.allowed[path], log.now < allowed {
          log.tooEarly.append("\(path) at \(log.now), not before \(allowed)")
        }
        log.asked[path, default: []].append(log.now)
        log.allowed[path] = log.now + 899
        let etag = "\"\(log.asked[path]?.count ?? 0)\""
        if log.isWell { return .feed(("ETag", etag)) }
        switch log.roll(12) {
        case 0: return .status(500)
        case 1:
          let seconds = Int(log.roll(20_000))
          log.allowed[path] = log.now + max(899, Double(seconds) - 1)
          return .status(429, ("Retry-After", "\(seconds)"))
        case 2: return .status(503)
        case 3:
          // A kept connection that breaks before a word is said may be stale: libcurl asks once more.
          log.allowed[path] = log.now
          return .script([.reset])
        case 4:
          return .script([.text("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<rss>"), .close])
        case 5: return .text("<html>busy</html>")
        case 6: return .status(404)
        case 7: return .status(302, ("Location", "ftp://127.0.0.1/"))
        case 8: return .script([.text("what?\r\n"), .close])
        case 9: return request.header("If-None-Match") == nil ? .feed() : .status(304)
        case 10: return .init(headers: [("Content-Encoding", "gzip")], body: [1, 2, 3])
        default: return .feed(("ETag", etag))
        }
      }
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `no source is asked more often than the rules allow, and all recover`(seed: UInt64)
    async throws
  {
    let chaos = Chaos(seed: seed)
    let server = try LoopbackServer { chaos.answer($0) }
    defer { server.stop() }
    let sources = (0..<6).map { FeedSource(server, "/\($0)", every: 900) }
    var rounds = try Rounds(sources)
    var time = Date.start
    while time < .start + 86400 {
      chaos.log.withLock { [time] in $0.now = time }
      await rounds.pass(at: time)
      time = try #require(rounds.schedule.next(after: time))
    }
    // A day off, and the server is well: everything is asked again, and nothing is held against it.
    chaos.log.withLock { log in
      log.isWell = true
      log.now = time + 86400
    }
    await rounds.pass(at: time + 86400)
    await rounds.fetcher.stop()
    let log = chaos.log.withLock { $0 }
    #expect(log.tooEarly.isEmpty, "\(log.tooEarly)")
    #expect(log.asked.count == 6)
    #expect(log.asked.values.allSatisfy { $0.count > 4 })
    for source in sources {
      let state = rounds.schedule.state(of: source.address)
      #expect(state.condition == .ok)
      #expect(state.nextPoll == time + 86400 + 900)
    }
  }
}
