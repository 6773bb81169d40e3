import NewsModel

/// A topic as a mail and a book show it: what is told and where it was read, and no link into the digest
/// directory, which both are far from.
struct TopicMarkup {
  private let block: StoryBlock

  init(_ digest: DailyDigest) {
    let clock = ZoneClock(zone: digest.span.zone)
    block = StoryBlock(clock: clock, span: digest.span, root: "", itemLimit: 0)
  }

  func story(_ story: DigestStory) -> HTML { block.mail(story) }

  /// Stories in a line each, under a heading; nothing for none.
  func brief(_ stories: some Collection<DigestStory>) -> HTML {
    list(
      "In brief",
      stories.map { story in
        let words: HTML = "\(HTML.name(story.lead.outlet)), \(story.size)"
        return (story.headline, story.lead.link, words)
      })
  }

  /// Items that stand alone, under a heading; nothing for none.
  func singles(_ items: some Collection<DigestItem>) -> HTML {
    list(
      "On their own",
      items.map { item in
        var words = HTML.name(item.outlet)
        if item.isLate { words += " · late" }
        if let watch = item.watch { words += " · watched: \(HTML.name(watch))" }
        return (item.title, item.link, words)
      })
  }

  private func list(_ name: StaticString, _ lines: [(DigestText, String?, HTML)]) -> HTML {
    guard !lines.isEmpty else { return HTML() }
    let items = lines.map { title, link, words -> HTML in
      "<li>\(HTML.link(title, to: link)) <span class=\"when\">\(words)</span></li>\n"
    }
    return "<h3>\(HTML(stringLiteral: name))</h3>\n<ul>\n\(items)</ul>\n"
  }
}
