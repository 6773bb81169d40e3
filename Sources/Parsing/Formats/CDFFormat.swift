import NewsModel

/// Microsoft's Channel Definition Format (1997): tape to `RawFeed`.
enum CDFFormat {
  static func read(_ root: MarkupCursor) -> RawFeed {
    var feed = RawFeed(format: .cdf)
    let base = root.attribute(.base).map(root.base(saying:)) ?? .document
    feed.base = base
    feed.links.page = root.reference(.href, base: base)
    if let date = root.attribute(.lastMod) {
      feed.updated.append(RawDate(words: date, line: root.line, rank: 0))
    }
    for child in root.children {
      switch child.local {
      case .title: feed.title = feed.title ?? text(child, base: base)
      case .abstract: feed.description = text(child, base: base)
      case .logo: feed.image = feed.image ?? child.reference(.href, base: base)
      case .item:
        feed.append(RawPlace(index: child.index, line: child.line, base: base, family: .cdf))
      case .channel: for item in read(child).items { feed.append(item) }
      case .a: feed.links.page = feed.links.page ?? child.reference(.href, base: base)
      default: break
      }
    }
    return feed
  }

  /// Fills a blank item.
  static func read(_ cursor: MarkupCursor, base: RawBase, into item: inout RawItem) {
    item.line = cursor.line
    item.links.page = cursor.reference(.href, base: base)
    if let date = cursor.attribute(.lastMod) {
      item.updated.append(RawDate(words: date, line: cursor.line, rank: 0))
    }
    for child in cursor.children {
      switch child.local {
      case .title: item.title = item.title ?? text(child, base: base)
      case .abstract: item.summary = text(child, base: base)
      case .logo: item.image = item.image ?? child.reference(.href, base: base)
      case .link where item.links.page == nil: item.links.take(rssLink: child, base: base)
      case .a: item.links.page = item.links.page ?? child.reference(.href, base: base)
      default: break
      }
    }
  }

  /// Text inside, or in the attribute that the format's first draft had for it.
  private static func text(_ cursor: MarkupCursor, base: RawBase) -> RawText {
    guard let value = cursor.attribute(.value) else { return RSSFormat.text(cursor, base: base) }
    return RawText(words: value, form: .html, base: base)
  }
}
