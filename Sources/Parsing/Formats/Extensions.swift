/// The modules that documents of any format carry: Dublin Core, content, Media RSS, podcasts,
/// threading, FeedBurner, and Atom's elements inside RSS.
enum Extensions {
  static func take(_ child: MarkupCursor, base: RawBase, into item: inout RawItem) {
    switch child.space {
    case .dc, .dcterms: dublinCore(child, base: base, into: &item)
    case .content:
      if child.local == .encoded, child.isBlank(item.content) {
        item.content = RSSFormat.text(child, base: base)
        item.bodyLanguage = child.attribute(.xml, .lang) ?? item.bodyLanguage
      }
    case .xhtml:
      if child.local == .body || child.spelling == "div", child.isBlank(item.content) {
        item.content = RawText(words: child.markup, form: .html, base: base)
        item.bodyLanguage = child.attribute(.xml, .lang) ?? item.bodyLanguage
      }
    case .atom: atom(child, base: base, into: &item)
    case .media: media(child, base: base, into: &item)
    case .itunes: podcast(child, base: base, into: &item)
    case .feedburner:
      if child.local == .origLink {
        item.links.original = RawReference(words: child.text, base: base, line: child.line)
      }
    case .prism:
      if child.local == .publicationDate || child.local == .coverDate {
        item.published.take(child, rank: 5)
      }
    case .core, .rdf, .sy, .webfeeds, .slash, .podcast, .thr, .history, .wfw, .xml, .svg, .mathml,
      .source,
      .other:
      break
    }
  }

  private static func dublinCore(_ child: MarkupCursor, base: RawBase, into item: inout RawItem) {
    switch child.local {
    case .title: item.spareTitle = item.spareTitle ?? RSSFormat.text(child, base: base)
    case .creator, .contributor, .author: item.authors.append(RawAuthor(text: child.text))
    case .subject: item.categories.append(child.text)
    case .date: item.published.take(child, rank: 3)
    case .issued, .created: item.published.take(child, rank: 2)
    case .available, .dateSubmitted: item.published.take(child, rank: 4)
    case .modified: item.updated.take(child, rank: 1)
    case .description, .abstract:
      item.spareSummary = item.spareSummary ?? RSSFormat.text(child, base: base)
    case .language: item.language = item.language ?? child.text
    case .identifier:
      let words = child.text
      if !words.isEmpty { item.spareID = words }
    default: break
    }
  }

  private static func atom(_ child: MarkupCursor, base: RawBase, into item: inout RawItem) {
    switch child.local {
    case .title: item.title = item.title ?? AtomFormat.text(child, base: base)
    case .link: item.take(atomLink: child, base: base)
    case .id: item.take(id: child)
    case .published, .issued: item.published.take(child, rank: 1)
    case .updated, .modified: item.updated.take(child, rank: 0)
    case .summary: item.spareSummary = item.spareSummary ?? AtomFormat.text(child, base: base)
    case .content: item.content = item.content ?? AtomFormat.text(child, base: base)
    case .author: item.authors.append(AtomFormat.author(child))
    case .category: AtomFormat.categories(child, into: &item.categories)
    default: break
    }
  }

  private static func media(_ child: MarkupCursor, base: RawBase, into item: inout RawItem) {
    switch child.local {
    case .group:
      for grandchild in child.children {
        take(grandchild, base: grandchild.base(base), into: &item)
      }
    case .content:
      if let reference = child.reference(.url, base: base) {
        let type = child.attribute(.type)
        let isImage =
          child.attribute(.medium).map { child.string($0) == "image" } ?? false
          || type.map { child.begins($0, "image/") } ?? false
        if isImage, item.image == nil { item.image = reference }
        let isKnown = item.enclosures.contains {
          child.isEqual($0.reference.words, reference.words)
        }
        if !isKnown {
          item.enclosures.append(RawEnclosure(reference, of: child, length: .fileSize))
        }
      }
      for grandchild in child.children {
        take(grandchild, base: grandchild.base(base), into: &item)
      }
    case .thumbnail: item.image = child.reference(.url, base: base) ?? item.image
    case .title: item.spareTitle = item.spareTitle ?? RSSFormat.text(child, base: base)
    case .category: item.categories.append(child.text)
    case .keywords: child.split(child.text, into: &item.categories)
    case .credit:
      if let role = child.attribute(.role), child.spells(role, "author"), item.authors.isEmpty {
        item.authors.append(RawAuthor(text: child.text))
      }
    case .description: item.spareSummary = item.spareSummary ?? RSSFormat.text(child, base: base)
    default: break
    }
  }

  private static func podcast(_ child: MarkupCursor, base: RawBase, into item: inout RawItem) {
    switch child.local {
    case .author: item.authors.append(RawAuthor(text: child.text))
    case .image: item.image = item.image ?? child.reference(.href, base: base)
    case .summary, .subtitle, .description:
      if item.spareSummary == nil || child.local == .summary {
        item.spareSummary = RSSFormat.text(child, base: base)
      }
    case .title: item.spareTitle = item.spareTitle ?? RSSFormat.text(child, base: base)
    case .category: category(child, into: &item)
    case .keywords:
      child.split(child.text, into: &item.categories)
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
  @inline(__always)
  func base(_ outer: RawBase) -> RawBase {
    guard unsafe reel.pointee.hasBases, let own = attribute(.xml, .base) else { return outer }
    return unsafe reel.pointee.base(own, inside: outer)
  }

  /// What links are relative to by an attribute of the outermost element.
  func base(saying own: Words) -> RawBase { unsafe reel.pointee.base(own, inside: .document) }

  /// An address in an attribute; nil if there is none.
  func reference(_ name: LocalName, base: RawBase) -> RawReference? {
    // An empty reference means the base itself (RFC 3986 section 4.4).
    guard let words = attribute(name), !words.isEmpty || base != .document else { return nil }
    return RawReference(words: words, base: base, line: line)
  }

  /// What was meant when a publisher put a text of his beside others: an empty one means nothing.
  func isBlank(_ text: RawText?) -> Bool {
    guard let text else { return true }
    return isBlank(text.words)
  }

  /// Appends what stands between commas.
  func split(_ words: Words, into list: inout [Words]) {
    let bytes = unsafe reel.pointee.bytes(of: words)
    var start = 0
    while start < bytes.count {
      let end = unsafe ByteSearch.first(UInt8(ascii: ","), in: bytes, from: start) ?? bytes.count
      if end > start { list.append(words.part(start..<end)) }
      start = end + 1
    }
  }
}

extension [RawDate] {
  /// Adds a date unless its element is empty.
  mutating func take(_ cursor: MarkupCursor, rank: Int) {
    let words = cursor.text
    if !words.isEmpty { append(RawDate(words: words, line: cursor.line, rank: rank)) }
  }
}

/// What a link says it leads to (RFC 4287 section 4.2.7.2), as far as it matters here.
enum LinkRelation {
  case alternate, own, enclosure, replies, related, other

  /// - Parameter isLenient: whether the names' full addresses and nothing at all count too.
  init(of link: MarkupCursor, isLenient: Bool) {
    guard let words = link.attribute(.rel) else {
      self = .alternate
      return
    }
    if link.spells(words, "alternate") {
      self = .alternate
    } else if link.spells(words, "self") {
      self = .own
    } else if link.spells(words, "enclosure") {
      self = .enclosure
    } else if link.spells(words, "replies") {
      self = .replies
    } else if isLenient {
      switch link.string(words).lowercased() {
      case "", "http://www.iana.org/assignments/relation/alternate": self = .alternate
      case "http://www.iana.org/assignments/relation/self": self = .own
      case "related": self = .related
      case let name where name.hasSuffix("/enclosure"): self = .enclosure
      default: self = .other
      }
    } else {
      self = .other
    }
  }
}

extension RawLinks {
  /// RSS `<link>`: text, though some write Atom's attribute.
  mutating func take(rssLink link: MarkupCursor, base: RawBase) {
    let words = link.text
    if !words.isEmpty {
      if page == nil { page = RawReference(words: words, base: base, line: link.line) }
    } else if link.attribute(.href) != nil {
      take(atomLink: link, base: base)
    } else if let about = link.attribute(.rdf, .resource) {
      spare = spare ?? RawReference(words: about, base: base, line: link.line)
    }
  }

  /// Atom `<link>` in an RSS document, where `<link>` has the better claim.
  mutating func take(atomLink link: MarkupCursor, base: RawBase) {
    guard let reference = link.reference(.href, base: base) else { return }
    switch LinkRelation(of: link, isLenient: false) {
    case .alternate: if spare == nil { spare = reference }
    case .own: if own == nil { own = reference }
    case .enclosure, .replies, .related, .other: break
    }
  }
}

extension RawItem {
  /// Atom `<link>` of an item in an RSS document.
  mutating func take(atomLink link: MarkupCursor, base: RawBase) {
    guard let reference = link.reference(.href, base: base) else { return }
    switch LinkRelation(of: link, isLenient: false) {
    case .alternate: if links.spare == nil { links.spare = reference }
    case .enclosure: enclosures.append(RawEnclosure(reference, of: link, length: .length))
    case .replies: if comments == nil { comments = reference }
    case .own, .related, .other: break
    }
  }
}

extension RawEnclosure {
  init(_ reference: RawReference, of element: MarkupCursor, length: LocalName) {
    self.reference = reference
    type = element.attribute(.type)
    self.length = element.attribute(length)
  }
}
