import Foundation

/// An outlet that exists only in the demonstration, and everything it publishes in those days.
struct DemoOutlet: Sendable {
  /// What its feed is written as, so that the demonstration reads all three.
  enum Format: Sendable {
    case rss20, rss10, atom10
  }

  /// The feed's file name without `.xml`; also its host under `.example`.
  var key: String
  var name: String
  var topic: String
  var language: String
  var format: Format
  /// What feeds.conf says of it after its address.
  var options = ""
  /// In any order.
  var items: [DemoItem]

  /// The items that had appeared by `instant`, newest first, in the wording of that time.
  func items(at instant: Date) -> [DemoItem] {
    items
      .filter { $0.published <= instant }
      .sorted { ($0.published, $0.title) > ($1.published, $1.title) }
      .map { $0.asWorded(at: instant) }
  }
}

/// One invented item, and the one time its wording was changed, if it was.
struct DemoItem: Sendable {
  var published: Date
  var title: String
  var text: String
  /// When the wording was last changed.
  var updated: Date
  private var later: (title: String, text: String)?

  /// `day` counts from 1 and `time` is read as on a clock: 7_40 is twenty to eight. Line breaks in
  /// `text` are the source file's and become blanks.
  init(day: Int, at time: Int, _ title: String, _ text: String) {
    published = Self.instant(day: day, at: time)
    updated = published
    self.title = title
    self.text = Self.unwrapped(text)
  }

  /// The same item with another headline, and another text if one is given, from then on.
  func reworded(day: Int, at time: Int, _ title: String, _ text: String? = nil) -> DemoItem {
    var item = self
    item.later = (title, text.map(Self.unwrapped) ?? self.text)
    item.updated = Self.instant(day: day, at: time)
    return item
  }

  func asWorded(at instant: Date) -> DemoItem {
    var item = self
    if instant < updated {
      item.updated = published
    } else if let later {
      (item.title, item.text) = later
    }
    return item
  }

  /// What stays the same when the wording changes: the minute of publication, written as a number.
  var number: Int { Int(published.timeIntervalSince1970) / 60 }

  private static func unwrapped(_ text: String) -> String {
    text.split(separator: "\n").joined(separator: " ")
  }

  private static func instant(day: Int, at time: Int) -> Date {
    let minutes = (day - 1) * 1440 + time / 100 * 60 + time % 100
    return DemoFeeds.start.addingTimeInterval(Double(minutes * 60))
  }
}
