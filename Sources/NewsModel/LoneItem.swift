package import Foundation

/// What an edition is edited of where an item stands alone: enough to count it and to give it its
/// place, and no text.
package struct LoneItem: Hashable, Sendable {
  /// The archive's number of the item.
  package var number: Int
  package var feed: FeedAddress
  package var sourceName: String
  package var topic: String
  /// As `NewsItem.date`.
  package var date: Date
  package var firstSeen: Date
  /// The rule that watches for it, as feeds.conf has it.
  package var watch: String?

  package init(
    number: Int, feed: FeedAddress, sourceName: String, topic: String, date: Date, firstSeen: Date,
    watch: String? = nil
  ) {
    self.number = number
    self.feed = feed
    self.sourceName = sourceName
    self.topic = topic
    self.date = date
    self.firstSeen = firstSeen
    self.watch = watch
  }

  /// Of an item that was read whole.
  package init(_ filed: FiledItem, watch: String? = nil) {
    let item = filed.item
    self.init(
      number: filed.number, feed: item.feed, sourceName: item.sourceName, topic: item.topic,
      date: item.date, firstSeen: item.firstSeen, watch: watch)
  }
}
