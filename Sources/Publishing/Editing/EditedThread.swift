import Foundation
import NewsModel

/// What an edition says of one thread, before it is ranked among the others.
struct EditedThread: Sendable {
  enum Form: Sendable {
    case story(DigestStory)
    case single(DigestItem, topic: String, feed: FeedAddress)
  }

  var form: Form
  /// Whether its new reports say what was told before, so that a line is enough.
  var isRetold = false
  /// How many of its new items are late.
  var late = 0
  /// The hour of the edition in which each new item was first seen, from 0.
  var hours: [Int] = []
  var feeds: Set<FeedAddress> = []
}
