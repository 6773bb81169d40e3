package import NewsModel

/// The way in: bytes become a document's items, or a sentence that says what the bytes are instead.
package struct FeedReader: Sendable {
  /// How much of the items is made.
  package enum Detail: Sendable {
    /// Text only: `summary` and `content` stay nil. What the daemon needs.
    case text
    /// Sanitised HTML too.
    case everything
  }

  private let detail: Detail

  package init(detail: Detail) {
    self.detail = detail
  }

  /// Reads a body of at most `Limits.bytes`; of a longer one, its beginning.
  ///
  /// - Parameters:
  ///   - body: the document, decompressed.
  ///   - base: the address it came from, or nil.
  ///   - contentType: the whole Content-Type field (RFC 9110 section 8.3), or nil.
  package func read(
    _ body: [UInt8], base: String?, contentType: String?
  ) throws(UnreadableFeed) -> Reading {
    var log = RepairLog()
    var body = body
    if body.count > Limits.bytes {
      log.note(.tooLarge, detail: "\(Limits.bytes >> 20) MB")
      body = Array(body[..<Limits.bytes])
    }
    if let type = contentType?.lowercased().prefix(while: { $0 != ";" }), type.hasPrefix("text/"),
      !type.hasSuffix("xml")
    {
      log.note(.wrongMediaType, detail: String(type.prefix(40)))
    }
    if let known = UnreadableFeed(signatureOf: body) { throw known }
    let text = CharacterEncoding.utf8(body, contentType: contentType, log: &log)
    body = []
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else {
      throw UnreadableFeed(text.isEmpty ? "an empty document" : "a blank document")
    }
    var feed: RawFeed
    var isComplete = true
    var endsInItem = false
    if text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "[") {
      feed = try JSONFeedFormat.read(text, log: &log)
    } else {
      let document = try MarkupDocument.read(text, base: base, log: &log)
      isComplete = document.isWhole
      endsInItem = document.endsInItem
      feed = document.read(log: &log)
    }
    if log.contains(.tooLarge) || log.contains(.tooManyEvents) { isComplete = false }
    let normaliser = Normaliser(detail: detail, base: base)
    let result = normaliser.document(from: &feed, log: &log)
    return Reading(
      document: result, warnings: log.warnings, isComplete: isComplete, endsInItem: endsInItem)
  }
}
