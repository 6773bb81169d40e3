import Foundation

/// A line of feeds.conf that says which items to mute, to keep or to watch.
package struct FilterRule: Hashable, Sendable {
  package enum Verb: String, Hashable, Sendable, CaseIterable {
    /// Items that match are dropped.
    case mute
    /// Items that match no such rule are dropped.
    case keep
    /// Items that match are pointed out.
    case watch
  }

  package enum Field: String, Hashable, Sendable, CaseIterable {
    case title, url, author, category, content
  }

  package enum Pattern: Hashable, Sendable {
    /// An ICU regular expression.
    case regex(String, caseless: Bool)
    /// Whole words, whatever their case, one after the other in this order.
    case words(String)
  }

  package let verb: Verb
  /// Where to look; nil: in title and content.
  package let field: Field?
  package let pattern: Pattern
  /// The section it stands in, whose subtopics it covers too; nil: it applies to all.
  package let topic: String?
  /// Its file and line, such as "feeds.conf:12".
  package let origin: String
  /// The rule as it was written.
  package let text: String
  private let search: Search

  /// Compiles the pattern; throws `UnusablePattern` if it is no regular expression or has no word.
  package init(
    _ verb: Verb, _ field: Field?, _ pattern: Pattern, topic: String? = nil, origin: String,
    text: String
  ) throws(UnusablePattern) {
    self.verb = verb
    self.field = field
    self.pattern = pattern
    self.topic = topic
    self.origin = origin
    self.text = text
    search = try Self.search(for: pattern)
  }

  /// Whether the rule applies to sources of a topic.
  package func covers(topic other: String) -> Bool {
    guard let topic else { return true }
    return other == topic || other.hasPrefix(topic + "/")
  }

  /// Whether the pattern is found in the rule's field of the item.
  package func matches(_ item: FeedItem) -> Bool {
    var searched = SearchedItem(item)
    return matches(&searched)
  }

  /// As `matches(_:)`, for an item that other rules look at too.
  func matches(_ item: inout SearchedItem) -> Bool {
    for field in field.map({ [$0] }) ?? [.title, .content] {
      let isFound =
        switch search {
        case .phrase(let phrase):
          item.foldedTexts(in: field).contains { $0.contains(phrase) }
        case .expression(let expression):
          item.texts(in: field).contains { Self.matches(expression, $0) }
        }
      if isFound { return true }
    }
    return false
  }

  /// So many times the search may say that it is still at it, each after some ten thousand steps: a
  /// pattern such as `(a+)+$` would else be at it for years.
  private static let patience = 200

  private static func matches(_ expression: NSRegularExpression, _ text: String) -> Bool {
    var isFound = false
    var signs = 0
    let whole = NSRange(location: 0, length: text.utf16.count)
    unsafe expression.enumerateMatches(in: text, options: .reportProgress, range: whole) {
      match, _, stop in
      signs += 1
      isFound = match != nil
      unsafe stop.pointee = ObjCBool(isFound || signs > patience)
    }
    return isFound
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.verb == other.verb && one.field == other.field && one.pattern == other.pattern
      && one.topic == other.topic && one.origin == other.origin && one.text == other.text
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(origin)
    hasher.combine(text)
  }

  private enum Search: Sendable {
    case expression(NSRegularExpression)
    case phrase(FoldedText.Phrase)
  }

  private static func search(for pattern: Pattern) throws(UnusablePattern) -> Search {
    switch pattern {
    case .words(let words):
      guard let phrase = FoldedText.Phrase(words) else {
        throw UnusablePattern(sentence: "'\(words)' holds no word")
      }
      return .phrase(phrase)
    case .regex(let regex, let isCaseless):
      do {
        return .expression(
          try NSRegularExpression(
            pattern: regex.precomposedStringWithCanonicalMapping,
            options: isCaseless ? [.caseInsensitive] : []))
      } catch {
        throw UnusablePattern(sentence: "'\(regex)' is not a regular expression")
      }
    }
  }
}

/// A pattern that cannot be searched for.
package struct UnusablePattern: Error, Hashable, Sendable {
  /// What is wrong with it, without a final stop.
  package let sentence: String
}
