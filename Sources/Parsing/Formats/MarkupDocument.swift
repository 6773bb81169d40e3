import NewsModel

/// A document in XML: which element is the feed, and in what format.
struct MarkupDocument {
  let tape: MarkupTape
  let isWhole: Bool
  /// Whether it breaks off inside an item.
  let endsInItem: Bool
  private let roots: [(cursor: MarkupCursor, format: FeedFormat)]

  /// Strictly first; on a fatal error once more, mended.
  static func read(
    _ text: [UInt8], base: String?, log: inout RepairLog
  ) throws(UnreadableFeed) -> MarkupDocument {
    guard let start = text.firstIndex(of: UInt8(ascii: "<")) else {
      throw UnreadableFeed("plain text")
    }
    if text[..<start].contains(where: { $0 > 0x20 })
      || (start > 0 && text[start...].starts(with: "<?xml".utf8))
    {
      log.note(.junkBefore, line: 1)
    }
    let lines = text[..<start].count { $0 == 10 }
    var fault = TagGuard.fault(in: text) ?? nulFault(in: text)
    if fault == nil {
      let strict = parse(text, from: start, recovering: false)
      guard let found = strict.fault else {
        note(strict, lines: lines, log: &log)
        return try MarkupDocument(
          strict.tape, page: text, base: base, isWhole: true, endsInItem: false, log: &log)
      }
      fault = found
    }
    guard !FeedFormat.beginsPage(text[start...]) else {
      throw UnreadableFeed(page: text, base: base)
    }
    let root = FeedFormat.firstRoot(in: text, from: start) ?? start
    if root > start { log.note(.junkBefore, line: 1 + lines) }
    let before = log
    let mended = MarkupMender.mend(text, from: root, log: log)
    log = mended.log
    let second = parse(mended.bytes, from: 0, recovering: true)
    if mended.isWhole, before.warnings == log.warnings {
      log.note(.notWellFormed, line: (fault?.line ?? 0) + lines, detail: fault?.sentence)
    }
    if let left = second.fault { log.note(.notWellFormed, line: left.line, detail: left.sentence) }
    if !mended.isWhole { log.note(.cut, line: 1 + text.count { $0 == 10 }) }
    note(second, lines: text[..<root].count { $0 == 10 }, log: &log)
    return try MarkupDocument(
      second.tape, page: text, base: base, isWhole: mended.isWhole && second.isWhole,
      endsInItem: mended.endsInItem, log: &log)
  }

  /// libxml2 takes NULs near the beginning for UTF-16 or UCS-4, whatever it is told, and ends
  /// documents at others.
  private static func nulFault(in text: [UInt8]) -> MarkupParser.Fault? {
    unsafe text.withUnsafeBufferPointer { bytes in
      guard unsafe ByteSearch.first(0, in: bytes, from: 0) != nil else { return nil }
      return MarkupParser.Fault(line: 0, sentence: "NUL bytes")
    }
  }

  private static func parse(
    _ text: [UInt8], from start: Int, recovering: Bool
  ) -> MarkupParser.Outcome {
    guard var parser = MarkupParser(recovering: recovering, expecting: text.count - start) else {
      return MarkupParser.Outcome(
        tape: MarkupTape(),
        fault: .init(line: 0, sentence: "no memory for a parser"), limits: [], isWhole: false)
    }
    unsafe text.withUnsafeBufferPointer {
      unsafe parser.feed(UnsafeBufferPointer(rebasing: $0[start...]))
    }
    return parser.finish()
  }

  private static func note(_ outcome: MarkupParser.Outcome, lines: Int, log: inout RepairLog) {
    for (limit, line) in outcome.limits {
      let repair: Repair =
        switch limit {
        case .depth: .tooDeep
        case .events: .tooManyEvents
        case .names: .tooManyNames
        case .attributes: .tooManyAttributes
        }
      log.note(repair, line: line + lines)
    }
    if let line = outcome.namespaceLine { log.note(.undeclaredPrefix, line: line + lines) }
    if let line = outcome.undeclaredEntityLine { log.note(.unknownEntity, line: line + lines) }
  }

  private init(
    _ tape: MarkupTape, page: [UInt8], base: String?, isWhole: Bool, endsInItem: Bool,
    log: inout RepairLog
  ) throws(UnreadableFeed) {
    self.tape = tape
    self.isWhole = isWhole
    self.endsInItem = endsInItem
    var found: [(MarkupCursor, FeedFormat)] = []
    Self.find(in: tape.roots, depth: 0, found: &found)
    roots = found
    guard let first = found.first else {
      var outermost = tape.roots.first { _ in true }
      while let root = outermost, root.spelling == "mended" {
        outermost = root.children.first { _ in true }
      }
      guard let outermost else { throw UnreadableFeed("a document without an element") }
      switch outermost.spelling.lowercased() {
      case "html", "head", "body", "p", "div", "img", "a", "table", "br", "script", "meta", "title":
        throw UnreadableFeed(page: page, base: base)
      default: throw UnreadableFeed(root: outermost.spelling)
      }
    }
    if let uri = tape.misspeltNamespace {
      log.note(.misspeltNamespace, line: 1, detail: uri)
    }
    let spelling = first.0.spelling
    if spelling != "RDF", spelling != "Channel", spelling != spelling.lowercased() {
      log.note(.capitalNames, line: first.0.line, detail: spelling)
    }
  }

  /// Documents stand inside others by mistake; a few levels are enough to find them.
  private static func find(
    in children: Children, depth: Int, found: inout [(MarkupCursor, FeedFormat)]
  ) {
    for child in children {
      if let format = FeedFormat(root: child) {
        // A second document is of the first one's format, or it is something else.
        if found.isEmpty || found[0].0.local == child.local { found.append((child, format)) }
      } else if depth < 4, child.local != .html, child.local != .opml, child.local != .svg {
        find(in: child.children, depth: depth + 1, found: &found)
      }
    }
  }

  /// What the publisher wrote of the whole document, and where his items are.
  func read(log: inout RepairLog) -> RawFeed {
    withExtendedLifetime(tape) {
      var feed: RawFeed?
      var hasMore = false
      for (cursor, format) in roots {
        let next: RawFeed =
          switch format {
          case .atom10, .atom03: AtomFormat.read(cursor, format: format)
          case .cdf: CDFFormat.read(cursor)
          case .rss20, .rss10, .rss09x, .rss090, .jsonfeed: RSSFormat.read(cursor, format: format)
          }
        hasMore = hasMore || next.hasMoreItems
        if feed == nil {
          feed = next
        } else {
          for item in next.items { feed?.append(item) }
          hasMore = hasMore || feed?.hasMoreItems ?? false
        }
      }
      let result = feed ?? RawFeed(format: .rss20)
      if hasMore { log.note(.tooManyItems, line: result.items.last?.line) }
      return result
    }
  }

  /// What he wrote of one item, into a blank one.
  func read(_ place: RawPlace, into item: inout RawItem) {
    withExtendedLifetime(tape) {
      let cursor = unsafe MarkupCursor(reel: tape.reel, index: place.index)
      switch place.family {
      case .rss: RSSFormat.read(cursor, base: place.base, into: &item)
      case .atom: AtomFormat.read(cursor, base: place.base, into: &item)
      case .cdf: CDFFormat.read(cursor, base: place.base, into: &item)
      }
    }
  }
}
