import Foundation
import NewsModel

/// A story's lasting page: all its items by day, with reasons, and the editions that told it.
struct StoryPage {
  let bytes: Page.Body

  /// `story` with all its items, as the edition of `span` knows it; `sources` are the file names of
  /// the outlets' pages.
  init(
    _ story: DigestStory, span: EditionSpan, sources: [String: String] = [:], hasFeed: Bool = true
  ) {
    let clock = ZoneClock(zone: span.zone)
    let block = StoryBlock(
      clock: clock, span: span, root: "../", itemLimit: .max, sources: sources)
    var standing = story.standing
    if story.isContinued { standing.append("\(Words.grouped(story.itemCount)) in all") }
    var main: HTML = """
      <header class="head">
      <h1\(voice: story.headline.language)>\(HTML.blockLink(story.headline, to: story.lead.link))</h1>
      <p class="count">\(standing.joined(separator: " · "))</p>
      <p class="span">\(HTML.time(story.first, clock.weekdayAndTime(story.first))) to \
      \(HTML.time(story.last, clock.weekdayAndTime(story.last))), \(span.zone)</p>
      </header>

      """
    main += block.body(of: story)
    if !story.told.isEmpty {
      let editions = story.told.map { edition -> HTML in
        "<a href=\"../\(edition.directory)/index.html#s-\(story.id.rawValue)\">\(ZoneClock.short(edition.day))</a>"
      }
      main += "<p class=\"also\">Told in the editions of \(HTML.joined(editions, by: ", "))</p>\n"
    }
    if !story.terms.isEmpty {
      let terms = story.terms.map { HTML.name($0) }
      main += "<p class=\"also\">Its words: \(HTML.joined(terms, by: ", "))</p>\n"
    }
    main += Self.shares(story, block: block, clock: clock)
    main += Self.timeline(story, block: block, clock: clock)
    bytes = PageFrame(
      title: story.headline.text + " · newsloom", root: "../",
      bar: [
        "<a href=\"../today.html\">Today so far</a>", "<a href=\"../status.html\">Sources</a>",
      ],
      hasFeed: hasFeed, kind: "thread"
    ).page(
      main,
      foot: """
        <p>Story \(story.id.rawValue), as the edition of \(ZoneClock.title(of: span)) knows it. Headlines and quoted sentences are the sources’ own; they rest on what the feeds \
        carried.</p>

        """)
  }

  /// A page that only leads on: the story was found to be part of another.
  init(leadingTo page: String, headline: DigestText, hasFeed: Bool = true) {
    bytes = PageFrame(
      title: headline.text + " · newsloom", root: "../", hasFeed: hasFeed, kind: "thread"
    ).page(
      """
      <header class="head">
      <h1>This story is part of another</h1>
      <p class="count"><a href="\(page)"\(voice: headline.language)>\(headline.text)</a></p>
      </header>

      """, foot: HTML())
  }

  /// Who told it, when first, how long after the first and how much: in the order of first reports.
  private static func shares(_ story: DigestStory, block: StoryBlock, clock: ZoneClock) -> HTML {
    guard story.outletCount > 1 else { return HTML() }
    var order: [String] = []
    var reports: [String: [DigestItem]] = [:]
    for item in story.items.sorted(by: { ($0.date, $0.number) < ($1.date, $1.number) }) {
      if reports[item.outlet] == nil { order.append(item.outlet) }
      reports[item.outlet, default: []].append(item)
    }
    let all = max(story.items.count, 1)
    let rows = order.prefix(60).map { outlet -> HTML in
      let mine = reports[outlet] ?? []
      let began = mine.first?.date ?? story.first
      let behind: HTML =
        began > story.first
        ? "\(SourcePage.duration(began.timeIntervalSince(story.first)))" : "first"
      let copies = mine.count(where: \.isCopy)
      let texts: HTML =
        copies == 0 ? "own" : copies == mine.count ? "copied" : "\(copies) copied"
      return """
        <tr><th scope="row">\(block.source(outlet))</th>\
        <td class="n">\(HTML.time(began, clock.dayAndTime(began)))</td><td class="n">\(behind)</td>\
        <td class="n">\(mine.count)</td><td class="n">\(mine.count * 100 / all)\u{202F}%</td><td>\(texts)</td></tr>

        """
    }
    let more = order.count - rows.count
    let rest: HTML =
      more > 0 ? "<p class=\"more\">And \(Words.count(more, "more outlet")).</p>\n" : HTML()
    return """
      <section aria-labelledby="who">
      <h2 id="who">Who tells it</h2>
      <div class="scroll" role="group" aria-labelledby="who" tabindex="0">
      <table>
      <thead><tr><th scope="col">Outlet</th><th scope="col" class="n">First report</th>\
      <th scope="col" class="n">After the first</th><th scope="col" class="n">Reports</th>\
      <th scope="col" class="n">Share</th><th scope="col">Texts</th></tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>
      \(rest)\(block.groups(story))</section>

      """
  }

  private static func timeline(_ story: DigestStory, block: StoryBlock, clock: ZoneClock) -> HTML {
    var section: HTML = "<section aria-labelledby=\"all\">\n<h2 id=\"all\">All reports</h2>\n"
    var left = story.items.sorted { ($0.date, $0.number) < ($1.date, $1.number) }[...]
    while let first = left.first {
      let day = clock.day(of: first.date)
      let run = left.prefix { clock.day(of: $0.date) == day }
      left = left.dropFirst(run.count)
      section += """
        <h3 class="sub">\(ZoneClock.long(day))</h3>
        <ol class="items">
        \(run.map { block.row($0, time: clock.time($0.date)) })</ol>

        """
    }
    section += "</section>\n"
    return section
  }
}
