import NewsModel

/// The archive: months, newest first, a line for each edition with its top three stories.
struct IndexPage {
  let bytes: Page.Body

  /// `editions` newest first; `hasFeed`: whether there is a feed of them beside it.
  init(_ editions: [DigestSummary], hasFeed: Bool = true) {
    var main: HTML = """
      <header class="head">
      <h1>Editions</h1>
      <p class="count"><a href="today.html">Today so far</a>\
      \(editions.isEmpty ? HTML() : " · <a href=\"latest/index.html\">The latest edition</a>" as HTML)</p>
      </header>

      """
    if editions.isEmpty {
      main += "<p class=\"empty\">No edition has closed yet.</p>\n"
    }
    var left = editions[...]
    while let first = left.first {
      let month = left.prefix {
        $0.span.day.year == first.span.day.year && $0.span.day.month == first.span.day.month
      }
      left = left.dropFirst(month.count)
      let id = "m\(first.span.day.year)-\(CivilTime.padded(first.span.day.month, 2))"
      main += """
        <section class="month" aria-labelledby="\(id)">
        <h2 id="\(id)">\(ZoneClock.month(first.span.day.month)) \(String(first.span.day.year))</h2>
        <ul class="days">
        \(month.map(Self.line))</ul>
        </section>

        """
    }
    bytes = PageFrame(
      title: "Editions · newsloom", root: "",
      bar: ["<a href=\"today.html\">Today so far</a>", "<a href=\"status.html\">Sources</a>"],
      hasFeed: hasFeed, kind: "archive"
    ).page(
      main,
      foot: hasFeed
        ? "<p>Subscribe to the editions: <a href=\"feed.xml\">feed.xml</a> (Atom).</p>\n" : HTML())
  }

  private static func line(_ edition: DigestSummary) -> HTML {
    let span = edition.span
    let ordinal = span.ordinal > 1 ? ", \(Words.ordinal(span.ordinal))" : ""
    let name =
      "\(ZoneClock.weekdays[span.day.weekday].prefix(3)) \(ZoneClock.short(span.day))\(ordinal)"
    let page = span.directory + "/index.html"
    let top = edition.top.prefix(3).map { line -> HTML in
      """
      <li><a href="\(page)#s-\(line.id.rawValue)"\(voice: line.text.language)>\(line.text.text)</a></li>

      """
    }
    let stories: HTML =
      edition.top.isEmpty
      ? "<p class=\"span\">\(edition.emptyBecause ?? "No story of several reports.")</p>\n"
      : "<ol>\n\(top)</ol>\n"
    return """
      <li id="e-\(span.name)"><div><a class="date" href="\(page)"><time datetime="\(span.day.description)">\(name)</time></a>\
      <span class="size">\(Words.count(edition.counts.stories, "story", "stories")), \
      \(Words.count(edition.counts.items, "item"))</span></div>
      \(stories)</li>

      """
  }
}
