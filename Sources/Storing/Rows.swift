import Foundation
import GRDB
import NewsModel

extension Date {
  /// As the tables keep it.
  var stored: Double { timeIntervalSinceReferenceDate }

  init(stored: Double) { self.init(timeIntervalSinceReferenceDate: stored) }
}

extension FeedItem {
  /// The columns of tables `item` and `wording` that hold what a publisher wrote, in order.
  static let columns = [
    "guid", "link", "title", "published", "updated", "language", "image", "origin", "comments",
    "authors", "categories", "enclosures", "text", "summary_text", "summary", "content",
  ]

  /// The values for `columns`.
  var stored: [(any DatabaseValueConvertible)?] {
    [
      id, link, title, published?.stored, updated?.stored, language, image, source, comments,
      Self.list(authors), Self.list(categories), Enclosure.list(enclosures), text, summaryText,
      summary, content,
    ]
  }

  /// From a row that has `columns` at the place given.
  init(_ row: Row, at start: Int) throws {
    self.init(id: row[start])
    link = row[start + 1]
    title = row[start + 2]
    published = (row[start + 3] as Double?).map(Date.init(stored:))
    updated = (row[start + 4] as Double?).map(Date.init(stored:))
    language = row[start + 5]
    image = row[start + 6]
    source = row[start + 7]
    comments = row[start + 8]
    authors = try Self.list(row[start + 9])
    categories = try Self.list(row[start + 10])
    enclosures = try Enclosure.list(row[start + 11])
    text = row[start + 12]
    summaryText = row[start + 13]
    summary = row[start + 14]
    content = row[start + 15]
  }

  private static func list(_ words: [String]) -> String? {
    words.isEmpty ? nil : JSON.array(words.map(JSON.string)).description
  }

  private static func list(_ stored: String?) throws -> [String] {
    guard let stored else { return [] }
    return try JSONDecoder.house.decode([String].self, from: Data(stored.utf8))
  }
}

extension Enclosure {
  fileprivate static func list(_ enclosures: [Enclosure]) -> String? {
    guard !enclosures.isEmpty else { return nil }
    return JSON.array(
      enclosures.map {
        ["url": .string($0.url), "type": .text($0.type), "length": .number($0.length)]
      }
    ).description
  }

  fileprivate static func list(_ stored: String?) throws -> [Enclosure] {
    guard let stored else { return [] }
    return try JSONDecoder.house.decode([Enclosure].self, from: Data(stored.utf8))
  }
}

// JSON has no word for infinity, and a figure gone wrong must not keep an item from being filed.

extension JSONDecoder {
  static let house = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }()
}
