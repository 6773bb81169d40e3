package import Foundation

/// A feed's document, read: what its publisher said, put right and made safe.
package struct FeedDocument: Hashable, Sendable {
  package var format: FeedFormat
  /// Plain text; nil if the document has none.
  package var title: String?
  /// Absolute http or https (or another harmless scheme); nil if there is none.
  package var link: String?
  /// Plain text.
  package var description: String?
  /// A BCP 47 tag as the publisher wrote it, trimmed.
  package var language: String?
  package var updated: Date?
  package var image: String?
  /// RSS `ttl` in minutes.
  package var ttl: Int?
  package var hints = PublishingHints.none
  package var items: [FeedItem] = []

  package init(format: FeedFormat) {
    self.format = format
  }
}

/// The formats that can be read, named as `newsloom parse` prints them.
package enum FeedFormat: String, Hashable, Sendable, Codable, CaseIterable {
  case rss20, rss10, rss09x, rss090, atom10, atom03, jsonfeed, cdf
}

/// One item of a document.
package struct FeedItem: Hashable, Sendable {
  /// The publisher's identifier, else one derived from link, else from title and date. Never empty.
  package var id: String
  package var link: String?
  /// Plain text on one line; nil if the item has none.
  package var title: String?
  package var authors: [String] = []
  package var published: Date?
  package var updated: Date?
  /// Sanitised HTML; nil if there is none or if only text was asked for.
  package var summary: String?
  /// Sanitised HTML; nil if there is none or if only text was asked for.
  package var content: String?
  /// The visible text of the content, else of the summary; may be empty.
  package var text = ""
  /// The visible text of the summary where the item has both; nil where `text` is all there is.
  package var summaryText: String?
  package var categories: [String] = []
  package var enclosures: [Enclosure] = []
  package var image: String?
  /// Whom the item names as its origin: RSS `<source>`, or the title of `atom:source`.
  package var source: String?
  package var language: String?
  /// The address of its comments page.
  package var comments: String?

  package init(id: String) {
    self.id = id
  }

  /// What an identifier begins with that is made from title and date, for want of anything better.
  package static let ownPrefix = "newsloom:"
  /// Whether the identifier is made from title and date.
  package var isNamedByUs: Bool { id.hasPrefix(Self.ownPrefix) }
}

/// A file that comes with an item (RSS 2.0 `enclosure`, Atom `link rel=enclosure`, `media:content`).
package struct Enclosure: Hashable, Sendable, Codable {
  package var url: String
  package var type: String?
  /// Bytes, if the publisher says.
  package var length: Int?

  package init(url: String, type: String? = nil, length: Int? = nil) {
    self.url = url
    self.type = type
    self.length = length
  }
}

/// A document and what had to be put right to read it.
package struct Reading: Hashable, Sendable {
  package var document: FeedDocument
  /// Sentences that name the line where that is known, such as "line 12: bare ampersand; escaped".
  package var warnings: [String]
  /// Whether the document's own end was seen. A document that is cut has lost items.
  package var isComplete: Bool
  /// Whether the document breaks off inside its last item, which is then not to be kept: the whole of
  /// it may come with the next answer.
  package var endsInItem: Bool

  package init(
    document: FeedDocument, warnings: [String], isComplete: Bool, endsInItem: Bool = false
  ) {
    self.document = document
    self.warnings = warnings
    self.isComplete = isComplete
    self.endsInItem = endsInItem
  }
}
