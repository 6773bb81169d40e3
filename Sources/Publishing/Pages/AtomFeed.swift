import Foundation
package import NewsModel

/// Atom 1.0 (RFC 4287): `feed.xml` with an entry for each of the newest editions, `stories.xml` with
/// one for each story of the newest.
struct AtomFeed {
  let bytes: Page.Body

  /// How many editions a feed holds.
  static let length = 30

  /// `editions` newest first, written in `formats`. `identity` tells one digest directory from
  /// another, so that ids stay the same wherever the directory is moved to and two directories never
  /// share one.
  init(
    _ editions: [DigestSummary], identity: String, formats: [DigestFormat] = DigestFormat.usual
  ) {
    // The page if there is one, else what reads most like it.
    let linked = DigestFormat.allCases.first { $0.isOfEdition && formats.contains($0) }
    bytes = Self.feed(
      name: "feed.xml", page: "index.html", title: "newsloom",
      subtitle: "One edition a day, each story once", id: identity,
      updated: editions.first?.span.closes,
      entries: editions.prefix(Self.length).map {
        Self.entry($0, identity: identity, linked: linked)
      })
  }

  /// Stories, the newest first. An entry's `updated` moves when an item with a text
  /// of its own comes in, and for nothing else: copies and changes of wording leave it.
  init(_ stories: [DigestStory], identity: String) {
    let dated = stories.map { (story: $0, updated: Self.updated($0)) }
      .sorted { ($1.updated, $0.story.id) < ($0.updated, $1.story.id) }
    bytes = Self.feed(
      name: "stories.xml", page: "today.html", title: "newsloom: stories",
      subtitle: "An entry a story, updated when there is something new", id: identity + " stories",
      updated: dated.first?.updated,
      entries: dated.map { Self.entry($0.story, updated: $0.updated, identity: identity) })
  }

  private static func updated(_ story: DigestStory) -> Date {
    story.items.filter { !$0.isCopy }.map(\.seen).max() ?? story.first
  }

  private static func feed(
    name: String, page: String, title: String, subtitle: String, id: String, updated: Date?,
    entries: [HTML]
  ) -> Page.Body {
    let feed: HTML = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
      <title>\(title)</title>
      <subtitle>\(subtitle)</subtitle>
      <id>\(urn(id))</id>
      <updated>\((updated ?? Date(timeIntervalSince1970: 0)).rfc3339)</updated>
      <author><name>newsloom</name></author>
      <generator>newsloom</generator>
      <link rel="self" type="application/atom+xml" href="\(name)"/>
      <link rel="alternate" type="text/html" href="\(page)"/>
      \(entries)</feed>

      """
    return feed.bytes
  }

  private static func entry(_ story: DigestStory, updated: Date, identity: String) -> HTML {
    let language: HTML =
      story.headline.language?.languageTag.map { " xml:lang=\"\($0)\"" } ?? HTML()
    let quote = story.quotes.map(\.text.text).joined(separator: " ")
    let first = story.items.map(\.seen).min() ?? updated
    return """
      <entry>
      <title\(language)>\(story.headline.text)</title>
      <id>\(urn(identity + " story " + story.id.rawValue))</id>
      <updated>\(updated.rfc3339)</updated>
      <published>\(first.rfc3339)</published>
      <link rel="alternate" type="text/html" href="story/\(story.page)"/>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p\(xmlVoice(story.headline.language))>\(quote)</p>
      <p>\(story.lead.outlet): \(story.standing.joined(separator: " · "))</p></div></content>
      </entry>

      """
  }

  private static func entry(
    _ edition: DigestSummary, identity: String, linked: DigestFormat?
  ) -> HTML {
    let place = edition.span.directory
    let link: HTML =
      linked.map {
        "<link rel=\"alternate\" type=\"\($0.mediaType)\" href=\"\(place)/\($0.fileName)\"/>\n"
      } ?? HTML()
    let counts = edition.counts
    let summary =
      edition.emptyBecause
      ?? "\(Words.count(counts.stories, "story", "stories")), \(counts.fresh) new and "
      + "\(counts.continued) continued; \(Words.count(counts.items, "item"))."
    let lines = edition.top.map { line -> HTML in
      // Only the page has a place of its own for each story.
      let target: HTML =
        linked == .html
        ? " href=\"\(place)/index.html#s-\(line.id.rawValue)\"" : HTML()
      return """
        <li><a\(target)\(xmlVoice(line.text.language))>\(line.text.text)</a> (\(Words.count(line.outlets, "outlet")))</li>

        """
    }
    let list: HTML = lines.isEmpty ? HTML() : "<ol>\n\(lines)</ol>\n"
    return """
      <entry>
      <title>\(ZoneClock.title(of: edition.span))</title>
      <id>\(urn(identity + " " + edition.span.name))</id>
      <updated>\(edition.span.closes.rfc3339)</updated>
      <published>\(edition.span.closes.rfc3339)</published>
      \(link)<summary>\(summary)</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>\(summary)</p>
      \(list)</div></content>
      </entry>

      """
  }

  private static func xmlVoice(_ language: String?) -> HTML {
    guard let tag = language?.languageTag else { return " dir=\"auto\"" }
    return " xml:lang=\"\(tag)\" lang=\"\(tag)\" dir=\"auto\""
  }

  /// A UUID of version 8 (RFC 9562, section 5.8) made of the name by two runs of FNV-1a: the same
  /// name gives the same id for ever.
  static func urn(_ name: String) -> String {
    var halves: [UInt64] = []
    for basis: UInt64 in [0xcbf2_9ce4_8422_2325, 0x6c62_272e_07bb_0142] {
      var hash = basis
      for byte in "newsloom \(name)".utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash ^= hash >> 29
      hash = hash &* 0xbf58_476d_1ce4_e5b9
      halves.append(hash ^ hash >> 32)
    }
    let high = halves[0] & ~0xF000 | 0x8000
    let low = halves[1] & ~(0xC << 60) | 0x8 << 60
    let digits = [high, low].map {
      let hex = String($0, radix: 16)
      return String(repeating: "0", count: 16 - hex.count) + hex
    }.joined()
    var parts: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return "urn:uuid:" + parts.joined(separator: "-")
  }
}

extension DigestStory {
  /// The story with no more than the feed of stories tells of it, for
  /// `DigestDirectory.publishStories(earlier:)`: a tenth of what a big edition says.
  package var asFed: DigestStory {
    var story = self
    story.items = [
      items.min { $0.seen < $1.seen }, items.filter { !$0.isCopy }.max { $0.seen < $1.seen },
    ].compactMap(\.self)
    story.also = []
    story.terms = []
    story.figures = []
    story.headlineChanges = []
    story.corrections = []
    story.new = []
    story.sole = []
    story.told = []
    story.rank.parts = []
    return story
  }
}
