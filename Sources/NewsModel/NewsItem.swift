package import Foundation

/// What tells one item from every other: in the archive, the feed's key and the publisher's id.
package struct ItemKey: RawRepresentable, Hashable, Sendable, Codable {
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  package init(feed: FeedAddress, id: String) {
    rawValue = "\(feed.key) \(id)"
  }
}

/// One piece of news: an item, whose it is, and when it was first seen.
package struct NewsItem: Hashable, Sendable {
  package var key: ItemKey
  package var feed: FeedAddress
  /// The outlet's name as a reader knows it.
  package var sourceName: String
  /// Who answers for it: outlets with one owner are one source.
  package var owner: String
  package var isWire: Bool
  package var topic: String
  package var content: FeedItem
  /// When the daemon first saw it.
  package var firstSeen: Date

  package init(
    key: ItemKey, feed: FeedAddress, sourceName: String, owner: String, isWire: Bool,
    topic: String, content: FeedItem, firstSeen: Date
  ) {
    self.key = key
    self.feed = feed
    self.sourceName = sourceName
    self.owner = owner
    self.isWire = isWire
    self.topic = topic
    self.content = content
    self.firstSeen = firstSeen
  }

  /// When it happened, as far as we know: the publisher's date, but never later than first sight
  /// (items are dated ahead by mistake and by design), else the date of first sight.
  package var date: Date {
    min(content.published ?? content.updated ?? firstSeen, firstSeen)
  }

  /// Its title, or the beginning of its text where the publisher gave none.
  package var headline: String {
    if let title = content.title, !title.isEmpty { return title }
    let text = content.text
    guard !text.isEmpty else { return content.link ?? content.id }
    let line = text.prefix { $0 != "\n" }
    if line.count <= 120 { return String(line) }
    let head = line.prefix(120)
    let cut = head.lastIndex(of: " ") ?? head.endIndex
    return head[..<cut] + "…"
  }
}
