package import Foundation
package import NewsModel

/// A closed edition as the archive keeps it for ever.
package struct EditionRecord: Sendable {
  package var span: EditionSpan
  /// The digest as its maker encoded it; only kept here.
  package var digest: [UInt8]
  /// Which items it has, in which thread and at which rank, in its own order.
  package var members: [(thread: ThreadID, item: Int, rank: Int)]
  package var closedAt: Date

  package init(
    span: EditionSpan, digest: [UInt8], members: [(thread: ThreadID, item: Int, rank: Int)],
    closedAt: Date
  ) {
    self.span = span
    self.digest = digest
    self.members = members
    self.closedAt = closedAt
  }
}
