import Foundation
import NewsModel

/// Raw feed to document: the order in which things are put right.
struct Normaliser {
  let detail: FeedReader.Detail
  /// The address the document came from.
  let base: String?

  func document(from feed: inout RawFeed, log: inout RepairLog) -> FeedDocument {
    var document = FeedDocument(format: feed.format)
    // Relative links are relative to xml:base, which may itself be relative to where the document
    // came from. Where neither is known they stay as they are.
    var base = base
    if let own = feed.base { base = CanonicalLink.resolve(own, against: base) ?? base }
    document.link = link(feed.links, base: base, log: &log)
    document.title = feed.title.flatMap(line)
    document.description = feed.description.flatMap(line)
    document.language = tag(feed.language)
    document.updated = date(feed.updated, log: &log) ?? date(feed.published, log: &log)
    document.image = feed.image.flatMap { resolve($0, base: base, log: &log) }
    document.ttl = feed.ttl.flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    document.hints = hints(feed, ttl: document.ttl)
    document.items.reserveCapacity(feed.items.count)
    let authors =
      feed.format == .atom10 || feed.format == .atom03 || feed.format == .jsonfeed
      ? names(feed.authors) : []
    let inherited = feed.inheritedLanguage
    for raw in feed.items {
      document.items.append(
        item(from: raw, inheriting: inherited, base: base, authors: authors, log: &log))
    }
    return document
  }

  // MARK: Items

  private func item(
    from raw: RawItem, inheriting language: String?, base: String?, authors: [String],
    log: inout RepairLog
  ) -> FeedItem {
    var item = FeedItem(id: "")
    item.link = link(raw.links, base: base, log: &log)
    if item.link == nil, raw.isPermalink, let id = raw.id, id.isWebAddress {
      item.link = resolve(RawReference(text: id, line: raw.line), base: base, log: &log)
    }
    if item.link == nil, let about = raw.about, about.isWebAddress {
      item.link = resolve(RawReference(text: about, line: raw.line), base: base, log: &log)
    }
    item.title = raw.title.flatMap(line) ?? raw.spareTitle.flatMap(line)
    item.published = date(raw.published, log: &log)
    item.updated = date(raw.updated, log: &log)
    item.authors = names(raw.authors)
    if item.authors.isEmpty { item.authors = authors }
    bodies(of: raw, base: base, into: &item)
    item.categories = categories(raw.categories)
    for enclosure in raw.enclosures {
      guard let url = resolve(enclosure.reference, base: base, log: &log) else { continue }
      item.enclosures.append(
        Enclosure(
          url: url, type: enclosure.type.flatMap { $0.isEmpty ? nil : $0 },
          length: enclosure.length.flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }))
    }
    item.image = raw.image.flatMap { resolve($0, base: base, log: &log) }
    item.source = raw.source.flatMap(line)
    item.language = tag(raw.bodyLanguage ?? raw.language ?? language)
    item.comments = raw.comments.flatMap { resolve($0, base: base, log: &log) }
    item.id = ItemIdentity.id(
      given: raw.id ?? raw.about ?? raw.spareID, link: item.link, title: item.title,
      date: item.published ?? item.updated)
    return item
  }

  /// Content and summary, as text and, if asked for, as HTML.
  private func bodies(of raw: RawItem, base: String?, into item: inout FeedItem) {
    let content = raw.content.flatMap { $0.isBlank ? nil : $0 }
    let summary =
      (raw.summary.flatMap { $0.isBlank ? nil : $0 })
      ?? (raw.spareSummary.flatMap { $0.isBlank ? nil : $0 })
    if let content {
      let body = body(content, base: base)
      item.text = body.text
      item.content = body.html
      if let summary {
        let body = self.body(summary, base: base)
        item.summaryText = body.text
        item.summary = body.html
      }
    } else if let summary {
      let body = body(summary, base: base)
      item.text = body.text
      item.summary = body.html
    }
  }

  private func body(_ raw: RawText, base: String?) -> (html: String?, text: String) {
    let source = DoubleEncoding.undone(raw.text)
    switch (raw.form, detail) {
    case (.html, .text): return (nil, PlainText.text(ofHTML: source))
    case (.html, .everything):
      var base = base
      if let own = raw.base { base = CanonicalLink.resolve(own, against: base) ?? base }
      let both = Sanitiser(base: base).sanitiseAndText(source)
      return (both.html, both.text)
    case (.plain, _):
      let escaped = MarkupWriter.escaped(source)
      return (detail == .everything ? escaped : nil, PlainText.text(ofHTML: escaped))
    }
  }

  // MARK: Pieces

  /// Text on one line; nil if there is none.
  private func line(_ raw: RawText) -> String? {
    if raw.text.isCleanLine { return raw.text }
    let source = DoubleEncoding.undone(raw.text)
    let line: String
    switch raw.form {
    case .html: line = PlainText.line(ofHTML: source)
    case .plain: line = PlainText.line(ofText: source)
    }
    return line.isEmpty ? nil : line
  }

  private func link(_ links: RawLinks, base: String?, log: inout RepairLog) -> String? {
    for reference in [links.page, links.spare, links.original, links.own] {
      guard let reference else { continue }
      if let link = resolve(reference, base: base, log: &log) { return link }
    }
    return nil
  }

  private func resolve(_ raw: RawReference, base: String?, log: inout RepairLog) -> String? {
    guard !raw.text.isEmpty || raw.base != nil else { return nil }
    var base = base
    if let own = raw.base { base = CanonicalLink.resolve(own, against: base) ?? base }
    let text = raw.text.withSingleAmpersands
    if let link = CanonicalLink.resolve(text, against: base) { return link }
    log.note(.unsafeLink, line: raw.line, detail: String(text.prefix(60)))
    return nil
  }

  /// The date that is believed most among those that can be read.
  private func date(_ dates: [RawDate], log: inout RepairLog) -> Date? {
    guard !dates.isEmpty else { return nil }
    for raw in dates.count == 1 ? dates : dates.sorted(by: { $0.rank < $1.rank }) {
      if let date = Date(publishedAs: raw.text) { return date }
      log.note(.unreadableDate, line: raw.line, detail: String(raw.text.prefix(40)))
    }
    return nil
  }

  private func tag(_ language: String?) -> String? {
    guard let language else { return nil }
    let line = PlainText.line(ofText: language)
    return line.isEmpty || line.utf8.count > 60 ? nil : line
  }

  private func categories(_ raw: [String]) -> [String] {
    var result: [String] = []
    for text in raw {
      let line =
        text.isCleanLine
        ? text : PlainText.line(ofText: HTMLEntities.decode(DoubleEncoding.undone(text)))
      if !line.isEmpty, result.count < 200, !result.contains(line) { result.append(line) }
    }
    return result
  }

  private func names(_ authors: [RawAuthor]) -> [String] {
    var result: [String] = []
    for author in authors.prefix(100) {
      guard let name = AuthorName.name(of: author) else { continue }
      let line = name.isCleanLine ? name : PlainText.line(ofHTML: DoubleEncoding.undone(name))
      if !line.isEmpty, !result.contains(line) { result.append(line) }
    }
    return result
  }

  private func hints(_ feed: RawFeed, ttl: Int?) -> PublishingHints {
    var hints = PublishingHints.none
    let stated = ttl.map { Duration.seconds(min($0, 60 * 24 * 365) * 60) }
    var derived: Duration?
    let periods = [
      "hourly": 3600, "daily": 86400, "weekly": 604_800, "monthly": 2_592_000,
      "yearly": 31_536_000,
    ]
    if let word = feed.updatePeriod?.lowercased(), let period = periods[word] {
      let frequency = max(1, feed.updateFrequency.flatMap { Int($0) } ?? 1)
      derived = .seconds(period / min(frequency, period))
    }
    hints.pause = [stated, derived].compactMap(\.self).max()
    // The specification counts hours from 0; Netscape's RSS 0.91 counted to 24.
    hints.skipHours = Set(
      feed.skipHours.compactMap { Int($0) }.map { $0 == 24 ? 0 : $0 }
        .filter { (0...23).contains($0) })
    let days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    hints.skipDays = Set(feed.skipDays.compactMap { days.firstIndex(of: $0.lowercased()) })
    return hints
  }
}

extension String {
  /// Whether it is one line of ASCII without markup, references or needless blanks, so that reading
  /// it as HTML or as text would give the same again. Most titles and names are.
  fileprivate var isCleanLine: Bool {
    unsafe utf8Span.span.withUnsafeBufferPointer { bytes in
      // Begins as after a blank, so that a first blank counts as a second.
      var previous: UInt8 = 0x20
      for index in 0..<bytes.count {
        let byte = unsafe bytes[index]
        guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&"),
          byte != 0x20 || previous != 0x20
        else { return false }
        previous = byte
      }
      return previous != 0x20
    }
  }

  /// With `&amp;` as `&`. NZ Herald escapes the ampersands of every link twice.
  fileprivate var withSingleAmpersands: String {
    let isEscapedTwice = unsafe utf8Span.span.withUnsafeBufferPointer { bytes in
      var index = 0
      while let sign = unsafe ByteSearch.first(UInt8(ascii: "&"), in: bytes, from: index) {
        index = sign + 1
        if unsafe bytes[index...].starts(with: "amp;".utf8) { return true }
      }
      return false
    }
    return isEscapedTwice ? replacing("&amp;", with: "&") : self
  }

  /// Whether it begins as an address of the web does.
  fileprivate var isWebAddress: Bool {
    let head = utf8.prefix(8).map { $0 | 0x20 }
    return head.starts(with: "http://".utf8) || head.starts(with: "https://".utf8)
  }
}
