import Foundation
import NewsModel

/// A story as part of a page: in full, or as a line.
struct StoryBlock {
  var clock: ZoneClock
  var span: EditionSpan
  var root: String
  /// How many items stand in a story's details; the rest is on its lasting page.
  var itemLimit: Int
  /// The file names of the outlets' pages, as far as they have one.
  var sources: [String: String] = [:]

  /// How large a story stands: the first of the edition, the first of its topic, the next ones, and
  /// those below them.
  enum Size {
    case lead, first, plain, small

    fileprivate var name: HTML {
      switch self {
      case .lead: "lead"
      case .first: "first"
      case .plain: "plain"
      case .small: "small"
      }
    }

    /// How many notes of one kind stand under it; the rest is on the story's own page.
    fileprivate var notes: (new: Int, sole: Int, changes: Int) {
      switch self {
      case .lead, .first: (3, 2, 2)
      case .plain, .small: (2, 1, 1)
      }
    }
  }

  /// The story in full; a wide one has its notes beside it where there is room.
  func full(_ story: DigestStory, size: Size, isWide: Bool = true) -> HTML {
    let wide: HTML = isWide ? " wide" : ""
    let rich: HTML = isWide && hasNotes(story) ? " rich" : ""
    let long: HTML = story.headline.text.count > 110 ? " long" : ""
    return """
      <article class="story \(size.name)\(wide)\(rich)\(long)" id="s-\(story.id.rawValue)">
      <h3\(voice: story.headline.language)>\(HTML.blockLink(story.headline, to: story.lead.link))</h3>
      \(byline(story))\
      \(body(of: story, size: size))\
      \(also(story))\
      \(details(story))</article>

      """
  }

  /// Whether something is new, sole, different or changed in it.
  func hasNotes(_ story: DigestStory) -> Bool {
    !(story.corrections.isEmpty && story.new.isEmpty && story.sole.isEmpty
      && story.figures.isEmpty && story.headlineChanges.isEmpty)
  }

  /// What is quoted of it, its drawing, and what is new, sole, different or changed in it.
  /// Of a size, so many notes as it has room for; else all.
  func body(of story: DigestStory, size: Size? = nil) -> HTML {
    """
    \(quotes(story.quotes, lead: story.lead.outlet))\
    \(StoryStrip.drawing(of: story, until: span.closes, clock: clock))\
    \(facts(story, size: size))
    """
  }

  /// The story for a mail: without drawing, details and links into the digest directory.
  func mail(_ story: DigestStory) -> HTML {
    let names = story.also.prefix(12).map { HTML.name($0.name, link: $0.link) }
    let more = story.also.count - names.count
    let also: HTML =
      names.isEmpty
      ? HTML()
      : "<p class=\"also\">Also: \(HTML.joined(names, by: ", "))\(more > 0 ? " and \(more) more" : "")</p>\n"
    return """
      <h3\(voice: story.headline.language)>\(HTML.blockLink(story.headline, to: story.lead.link))</h3>
      \(byline(story))\
      \(quotes(story.quotes, lead: story.lead.outlet))\
      \(facts(story))\
      \(also)
      """
  }

  /// The story in a line.
  func line(_ story: DigestStory) -> HTML {
    """
    <li id="s-\(story.id.rawValue)">\(HTML.link(story.headline, to: story.lead.link)) \
    <span class="when">\(HTML.name(story.lead.outlet)) \
    \(HTML.time(story.lead.date, clock.near(story.lead.date, in: span))) · \
    <a href="\(root)story/\(story.page)">\(story.isContinued ? "day \(story.dayNumber), " : "")\(story.size)</a>\
    </span></li>

    """
  }

  /// An outlet's name, leading to its page if it has one.
  func source(_ outlet: String) -> HTML {
    guard let page = sources[outlet] else { return HTML.name(outlet) }
    return "<a href=\"\(root)source/\(page)\"><bdi>\(outlet)</bdi></a>"
  }

  private func byline(_ story: DigestStory) -> HTML {
    var parts: [HTML] = [
      """
      <span class="src">\(source(story.lead.outlet))</span> \
      \(HTML.time(story.lead.date, clock.near(story.lead.date, in: span)))
      """
    ]
    parts += story.standing.map { "<span class=\"fact\">\($0)</span>" }
    if let words = story.awakening(in: span) {
      parts.append("<span class=\"fact\">\(words)</span>")
    }
    let watches = Set(story.items.compactMap(\.watch)).sorted()
    parts += watches.map { "<span class=\"watch\">watched: \($0)</span>" }
    return "<p class=\"by\">\(HTML.joined(parts, by: " · "))</p>\n"
  }

  private func quotes(_ quotes: [DigestQuote], lead: String) -> HTML {
    guard let first = quotes.first else { return HTML() }
    let text = quotes.map(\.text.text).joined(separator: " ")
    // The outlet of the headline above need not be named again.
    let whose: HTML =
      first.outlet == lead
      ? HTML() : " <span class=\"when\">\(HTML.name(first.outlet, link: first.link))</span>"
    return """
      <blockquote><p\(voice: first.text.language)>\(text)\(whose)</p></blockquote>

      """
  }

  private func facts(_ story: DigestStory, size: Size? = nil) -> HTML {
    var facts: [HTML] = []
    let limit = size?.notes ?? (new: .max, sole: .max, changes: .max)
    let new = story.new.prefix(limit.new)
    let sole = story.sole.prefix(limit.sole)
    let changes = story.headlineChanges.suffix(limit.changes)
    let more =
      story.new.count - new.count + story.sole.count - sole.count
      + story.headlineChanges.count - changes.count
    for correction in story.corrections {
      let label = correction.kind.label
      facts.append("<div class=\"changed\"><dt>\(label)</dt>\(said(correction.words))</div>\n")
    }
    if !new.isEmpty {
      facts.append("<div class=\"new\"><dt>New</dt>\(new.map { said($0) })</div>\n")
    }
    for quote in sole {
      facts.append(
        "<div class=\"sole\"><dt>Only in \(HTML.name(quote.outlet))</dt>\(said(quote, isNamed: true))</div>\n"
      )
    }
    for figure in story.figures {
      let values = figure.values.map { value -> HTML in
        """
        \(HTML.voice(value.text)) <span class="when">\(HTML.name(value.outlet, link: value.link)) \
        \(HTML.time(value.date, clock.near(value.date, in: span)))</span>
        """
      }
      facts.append(
        "<div class=\"figures\"><dt>Figures</dt><dd>\(HTML.joined(values, by: "; "))</dd></div>\n")
    }
    if !changes.isEmpty {
      let lines = changes.map { change -> HTML in
        """
        <dd><del\(voice: change.before.language)>\(change.before.text)</del> \
        <span class="to">became</span> <ins\(voice: change.after.language)>\(change.after.text)</ins> \
        <span class="when">\(HTML.name(change.outlet)) \
        \(HTML.time(change.seen, clock.near(change.seen, in: span)))</span></dd>
        """
      }
      facts.append("<div class=\"changed\"><dt>Headline changed</dt>\(lines)</div>\n")
    }
    guard !facts.isEmpty else { return HTML() }
    let rest: HTML =
      more > 0
      ? """
      <div><dt>And</dt><dd><span class="when"><a href="\(root)story/\(story.page)">\(more) more on the story’s \
      own page</a></span></dd></div>

      """ : HTML()
    return "<dl class=\"facts\">\n\(facts)\(rest)</dl>\n"
  }

  private func said(_ quote: DigestQuote, isNamed: Bool = false) -> HTML {
    let time = HTML.time(quote.date, clock.near(quote.date, in: span))
    let whose: HTML = isNamed ? time : "\(HTML.name(quote.outlet, link: quote.link)) \(time)"
    // <q> brings marks of its own.
    let words: HTML =
      quote.text.text.beginsQuoted
      ? "<span\(voice: quote.text.language)>\(quote.text.text)</span>"
      : "<q\(voice: quote.text.language)>\(quote.text.text)</q>"
    return "<dd>\(words) <span class=\"when\">\(whose)</span></dd>"
  }

  private func also(_ story: DigestStory) -> HTML {
    guard !story.also.isEmpty else { return HTML() }
    let shown = story.also.prefix(12).map { HTML.name($0.name, link: $0.link) }
    let more = story.also.count - shown.count
    let rest: HTML =
      more > 0
      ? ", <a class=\"all\" href=\"\(root)story/\(story.page)\">and \(Words.grouped(more)) more</a>"
      : HTML()
    return "<p class=\"also\">Also: \(HTML.joined(shown, by: ", "))\(rest)</p>\n"
  }

  private func details(_ story: DigestStory) -> HTML {
    """
    <details><summary>\(Words.count(story.itemCount, "report")), and why they are here</summary>
    <p>\(story.rankWords)</p>
    \(groups(story))\
    \(itemLimit > 0 ? itemList(story, limit: itemLimit) : HTML())\
    <p><a href="\(root)story/\(story.page)" aria-label="The whole story: \(story.headline.text)">The whole story</a></p>
    </details>

    """
  }

  /// Which outlets count as one because they print one text or have one owner; nothing where none do.
  func groups(_ story: DigestStory) -> HTML {
    let shared = story.groups.filter { $0.outlets.count > 1 }
    guard !shared.isEmpty else { return HTML() }
    let lines = shared.prefix(8).map { group -> HTML in
      let names = group.outlets.prefix(20).map { HTML.name($0) }
      return "\(HTML.joined(Array(names), by: ", ")) (\(HTML.name(group.origin)))"
    }
    return "<p class=\"also\">Of one origin: \(HTML.joined(lines, by: "; ")).</p>\n"
  }

  /// The newest items, in order of arrival.
  func itemList(_ story: DigestStory, limit: Int) -> HTML {
    let shown = story.items.suffix(limit)
    let hidden = story.itemCount - shown.count
    let before: HTML =
      hidden > 0
      ? "<p class=\"more\">\(Words.count(hidden, "earlier report")) on the story’s own page.</p>\n"
      : HTML()
    return
      "\(before)<ol class=\"items\">\n\(shown.map { row($0, time: clock.near($0.date, in: span)) })</ol>\n"
  }

  func row(_ item: DigestItem, time: String) -> HTML {
    var notes: [HTML] = []
    if item.isNew { notes.append("<span class=\"fresh\">new</span>") }
    if item.isLate { notes.append("late") }
    if item.isCopy { notes.append("the same text as an earlier report") }
    if item.origin != item.outlet, !item.isCopy {
      notes.append("text of \(HTML.name(item.origin))")
    }
    if let reworded = item.reworded {
      notes.append("reworded \(HTML.time(reworded, clock.near(reworded, in: span)))")
    }
    notes.append(item.reason.markup)
    return """
      <li>\(HTML.time(item.date, time)) \
      <span class="src">\(HTML.name(item.outlet))</span> \
      \(HTML.link(item.title, to: item.link)) \
      <span class="why">\(HTML.joined(notes, by: " · "))</span></li>

      """
  }
}
