import Foundation
import NewsModel

/// Raw feed to document: the order in which things are put right.
///
/// Items are read and put right one after the other, so that what one needed beside the tape is
/// forgotten before the next.
struct Normaliser {
  let tape: MarkupTape
  let detail: FeedReader.Detail
  /// What a link is relative to where no element around it says.
  private var base = RawBase.document
  private var authors: [String] = []
  private var inheritedLanguage: Words?
  /// What was made last of words that come again with every item.
  private var lastLanguage: (words: Words, tag: String?)?
  private var lastAuthor: (words: Words, names: [String])?

  /// - Parameter base: the address the document came from.
  init(tape: MarkupTape, detail: FeedReader.Detail, base: String?) {
    self.tape = tape
    self.detail = detail
    unsafe tape.reel.pointee.bases[0] = base.flatMap(LinkBase.init)
  }

  /// - Parameter read: fills a blank item with what the publisher wrote of one.
  mutating func document(
    from feed: RawFeed, items: Int, log: inout RepairLog, read: (Int, inout RawItem) -> Void
  ) -> FeedDocument {
    var document = FeedDocument(format: feed.format)
    base = feed.base
    document.link = link(feed.links, log: &log)
    takeBase(from: document.link)
    document.title = feed.title.flatMap(line)
    document.description = feed.description.flatMap(line)
    document.language = tag(feed.language)
    document.updated = date(feed.updated, log: &log) ?? date(feed.published, log: &log)
    document.image = (feed.image ?? feed.spareImage).flatMap { resolve($0, log: &log) }
    document.ttl = number(feed.ttl).flatMap { $0 > 0 ? $0 : nil }
    document.hints = hints(feed, ttl: document.ttl)
    document.items.reserveCapacity(items)
    if feed.format == .atom10 || feed.format == .atom03 || feed.format == .jsonfeed {
      authors = names(feed.authors)
    }
    inheritedLanguage = feed.inheritedLanguage
    let mark = unsafe tape.reel.pointee.mark
    var raw = RawItem()
    for index in 0..<items {
      raw.clear()
      read(index, &raw)
      document.items.append(FeedItem(id: ""))
      fill(&document.items[index], from: raw, log: &log)
      unsafe tape.reel.pointee.forget(to: mark)
    }
    // JSON Feed gives the whole document no date: it changed when the last of its items did.
    if feed.format == .jsonfeed { document.updated = document.items.compactMap(\.updated).max() }
    return document
  }

  /// Where nothing in the document says what links are relative to, they are so to the feed's own
  /// page rather than to the address it was fetched from, which may be another host's: publishers
  /// write them for their pages. Without either they stay as written.
  private func takeBase(from page: String?) {
    guard base == .document, unsafe tape.reel.pointee.bases[0] != nil,
      let page = page.flatMap(LinkBase.init)
    else { return }
    unsafe tape.reel.pointee.bases[0] = page
  }

  // MARK: Items

  private mutating func fill(
    _ item: inout FeedItem, from raw: borrowing RawItem, log: inout RepairLog
  ) {
    item.link = link(raw.links, log: &log)
    if item.link == nil, raw.isPermalink, let id = raw.id, isWebAddress(id) {
      item.link = resolve(RawReference(words: id, line: raw.line), log: &log)
    }
    if item.link == nil, let about = raw.about, isWebAddress(about) {
      item.link = resolve(RawReference(words: about, line: raw.line), log: &log)
    }
    item.title = raw.title.flatMap(line) ?? raw.spareTitle.flatMap(line)
    item.published = date(raw.published, log: &log)
    item.updated = date(raw.updated, log: &log)
    item.authors = names(raw.authors)
    if item.authors.isEmpty { item.authors = authors }
    bodies(of: raw, into: &item)
    item.categories = categories(raw.categories)
    for enclosure in raw.enclosures {
      guard let url = resolve(enclosure.reference, log: &log) else { continue }
      item.enclosures.append(
        Enclosure(
          url: url, type: enclosure.type.flatMap(plainLine),
          length: number(enclosure.length).flatMap { $0 >= 0 ? $0 : nil }))
    }
    item.image = raw.image.flatMap { resolve($0, log: &log) }
    item.source = raw.source.flatMap(line)
    item.language = tag(raw.bodyLanguage ?? raw.language ?? inheritedLanguage)
    item.comments = raw.comments.flatMap { resolve($0, log: &log) }
    item.id = identifier(of: raw, item)
  }

  private func identifier(of raw: borrowing RawItem, _ item: FeedItem) -> String {
    guard let given = raw.id ?? raw.about ?? raw.spareID, !given.isEmpty else {
      return ItemIdentity.id(
        link: item.link, title: item.title, date: item.published ?? item.updated)
    }
    // Most identifiers are the link once more; so they share its memory.
    if let link = item.link, isEqual(given, link) { return link }
    return string(given)
  }

  /// Content and summary, as text and, if asked for, as HTML.
  private func bodies(of raw: borrowing RawItem, into item: inout FeedItem) {
    let summary = unlessBlank(raw.summary) ?? unlessBlank(raw.spareSummary)
    let content = unlessBlank(raw.content) ?? unlessBlank(raw.spareContent, orSameAs: summary)
    if let content {
      let body = body(content, page: item.link)
      item.text = body.text
      item.content = body.html
      if let summary {
        let body = self.body(summary, page: item.link)
        item.summaryText = body.text
        item.summary = body.html
      }
    } else if let summary {
      let body = body(summary, page: item.link)
      item.text = body.text
      item.summary = body.html
    }
  }

  private func unlessBlank(_ raw: RawText?) -> RawText? {
    guard let raw, unsafe !tape.reel.pointee.isBlank(raw.words) else { return nil }
    return raw
  }

  private func unlessBlank(_ raw: RawText?, orSameAs other: RawText?) -> RawText? {
    guard let raw = unlessBlank(raw), let other, !isSame(raw.words, other.words) else { return nil }
    return raw
  }

  private func body(_ raw: RawText, page: String?) -> (html: String?, text: String) {
    withDecoded(raw.words) { source in
      switch (raw.form, detail) {
      case (.html, .text): return (nil, PlainText.text(ofHTML: source))
      case (.html, .everything):
        let page = raw.base == .document && base == .document ? page : nil
        let both = Sanitiser(base: linkBase(raw.base), page: page).sanitiseAndText(source)
        return (both.html, both.text)
      case (.plain, _):
        if let escaped = MarkupWriter.escaped(source) { return asBody(escaped.span) }
        return asBody(source)
      case (.lines, _): return asBody(MarkupWriter.escapedLines(source).span)
      }
    }
  }

  private func asBody(_ html: Span<UInt8>) -> (html: String?, text: String) {
    guard detail == .everything else { return (nil, PlainText.text(ofHTML: html)) }
    // Plain text may hold controls, in JSON any of them.
    return Sanitiser(base: LinkBase?.none).sanitiseAndText(html)
  }

  // MARK: Pieces

  /// Text on one line; nil if there is none.
  private func line(_ raw: RawText) -> String? {
    if let clean = cleanLine(raw.words) { return clean }
    let line = withDecoded(raw.words) { source in
      switch raw.form {
      case .html: PlainText.line(ofHTML: source)
      case .plain, .lines: PlainText.line(ofText: source)
      }
    }
    return line.isEmpty ? nil : line
  }

  private func link(_ links: RawLinks, log: inout RepairLog) -> String? {
    if let page = links.page, let link = resolve(page, log: &log) { return link }
    if let spare = links.spare, let link = resolve(spare, log: &log) { return link }
    if let original = links.original, let link = resolve(original, log: &log) { return link }
    if let own = links.own, let link = resolve(own, log: &log) { return link }
    return nil
  }

  private func resolve(_ raw: RawReference, log: inout RepairLog) -> String? {
    guard !raw.words.isEmpty || raw.base != .document else { return nil }
    let base = linkBase(raw.base)
    let bytes = unsafe tape.reel.pointee.bytes(of: raw.words)
    let link: String?
    // NZ Herald escapes the ampersands of every link twice.
    if unsafe ByteSearch.first(UInt8(ascii: "&"), in: bytes, from: 0) != nil,
      unsafe ByteSearch.contains("&amp;", in: bytes)
    {
      link = CanonicalLink.resolve(withSingleAmpersands(raw.words).span, against: base)
    } else {
      link = unsafe CanonicalLink.resolve(bytes.span, against: base)
    }
    if let link { return link }
    log.note(
      .unsafeLink, line: raw.line,
      detail: String(String(validUTF8: withSingleAmpersands(raw.words).span).prefix(60)))
    return nil
  }

  private func linkBase(_ raw: RawBase) -> LinkBase? {
    unsafe tape.reel.pointee.base(raw == .document ? base : raw)
  }

  /// The date that is believed most among those that can be read.
  private func date(_ dates: [RawDate], log: inout RepairLog) -> Date? {
    guard !dates.isEmpty else { return nil }
    for raw in dates.count == 1 ? dates : dates.sorted(by: { $0.rank < $1.rank }) {
      let bytes = unsafe tape.reel.pointee.bytes(of: raw.words)
      if let date = unsafe Date(publishedAs: bytes.span) { return date }
      log.note(.unreadableDate, line: raw.line, detail: String(string(raw.words).prefix(40)))
    }
    return nil
  }

  /// Words that are no HTML, on one line; nil if there are none.
  private func plainLine(_ words: Words) -> String? {
    if let clean = cleanLine(words) { return clean }
    let line = unsafe PlainText.line(ofText: tape.reel.pointee.bytes(of: words).span)
    return line.isEmpty ? nil : line
  }

  private mutating func tag(_ language: Words?) -> String? {
    guard let language else { return nil }
    if let lastLanguage, isSame(lastLanguage.words, language) { return lastLanguage.tag }
    let bytes = unsafe tape.reel.pointee.bytes(of: language)
    let line = unsafe PlainText.line(ofText: bytes.span)
    let tag = line.isEmpty || line.utf8.count > 60 ? nil : line
    if !language.isBeside { lastLanguage = (language, tag) }
    return tag
  }

  private func categories(_ raw: [Words]) -> [String] {
    guard !raw.isEmpty else { return [] }
    var result: [String] = []
    result.reserveCapacity(min(raw.count, 200))
    for words in raw where result.count < 200 {
      let line =
        cleanLine(words)
        ?? withDecoded(words) { source in
          var text: [UInt8] = []
          text.reserveCapacity(source.count)
          HTMLEntities.decode(source, 0..<source.count, in: .text, into: &text)
          return PlainText.line(ofText: text.span)
        }
      if !line.isEmpty, !result.contains(line) { result.append(line) }
    }
    return result
  }

  private mutating func names(_ authors: [RawAuthor]) -> [String] {
    guard !authors.isEmpty else { return [] }
    var result: [String] = []
    for author in authors.prefix(100) {
      guard let words = AuthorName.name(of: author, on: tape) else { continue }
      if authors.count == 1, let lastAuthor, isSame(lastAuthor.words, words) {
        return lastAuthor.names
      }
      let line = cleanLine(words) ?? withDecoded(words, PlainText.line(ofHTML:))
      if !line.isEmpty, !result.contains(line) { result.append(line) }
      if authors.count == 1, !words.isBeside { lastAuthor = (words, result) }
    }
    return result
  }

  private func hints(_ feed: RawFeed, ttl: Int?) -> PublishingHints {
    var hints = PublishingHints.none
    let stated = ttl.map { Duration.seconds(min($0, 60 * 24 * 365) * 60) }
    var derived: Duration?
    if let period = feed.updatePeriod.flatMap({ Self.periods[string($0).lowercased()] }) {
      let frequency = max(1, number(feed.updateFrequency) ?? 1)
      derived = .seconds(period / min(frequency, period))
    }
    hints.pause = [stated, derived].compactMap(\.self).max()
    // The specification counts hours from 0; Netscape's RSS 0.91 counted to 24.
    if !feed.skipHours.isEmpty {
      hints.skipHours = Set(
        feed.skipHours.compactMap(number).map { $0 == 24 ? 0 : $0 }
          .filter { (0...23).contains($0) })
    }
    if !feed.skipDays.isEmpty {
      hints.skipDays = Set(
        feed.skipDays.compactMap { Self.days.firstIndex(of: string($0).lowercased()) })
    }
    return hints
  }

  private static let periods = [
    "hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000,
    "yearly": 31_536_000,
  ]

  private static let days = [
    "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
  ]
}
