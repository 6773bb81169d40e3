import Foundation
import LoopbackServer
import Synchronization

/// Two hundred hosts on loopback addresses, in a process of their own so that their cost is counted
/// for nobody. One source in two is quiet: it has told its one document and answers 304 from then on.
/// The other half has an edition, some 20 kB of gzip, and answers 304 to those who have it.
enum PollHosts {
  static let argument = "--serve"
  static let count = 200

  /// The address of a source; those in `/silent/` are never answered.
  static func url(of source: Int, port: String, isSilent: Bool = false) -> String {
    let host = source % count
    return "http://127.0.\(1 + host / 100).\(1 + host % 100):\(port)"
      + (isSilent ? "/silent/\(source).xml" : "/\(source).xml")
  }

  static func isQuiet(_ source: Int) -> Bool { (source / count + source) % 2 == 0 }

  /// Serves until standard input ends. A line there is an order: `edition N` makes ready and serves
  /// the Nth, `reset` forgets what was asked, `log` tells it. Each is answered with a line.
  static func serve(sources: Int) throws {
    let shelf = Shelf(sources: sources)
    let first = try LoopbackServer(host: "127.0.1.1") { shelf.answer($0) }
    let servers =
      try [first]
      + (1..<count).map { host in
        try LoopbackServer(host: "127.0.\(1 + host / 100).\(1 + host % 100)", port: first.port) {
          shelf.answer($0)
        }
      }
    say("\(first.port)")
    while let line = readLine() {
      let words = line.split(separator: " ")
      switch words.first {
      case "prepare": try shelf.prepare(Int(words[1]) ?? 0)
      case "edition": try shelf.serve(Int(words[1]) ?? 0)
      case "reset": shelf.reset()
      default:
        say(String(decoding: try JSONEncoder().encode(shelf.log), as: UTF8.self))
        continue
      }
      say("ready")
    }
    for server in servers { server.stop() }
  }

  private static func say(_ line: String) {
    print(line)
    fflush(nil)
  }

  /// What was asked.
  struct Log: Codable, Sendable {
    var whole = 0
    var unchanged = 0
    var bytes = 0
    /// The moments at which each source was asked, in seconds.
    var asked: [Int: [Double]] = [:]
  }
}

/// What the hosts have to give.
private final class Shelf: Sendable {
  private struct Content {
    var edition = 0
    /// Compressed, by edition and source.
    var bodies: [Int: [Int: [UInt8]]] = [:]
    var log = PollHosts.Log()
  }

  private let sources: Int
  private let feeds = InventedFeeds()
  private let content = Mutex(Content())
  private let began = ContinuousClock.now

  init(sources: Int) {
    self.sources = sources
  }

  var log: PollHosts.Log { content.withLock { $0.log } }

  func reset() {
    content.withLock { $0.log = PollHosts.Log() }
  }

  /// Serves an edition from now on; those before it are forgotten.
  func serve(_ edition: Int) throws {
    try prepare(edition)
    content.withLock { content in
      content.edition = edition
      content.bodies = content.bodies.filter { $0.key >= edition }
    }
  }

  /// Writes all documents of an edition and has gzip press them.
  func prepare(_ edition: Int) throws {
    guard content.withLock({ $0.bodies[edition] }) == nil else { return }
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "newsloom-hosts-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // `try?`: what is left in a folder for temporary files is in nobody's way.
    defer { try? FileManager.default.removeItem(at: folder) }
    let busy = (0..<sources).filter { !PollHosts.isQuiet($0) }
    for source in busy {
      try Data(feeds.document(of: source, edition: edition))
        .write(to: folder.appending(path: "\(source)"))
    }
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-n", "-r", "-5", folder.path]
    try gzip.run()
    gzip.waitUntilExit()
    var bodies: [Int: [UInt8]] = [:]
    for source in busy {
      bodies[source] = Array(try Data(contentsOf: folder.appending(path: "\(source).gz")))
    }
    content.withLock { [bodies] in $0.bodies[edition] = bodies }
  }

  func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
    let name = request.target.drop { !$0.isNumber }.prefix { $0.isNumber }
    guard let source = Int(name) else { return .init(status: 404) }
    if request.target.hasPrefix("/silent/") { return .script([.wait(.seconds(600))]) }
    let known = request.header("If-None-Match")
    return content.withLock { content in
      content.log.asked[source, default: []].append((request.received - began).seconds)
      let isQuiet = PollHosts.isQuiet(source)
      let tag = isQuiet ? "\"quiet\"" : "\"edition \(content.edition)\""
      var headers = [("ETag", tag)]
      if known == tag {
        content.log.unchanged += 1
        return .init(status: 304, headers: headers)
      }
      headers.append(("Content-Type", "application/rss+xml"))
      content.log.whole += 1
      if isQuiet { return .init(headers: headers, body: InventedFeeds.quiet(source)) }
      headers.append(("Content-Encoding", "gzip"))
      let body = content.bodies[content.edition]?[source] ?? []
      content.log.bytes += body.count
      return .init(headers: headers, body: body)
    }
  }
}

extension Duration {
  /// In seconds.
  var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
