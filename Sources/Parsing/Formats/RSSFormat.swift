import NewsModel

/// RSS in all its versions: tape to `RawFeed`.
///
/// RSS 0.9x and 2.0 keep items in the channel, 0.90 and 1.0 beside it, and many documents do
/// either; so items are taken from both places.
enum RSSFormat {
  static func read(_ root: MarkupCursor, format: FeedFormat) -> RawFeed {
    var feed = RawFeed(format: format)
    let base = root.base(.document)
    feed.inheritedLanguage = root.attribute(.xml, .lang)
    feed.base = base
    feed.language = root.attribute(.xml, .lang)
    if root.local == .channel {
      channel(root, base: base, into: &feed)
      return feed
    }
    var hasChannel = false
    for child in root.children {
      switch child.local {
      case .channel where child.space.isFeed || child.space == .other:
        channel(child, base: base, into: &feed)
        hasChannel = true
      case .item where child.space.isFeed || child.space == .other:
        feed.append(place(child, base: base))
      case .image where child.space == .core && feed.image == nil:
        feed.image = image(child, base: base)
      default:
        if !hasChannel { field(child, base: base, of: &feed) }
      }
    }
    return feed
  }

  private static func channel(
    _ channel: MarkupCursor, base outer: RawBase, into feed: inout RawFeed
  ) {
    let base = channel.base(outer)
    feed.base = base
    feed.language = channel.attribute(.xml, .lang) ?? feed.language
    feed.inheritedLanguage = feed.language
    for child in channel.children {
      switch child.local {
      case .item where child.space.isFeed || child.space == .other:
        feed.append(place(child, base: base))
      case .items where child.space.isFeed:
        for child in child.children where child.local == .item && child.hasElements {
          feed.append(place(child, base: base))
        }
      default: field(child, base: base, of: &feed)
      }
    }
  }

  private static func field(_ child: MarkupCursor, base outer: RawBase, of feed: inout RawFeed) {
    let base = child.base(outer)
    switch (child.space, child.local) {
    case (.core, .title), (.rdf, .title): feed.title = feed.title ?? text(child, base: base)
    case (.atom, .title): feed.title = feed.title ?? AtomFormat.text(child, base: base)
    case (.core, .description), (.core, .tagline):
      if child.isBlank(feed.description) { feed.description = text(child, base: base) }
    case (.dc, .description), (.itunes, .summary), (.itunes, .subtitle), (.atom, .subtitle),
      (.core, .subtitle), (.core, .summary), (.core, .abstract), (.core, .info),
      (.itunes, .description), (.media, .description), (.content, .encoded), (.dcterms, .abstract):
      feed.description = feed.description ?? text(child, base: base)
    case (.dc, .title), (.dcterms, .title), (.itunes, .title), (.media, .title):
      feed.title = feed.title ?? text(child, base: base)
    case (.core, .link): feed.links.take(rssLink: child, base: base)
    case (.atom, .link): feed.links.take(atomLink: child, base: base)
    case (.core, .language): feed.language = child.text
    case (.dc, .language): feed.language = feed.language ?? child.text
    case (.core, .pubDate), (.atom, .published): feed.published.take(child, rank: 1)
    case (.core, .lastBuildDate): feed.updated.take(child, rank: 0)
    case (.atom, .updated), (.atom, .modified), (.dcterms, .modified), (.core, .updated),
      (.core, .modified):
      feed.updated.take(child, rank: 1)
    case (.dcterms, .issued), (.dcterms, .created), (.core, .published), (.core, .issued),
      (.core, .created), (.prism, .publicationDate):
      feed.published.take(child, rank: 2)
    case (.dc, .date), (.core, .date): feed.updated.take(child, rank: 3)
    case (.core, .image):
      if let found = image(child, base: base) { feed.image = feed.image ?? found }
    case (.itunes, .image): feed.image = feed.image ?? child.reference(.href, base: base)
    case (.media, .thumbnail):
      feed.spareImage = feed.spareImage ?? child.reference(.url, base: base)
    case (.webfeeds, .cover):
      feed.spareImage = feed.spareImage ?? child.reference(.image, base: base)
    case (.atom, .logo), (.atom, .icon), (.webfeeds, .logo), (.webfeeds, .icon):
      feed.spareImage =
        feed.spareImage ?? RawReference(words: child.text, base: base, line: child.line)
    case (.core, .ttl): feed.ttl = child.text
    case (.sy, .updatePeriod): feed.updatePeriod = child.text
    case (.sy, .updateFrequency): feed.updateFrequency = child.text
    case (.core, .skipHours): feed.skipHours = child.children.map(\.text)
    case (.core, .skipDays): feed.skipDays = child.children.map(\.text)
    default: break
    }
  }

  private static func image(_ image: MarkupCursor, base: RawBase) -> RawReference? {
    if let url = image.first(.url) {
      return RawReference(words: url.text, base: url.base(base), line: url.line)
    }
    return image.reference(.href, base: base) ?? image.reference(.url, base: base)
  }

  // MARK: Items

  private static func place(_ cursor: MarkupCursor, base: RawBase) -> RawPlace {
    RawPlace(index: cursor.index, line: cursor.line, base: base, family: .rss)
  }

  /// Fills a blank item.
  static func read(_ cursor: MarkupCursor, base outer: RawBase, into item: inout RawItem) {
    item.line = cursor.line
    let base = cursor.base(outer)
    item.about = cursor.attribute(.rdf, .about)
    item.language = cursor.attribute(.xml, .lang)
    for child in cursor.children {
      field(child, base: child.base(base), of: &item)
    }
  }

  private static func field(_ child: MarkupCursor, base: RawBase, of item: inout RawItem) {
    let meaning = child.meaning
    guard meaning.space == .core || (meaning.space == .rdf && meaning.local == .title) else {
      Extensions.take(child, base: base, into: &item)
      return
    }
    switch meaning.local {
    case .title: if child.isBlank(item.title) { item.title = text(child, base: base) }
    case .link: item.links.take(rssLink: child, base: base)
    case .description: summary(child, base: base, of: &item)
    case .summary:
      // Beside a description that says something else, the two are a short and a long text.
      if child.isBlank(item.summary) {
        summary(child, base: base, of: &item)
        item.hasSummaryElement = true
      } else if item.spareContent == nil {
        item.spareContent = text(child, base: base)
      }
    case .guid:
      let id = child.text
      if !id.isEmpty {
        item.id = id
        item.isPermalink =
          !(child.attribute(.isPermaLink).map { child.spells($0, "false") } ?? false)
      }
    case .pubDate: item.published.take(child, rank: 0)
    case .author, .managingEditor, .creator: item.authors.append(author(child))
    case .category: item.categories.append(child.hasElements ? child.markup : child.text)
    case .enclosure:
      if let reference = child.reference(.url, base: base) ?? child.reference(.href, base: base) {
        item.enclosures.append(RawEnclosure(reference, of: child, length: .length))
      } else if !child.text.isEmpty {
        let reference = RawReference(words: child.text, base: base, line: child.line)
        item.enclosures.append(RawEnclosure(reference, of: child, length: .length))
      }
    case .comments:
      item.comments = RawReference(words: child.text, base: base, line: child.line)
    case .source: item.source = text(child, base: base)
    case .date: item.published.take(child, rank: 4)
    case .image:
      item.image =
        item.image ?? image(child, base: base)
        ?? (child.hasElements ? nil : RawReference(words: child.text, base: base, line: child.line))
    case .content, .encoded, .fullText, .fullItem, .body:
      if child.isBlank(item.content) { item.content = text(child, base: base) }
      item.bodyLanguage = child.attribute(.xml, .lang) ?? item.bodyLanguage
    case .abstract: item.spareSummary = item.spareSummary ?? text(child, base: base)
    case .language: item.language = child.text
    case .published, .issued, .created: item.published.take(child, rank: 2)
    case .updated, .modified, .lastBuildDate: item.updated.take(child, rank: 1)
    case .tags, .keywords: child.split(child.text, into: &item.categories)
    case .id: item.id = item.id ?? child.text
    default: break
    }
  }

  private static func summary(_ child: MarkupCursor, base: RawBase, of item: inout RawItem) {
    if child.isBlank(item.summary) {
      item.summary = text(child, base: base)
    } else if item.hasSummaryElement, item.spareContent == nil {
      item.spareContent = text(child, base: base)
    }
    item.bodyLanguage = item.bodyLanguage ?? child.attribute(.xml, .lang)
  }

  private static func author(_ cursor: MarkupCursor) -> RawAuthor {
    if let name = cursor.first(.name)?.text {
      return RawAuthor(name: name, email: cursor.first(.email)?.text)
    }
    return RawAuthor(text: cursor.text)
  }

  /// Text that may hold HTML, escaped once as it should be, or written as elements.
  static func text(_ cursor: MarkupCursor, base: RawBase) -> RawText {
    RawText(
      words: cursor.hasElements ? cursor.markup : cursor.text,
      form: .html, base: base)
  }
}
