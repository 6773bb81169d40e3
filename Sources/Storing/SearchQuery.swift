package import Foundation
import NewsModel

/// What a reader looks for: words and "phrases" that must all occur, `-words` that must not, and
/// `source:` `topic:` `after:` `before:`.
///
/// Any text is a query. What cannot be understood is left out, and `remarks` says so.
package struct SearchQuery: Hashable, Sendable {
  /// A word or phrase to find in title or text; a final `*` stands for any ending.
  struct Term: Hashable, Sendable {
    var text: String
    var isPrefix = false
  }

  /// A condition on where an item came from.
  struct Origin: Hashable, Sendable {
    enum Field: String, Hashable, Sendable { case source, topic }
    var field: Field
    var text: String
    var isExcluded: Bool
  }

  private static let mostTerms = 64
  /// What other programs have, and a reader may try.
  private static let otherFields: Set<String> = [
    "author", "category", "content", "date", "feed", "from", "in", "since", "site", "section",
    "tag", "text", "thread", "title", "until", "url",
  ]

  private(set) var terms: [Term] = []
  private(set) var excluded: [Term] = []
  private(set) var origins: [Origin] = []
  /// Only items from this instant …
  private(set) var after: Date?
  /// … until before this one.
  private(set) var before: Date?
  /// Sentences for the reader about parts that were left out.
  package private(set) var remarks: [String] = []

  /// - Parameter zone: where the days of `after:` (that day and later) and `before:` (earlier than
  ///   that day) begin.
  package init(_ text: String, in zone: TimeZone = .gmt) {
    for word in Self.words(of: text) { take(word, zone) }
  }

  /// Whether nothing is asked for at all.
  package var isEmpty: Bool {
    terms.isEmpty && excluded.isEmpty && origins.isEmpty && after == nil && before == nil
  }

  private mutating func take(_ word: Word, _ zone: TimeZone) {
    switch word.field {
    case "source", "topic":
      guard let field = Origin.Field(rawValue: word.field), !word.text.isEmpty else { break }
      origins.append(Origin(field: field, text: word.text, isExcluded: word.isExcluded))
      return
    case "after", "before":
      guard !word.isExcluded, let day = Day(word.text) else {
        remarks.append(
          "'\(word.field):\(word.text)' was left out: it wants a day such as 2026-11-21")
        return
      }
      let instant = day.instant(hour: 0, minute: 0, in: zone)
      if word.field == "after" { after = instant } else { before = instant }
      if let after, let before, after >= before {
        remarks.append("no day lies between \(word.field):\(word.text) and the other condition")
      }
      return
    default: break
    }
    let isPrefix = !word.isQuoted && word.text.hasSuffix("*")
    let text = word.field.isEmpty ? word.text : "\(word.field):\(word.text)"
    // Signs alone are no words; the index does not have them.
    guard text.unicodeScalars.contains(where: \.isIndexed) else { return }
    if !word.isQuoted, let colon = text.firstIndex(of: ":"),
      Self.otherFields.contains(text[..<colon].lowercased())
    {
      remarks.append(
        "'\(text[...colon])' is no condition and was looked for as a word; there are source: topic: "
          + "after: before:")
    }
    guard terms.count + excluded.count < Self.mostTerms else {
      let remark = "only the first \(Self.mostTerms) words were looked for"
      if !remarks.contains(remark) { remarks.append(remark) }
      return
    }
    let term = Term(text: text, isPrefix: isPrefix)
    if word.isExcluded { excluded.append(term) } else { terms.append(term) }
  }

}

extension SearchQuery {
  private struct Word {
    var field = ""
    var text = ""
    var isExcluded = false
    var isQuoted = false
  }

  /// Splits at white space outside of quotes. A quote that is never closed runs to the end.
  private static func words(of text: String) -> [Word] {
    var words: [Word] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { !$0.isWhitespace }) {
      rest = rest[start...]
      var word = Word()
      if rest.first == "-" {
        word.isExcluded = true
        rest = rest.dropFirst()
      }
      let name = rest.prefix { $0.isASCII && $0.isLetter }
      if ["source", "topic", "after", "before"].contains(name.lowercased()),
        rest.dropFirst(name.count).first == ":"
      {
        word.field = name.lowercased()
        rest = rest.dropFirst(name.count + 1)
      }
      if let quote = rest.first, isQuote(quote) {
        let body = rest.dropFirst().prefix { !isQuote($0) }
        word.text = String(body)
        word.isQuoted = true
        rest = rest.dropFirst(body.count + 1).dropFirst(rest.count > body.count + 1 ? 1 : 0)
      } else {
        let body = rest.prefix { !$0.isWhitespace && !isQuote($0) }
        word.text = String(body)
        rest = rest.dropFirst(body.count)
      }
      words.append(word)
    }
    return words
  }

  private static func isQuote(_ character: Character) -> Bool {
    character == "\"" || character == "“" || character == "”" || character == "„"
  }
}

extension Unicode.Scalar {
  /// Whether the full-text index takes it for part of a word (SQLite's unicode61: letters, numbers
  /// and private use).
  var isIndexed: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .privateUse:
      true
    default: false
    }
  }
}
