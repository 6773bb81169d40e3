package import Foundation

/// What the daemon remembers of one source between polls and across restarts.
package struct SourceState: Hashable, Sendable, Codable {
  /// How the source stands, in the words of `newsloom status`.
  package enum Condition: String, Hashable, Sendable, Codable, CaseIterable {
    /// Never asked so far.
    case waiting
    case ok, failing, gone, moved, paused
  }

  package var address: FeedAddress
  package var condition = Condition.waiting
  /// Where to ask instead, learned from permanent redirects.
  package var movedTo: FeedAddress?
  package var validators = Validators.none
  /// When the last request began; nil: never asked.
  package var lastAsked: Date?
  /// When a feed, or word that it is unchanged, last came.
  package var lastSuccess: Date?
  /// When a feed first came: what was published before is a backlog, not late. Nil: not yet, or long ago.
  package var followedSince: Date?
  /// When a whole document was last asked for without validators.
  package var lastUnconditional: Date?
  package var nextPoll: Date?
  /// The status of the last answer; nil if none came.
  package var httpStatus: Int?
  /// What went wrong the last time, one sentence; nil after a success.
  package var error: String?
  /// Failures in a row.
  package var failures = 0
  /// Since when it has been failing or gone; nil while it is well.
  package var failingSince: Date?
  /// The learned pace.
  package var interval: Duration?
  /// New items a day, averaged over weeks; nil until there is something to average.
  package var itemsPerDay: Double?
  /// When this source last had an item that was new to us.
  package var lastNews: Date?
  /// The `max-age` that the last answer gave, for a 304 that gives none (RFC 9111 section 4.3.4).
  package var maxAge: Duration?
  /// What the publisher asked for in the document or its headers, kept so that a 304 obeys it too.
  package var hints = PublishingHints.none
  /// The feed's own title, for sources without a name in feeds.conf.
  package var title: String?
  /// The feed's home page, for links from the digest.
  package var link: String?
  /// A hash of the last body that was read, so that the same bytes are not parsed again.
  package var bodyHash: UInt64?

  package init(address: FeedAddress) {
    self.address = address
  }
}

/// When a publisher asks to be polled, as a document says it.
package struct PublishingHints: Hashable, Sendable, Codable {
  /// RSS 2.0 `ttl`, or `sy:updatePeriod` divided by `sy:updateFrequency`: the longer.
  package var pause: Duration?
  /// RSS `skipHours`: hours of the day in GMT, 0 to 23, in which not to ask.
  package var skipHours: Set<Int> = []
  /// RSS `skipDays`: days of the week in GMT, Sunday 0 to Saturday 6, on which not to ask.
  package var skipDays: Set<Int> = []

  package init(pause: Duration? = nil, skipHours: Set<Int> = [], skipDays: Set<Int> = []) {
    self.pause = pause
    self.skipHours = skipHours
    self.skipDays = skipDays
  }

  package static let none = PublishingHints()
}
