import Foundation
import NewsModel

/// Atom 1.0 (RFC 4287) and 0.3's older names: tape to `RawFeed`.
enum AtomFormat {
  static func read(_ root: MarkupCursor, format: FeedFormat) -> RawFeed {
    var feed = RawFeed(format: format)
    let base = root.attribute(.xml, .base)
    feed.base = base
    feed.language = root.attribute(.xml, .lang) ?? root.attribute(.lang)
    feed.inheritedLanguage = feed.language
    if root.local == .entry {
      feed.append(item(root, base: base))
      return feed
    }
    for child in root.children {
      let own = child.base(base)
      switch (child.space, child.local) {
      case (.atom, .entry), (.core, .entry), (.other, .entry), (.core, .item):
        feed.append(item(child, base: own))
      case (.atom, .title), (.core, .title):
        if feed.title?.isBlank ?? true { feed.title = text(child, base: own) }
      case (.atom, .subtitle), (.core, .subtitle), (.atom, .tagline), (.core, .tagline):
        feed.description = text(child, base: own)
      case (.atom, .link), (.core, .link): feed.links.take(child, base: own)
      case (.atom, .updated), (.core, .updated), (.atom, .modified), (.core, .modified):
        feed.updated.take(child, rank: 0)
      case (.core, .lastBuildDate), (.core, .pubDate): feed.updated.take(child, rank: 1)
      case (.atom, .author), (.core, .author): feed.authors.append(author(child))
      case (.atom, .logo), (.core, .logo):
        feed.image = RawReference(text: child.text, base: own, line: child.line)
      case (.atom, .icon), (.core, .icon):
        feed.image = feed.image ?? RawReference(text: child.text, base: own, line: child.line)
      case (.core, .language), (.dc, .language): feed.language = feed.language ?? child.text
      case (.sy, .updatePeriod): feed.updatePeriod = child.text
      case (.sy, .updateFrequency): feed.updateFrequency = child.text
      case (.dc, .title): feed.title = feed.title ?? RSSFormat.text(child, base: own)
      case (.atom, .info), (.core, .info), (.dc, .description), (.core, .description):
        feed.description = feed.description ?? text(child, base: own)
      default: break
      }
    }
    return feed
  }

  private static func item(_ cursor: MarkupCursor, base: String?) -> RawItem {
    var item = RawItem()
    item.line = cursor.line
    item.language = cursor.attribute(.xml, .lang)
    for child in cursor.children {
      field(child, base: child.base(base), of: &item)
    }
    return item
  }

  private static func field(_ child: MarkupCursor, base: String?, of item: inout RawItem) {
    guard
      child.space == .atom || child.space == .core || (child.space == .other && !child.hasPrefix)
    else {
      Extensions.take(child, base: base, into: &item)
      return
    }
    switch child.local {
    case .title: if item.title?.isBlank ?? true { item.title = text(child, base: base) }
    case .link: item.take(link: child, base: base)
    case .id: if item.id == nil, !child.text.isEmpty { item.id = child.text }
    case .published: item.published.take(child, rank: 0)
    case .issued: item.published.take(child, rank: 1)
    case .created, .pubDate: item.published.take(child, rank: 2)
    case .updated: item.updated.take(child, rank: 0)
    case .modified: item.updated.take(child, rank: 1)
    case .summary:
      if item.summary?.isBlank ?? true { item.summary = text(child, base: base) }
      item.bodyLanguage = item.bodyLanguage ?? child.attribute(.xml, .lang)
    case .description: item.spareSummary = item.spareSummary ?? RSSFormat.text(child, base: base)
    case .content:
      let content = text(child, base: base)
      if item.content?.isBlank ?? true || (item.content?.form == .plain && content.form == .html) {
        item.content = content
        item.bodyLanguage = child.attribute(.xml, .lang) ?? item.bodyLanguage
      }
    case .author: item.authors.append(author(child))
    case .category: item.categories += categories(child)
    case .source:
      if let title = child.first(.title) { item.source = text(title, base: base) }
      if item.authors.isEmpty {
        for origin in child.children where origin.local == .author {
          item.authors.append(author(origin))
        }
      }
    case .enclosure, .comments, .guid: break
    default: break
    }
  }

  static func author(_ cursor: MarkupCursor) -> RawAuthor {
    guard cursor.hasElements else { return RawAuthor(text: cursor.text) }
    return RawAuthor(name: cursor.first(.name)?.text, email: cursor.first(.email)?.text)
  }

  /// The label that people read, and the term where it says something else.
  static func categories(_ cursor: MarkupCursor) -> [String] {
    var found: [String] = []
    for text in [cursor.attribute(.label), cursor.attribute(.term)] {
      guard let text, !text.isEmpty, !text.contains("://") || found.isEmpty,
        !found.contains(where: { $0.lowercased() == text.lowercased() })
      else { continue }
      found.append(text)
    }
    return found.isEmpty ? [cursor.text] : found
  }

  /// A text construct or content (RFC 4287 sections 3.1 and 4.1.3; Atom 0.3's `mode`).
  static func text(_ cursor: MarkupCursor, base: String?) -> RawText {
    let type = (cursor.attribute(.type) ?? "text").lowercased()
    let mode = cursor.attribute(.mode)?.lowercased()
    let canBeEncoded =
      type == "application/octet-stream"
      || (isBinary(type) && cursor.local != .title && cursor.attribute(.src) == nil)
    if mode == "base64" || canBeEncoded {
      return decoded(cursor, type: type, base: base)
    }
    switch type {
    case "xhtml", "application/xhtml+xml", "application/xhtml":
      return cursor.hasElements
        ? inline(cursor, base: base)
        : RawText(text: MarkupWriter.escaped(cursor.text), form: .html, base: base)
    case "html", "text/html":
      // Here elements are a mistake, and text among them is HTML none the less.
      return cursor.hasElements
        ? inline(cursor, base: base, isTextHTML: true)
        : RawText(text: cursor.text, form: .html, base: base)
    default:
      if cursor.hasElements { return inline(cursor, base: base) }
      if mode == "escaped", type != "text/plain" {
        return RawText(text: cursor.text, form: .html, base: base)
      }
      // Some publishers forget the type of their HTML; prose hardly ever closes an element.
      let text = cursor.text
      let isHTML = cursor.attribute(.type) == nil && cursor.local != .title && text.contains("</")
      return RawText(text: text, form: isHTML ? .html : .plain, base: base)
    }
  }

  /// Elements inside: those of the one `div` that must wrap them, if it does.
  private static func inline(
    _ cursor: MarkupCursor, base: String?, isTextHTML: Bool = false
  ) -> RawText {
    func markup(_ cursor: MarkupCursor) -> String {
      MarkupWriter.markup(of: cursor, escapingText: !isTextHTML)
    }
    var children = cursor.children
    guard let first = children.next(), children.next() == nil, first.spelling == "div" else {
      return RawText(text: markup(cursor), form: .html, base: base)
    }
    return RawText(text: markup(first), form: .html, base: first.base(base))
  }

  private static func isUntold(_ type: String, _ cursor: MarkupCursor) -> Bool {
    cursor.attribute(.type) == nil || type == "application/octet-stream"
  }

  private static func isBinary(_ type: String) -> Bool {
    type.contains("/") && !type.hasPrefix("text/") && !type.hasSuffix("+xml")
      && !type.hasSuffix("/xml")
  }

  private static func decoded(_ cursor: MarkupCursor, type: String, base: String?) -> RawText {
    let written = cursor.text
    let packed = written.filter { !$0.isWhitespace }
    guard let data = Data(base64Encoded: packed) else {
      return RawText(text: written, form: .plain, base: base)
    }
    guard let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) else {
      return RawText(text: "", form: .plain, base: base)
    }
    // Atom 0.3's publishers leave out the type of what they encode.
    let isHTML = type.contains("html") || (isUntold(type, cursor) && text.contains("</"))
    return RawText(text: text, form: isHTML ? .html : .plain, base: base)
  }
}

extension RawLinks {
  /// Atom `<link>` of a document: the alternate in HTML first, any alternate second.
  mutating func take(_ link: MarkupCursor, base: String?) {
    guard let reference = link.reference(.href, base: base) else {
      let text = link.text
      if !text.isEmpty, page == nil {
        page = RawReference(text: text, base: base, line: link.line)
      }
      return
    }
    switch (link.attribute(.rel) ?? "alternate").lowercased() {
    case "alternate", "http://www.iana.org/assignments/relation/alternate", "":
      let type = link.attribute(.type)?.lowercased() ?? "text/html"
      if type.contains("html") {
        page = page ?? reference
      } else {
        spare = spare ?? reference
      }
    case "self", "http://www.iana.org/assignments/relation/self": own = own ?? reference
    default: break
    }
  }
}

extension RawItem {
  /// Atom `<link>` of an item.
  mutating func take(link: MarkupCursor, base: String?) {
    let rel = (link.attribute(.rel) ?? "alternate").lowercased()
    guard rel == "enclosure" || rel.hasSuffix("/enclosure") || rel == "replies" || rel == "related"
    else {
      links.take(link, base: base)
      return
    }
    guard let reference = link.reference(.href, base: base) else { return }
    if rel == "replies" {
      if link.attribute(.type)?.contains("html") ?? true { comments = comments ?? reference }
    } else if rel != "related" {
      enclosures.append(
        RawEnclosure(
          reference: reference, type: link.attribute(.type), length: link.attribute(.length)))
    }
  }
}
