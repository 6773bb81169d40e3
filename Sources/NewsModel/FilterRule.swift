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
  private let expression: NSRegularExpression

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
    expression = try Self.compiled(pattern)
  }

  /// Whether the rule applies to sources of a topic.
  package func covers(topic other: String) -> Bool {
    guard let topic else { return true }
    return other == topic || other.hasPrefix(topic + "/")
  }

  /// Whether the pattern is found in the rule's field of the item.
  package func matches(_ item: FeedItem) -> Bool {
    switch field {
    case .title: finds(item.title)
    case .url: finds(item.link)
    case .author: item.authors.contains(where: finds)
    case .category: item.categories.contains(where: finds)
    case .content: finds(item.text) || finds(item.summaryText)
    case nil: finds(item.title) || finds(item.text) || finds(item.summaryText)
    }
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.verb == other.verb && one.field == other.field && one.pattern == other.pattern
      && one.topic == other.topic && one.origin == other.origin && one.text == other.text
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(origin)
    hasher.combine(text)
  }

  private func finds(_ text: String?) -> Bool {
    guard let text, !text.isEmpty else { return false }
    let composed = Self.composed(text)
    let whole = NSRange(location: 0, length: composed.utf16.count)
    return expression.firstMatch(in: composed, range: whole) != nil
  }

  private static func compiled(
    _ pattern: Pattern
  ) throws(UnusablePattern) -> NSRegularExpression {
    let source: String
    let isCaseless: Bool
    switch pattern {
    case .regex(let regex, let caseless): (source, isCaseless) = (regex, caseless)
    case .words(let words): (source, isCaseless) = (try phrase(words), true)
    }
    do {
      return try NSRegularExpression(
        pattern: composed(source), options: isCaseless ? [.caseInsensitive] : [])
    } catch {
      throw UnusablePattern(sentence: "'\(source)' is not a regular expression")
    }
  }

  /// Words as an expression: what stands between them does not matter as long as it is no word.
  private static func phrase(_ text: String) throws(UnusablePattern) -> String {
    let words = composed(text).split { !$0.isLetter && !$0.isNumber }
    guard let first = words.first?.first, let last = words.last?.last else {
      throw UnusablePattern(sentence: "'\(text)' holds no word")
    }
    let body = words.map { NSRegularExpression.escapedPattern(for: String($0)) }
    return (hasEdges(first) ? #"(?<![\p{L}\p{M}\p{N}])"# : "")
      + body.joined(separator: #"[^\p{L}\p{N}]+"#)
      + (hasEdges(last) ? #"(?![\p{L}\p{M}\p{N}])"# : "")
  }

  /// Whether words in the letter's script are set apart by blanks. In Chinese, Japanese, Thai, Lao,
  /// Burmese and Khmer they are not, and a word is found anywhere.
  private static func hasEdges(_ letter: Character) -> Bool {
    switch letter.unicodeScalars.first?.value ?? 0 {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      false
    default: true
    }
  }

  // ICU compares code points, so "é" in one and in two would differ. Most text is ASCII or composed
  // as it comes, and the check for ASCII is the cheaper.
  private static func composed(_ text: String) -> String {
    text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
  }
}

/// A pattern that cannot be searched for.
package struct UnusablePattern: Error, Hashable, Sendable {
  /// What is wrong with it, without a final stop.
  package let sentence: String
}
