import Foundation
import NewsModel

/// Atom 1.0 (RFC 4287) and 0.3's older names: tape to `RawFeed`.
enum AtomFormat {
  static func read(_ root: MarkupCursor, format: FeedFormat) -> RawFeed {
    var feed = RawFeed(format: format)
    let base = root.base(.document)
    feed.base = base
    feed.language = root.attribute(.xml, .lang) ?? root.attribute(.lang)
    feed.inheritedLanguage = feed.language
    if root.local == .entry {
      feed.append(place(root, base: base))
      return feed
    }
    for child in root.children {
      let own = child.base(base)
      switch (child.space, child.local) {
      case (.atom, .entry), (.core, .entry), (.other, .entry), (.core, .item):
        feed.append(place(child, base: own))
      case (.atom, .title), (.core, .title):
        if child.isBlank(feed.title) { feed.title = text(child, base: own) }
      case (.atom, .subtitle), (.core, .subtitle), (.atom, .tagline), (.core, .tagline):
        feed.description = text(child, base: own)
      case (.atom, .link), (.core, .link): feed.links.take(child, base: own)
      case (.atom, .updated), (.core, .updated), (.atom, .modified), (.core, .modified):
        feed.updated.take(child, rank: 0)
      case (.core, .lastBuildDate), (.core, .pubDate): feed.updated.take(child, rank: 1)
      case (.atom, .author), (.core, .author): feed.authors.append(author(child))
      case (.atom, .logo), (.core, .logo):
        feed.image = RawReference(words: child.text, base: own, line: child.line)
      case (.atom, .icon), (.core, .icon):
        feed.image = feed.image ?? RawReference(words: child.text, base: own, line: child.line)
      case (.media, .thumbnail):
        feed.spareImage = feed.spareImage ?? child.reference(.url, base: own)
      case (.itunes, .image):
        feed.spareImage = feed.spareImage ?? child.reference(.href, base: own)
      case (.dc, .date), (.dcterms, .modified): feed.updated.take(child, rank: 2)
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

  private static func place(_ cursor: MarkupCursor, base: RawBase) -> RawPlace {
    RawPlace(index: cursor.index, line: cursor.line, base: base, family: .atom)
  }

  /// Fills a blank item.
  static func read(_ cursor: MarkupCursor, base: RawBase, into item: inout RawItem) {
    item.line = cursor.line
    item.language = cursor.attribute(.xml, .lang)
    for child in cursor.children {
      field(child, base: child.base(base), of: &item)
    }
  }

  private static func field(_ child: MarkupCursor, base: RawBase, of item: inout RawItem) {
    let meaning = child.meaning
    guard
      meaning.space == .atom || meaning.space == .core
        || (meaning.space == .other && !meaning.hasPrefix)
    else {
      Extensions.take(child, base: base, into: &item)
      return
    }
    switch meaning.local {
    case .title: if child.isBlank(item.title) { item.title = text(child, base: base) }
    case .link: item.take(link: child, base: base)
    case .id: item.take(id: child)
    case .published: item.published.take(child, rank: 0)
    case .issued: item.published.take(child, rank: 1)
    case .created, .pubDate: item.published.take(child, rank: 2)
    case .updated: item.updated.take(child, rank: 0)
    case .modified: item.updated.take(child, rank: 1)
    case .summary:
      if child.isBlank(item.summary) { item.summary = text(child, base: base) }
      item.bodyLanguage = item.bodyLanguage ?? child.attribute(.xml, .lang)
    case .description: item.spareSummary = item.spareSummary ?? RSSFormat.text(child, base: base)
    case .content:
      let content = text(child, base: base)
      if child.isBlank(item.content) || (item.content?.form == .plain && content.form == .html) {
        item.content = content
        item.bodyLanguage = child.attribute(.xml, .lang) ?? item.bodyLanguage
      }
    case .author: item.authors.append(author(child))
    case .category: categories(child, into: &item.categories)
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
  static func categories(_ cursor: MarkupCursor, into list: inout [Words]) {
    let label = cursor.attribute(.label).flatMap { $0.isEmpty ? nil : $0 }
    let term = cursor.attribute(.term).flatMap { $0.isEmpty ? nil : $0 }
    guard let first = label ?? term else {
      list.append(cursor.text)
      return
    }
    list.append(first)
    guard label != nil, let term, !cursor.contains(term, "://"), !cursor.isEqual(first, term),
      cursor.string(first).lowercased() != cursor.string(term).lowercased()
    else { return }
    list.append(term)
  }
}

extension RawLinks {
  /// Atom `<link>` of a document: the alternate in HTML first, any alternate second.
  mutating func take(_ link: MarkupCursor, base: RawBase) {
    take(link, relation: LinkRelation(of: link, isLenient: true), base: base)
  }

  fileprivate mutating func take(_ link: MarkupCursor, relation: LinkRelation, base: RawBase) {
    guard let reference = link.reference(.href, base: base) else {
      let words = link.text
      if !words.isEmpty, page == nil {
        page = RawReference(words: words, base: base, line: link.line)
      }
      return
    }
    switch relation {
    case .alternate:
      if link.attribute(.type).map({ link.holdsHTML($0) }) ?? true {
        page = page ?? reference
      } else {
        spare = spare ?? reference
      }
    case .own: own = own ?? reference
    case .enclosure, .replies, .related, .other: break
    }
  }
}

extension RawItem {
  /// Atom `<link>` of an item.
  mutating func take(link: MarkupCursor, base: RawBase) {
    let relation = LinkRelation(of: link, isLenient: true)
    switch relation {
    case .alternate, .own, .other: links.take(link, relation: relation, base: base)
    case .enclosure:
      guard let reference = link.reference(.href, base: base) else { return }
      enclosures.append(RawEnclosure(reference, of: link, length: .length))
    case .replies:
      guard let reference = link.reference(.href, base: base) else { return }
      if link.attribute(.type).map({ link.contains($0, "html") }) ?? true {
        comments = comments ?? reference
      }
    case .related: break
    }
  }

  /// Atom's `<id>`; the first that says something.
  mutating func take(id element: MarkupCursor) {
    guard id == nil else { return }
    let words = element.text
    if !words.isEmpty { id = words }
  }
}

extension MarkupCursor {
  /// Whether a media type is one of HTML's.
  fileprivate func holdsHTML(_ type: Words) -> Bool {
    contains(type, "html") || string(type).lowercased().contains("html")
  }
}
