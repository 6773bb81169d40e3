import ArgumentParser
import Clustering
import Foundation
import NewsModel

/// `newsloom cluster`: the clusterer alone.
struct Cluster: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Join items into story threads, JSON Lines in and out, nothing stored.",
    discussion: """
      Reads {"id","source","url","title","summary","content","published","language"} in order of \
      time (only id, title and published must be there) and, when the stream ends, prints \
      {"id","thread"} for each in input order.
      """)

  @Flag(help: "Print each placement as it is made, with its evidence.")
  var online = false

  @Argument(help: "JSON Lines of items; standard input by default.", completion: .file())
  var file = "-"

  /// One line of input.
  private struct Line: Decodable {
    var id: String
    var source: String?
    var url: String?
    var title: String?
    var summary: String?
    var content: String?
    var published: String
    var language: String?
  }

  func run() throws {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    var placed: [(id: String, thread: ThreadID)] = []
    var moved: [String: ThreadID] = [:]
    let decoder = JSONDecoder()
    for (number, line) in try Input.bytes(file).split(
      separator: 10, omittingEmptySubsequences: false
    )
    .enumerated() where line.contains(where: { $0 > 32 }) {
      let item: NewsItem
      do {
        item = try Self.item(try decoder.decode(Line.self, from: Data(line)))
      } catch {
        let reason = (error as? DecodingError).map(Self.reason) ?? "\(error)"
        throw Stop(.data, "\(file == "-" ? "standard input" : file):\(number + 1): \(reason)")
      }
      let placement = clusterer.place(item)
      if online {
        var shown = placement.json.members
        shown.insert(JSON.Member(key: "id", value: .string(item.content.id)), at: 0)
        Terminal.print(JSON.object(shown).description)
      } else {
        placed.append((item.content.id, placement.thread))
      }
      if let split = placement.split {
        for item in split.items { moved[item.rawValue] = split.into }
      }
    }
    for (id, thread) in placed {
      let thread = clusterer.current(moved[id] ?? thread)
      let line: JSON = ["id": .string(id), "thread": .string(thread.rawValue)]
      Terminal.print(line.description)
    }
  }

  /// What is wrong with a line.
  private struct BadLine: Error, CustomStringConvertible {
    var description: String
  }

  private static func item(_ line: Line) throws -> NewsItem {
    guard let published = Date(rfc3339: line.published) else {
      throw BadLine(description: "\"published\" is '\(line.published)', not RFC 3339")
    }
    var content = FeedItem(id: line.id)
    content.title = line.title
    content.link = line.url
    content.published = published
    content.language = line.language
    let summary = line.summary ?? ""
    let text = line.content ?? ""
    content.text = text.isEmpty ? summary : text
    content.summaryText = text.isEmpty || summary.isEmpty ? nil : summary
    let source = line.source ?? ""
    return NewsItem(
      key: ItemKey(rawValue: line.id), feed: FeedAddress(source), sourceName: source, owner: source,
      isWire: false, topic: "", content: content, firstSeen: published)
  }

  private static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "there is no \"\(key.stringValue)\""
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "\"\(context.codingPath.last?.stringValue ?? "")\" is not text"
    case .dataCorrupted: "not a JSON object"
    @unknown default: "not an item"
    }
  }
}
