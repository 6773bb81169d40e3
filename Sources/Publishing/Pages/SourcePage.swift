import Foundation
package import NewsModel

/// A source as its page shows it.
package struct SourceProfile: Hashable, Sendable {
  /// A sentence that only this source had in a story, and the file name of the story's page.
  package struct Sole: Hashable, Sendable {
    package var quote: DigestQuote
    package var headline: DigestText
    package var page: String

    package init(quote: DigestQuote, headline: DigestText, page: String) {
      self.quote = quote
      self.headline = headline
      self.page = page
    }
  }

  package var address: FeedAddress
  package var name: String
  package var topic: String
  /// Its home page.
  package var link: String?
  /// Without items where there are none.
  package var record: SourceRecord
  /// The newest last.
  package var sole: [Sole]

  package init(
    address: FeedAddress, name: String, topic: String, link: String?, record: SourceRecord,
    sole: [Sole]
  ) {
    self.address = address
    self.name = name
    self.topic = topic
    self.link = link
    self.record = record
    self.sole = sole
  }
}

/// What one source was first with, late with and alone with.
struct SourcePage {
  let bytes: Page.Body

  /// `since` is when what is told begins, `until` the close of the edition that it ends with.
  init(_ profile: SourceProfile, since: Date, until: Date, zone: String, hasFeed: Bool = true) {
    let clock = ZoneClock(zone: zone)
    let record = profile.record
    let days = max(Int((until.timeIntervalSince(since) / 86400).rounded()), 1)
    let name = profile.name.plainLine(limit: 80)
    let home = profile.link?.webLink.map { " · <a\(href: $0)>its own page</a>" as HTML } ?? HTML()
    var main: HTML = """
      <header class="head">
      <h1 dir="auto">\(name)</h1>
      <p class="count">\(Words.count(record.items, "item")) in \(Words.count(days, "day")) · \
      <bdi>\(DigestTopic.heading(profile.topic))</bdi>\(home)</p>
      <p class="span">\(ZoneClock.short(clock.day(of: since))) to \
      \(HTML.time(until, clock.weekdayAndTime(until))), \(zone)</p>
      </header>

      """
    if record.items == 0 {
      main += "<p class=\"empty\">Nothing came from it in this time.</p>\n"
    } else {
      main += Self.figures(record)
    }
    if !profile.sole.isEmpty {
      let lines = profile.sole.reversed().map { sole -> HTML in
        let quote = sole.quote
        let words: HTML =
          quote.text.text.beginsQuoted
          ? "<span\(voice: quote.text.language)>\(quote.text.text)</span>"
          : "<q\(voice: quote.text.language)>\(quote.text.text)</q>"
        return """
          <li>\(words) <span class="when">\(HTML.time(quote.date, clock.dayAndTime(quote.date))), in \
          <a href="../story/\(sole.page)"\(voice: sole.headline.language)>\(sole.headline.text)</a></span></li>

          """
      }
      main += """
        <section aria-labelledby="only">
        <h2 id="only">Only here, in stories that others tell too</h2>
        <ul class="lines">
        \(lines)</ul>
        </section>

        """
    }
    if !record.recent.isEmpty {
      let lines = record.recent.map { line -> HTML in
        let title = DigestText(
          line.title.text.plainLine(limit: 280), language: line.title.language?.languageTag)
        return """
          <li>\(HTML.link(title, to: line.link)) \
          <span class="when">\(HTML.time(line.date, clock.dayAndTime(line.date)))</span></li>

          """
      }
      main += """
        <section aria-labelledby="alone">
        <h2 id="alone">Reported by nobody else</h2>
        <ul class="lines">
        \(lines)</ul>
        </section>

        """
    }
    bytes = PageFrame(
      title: name + " · newsloom", root: "../",
      bar: [
        "<a href=\"../today.html\">Today so far</a>", "<a href=\"../status.html\">Sources</a>",
      ],
      hasFeed: hasFeed, kind: "source"
    ).page(
      main,
      foot: """
        <p>First and late are by the publishers’ own dates, in stories that another owner’s source told too. \
        All rests on what the feeds carried.</p>

        """)
  }

  private static func figures(_ record: SourceRecord) -> HTML {
    var facts: [HTML] = []
    func fact(_ name: StaticString, _ figure: String, _ words: String) {
      facts.append(
        """
        <div><dt>\(HTML(stringLiteral: name))</dt><dd><span class="figure">\(figure)</span> \(words)</dd></div>

        """)
    }
    if record.shared > 0 {
      fact(
        "First", percent(record.first, of: record.shared),
        "with \(record.first) of the \(Words.count(record.shared, "story", "stories")) that others told too"
      )
    }
    if let lag = record.lag {
      fact(
        "Behind the first", duration(lag),
        "the median of \(Words.count(record.shared - record.first, "story", "stories")) it was not first with"
      )
    }
    fact(
      "Own texts", percent(record.items - record.copies, of: record.items),
      record.copies == 0
        ? "of its items; none printed a text that an earlier report had"
        : "of its items; \(Words.grouped(record.copies)) printed a text that an earlier report had")
    fact(
      "Alone", percent(record.alone, of: record.items),
      "of its items, \(Words.grouped(record.alone)), nobody else reported")
    return "<dl class=\"record\">\n\(facts)</dl>\n"
  }

  private static func percent(_ part: Int, of whole: Int) -> String {
    "\(Int((Double(part) * 100 / Double(max(whole, 1))).rounded()))\u{202F}%"
  }

  /// "under a minute", "42 min", "3 h 20 min", "2 days 4 h"
  static func duration(_ seconds: TimeInterval) -> String {
    // A publisher's date may be anything; a year is as good as ten.
    let minutes = Int(min(max(seconds, 0), 366 * 86400) / 60)
    switch minutes {
    case 0: return "under a minute"
    case ..<60: return "\(minutes) min"
    case ..<1440: return "\(minutes / 60) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "")
    default:
      let hours = minutes / 60 % 24
      return Words.count(minutes / 1440, "day") + (hours > 0 ? " \(hours) h" : "")
    }
  }

  /// The file names of sources' pages in `source/`: the host and four digits of the address, more of
  /// them for one that would have another's name.
  static func names(of addresses: [FeedAddress]) -> [FeedAddress: String] {
    var names: [FeedAddress: String] = [:]
    var taken: Set<String> = []
    for address in addresses.sorted() where names[address] == nil {
      let host = String(
        address.host.lowercased().filter {
          $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "-")
        }.drop { $0 == "." }.prefix(80))
      var hash: UInt64 = 0xcbf2_9ce4_8422_2325
      for byte in address.key.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      let digits = String(hash, radix: 16)
      let padded = String(repeating: "0", count: 16 - digits.count) + digits
      for count in [4, 8, 16] {
        let name = "\(host.isEmpty ? "file" : host)-\(padded.suffix(count)).html"
        guard taken.insert(name).inserted else { continue }
        names[address] = name
        break
      }
    }
    return names
  }
}
