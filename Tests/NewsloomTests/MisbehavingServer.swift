import Foundation
import LoopbackServer
import Synchronization
import Testing

/// Outlets that publish all day, each on a host of its own, and answer as they like; and the judge of
/// who asked them when, and of what came of it.
///
/// What is chance here follows from the seed and the order of the requests.
final class MisbehavingServer: Sendable {
  /// Every document lists so many of its newest items; older ones scroll out.
  static let window = 6
  /// No source is asked more often than this, in seconds, unless it may be.
  let interval: TimeInterval
  /// What the way to the server may take off the time between two requests, in seconds.
  private let slack: TimeInterval
  private let state: Mutex<State>
  private let servers = Mutex<[LoopbackServer]>([])

  private struct State {
    var dice: Dice
    var clock: @Sendable () -> Date
    var began: Date
    var isWell = false
    var outlets: [Outlet]
    var verdicts: [String] = []
    var answers = 0
    var kinds: [String: Int] = [:]
  }

  private struct Outlet {
    /// Seconds between two of its items.
    var gap: TimeInterval
    /// When it may be asked again.
    var allowed = Date.distantPast
    /// Until then a request is the rest of one that was begun: after a redirect, or over a fresh
    /// connection where a kept one broke.
    var following = Date.distantPast
    var lastKind = ""
    var asked = 0
    var lastAsked = Date.distantPast
    /// Items sent whole since the last time that all answers were known to be dealt with.
    var sent: [(item: Int, at: Date)] = []
    /// Items that must be stored, and no other may be than those published.
    var owed: Set<Int> = []
  }

  init(
    outlets: Int, seed: UInt64, every interval: TimeInterval, slack: TimeInterval = 1,
    at start: Date
  ) throws {
    self.interval = interval
    self.slack = slack
    var dice = Dice(seed)
    let gaps = (0..<outlets).map { _ in interval * Double(1 + dice.roll(8)) / 2 }
    state = Mutex(
      State(
        dice: dice, clock: { start }, began: start,
        outlets: gaps.map { Outlet(gap: $0) }))
    for number in 0..<outlets {
      let server = try LoopbackServer(host: "127.0.9.\(number + 1)") { [weak self] in
        self?.answer($0, of: number) ?? .init(status: 500)
      }
      servers.withLock { $0.append(server) }
    }
  }

  /// Waits until nobody has been connected for a moment.
  func becomesQuiet() async throws {
    for _ in 0..<5 {
      try await wait(for: "the end of all connections") { isQuiet }
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  func stop() {
    for server in servers.withLock({ $0 }) { server.stop() }
  }

  var urls: [String] { servers.withLock { $0.map { "\($0.url)/feed" } } }
  /// Whether nobody is connected.
  private var isQuiet: Bool { servers.withLock { $0.allSatisfy { $0.openConnections == 0 } } }
  /// How many requests there were.
  var answers: Int { state.withLock { $0.answers } }
  /// How often each thing was done, for the curious.
  var kinds: [String: Int] { state.withLock { $0.kinds } }
  /// What was asked against the rules.
  var verdicts: [String] { state.withLock { $0.verdicts } }
  /// The fewest times that one of the outlets was asked.
  var leastAsked: Int { state.withLock { $0.outlets.map(\.asked).min() ?? 0 } }

  /// From now on it is this time there.
  func set(_ clock: @escaping @Sendable () -> Date) { state.withLock { $0.clock = clock } }
  /// From now on every answer is as it should be.
  func recover() { state.withLock { $0.isWell = true } }

  /// Whoever asked has dealt with all answers that came before `time`: what was sent whole is owed.
  /// With `isKilled` he is dead, and took the later ones with him; then he cannot know that he asked.
  func settle(before time: Date, isKilled: Bool = false) {
    state.withLock { state in
      for number in state.outlets.indices {
        let sent = state.outlets[number].sent
        if isKilled, state.outlets[number].lastAsked >= time {
          state.outlets[number].allowed = .distantPast
        }
        state.outlets[number].owed.formUnion(sent.filter { $0.at < time }.map(\.item))
        state.outlets[number].sent = []
      }
    }
  }

  /// What is wrong with the items that are stored, by outlet and number.
  func faults(in stored: [(url: String, id: String, title: String)]) -> [String] {
    let urls = urls
    var counts: [String: Int] = [:]
    var faults: [String] = []
    for item in stored {
      counts["\(item.url) \(item.id)", default: 0] += 1
      if item.title != Self.title(item.id) { faults.append("\(item.id) is '\(item.title)'") }
    }
    state.withLock { state in
      for (number, outlet) in state.outlets.enumerated() {
        for item in outlet.owed.sorted() {
          let count = counts["\(urls[number]) \(Self.id(item, of: number))"] ?? 0
          if count != 1 { faults.append("\(Self.id(item, of: number)) is stored \(count) times") }
        }
      }
    }
    for (name, count) in counts where count > 1 {
      faults.append("\(name) is stored \(count) times")
    }
    return faults
  }

  /// How many items must be stored.
  var owed: Int { state.withLock { $0.outlets.reduce(0) { $0 + $1.owed.count } } }

  private static func id(_ item: Int, of outlet: Int) -> String { "o\(outlet)-i\(item)" }
  private static func title(_ id: String) -> String { "Report \(id) of the council of Immerau" }
}

// MARK: - Answers

extension MisbehavingServer {
  private typealias Response = LoopbackServer.Response

  private func answer(
    _ request: LoopbackServer.Request, of number: Int
  ) -> LoopbackServer.Response {
    state.withLock { state in
      let now = state.clock()
      state.answers += 1
      state.outlets[number].asked += 1
      let allowed = state.outlets[number].allowed
      if now < allowed, now > state.outlets[number].following {
        let kind = state.outlets[number].lastKind
        state.verdicts.append("outlet \(number) at \(now), not before \(allowed), after \(kind)")
      }
      state.outlets[number].following = .distantPast
      state.outlets[number].lastAsked = now
      state.outlets[number].allowed = now.addingTimeInterval(interval - slack)
      let published = 1 + Int(now.timeIntervalSince(state.began) / state.outlets[number].gap)
      let items = Array(max(0, published - Self.window)..<published)
      return answer(request, of: number, listing: items, at: now, &state)
    }
  }

  private func answer(
    _ request: LoopbackServer.Request, of number: Int, listing items: [Int], at now: Date,
    _ state: inout State
  ) -> Response {
    let body = document(items, of: number, at: state)
    let tag = "\"\(number)-\(items.last ?? 0)\""
    let kind = state.isWell ? 99 : state.dice.roll(32)
    func count(_ name: String) {
      state.kinds[name, default: 0] += 1
      state.outlets[number].lastKind = name
    }
    func send(_ headers: [(String, String)] = [], _ name: String = "whole") -> Response {
      count(name)
      if request.header("If-None-Match") == tag {
        // He says that he has these, and so they are owed whatever became of the answer before.
        state.outlets[number].owed.formUnion(items)
        return .init(status: 304, headers: headers)
      }
      state.outlets[number].sent += items.map { ($0, now) }
      return .init(headers: [("ETag", tag)] + headers, body: body)
    }
    func wait(_ seconds: Int) {
      state.outlets[number].allowed = now.addingTimeInterval(max(interval, Double(seconds)) - slack)
    }
    switch kind {
    case 0:
      count("500")
      return .init(status: 500, headers: [("ETag", "\"error\"")])
    case 1, 2:
      let seconds = Int(interval) / 2 + state.dice.roll(Int(interval) * 4)
      wait(seconds)
      count("refused")
      return .init(status: kind == 1 ? 429 : 503, headers: [("Retry-After", "\(seconds)")])
    case 3:
      count("404")
      return .init(status: 404, body: Array("<html><title>gone fishing</title></html>".utf8))
    case 4:
      count("reset")
      state.outlets[number].following = now + 5
      return .script([.reset])
    case 5:
      count("cut")
      let head = "HTTP/1.1 200 OK\r\nETag: \(tag)\r\nContent-Length: \(body.count)\r\n\r\n"
      return .script([.text(head), .bytes(Array(body.prefix(body.count / 2))), .close])
    case 6:
      count("short gzip")
      return .init(
        headers: [("ETag", tag), ("Content-Encoding", "gzip")],
        body: Array(Self.gzip(body).dropLast(40)))
    case 7:
      count("page")
      return .init(headers: [("ETag", tag)], body: Array("<html><body>busy</body></html>".utf8))
    case 8:
      count("noise")
      return .init(headers: [("ETag", tag)], body: (0..<200).map { UInt8($0 * 7 % 256) })
    case 9:
      count("304 for nothing")
      return .init(status: 304)
    case 10:
      count("no HTTP")
      state.outlets[number].following = now + 5
      return .script([.text("what?\r\n"), .close])
    case 11 where state.dice.roll(3) == 0:
      count("silence")
      return .script([.wait(.seconds(600))])
    case 12 where state.dice.roll(3) == 0:
      count("a byte at a time")
      let head = "HTTP/1.1 200 OK\r\nETag: \(tag)\r\nContent-Length: \(body.count)\r\n\r\n"
      return .script([.text(head), .repeated([32], times: 600, pausing: .seconds(1))])
    case 13 where request.target == "/feed", 14 where request.target == "/feed":
      count("moved")
      state.outlets[number].following = now + 5
      return .init(status: kind == 13 ? 301 : 302, headers: [("Location", "/other")])
    case 15:
      count("moved away")
      return .init(status: 302, headers: [("Location", "ftp://127.0.0.1/feed")])
    case 16, 17:
      let seconds = state.dice.roll(Int(interval) * 3)
      wait(seconds)
      return send([("Cache-Control", "max-age=\(seconds)")], "max-age")
    case 18:
      count("half a document")
      return .init(headers: [("ETag", tag)], body: Array(body.prefix(body.count * 2 / 3)))
    case 19: return send([("Content-Type", "image/png")], "a wrong type")
    case 20:
      count("broken XML")
      state.outlets[number].sent += items.map { ($0, now) }
      return .init(
        headers: [("ETag", tag)],
        body: Array(
          String(decoding: body, as: UTF8.self).replacing("<link>", with: "<link> & ").utf8))
    case 21:
      count("gzip")
      guard request.header("If-None-Match") != tag else { return send() }
      state.outlets[number].sent += items.map { ($0, now) }
      return .init(headers: [("ETag", tag), ("Content-Encoding", "gzip")], body: Self.gzip(body))
    case 22:
      count("slow")
      guard request.header("If-None-Match") != tag else { return send() }
      state.outlets[number].sent += items.map { ($0, now) }
      let half = body.count / 2
      return .script([
        .text("HTTP/1.1 200 OK\r\nETag: \(tag)\r\nContent-Length: \(body.count)\r\n\r\n"),
        .bytes(Array(body[..<half])), .wait(.milliseconds(60)), .bytes(Array(body[half...])),
      ])
    default: return send()
    }
  }

  private func document(_ items: [Int], of number: Int, at state: State) -> [UInt8] {
    let list = items.reversed().map { item in
      let id = Self.id(item, of: number)
      let date = state.began.addingTimeInterval(Double(item) * state.outlets[number].gap)
      return """
        <item><guid isPermaLink="false">\(id)</guid><title>\(Self.title(id))</title>\
        <link>http://outlet\(number).example/\(item)</link>\
        <description>The council of Immerau \(number) debated point \(item) for an hour.</description>\
        <pubDate>\(date.formatted(.iso8601))</pubDate></item>
        """
    }
    return Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0"><channel><title>Outlet \(number)</title>
      \(list.joined(separator: "\n"))
      </channel></rss>
      """.utf8)
  }

  /// gzip (RFC 1952) around stored blocks (RFC 1951 section 3.2.4): nothing is made smaller.
  private static func gzip(_ body: [UInt8]) -> [UInt8] {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in body {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xEDB8_8320 : 0) }
    }
    func little(_ value: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    let size = UInt32(body.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(size, 2) + little(~size, 2) + body
      + little(~crc, 4) + little(size, 4)
  }
}

/// Numbers that look like chance and follow from a seed.
struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func roll(_ sides: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % sides
  }
}
