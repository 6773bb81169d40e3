import Foundation

/// Text constructs and content (RFC 4287 sections 3.1 and 4.1.3; Atom 0.3's `mode`).
extension AtomFormat {
  /// What the `type` attribute says that is inside.
  private enum Kind {
    case text, plainText, html, xhtml
    /// A media type of something that is no text, in lower case.
    case binary(String)
    case other

    init(_ type: Words, of cursor: MarkupCursor) {
      if cursor.spells(type, "html") || cursor.spells(type, "text/html") {
        self = .html
      } else if cursor.spells(type, "text") {
        self = .text
      } else if cursor.spells(type, "xhtml") || cursor.spells(type, "application/xhtml+xml")
        || cursor.spells(type, "application/xhtml")
      {
        self = .xhtml
      } else if cursor.spells(type, "text/plain") {
        self = .plainText
      } else {
        let type = cursor.string(type).lowercased()
        let isBinary =
          type.contains("/") && !type.hasPrefix("text/") && !type.hasSuffix("+xml")
          && !type.hasSuffix("/xml")
        self = isBinary ? .binary(type) : .other
      }
    }
  }

  static func text(_ cursor: MarkupCursor, base: RawBase) -> RawText {
    let type = cursor.attribute(.type)
    if let type, cursor.begins(type, "multipart/"), let part = bestPart(of: cursor) {
      return text(part, base: part.base(base))
    }
    let kind = type.map { Kind($0, of: cursor) } ?? .text
    let mode = cursor.attribute(.mode)
    if let mode, cursor.spells(mode, "base64") {
      return decoded(cursor, type: type, base: base)
    }
    if case .binary(let type) = kind,
      type == "application/octet-stream"
        || (cursor.local != .title && cursor.attribute(.src) == nil)
    {
      return decoded(cursor, type: cursor.attribute(.type), base: base)
    }
    switch kind {
    case .xhtml:
      return cursor.hasElements
        ? inline(cursor, base: base)
        : RawText(words: MarkupWriter.escapedText(of: cursor), form: .html, base: base)
    case .html:
      // Here elements are a mistake, and text among them is HTML none the less.
      return cursor.hasElements
        ? inline(cursor, base: base, isTextHTML: true)
        : RawText(words: cursor.text, form: .html, base: base)
    case .text, .plainText, .binary, .other:
      if cursor.hasElements { return inline(cursor, base: base) }
      let words = cursor.text
      if let mode, cursor.spells(mode, "escaped") {
        if case .plainText = kind {} else { return RawText(words: words, form: .html, base: base) }
      }
      // Some publishers forget the type of their HTML; prose hardly ever closes an element.
      let isHTML = type == nil && cursor.local != .title && cursor.contains(words, "</")
      return RawText(words: words, form: isHTML ? .html : .plain, base: base)
    }
  }

  /// The part of Atom 0.3's `multipart/alternative` that says most: the last that is HTML, since the
  /// best comes last, or else the last.
  private static func bestPart(of cursor: MarkupCursor) -> MarkupCursor? {
    var best: MarkupCursor?
    var isHTML = false
    for part in cursor.children where part.local == cursor.local {
      let holdsHTML = part.attribute(.type).map { cursor.contains($0, "html") } ?? false
      if holdsHTML || !isHTML { (best, isHTML) = (part, holdsHTML) }
    }
    return best
  }

  /// Elements inside: those of the one `div` that must wrap them, if it does.
  private static func inline(
    _ cursor: MarkupCursor, base: RawBase, isTextHTML: Bool = false
  ) -> RawText {
    func markup(_ cursor: MarkupCursor) -> Words {
      MarkupWriter.markup(of: cursor, escapingText: !isTextHTML)
    }
    var children = cursor.children
    guard let first = children.next(), children.next() == nil, first.spelling == "div" else {
      return RawText(words: markup(cursor), form: .html, base: base)
    }
    return RawText(words: markup(first), form: .html, base: first.base(base))
  }

  private static func decoded(_ cursor: MarkupCursor, type: Words?, base: RawBase) -> RawText {
    let type = type.map { cursor.string($0).lowercased() }
    let written = cursor.text
    let packed = cursor.string(written).filter { !$0.isWhitespace }
    guard let data = Data(base64Encoded: packed) else {
      return RawText(words: written, form: .plain, base: base)
    }
    guard let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) else {
      return RawText(words: .none, form: .plain, base: base)
    }
    // Atom 0.3's publishers leave out the type of what they encode.
    let isUntold = type == nil || type == "application/octet-stream"
    let isHTML = type?.contains("html") ?? false || (isUntold && text.contains("</"))
    return RawText(words: cursor.put(text), form: isHTML ? .html : .plain, base: base)
  }
}
