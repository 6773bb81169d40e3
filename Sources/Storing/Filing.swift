package import Foundation
package import NewsModel

/// All that comes of one answer of one source, to be kept whole or not at all.
package struct Filing: Sendable {
  package var state: SourceState
  /// New items, in the order in which they were placed.
  package var placed: [PlacedItem]
  /// Known items by number, as they read now.
  package var revised: [(number: Int, FeedItem)]
  package var dropped: [DroppedItem]
  package var poll: PollRecord?
  /// When the answer came.
  package var at: Date
  /// The clusterer's state after the last of `placed`, if it is to be kept now.
  package var clustererSnapshot: [UInt8]?
  /// What somebody outside is to be told of it.
  package var notices: [Notice]

  package init(
    state: SourceState, placed: [PlacedItem] = [], revised: [(number: Int, FeedItem)] = [],
    dropped: [DroppedItem] = [], poll: PollRecord? = nil, at: Date,
    clustererSnapshot: [UInt8]? = nil, notices: [Notice] = []
  ) {
    self.state = state
    self.placed = placed
    self.revised = revised
    self.dropped = dropped
    self.poll = poll
    self.at = at
    self.clustererSnapshot = clustererSnapshot
    self.notices = notices
  }
}

/// What came of asking a source once. The last 200 of each are kept.
package struct PollRecord: Hashable, Sendable {
  package var at: Date
  /// Nil if no answer came.
  package var httpStatus: Int?
  /// In words, for a table.
  package var outcome: String
  package var newItems: Int
  /// Of the body, after decoding.
  package var bytes: Int
  /// Kept to the nanosecond.
  package var elapsed: Duration

  package init(
    at: Date, httpStatus: Int?, outcome: String, newItems: Int, bytes: Int, elapsed: Duration
  ) {
    self.at = at
    self.httpStatus = httpStatus
    self.outcome = outcome
    self.newItems = newItems
    self.bytes = bytes
    self.elapsed = elapsed
  }
}
