import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct LabelledSetTests {
  struct Labelled: Decodable {
    var id: String
    var source: String
    var hour: Double
    var language: String
    var title: String
    var text: String
    var story: String
  }

  @Test func `a day of labelled news in six languages is threaded as an editor would`() throws {
    let file = try #require(
      Bundle.module.url(forResource: "labelled", withExtension: "jsonl", subdirectory: "Fixtures"))
    let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Labelled.self, from: Data($0.utf8))
    }
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let threads = clusterer.threads(
      of: rows.map {
        news($0.id, $0.title, $0.text, from: $0.source, after: $0.hour, language: $0.language)
      })
    let score = bCubed(zip(rows, threads).map { ($0.story, $1.rawValue) })
    #expect(score >= 0.9, "B-cubed F1 is \(score)")
  }

  static let corpora = ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"]

  @Test(.enabled(if: corpora != nil, "NEWSLOOM_CORPORA names no folder of corpora"))
  func `a real day of fifty publishers keeps its score`() throws {
    let folder = try #require(Self.corpora) + "/clustering/"
    struct Row: Decodable {
      var id: String
      var source: String
      var title: String
      var summary: String?
      var published: String
      var language: String?
    }
    struct Gold: Decodable {
      var id: String
      var cluster: String
    }
    let gold = try Self.lines(folder + "lede.dev.gold.jsonl.gz", of: Gold.self)
    let stories = Dictionary(gold.map { ($0.id, $0.cluster) }) { first, _ in first }
    let window = try Self.lines(folder + "lede.dev.jsonl.gz", of: Row.self)
    let before = try Self.lines(folder + "lede.warm.jsonl.gz", of: Row.self)
      .filter { stories[$0.id] == nil }.sorted { $0.published < $1.published }
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    var placed: [(story: String, thread: ThreadID)] = []
    for row in before + window {
      let date = try Date(row.published, strategy: .iso8601)
      var item = news(
        row.id, row.title, row.summary ?? "", from: row.source, language: row.language)
      item.content.published = date
      item.firstSeen = date
      let thread = clusterer.place(item).thread
      if let story = stories[row.id] { placed.append((story, thread)) }
    }
    let score = bCubed(placed.map { ($0.story, clusterer.current($0.thread).rawValue) })
    #expect(placed.count == stories.count)
    #expect(score >= 0.90, "B-cubed F1 is \(score)")
  }

  private static func lines<Row: Decodable>(_ path: String, of: Row.Type) throws -> [Row] {
    let unpack = Process()
    unpack.executableURL = URL(fileURLWithPath: "/bin/gzip")
    unpack.arguments = ["-dc", path]
    let pipe = Pipe()
    unpack.standardOutput = pipe
    try unpack.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    unpack.waitUntilExit()
    return try data.split(separator: UInt8(ascii: "\n")).map {
      try JSONDecoder().decode(Row.self, from: $0)
    }
  }
}
