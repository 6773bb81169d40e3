package import Foundation

/// The stretch of time that one edition of the digest covers, and what it is called.
package struct EditionSpan: Hashable, Sendable, Codable {
  /// The closing day in the configured zone.
  package var day: Day
  /// 1 for the first edition of a day, 2 for the second.
  package var ordinal: Int
  /// Items first seen from here …
  package var opens: Date
  /// … until before here belong to it.
  package var closes: Date
  /// The IANA name of the zone in which `day` is a day.
  package var zone: String

  package init(day: Day, ordinal: Int, opens: Date, closes: Date, zone: String) {
    self.day = day
    self.ordinal = ordinal
    self.opens = opens
    self.closes = closes
    self.zone = zone
  }

  /// Its directory's name: `2026-11-21`, or `2026-11-21-2` for a second edition.
  package var name: String { ordinal > 1 ? "\(day)-\(ordinal)" : "\(day)" }
}

/// An item that a rule kept out, and why.
package struct DroppedItem: Hashable, Sendable, Codable {
  package var feed: FeedAddress
  package var sourceName: String
  package var id: String
  package var title: String?
  package var link: String?
  package var seen: Date
  /// Which rule, as "feeds.conf:12: mute title "horoscope"".
  package var reason: String

  package init(
    feed: FeedAddress, sourceName: String, id: String, title: String?, link: String?, seen: Date,
    reason: String
  ) {
    self.feed = feed
    self.sourceName = sourceName
    self.id = id
    self.title = title
    self.link = link
    self.seen = seen
    self.reason = reason
  }
}
