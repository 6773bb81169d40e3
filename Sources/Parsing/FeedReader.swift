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
  /// A caller that has no more use for the body gives it away: its memory is free again before the
  /// items are made.
  ///
  /// - Parameters:
  ///   - body: the document, decompressed.
  ///   - base: the address it came from, or nil.
  ///   - contentType: the whole Content-Type field (RFC 9110 section 8.3), or nil.
  package func read(
    _ body: consuming [UInt8], base: String?, contentType: String?
  ) throws(UnreadableFeed) -> Reading {
    var log = RepairLog()
    if body.count > Limits.bytes {
      log.note(.tooLarge, detail: "\(Limits.bytes >> 20) MB")
      body.removeLast(body.count - Limits.bytes)
    }
    if let type = contentType?.lowercased().prefix(while: { $0 != ";" }), type.hasPrefix("text/"),
      !type.hasSuffix("xml")
    {
      log.note(.wrongMediaType, detail: String(type.prefix(40)))
    }
    if let known = UnreadableFeed(signatureOf: copy body) { throw known }
    var text = CharacterEncoding.utf8(body, contentType: contentType, log: &log)
    body = []
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else {
      throw UnreadableFeed(text.isEmpty ? "an empty document" : "a blank document")
    }
    var reading = Reading(document: FeedDocument(format: .rss20), warnings: [], isComplete: true)
    if text[start] == UInt8(ascii: "{") || text[start] == UInt8(ascii: "[") {
      let document = try JSONFeedFormat(text, log: &log)
      text = []
      reading.isComplete = document.isWhole
      reading.endsInItem = document.endsInItem
      var normaliser = Normaliser(tape: document.tape, detail: detail, base: base)
      reading.document = normaliser.document(
        from: document.feed, items: document.itemCount, log: &log
      ) { document.read($0, into: &$1) }
    } else {
      let document = try MarkupDocument.read(text, base: base, log: &log)
      // The tape has what is needed of it.
      text = []
      reading.isComplete = document.isWhole
      reading.endsInItem = document.endsInItem
      // Before reading, since an `xml:base` may be relative to where the document came from.
      var normaliser = Normaliser(tape: document.tape, detail: detail, base: base)
      let feed = document.read(log: &log)
      reading.document = normaliser.document(
        from: feed, items: feed.items.count, log: &log
      ) { document.read(feed.items[$0], into: &$1) }
    }
    if log.contains(.tooLarge) || log.contains(.tooManyEvents) { reading.isComplete = false }
    reading.warnings = log.warnings
    return reading
  }
}
