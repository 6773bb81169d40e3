import Foundation
import LoopbackServer
import Storing
import Synchronization
import Testing

/// A program whose three feeds tell of a dam, of a trial and of a vote; polls are hours apart.
final class StoriesScene {
  /// What the server sends at the moment, by path.
  private final class Shelf: Sendable {
    private let documents = Mutex<[String: String]>([:])
    func put(_ text: String, at path: String) { documents.withLock { $0[path] = text } }
    func document(at path: String) -> String? { documents.withLock { $0[path] } }
  }

  typealias Told = (id: String, title: String, text: String, date: String)

  let program: Program
  private let shelf = Shelf()
  private let server: LoopbackServer
  private var hour = 0
  static let names = ["Alpha", "Beta", "Gamma"]

  init(settings: String = "") throws {
    program = try Program()
    let shelf = shelf
    server = try LoopbackServer { request in
      guard let body = shelf.document(at: request.target) else { return .init(status: 404) }
      return .init(
        status: 200, headers: [("Content-Type", "application/xml")], body: Array(body.utf8))
    }
    let sources = Self.names.map { "\(server.url)/\($0).xml \"\($0)\" owner=\($0)" }
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      set per-site 6
      \(settings)
      [world]
      \(sources.joined(separator: "\n"))
      """, to: "feeds.conf")
    for name in Self.names { shelf.put(Sample.rss(name, []), at: "/\(name).xml") }
  }

  deinit { server.stop() }

  var now: String { Self.time(hour) }

  static func time(_ hour: Int) -> String {
    let date = Date(timeIntervalSince1970: 1_606_046_400 + Double(hour) * 3600)
    return date.formatted(.iso8601)
  }

  /// Lets so many hours pass, one feed say something, and the program poll.
  @discardableResult
  func poll(_ name: String, _ items: [Told], after hours: Int = 1) async throws
    -> Program.Outcome
  {
    hour += hours
    shelf.put(Sample.rss(name, items), at: "/\(name).xml")
    let outcome = try await program.run("poll", "--all", "--now", now)
    #expect(outcome.status == 0, "\(outcome.complaints)")
    return outcome
  }

  /// The threads of all items by their ids.
  func threads() async throws -> [String: String] {
    try await program.run("items", "--json").objects().reduce(into: [:]) {
      $0[$1["id"] as? String ?? ""] = $1["thread"] as? String
    }
  }

  func number(of id: String) async throws -> Int {
    let items = try await program.run("items", "--json").objects()
    let item = try #require(items.first { $0["id"] as? String == id })
    return try #require(item["number"] as? Int)
  }

  func replay(_ arguments: String...) async throws -> Program.Outcome {
    let outcome = try await program.run(arguments: ["replay"] + arguments)
    #expect(outcome.status == 0, "\(outcome.complaints)")
    return outcome
  }

  /// The hour as feeds write it.
  static func date(_ hour: Int) -> String {
    let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    let day = (12 + hour) / 24
    return "\(days[day % 7]), \(22 + day) Nov 2020 \(String((12 + hour) % 24).leftPadded):00:00 GMT"
  }
}

extension String {
  /// Two digits.
  fileprivate var leftPadded: String { count < 2 ? "0" + self : self }
}

extension Program {
  /// Spoils the clusterer's state in the archive, as an upgrade of the program may.
  func spoilSnapshot() throws {
    let archive = try Archive(at: folder.appending(path: "state/newsloom.sqlite").path)
    #expect(try archive.snapshot() != nil)
    try archive.saveSnapshot([1, 2, 3])
  }
}
