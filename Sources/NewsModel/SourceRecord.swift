package import Foundation

/// How one source reported over some weeks, beside the others.
package struct SourceRecord: Hashable, Sendable {
  /// An item that no other owner's source reported.
  package struct Line: Hashable, Sendable {
    package var title: DigestText
    package var link: String?
    package var date: Date

    package init(title: DigestText, link: String?, date: Date) {
      self.title = title
      self.link = link
      self.date = date
    }
  }

  package var feed: FeedAddress
  /// Items first seen in the time looked at.
  package var items = 0
  /// Those of them that print the text of an earlier item.
  package var copies = 0
  /// Stories that it and another owner's source told.
  package var shared = 0
  /// Those of them that it was the first to tell, by the publishers' dates.
  package var first = 0
  /// How long after the first it told the others, in seconds: the median. Nil where there are none.
  package var lag: TimeInterval?
  /// Items in stories that no other owner told.
  package var alone = 0
  /// The newest of them.
  package var recent: [Line] = []

  package init(feed: FeedAddress) {
    self.feed = feed
  }
}
