import Foundation
import NewsModel
import Publishing

/// Builds threads as the archive would hand them over: items get numbers in order of arrival, the
/// first of a thread begins it.
struct Newsroom {
  static let span = EditionSpan(
    day: Day(daysSince1970: 20778), ordinal: 1, opens: at("2026-11-20T05:30:00Z"),
    closes: at("2026-11-21T05:30:00Z"), zone: "Europe/Berlin")

  private(set) var threads: [StoryThread] = []
  private var number = 0

  static func at(_ time: String) -> Date { Date(rfc3339: time) ?? .distantPast }

  static func feed(of outlet: String) -> FeedAddress {
    FeedAddress("https://\(host(outlet))/feed.xml")
  }

  private static func host(_ outlet: String) -> String {
    let letters = outlet.lowercased().unicodeScalars.filter { ("a"..."z").contains($0) }
    let name = String(String.UnicodeScalarView(letters))
    return (name.isEmpty ? "outlet\(outlet.utf8.count)" : name) + ".example"
  }

  /// An item of a thread that does not exist yet, or of the newest one.
  struct Telling {
    var outlet: String
    var time: String
    var title: String?
    var text = ""
    var seen: String?
    var language: String? = "en"
    var owner: String?
    var topic = "world"
    var isWire = false
    var link: String?
    var author: String?
    var source: String?
    var copies: Int?
    var earlier: [(title: String?, seen: String)] = []
    var terms: [String] = []
    var score = 0.42
  }

  mutating func thread(_ tellings: [Telling]) {
    var members: [FiledItem] = []
    var id = ThreadID(rawValue: "0")
    for telling in tellings {
      number += 1
      let feed = Self.feed(of: telling.outlet)
      let host = Self.host(telling.outlet)
      var content = FeedItem(id: "\(host)-\(number)")
      content.link = telling.link ?? "https://\(host)/news/\(number)"
      content.title = telling.title
      content.text = telling.text
      content.published = Self.at(telling.time)
      content.language = telling.language
      content.authors = telling.author.map { [$0] } ?? []
      content.source = telling.source
      let key = ItemKey(feed: feed, id: content.id)
      let seen = Self.at(telling.seen ?? telling.time).addingTimeInterval(
        telling.seen == nil ? 420 : 0)
      let item = NewsItem(
        key: key, feed: feed, sourceName: telling.outlet, owner: telling.owner ?? telling.outlet,
        isWire: telling.isWire, topic: telling.topic, content: content, firstSeen: seen)
      let isFirst = members.isEmpty
      if isFirst { id = ThreadID(begunBy: key) }
      var placement = Placement(
        thread: id, isFirst: isFirst, score: isFirst ? 0.08 : telling.score, threshold: 0.24)
      placement.sharedTerms = telling.terms.map { .init(term: $0, share: 0.2) }
      placement.copyOf = telling.copies.map { members[$0].item.key }
      var revisions = telling.earlier.map {
        ItemRevision(title: $0.title, text: telling.text, seen: Self.at($0.seen))
      }
      revisions.append(
        ItemRevision(
          title: telling.title, text: telling.text,
          seen: revisions.isEmpty ? seen : Self.at(telling.time).addingTimeInterval(7200)))
      members.append(
        FiledItem(
          number: number, item: item, thread: id, placement: placement, revisions: revisions))
    }
    threads.append(StoryThread(id: id, aliases: [], members: members))
  }

  /// Sources for all outlets, in order of appearance.
  func sources(_ change: (inout FeedSource) -> Void = { _ in }) -> [FeedSource] {
    var seen: Set<FeedAddress> = []
    var sources: [FeedSource] = []
    for item in threads.flatMap(\.members).map(\.item) where seen.insert(item.feed).inserted {
      var source = FeedSource(address: item.feed)
      source.name = item.sourceName
      source.topic = item.topic
      change(&source)
      sources.append(source)
    }
    return sources
  }
}
