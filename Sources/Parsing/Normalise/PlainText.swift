/// Text as a person would read it, from HTML or from text with surprises in it.
struct PlainText {
  /// What a reader of the HTML would see: paragraphs, list items and rows as lines, other white
  /// space as single blanks; no scripts, styles, titles, frames, or alternatives to pictures.
  static func text(ofHTML html: Span<UInt8>) -> String { read(html).finish() }

  /// The same on one line, as titles are.
  static func line(ofHTML html: Span<UInt8>) -> String { joined(text(ofHTML: html)) }

  /// Plain text on one clean line: no control characters, no line separators, and every
  /// bidirectional control closed where it was opened.
  static func line(ofText text: Span<UInt8>) -> String {
    var writer = HTMLTextWriter(expecting: text.count)
    writer.text(text, 0..<text.count, resolving: false)
    return joined(writer.finish())
  }

  static func text(ofHTML html: String) -> String { text(ofHTML: html.utf8Span.span) }
  static func line(ofHTML html: String) -> String { line(ofHTML: html.utf8Span.span) }
  static func line(ofText text: String) -> String { line(ofText: text.utf8Span.span) }

  private static func read(_ bytes: Span<UInt8>) -> HTMLTextWriter {
    var walk = HTMLWalk(readingAttributes: false)
    var writer = HTMLTextWriter(expecting: bytes.count)
    while true {
      switch walk.next(in: bytes) {
      case .text, .shownRaw: writer.text(bytes, walk.range)
      case .start:
        if let element = walk.element { writer.edge(element, isStart: true) }
      case .end:
        if let element = walk.element { writer.edge(element, isStart: false) }
      case .finished: return writer
      }
    }
  }

  private static func joined(_ text: String) -> String {
    guard text.utf8.contains(0x0a) else { return text }
    return String(decoding: text.utf8.map { $0 == 0x0a ? 0x20 : $0 }, as: UTF8.self)
  }
}
