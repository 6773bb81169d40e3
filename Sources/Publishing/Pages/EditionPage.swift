import Foundation
import NewsModel

/// An edition as a page to read: contents, each topic's stories, single items, and the foot that
/// says what is not on it.
struct EditionPage {
  /// Where the page stands in the digest directory.
  enum Place {
    case archive, today

    var root: String {
      switch self {
      case .archive: "../../"
      case .today: ""
      }
    }
  }

  private let digest: DailyDigest
  private let place: Place
  private let previous: EditionSpan?
  private let formats: [DigestFormat]
  private let hasFeed: Bool
  private let clock: ZoneClock
  /// What a page may weigh, so that it opens at once.
  private static let largest = 950_000
  /// How many stories in a line a page holds.
  private static let briefLines = 1500
  /// How many of one outlet's single items stand open.
  private static let perOutlet = 4

  init(
    _ digest: DailyDigest, place: Place, previous: EditionSpan?, formats: [DigestFormat],
    hasFeed: Bool = true
  ) {
    self.digest = digest
    self.place = place
    self.previous = previous
    self.formats = formats
    self.hasFeed = hasFeed
    clock = ZoneClock(zone: digest.span.zone)
  }

  /// The page. On a day that would weigh too much, each story shows fewer of its items, then none, and
  /// the page fewer of the single ones; then fewer stories are told in full. It says where the rest is.
  var bytes: Page.Body {
    let full = max(digest.topics.reduce(0) { $0 + $1.stories.count }, 1)
    var page: Page.Body = []
    for step in Self.steps {
      let told = max(min(full, step.stories), 1)
      page = render(
        StoryBlock(
          clock: clock, span: digest.span, root: place.root,
          itemLimit: step.items > 0 ? max(2, step.items / told) : 0,
          sources: digest.sourcePages ?? [:]),
        singleLimit: step.singles, storyLimit: step.stories)
      if page.count <= Self.largest { break }
    }
    return page
  }

  /// How many items are listed under stories in all, how many single ones, and how many stories are
  /// told in full.
  private static let steps: [(items: Int, singles: Int, stories: Int)] = [
    (4000, 4000, .max), (1600, 1600, .max), (800, 800, .max), (300, 300, .max), (0, 300, .max),
    (0, 300, 200), (0, 300, 100), (0, 300, 40), (0, 100, 10),
  ]

  private func render(_ block: StoryBlock, singleLimit: Int, storyLimit: Int) -> Page.Body {
    var main = head
    if let reason = digest.emptyBecause {
      main += "<p class=\"empty\">\(reason)</p>\n"
    }
    if digest.topics.count > 1 { main += contents }
    var linesLeft = singleLimit
    var briefLeft = Self.briefLines
    var quiet = HTML()
    for (index, topic) in digest.topics.enumerated() {
      let isQuiet = Self.isQuiet(topic)
      let hasQuietNeighbour =
        digest.topics[..<index].last.map(Self.isQuiet) ?? false
        || digest.topics[(index + 1)...].first.map(Self.isQuiet) ?? false
      let section = section(
        topic, number: index + 1, block: block, storyLimit: storyLimit, briefLeft: &briefLeft,
        linesLeft: &linesLeft)
      if isQuiet, hasQuietNeighbour {
        quiet += section
      } else {
        main += Self.beside(quiet) + section
        quiet = HTML()
      }
    }
    main += Self.beside(quiet)
    main += "<p class=\"end\"><span>That is all.</span></p>\n"
    let title = place == .today ? "Today so far" : ZoneClock.title(of: digest.span)
    return PageFrame(
      title: title + " · newsloom", root: place.root, bar: bar, hasFeed: hasFeed, kind: "edition"
    ).page(main, foot: foot)
  }

  /// A topic with a few single items only; such topics stand beside each other.
  private static func isQuiet(_ topic: DigestTopic) -> Bool {
    topic.stories.isEmpty && topic.brief.isEmpty && topic.singles.count <= 12
  }

  private static func beside(_ sections: HTML) -> HTML {
    sections.isEmpty ? HTML() : "<div class=\"beside\">\n\(sections)</div>\n"
  }

  private var bar: [HTML] {
    let root = place.root
    var bar: [HTML] = []
    if let previous {
      bar.append(
        "<a rel=\"prev\" href=\"\(root)\(previous.directory)/index.html\">← \(ZoneClock.short(previous.day))</a>"
      )
    }
    if place == .archive {
      bar.append("<a href=\"\(root)index.html#e-\(digest.span.name)\">Newer →</a>")
      bar.append("<a href=\"\(root)today.html\">Today so far</a>")
    }
    bar.append("<a href=\"\(root)status.html\">Sources</a>")
    return bar
  }

  private var head: HTML {
    let title =
      digest.isOpen ? "Today so far" : ZoneClock.title(of: digest.span)
    var head: HTML = "<header class=\"head\">\n"
    if digest.isOpen {
      head += """
        <p class="open">An open edition: newest at \(HTML.time(digest.written, clock.weekdayAndTime(digest.written))), \
        closes \(HTML.time(digest.span.closes, clock.weekdayAndTime(digest.span.closes))).</p>

        """
    }
    head += """
      <h1>\(title)</h1>
      <div class="sum"><div>
      <p class="count">\(digest.countWords)</p>
      <p class="span">\(digest.spanWords(clock))</p>
      </div>
      \(StoryStrip.day(digest.hours))\
      </div>
      \(gaps)</header>

      """
    return head
  }

  private var gaps: HTML {
    guard !digest.gaps.isEmpty else { return HTML() }
    let spans = digest.gaps.map {
      let until = clock.near($0.until, on: clock.day(of: $0.from))
      return "from \(clock.weekdayAndTime($0.from)) to \(until)"
    }
    return """
      <p class="notice">newsloom was not running \(Words.list(spans)). What the feeds showed only then is not here.</p>

      """
  }

  private var contents: HTML {
    let lines = digest.topics.enumerated().map { index, topic -> HTML in
      let stories = topic.stories.count + topic.brief.count
      let size =
        stories > 0
        ? Words.count(stories, "story", "stories")
        : Words.count(topic.singles.count + (topic.unlisted ?? 0), "item")
      return
        "<li><a href=\"#t\(index + 1)\"><bdi>\(topic.heading)</bdi></a> <span>\(size)</span></li>\n"
    }
    return "<nav class=\"contents\" aria-label=\"Contents\"><ul>\n\(lines)</ul></nav>\n"
  }

  private func section(
    _ topic: DigestTopic, number: Int, block: StoryBlock, storyLimit: Int, briefLeft: inout Int,
    linesLeft: inout Int
  ) -> HTML {
    let stories = topic.stories.filter { $0.rank.position <= storyLimit }
    let brief = topic.stories.filter { $0.rank.position > storyLimit } + topic.brief
    var section: HTML = """
      <section aria-labelledby="t\(number)">
      <h2 id="t\(number)" tabindex="-1">\(topic.heading)</h2>

      """
    if let first = stories.first {
      section += block.full(first, size: first.rank.position == 1 ? .lead : .first)
      section += rest(stories.dropFirst(), block: block)
    }
    if !brief.isEmpty {
      section += "<h3 class=\"sub\">In brief</h3>\n<ul class=\"brief\">\n"
      for story in brief.prefix(briefLeft) { section += block.line(story) }
      section += "</ul>\n"
      section += Self.more(brief.count - briefLeft, "story", "stories")
      briefLeft = max(briefLeft - brief.count, 0)
    }
    let isAlone = stories.isEmpty && brief.isEmpty
    section += singles(topic.singles, isNamed: !isAlone, block: block, linesLeft: &linesLeft)
    if let words = topic.unlistedWords { section += "<p class=\"more\">And \(words).</p>\n" }
    section += "</section>\n"
    return section
  }

  /// The stories below the first: two in a row, but one that has notes takes the row, the notes
  /// beside it.
  private func rest(_ stories: ArraySlice<DigestStory>, block: StoryBlock) -> HTML {
    guard !stories.isEmpty else { return HTML() }
    var rest: HTML = "<div class=\"rest\">\n"
    var isBeside = false
    for (index, story) in stories.enumerated() {
      let next = stories.dropFirst(index + 1).first
      let isWide = block.hasNotes(story) || (!isBeside && next.map(block.hasNotes) ?? true)
      isBeside = !isWide && !isBeside
      rest += block.full(story, size: index < 3 ? .plain : .small, isWide: isWide)
    }
    rest += "</div>\n"
    return rest
  }

  /// Single items by outlet, in the editor's order; of a busy outlet the rest is folded away.
  private func singles(
    _ items: [DigestItem], isNamed: Bool, block: StoryBlock, linesLeft: inout Int
  ) -> HTML {
    guard !items.isEmpty else { return HTML() }
    var list: HTML = isNamed ? "<h3 class=\"sub\">On their own</h3>\n" : ""
    list += "<ul class=\"singles\">\n"
    var left = items[...]
    var unshown = 0
    while let first = left.first {
      let run = left.prefix { $0.outlet == first.outlet && $0.isLate == first.isLate }
      left = left.dropFirst(run.count)
      let shown = run.prefix(max(linesLeft, 0))
      unshown += run.count - shown.count
      linesLeft -= shown.count
      guard !shown.isEmpty else { continue }
      list += "<li><span class=\"src\">\(block.source(first.outlet))</span>\n<ul>\n"
      for item in shown.prefix(Self.perOutlet) { list += single(item) }
      list += "</ul>\n"
      let rest = shown.dropFirst(Self.perOutlet)
      if !rest.isEmpty {
        list += """
          <details><summary>\(Words.grouped(rest.count)) more from \(HTML.name(first.outlet))</summary>
          <ul>
          \(rest.map(single))</ul>
          </details>

          """
      }
      list += "</li>\n"
    }
    list += "</ul>\n"
    return list + Self.more(unshown, "item", "items")
  }

  /// Where the rest of a list is.
  private static func more(_ count: Int, _ noun: String, _ plural: String) -> HTML {
    guard count > 0 else { return HTML() }
    let words = Words.count(count, "more " + noun, "more " + plural)
    return "<p class=\"more\">\(words) in digest.txt and digest.json.</p>\n"
  }

  /// A headline; its time only where it is not of this edition's, so that the list stays calm.
  private func single(_ item: DigestItem) -> HTML {
    var notes: [HTML] = []
    if item.isLate {
      notes.append("late, \(HTML.time(item.date, clock.near(item.date, in: digest.span)))")
    }
    if let watch = item.watch { notes.append("<span class=\"watch\">watched: \(watch)</span>") }
    let words: HTML =
      notes.isEmpty
      ? HTML() : " <span class=\"when\">\(HTML.joined(notes, by: " · "))</span>"
    return "<li>\(HTML.link(item.title, to: item.link))\(words)</li>\n"
  }

  private var foot: HTML {
    var foot: HTML = "<h2>About this edition</h2>\n"
    var facts: [HTML] = []
    func fact(_ name: StaticString, _ words: HTML) {
      facts.append("<div><dt>\(HTML(stringLiteral: name))</dt><dd>\(words)</dd></div>\n")
    }
    if !digest.dropped.isEmpty {
      let words = "\(Words.count(digest.dropped.count, "item")), by your rules"
      fact(
        "Dropped",
        place == .archive ? "\(words): <a href=\"dropped.txt\">dropped.txt</a>" : "\(words)")
    }
    if digest.counts.late > 0 {
      fact(
        "Late",
        "\(Words.count(digest.counts.late, "item")) published before this edition opened; marked “late”"
      )
    }
    if !digest.failing.isEmpty { fact("Failed", troubles(digest.failing)) }
    if !digest.silent.isEmpty { fact("Silent", troubles(digest.silent)) }
    if digest.counts.stories > 0 {
      fact(
        "How to read it",
        """
        Words in quotation marks, and headlines, are the sources’ own. “New”, “Only in” and “Figures” rest on \
        what the feeds carried, not on the pages behind them. Independent: outlets that print one \
        agency’s text, or have one owner, count once.
        """)
    }
    if digest.sourcePages != nil {
      fact(
        "Sources",
        """
        Behind each name in bold: how often that source is first, how late else, and what it alone reports. \
        <a href="\(place.root)status.html">All of them</a>
        """)
    }
    if place == .archive, formats.count > 1 {
      let others = formats.filter { $0 != .html }.map {
        "<a href=\"\($0.fileName)\">\($0.fileName)</a>" as HTML
      }
      fact("Also as", HTML.joined(others, by: ", "))
    }
    foot += facts.isEmpty ? "" : "<dl>\n\(facts)</dl>\n"
    foot += """
      <p>Edition \(digest.span.name), \(digest.isOpen ? "open" : "closed") \
      \(HTML.time(digest.written, clock.weekdayAndTime(digest.written))) (\(digest.span.zone)).</p>

      """
    return foot
  }

  /// A source's name, leading to its page if it has one.
  private func name(_ source: String) -> HTML {
    guard let page = digest.sourcePages?[source] else { return HTML.name(source) }
    return "<a href=\"\(place.root)source/\(page)\"><bdi>\(source)</bdi></a>"
  }

  private func troubles(_ troubles: [DailyDigest.Trouble]) -> HTML {
    let lines = troubles.prefix(40).map { trouble -> HTML in
      let since = trouble.since.map { " since \(clock.near($0, in: digest.span))" } ?? ""
      return "<li>\(name(trouble.name))\(since): \(trouble.sentence)</li>\n"
    }
    let more = troubles.count - lines.count
    let rest: HTML =
      more > 0
      ? "<li>and \(Words.grouped(more)) more: <a href=\"\(place.root)status.html\">status</a></li>\n"
      : HTML()
    return "<ul>\n\(lines)\(rest)</ul>"
  }
}
