/// The modules that documents of any format carry: Dublin Core, content, Media RSS, podcasts,
/// threading, FeedBurner, and Atom's elements inside RSS.
enum Extensions {
  static func take(_ child: MarkupCursor, base: String?, into item: inout RawItem) {
    switch child.space {
    case .dc, .dcterms: dublinCore(child, base: base, into: &item)
    case .content:
      if child.local == .encoded, item.content?.isBlank ?? true {
        item.content = RSSFormat.text(child, base: base)
      }
    case .xhtml:
      if child.local == .body || child.spelling == "div", item.content?.isBlank ?? true {
        item.content = RawText(text: child.markup, form: .html, base: base)
      }
    case .atom: atom(child, base: base, into: &item)
    case .media: media(child, base: base, into: &item)
    case .itunes: podcast(child, base: base, into: &item)
    case .feedburner:
      if child.local == .origLink {
        item.links.original = RawReference(text: child.text, base: base, line: child.line)
      }
    case .core, .rdf, .sy, .slash, .podcast, .thr, .history, .wfw, .xml, .svg, .mathml, .source,
      .other:
      break
    }
  }

  private static func dublinCore(_ child: MarkupCursor, base: String?, into item: inout RawItem) {
    switch child.local {
    case .title: item.spareTitle = item.spareTitle ?? RSSFormat.text(child, base: base)
    case .creator, .contributor, .author: item.authors.append(RawAuthor(text: child.text))
    case .subject: item.categories.append(child.text)
    case .date: item.published.take(child, rank: 3)
    case .issued, .created: item.published.take(child, rank: 2)
    case .modified: item.updated.take(child, rank: 1)
    case .description, .abstract:
      item.spareSummary = item.spareSummary ?? RSSFormat.text(child, base: base)
    case .language: item.language = item.language ?? child.text
    case .identifier: if !child.text.isEmpty { item.spareID = child.text }
    default: break
    }
  }

  private static func atom(_ child: MarkupCursor, base: String?, into item: inout RawItem) {
    switch child.local {
    case .title: item.title = item.title ?? AtomFormat.text(child, base: base)
    case .link: item.take(atomLink: child, base: base)
    case .id: if item.id == nil, !child.text.isEmpty { item.id = child.text }
    case .published, .issued: item.published.take(child, rank: 1)
    case .updated, .modified: item.updated.take(child, rank: 0)
    case .summary: item.spareSummary = item.spareSummary ?? AtomFormat.text(child, base: base)
    case .content: item.content = item.content ?? AtomFormat.text(child, base: base)
    case .author: item.authors.append(AtomFormat.author(child))
    case .category: item.categories += AtomFormat.categories(child)
    default: break
    }
  }

  private static func media(_ child: MarkupCursor, base: String?, into item: inout RawItem) {
    switch child.local {
    case .group:
      for grandchild in child.children {
        take(grandchild, base: grandchild.base(base), into: &item)
      }
    case .content:
      if let reference = child.reference(.url, base: base) {
        let type = child.attribute(.type)
        let isImage = child.attribute(.medium) == "image" || type?.hasPrefix("image/") ?? false
        if isImage, item.image == nil { item.image = reference }
        if !item.enclosures.contains(where: { $0.reference.text == reference.text }) {
          item.enclosures.append(
            RawEnclosure(reference: reference, type: type, length: child.attribute(.fileSize)))
        }
      }
      for grandchild in child.children {
        take(grandchild, base: grandchild.base(base), into: &item)
      }
    case .thumbnail: item.image = child.reference(.url, base: base) ?? item.image
    case .title: item.spareTitle = item.spareTitle ?? RSSFormat.text(child, base: base)
    case .category: item.categories.append(child.text)
    case .description: item.spareSummary = item.spareSummary ?? RSSFormat.text(child, base: base)
    default: break
    }
  }

  private static func podcast(_ child: MarkupCursor, base: String?, into item: inout RawItem) {
    switch child.local {
    case .author: item.authors.append(RawAuthor(text: child.text))
    case .image: item.image = item.image ?? child.reference(.href, base: base)
    case .summary, .subtitle:
      if item.spareSummary == nil || child.local == .summary {
        item.spareSummary = RSSFormat.text(child, base: base)
      }
    case .title: item.spareTitle = item.spareTitle ?? RSSFormat.text(child, base: base)
    case .category: category(child, into: &item)
    case .keywords:
      for word in child.text.split(separator: ",") { item.categories.append(String(word)) }
    default: break
    }
  }
}

extension Extensions {
  /// iTunes' categories, which stand inside each other.
  private static func category(_ cursor: MarkupCursor, into item: inout RawItem) {
    if let text = cursor.attribute(.text) { item.categories.append(text) }
    for child in cursor.children where child.local == .category { category(child, into: &item) }
  }
}

extension MarkupCursor {
  /// What relative links inside are relative to.
  func base(_ outer: String?) -> String? {
    guard let own = attribute(.xml, .base) else { return outer }
    guard let outer else { return own }
    return CanonicalLink.resolve(own, against: outer) ?? outer
  }

  /// An address in an attribute; nil if there is none.
  func reference(_ name: LocalName, base: String?) -> RawReference? {
    // An empty reference means the base itself (RFC 3986 section 4.4).
    guard let text = attribute(name), !text.isEmpty || base != nil else { return nil }
    return RawReference(text: text, base: base, line: line)
  }
}

extension [RawDate] {
  /// Adds a date unless its element is empty.
  mutating func take(_ cursor: MarkupCursor, rank: Int) {
    let text = cursor.text
    if !text.isEmpty { append(RawDate(text: text, line: cursor.line, rank: rank)) }
  }
}

extension RawLinks {
  /// RSS `<link>`: text, though some write Atom's attribute.
  mutating func take(rssLink link: MarkupCursor, base: String?) {
    let text = link.text
    if !text.isEmpty {
      if page == nil { page = RawReference(text: text, base: base, line: link.line) }
    } else if link.attribute(.href) != nil {
      take(atomLink: link, base: base, isFeed: false)
    } else if let about = link.attribute(.rdf, .resource) {
      spare = spare ?? RawReference(text: about, base: base, line: link.line)
    }
  }

  /// Atom `<link>` in an RSS document, where `<link>` has the better claim.
  mutating func take(atomLink link: MarkupCursor, base: String?, isFeed: Bool) {
    guard let reference = link.reference(.href, base: base) else { return }
    switch (link.attribute(.rel) ?? "alternate").lowercased() {
    case "alternate": if spare == nil { spare = reference }
    case "self": if own == nil { own = reference }
    default: break
    }
  }
}

extension RawItem {
  /// Atom `<link>` of an item in an RSS document.
  mutating func take(atomLink link: MarkupCursor, base: String?) {
    guard let reference = link.reference(.href, base: base) else { return }
    switch (link.attribute(.rel) ?? "alternate").lowercased() {
    case "alternate": if links.spare == nil { links.spare = reference }
    case "enclosure":
      enclosures.append(
        RawEnclosure(
          reference: reference, type: link.attribute(.type), length: link.attribute(.length)))
    case "replies": if comments == nil { comments = reference }
    default: break
    }
  }
}
