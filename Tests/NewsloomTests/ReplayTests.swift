import Foundation
import LoopbackServer
import Synchronization
import Testing

/// A week of captured polls of twenty real feeds, served again in order.
@Suite(.serialized) struct ReplayTests {
  private struct Captured: Decodable {
    var polled: String
    var feed: String
    var source: String
    var file: String
  }

  /// What the server sends at the moment, by path.
  private final class Shelf: Sendable {
    private let documents = Mutex<[String: [UInt8]]>([:])
    func put(_ bytes: [UInt8], at path: String) { documents.withLock { $0[path] = bytes } }
    func document(at path: String) -> [UInt8]? { documents.withLock { $0[path] } }
  }

  @Test(
    .enabled(if: Corpora.areThere, "NEWSLOOM_CORPORA does not name the folder of captured feeds"),
    .timeLimit(.minutes(15)))
  func `a week of real feeds becomes editions with every item stored exactly once`() async throws {
    let corpora = try #require(Corpora.folder)
    let program = try Program()
    let captured = program.folder.appending(path: "captured")
    try FileManager.default.createDirectory(at: captured, withIntermediateDirectories: true)
    let tar = Process()
    tar.executableURL = URL(filePath: "/usr/bin/env")
    tar.arguments = [
      "tar", "xzf", corpora.appending(path: "clustering/rss-replay.dev.tar.gz").path, "-C",
      captured.path,
    ]
    try tar.run()
    tar.waitUntilExit()
    #expect(tar.terminationStatus == 0)

    let decoder = JSONDecoder()
    let polls = try String(contentsOf: captured.appending(path: "polls.jsonl"), encoding: .utf8)
      .split(separator: "\n").map { try decoder.decode(Captured.self, from: Data($0.utf8)) }
    let shelf = Shelf()
    let server = try LoopbackServer { request in
      guard let body = shelf.document(at: request.target) else { return .init(status: 404) }
      return .init(status: 200, headers: [("Content-Type", "application/xml")], body: body)
    }
    defer { server.stop() }

    var seeds: [String] = []
    for name in ["report-one.rss.xml", "report-two.atom.xml"] {
      let bytes = try Data(contentsOf: corpora.appending(path: "seeds/\(name)"))
      shelf.put(Array(bytes), at: "/\(name)")
      seeds.append("\(server.url)/\(name)")
    }
    var names: [String: String] = [:]
    for poll in polls { names[poll.feed] = poll.source }
    let sources = names.sorted { $0.key < $1.key }.map { feed, name in
      // Some outlets have a second feed for their broadcasts.
      let owner = name.replacingOccurrences(of: " (video)", with: "")
      return "\(server.url)/\(feed).xml \"\(name)\" owner=\"\(owner)\""
    }
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      set per-site 6
      [world]
      \(sources.joined(separator: "\n"))
      [defence]
      \(seeds[0]) "Report One"
      \(seeds[1]) "Report Two"
      """, to: "feeds.conf")

    for (time, batch) in Dictionary(grouping: polls, by: \.polled).sorted(by: { $0.key < $1.key }) {
      for poll in batch {
        let bytes = try Data(contentsOf: captured.appending(path: poll.file))
        shelf.put(Array(bytes), at: "/\(poll.feed).xml")
      }
      let outcome = try await program.run("poll", "--all", "--now", time)
      #expect(outcome.status == 0, "\(time): \(outcome.complaints)")
    }
    let last = try #require(polls.map(\.polled).max())
    let morning = String(last.prefix(8)) + "28T08:00:00Z"
    try await program.run("poll", "--now", morning)

    // Every item of every captured document, by feed and identifier, exactly once.
    var expected: Set<String> = []
    for poll in polls {
      let outcome = try await program.run("parse", "captured/\(poll.file)")
      #expect(outcome.status == 0, "\(poll.file): \(outcome.complaints)")
      for document in try outcome.objects() {
        let items = try #require(document["items"] as? [[String: Any]])
        for item in items { expected.insert("\(poll.feed) \(try #require(item["id"] as? String))") }
      }
    }
    var stored: [String: Int] = [:]
    var threads: [String: Set<String>] = [:]
    for item in try await program.run("items", "--json").objects() {
      let feed = try #require(item["feed"] as? String)
      let thread = try #require(item["thread"] as? String)
      threads[thread, default: []].insert(feed)
      guard !seeds.contains(feed) else { continue }
      let name = try #require(feed.split(separator: "/").last).dropLast(4)
      stored["\(name) \(try #require(item["id"] as? String))", default: 0] += 1
    }
    #expect(stored.values.allSatisfy { $0 == 1 })
    // A new guid for the same link and title is a revision, so that some identifiers have no item.
    let missing = expected.subtracting(stored.keys)
    #expect(Set(stored.keys).isSubset(of: expected))
    #expect(
      missing.count < expected.count / 50, "\(missing.count) of \(expected.count) are missing")

    let own = threads.values.filter { !$0.isDisjoint(with: seeds) }
    #expect(own == [Set(seeds)], "the two reports are one thread, and nothing else is in it")

    let states = try await program.run("status", "--json").objects()
    #expect(states.count == sources.count + 2)
    for state in states { #expect(state["state"] as? String == "ok", "\(state)") }

    let editions = try FileManager.default.contentsOfDirectory(
      atPath: program.folder.appending(path: "digest/2020").path
    ).sorted()
    #expect(editions.count >= 6)
    var told = 0
    var isReportTold = false
    var alone: [String] = []
    for edition in editions {
      for file in ["index.html", "digest.md", "digest.txt", "digest.json"] {
        #expect(program.exists("digest/2020/\(edition)/\(file)"), "\(edition)/\(file)")
      }
      let json = try JSONSerialization.jsonObject(
        with: Data(try program.read("digest/2020/\(edition)/digest.json").utf8))
      let topics = try #require((json as? [String: Any])?["topics"] as? [[String: Any]])
      let stories = topics.flatMap { $0["stories"] as? [[String: Any]] ?? [] }
      for quote in stories.flatMap({ $0["only_in"] as? [[String: Any]] ?? [] })
      where quote["outlet"] as? String == "Report Two" {
        alone.append("\(quote["text"] ?? "")")
      }
      let text = try program.read("digest/2020/\(edition)/digest.txt")
      if text.contains("outlets") { told += 1 }
      if text.contains("Report One") && text.contains("Report Two") { isReportTold = true }
    }
    // Nobody polled from the fifteenth on, and the pages do not say that somebody did.
    let empty = try program.read("digest/2020/2020-08-20/digest.txt")
    #expect(!empty.contains("answered"), "\(empty)")
    #expect(told >= 5, "threads with several outlets in each edition that had polls")
    #expect(isReportTold, "the two reports are in a digest")
    for word in ["Soleimani", "self-sufficient"] {
      #expect(alone.contains { $0.contains(word) }, "only the second report has \(word)")
    }
  }
}
