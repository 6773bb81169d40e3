import Foundation
import NewsModel

/// What an edition says of one story, before it is ranked among the others.
///
/// A class, since a day may have thousands of them: tables of them are moved about, and a story takes a
/// kilobyte before its texts are counted.
final class EditedThread: Sendable {
  let story: DigestStory
  /// Whether its new reports say what was told before, so that a line is enough.
  let isRetold: Bool
  /// How many of its new items are late.
  let late: Int
  /// When each new item was first seen.
  let seen: [Date]
  let feeds: [FeedAddress]

  /// A story with the members that are new in the edition.
  init(_ story: DigestStory, isRetold: Bool, late: Int, new: [FiledItem]) {
    self.story = story
    self.isRetold = isRetold
    self.late = late
    seen = new.map(\.item.firstSeen)
    feeds = Array(Set(new.map(\.item.feed)))
  }
}
