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

extension SourceState {
  /// As the tables keep it: JSON, so that a new property needs no migration.
  func stored() throws -> String {
    String(decoding: try JSONEncoder.house.encode(self), as: UTF8.self)
  }

  /// A state written before a property existed has that property's first value. One that cannot be
  /// read at all counts as a source never asked: its next poll brings everything back, and no item
  /// is stored twice for it.
  init(stored: String, of address: FeedAddress) {
    let fresh = SourceState(address: address)
    // Failing to read it is answered below, by the older form and at last by a fresh state.
    let whole = try? JSONDecoder.house.decode(SourceState.self, from: Data(stored.utf8))
    self = whole ?? Self.older(stored, over: fresh) ?? fresh
    self.address = address
  }

  private static func older(_ stored: String, over fresh: SourceState) -> SourceState? {
    // Every failure here means that nothing can be learned from what was stored.
    guard let first = try? fresh.stored(),
      let base = try? JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any],
      let known = try? JSONSerialization.jsonObject(with: Data(stored.utf8)) as? [String: Any],
      let both = try? JSONSerialization.data(withJSONObject: base.merging(known) { $1 })
    else { return nil }
    return try? JSONDecoder.house.decode(SourceState.self, from: both)
  }
}

// JSON has no word for infinity, and a figure gone wrong must not keep an item from being filed.

extension JSONEncoder {
  static let house = {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return encoder
  }()
}

extension JSONDecoder {
  static let house = {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return decoder
  }()
}
