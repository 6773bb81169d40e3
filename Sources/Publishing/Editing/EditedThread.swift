import Foundation
import NewsModel

/// What an edition says of one thread, before it is ranked among the others.
///
/// A class, since a day may have a hundred thousand of them: tables of them are moved about, and a
/// story takes a kilobyte before its texts are counted.
final class EditedThread: Sendable {
  enum Form: Sendable {
    indirect case story(DigestStory)
    case single(DigestItem, topic: String, feed: FeedAddress)
  }

  let form: Form
  /// Whether its new reports say what was told before, so that a line is enough.
  let isRetold: Bool
  /// How many of its new items are late.
  let late: Int
  /// When each new item was first seen.
  let seen: [Date]
  let feeds: [FeedAddress]

  /// A story with the members that are new in the edition.
  init(_ story: DigestStory, isRetold: Bool, late: Int, new: [FiledItem]) {
    form = .story(story)
    self.isRetold = isRetold
    self.late = late
    seen = new.map(\.item.firstSeen)
    feeds = Array(Set(new.map(\.item.feed)))
  }

  /// An item that stands alone.
  init(_ item: DigestItem, topic: String, feed: FeedAddress) {
    form = .single(item, topic: topic, feed: feed)
    isRetold = false
    late = item.isLate ? 1 : 0
    // Nothing of its own: most of a day is single items.
    seen = []
    feeds = []
  }
}
