import Foundation
package import NewsModel

/// What a terminal can show.
package struct TerminalForm: Hashable, Sendable {
  /// Columns.
  package var width: Int
  /// Whether words may be bold, dim or coloured.
  package var isStyled: Bool
  /// Whether words may be links (OSC 8); if not, a story's address stands below it.
  package var hasLinks: Bool

  package init(width: Int, isStyled: Bool, hasLinks: Bool) {
    self.width = max(width, 20)
    self.isStyled = isStyled
    self.hasLinks = hasLinks
  }
}

/// The edition for reading in a terminal. Its headings begin with `#`, `##` for a topic and `###` for
/// a story, so that a pager or an editor can show them alone; nothing else begins a line with `#`.
package struct TerminalPages {
  package let bytes: [UInt8]

  package init(_ digest: DailyDigest, for form: TerminalForm) {
    var writer = Writer(digest, form)
    writer.write()
    bytes = Array(writer.sheet.text.utf8)
  }

  private typealias Run = TerminalSheet.Run

  private struct Writer {
    let digest: DailyDigest
    let form: TerminalForm
    let clock: ZoneClock
    var sheet: TerminalSheet

    init(_ digest: DailyDigest, _ form: TerminalForm) {
      self.digest = digest
      self.form = form
      clock = ZoneClock(zone: digest.span.zone)
      sheet = TerminalSheet(form)
    }

    mutating func write() {
      sheet.line([Run("# " + ZoneClock.title(of: digest.span), .bold)])
      if digest.isOpen {
        sheet.line([
          Run(
            "An open edition: newest at \(clock.weekdayAndTime(digest.written)), closes "
              + "\(clock.weekdayAndTime(digest.span.closes)).")
        ])
      }
      sheet.line([Run(digest.countWords)])
      sheet.line([Run(digest.spanWords(clock), .dim)])
      for gap in digest.gaps {
        sheet.line([
          Run(
            "newsloom was not running from \(clock.weekdayAndTime(gap.from)) to "
              + "\(clock.weekdayAndTime(gap.until)).", .marked)
        ])
      }
      if let reason = digest.emptyBecause {
        sheet.blank()
        sheet.line([Run(reason)])
      }
      for topic in digest.topics { write(topic) }
      sheet.blank()
      sheet.line([Run("That is all.", .dim)])
      foot()
    }

    private mutating func write(_ topic: DigestTopic) {
      sheet.blank()
      sheet.line([Run("## " + topic.heading, .bold)], rest: "   ")
      for story in topic.stories { write(story) }
      if !topic.brief.isEmpty {
        sheet.blank()
        sheet.line([Run("### In brief", .bold)])
        for story in topic.brief {
          let size = " (\(story.lead.outlet), \(story.size))"
          bullet([Run(story.headline.text, link: story.lead.link), Run(size, .dim)])
        }
      }
      if !topic.singles.isEmpty {
        sheet.blank()
        sheet.line([Run("### On their own", .bold)])
        for item in topic.singles {
          var runs = [Run(item.outlet + ":", .dim), Run(" " + item.title.text, link: item.link)]
          if item.isLate { runs.append(Run(" (late)", .dim)) }
          if let watch = item.watch { runs.append(Run(" (watched: \(watch))", .marked)) }
          bullet(runs)
        }
        if let words = topic.unlistedWords { bullet([Run("and \(words)", .dim)]) }
      }
    }

    private mutating func bullet(_ runs: [Run]) {
      sheet.line(runs, indent: "- ", rest: "  ")
    }

    private mutating func write(_ story: DigestStory) {
      sheet.blank()
      sheet.line(
        [Run("###", .bold), Run(" " + story.headline.text, .bold, link: story.lead.link)],
        rest: "    ")
      var standing =
        ["\(story.lead.outlet) \(clock.near(story.lead.date, in: digest.span))"]
        + story.standing
      if let words = story.awakening(in: digest.span) { standing.append(words) }
      var runs = [Run(standing.joined(separator: " · "), .dim)]
      for watch in Set(story.items.compactMap(\.watch)).sorted() {
        runs.append(Run(" · watched: \(watch)", .marked))
      }
      sheet.line(runs, indent: "  ")
      if !form.hasLinks, let link = story.lead.link?.webLink { sheet.address(link, indent: "  ") }
      if !story.quotes.isEmpty {
        var runs = [Run(story.quotes.map(\.text.text).joined(separator: " "))]
        if let outlet = story.quotes.first?.outlet, outlet != story.lead.outlet {
          runs.append(Run(" (\(outlet))", .dim))
        }
        sheet.line(runs, indent: "  ")
      }
      for correction in story.corrections { said(correction.kind.label, correction.words) }
      for quote in story.new { said("New", quote) }
      for quote in story.sole { said("Only in \(quote.outlet)", quote, isNamed: true) }
      for figure in story.figures {
        let values = figure.values.map { "\($0.text.text) (\($0.outlet))" }
        labelled("Figures", [Run(" " + values.joined(separator: "; "))])
      }
      for change in story.headlineChanges {
        labelled(
          "Headline changed",
          [
            Run(" \(change.outlet), “\(change.before.text)” became “\(change.after.text)”")
          ])
      }
      also(story)
    }

    private mutating func also(_ story: DigestStory) {
      guard !story.also.isEmpty else { return }
      var runs: [Run] = []
      for (index, outlet) in story.also.prefix(12).enumerated() {
        if index > 0 { runs.append(Run(",")) }
        runs.append(Run(" " + outlet.name, link: outlet.link))
      }
      let more = story.also.count - 12
      if more > 0 { runs.append(Run(" and \(more) more")) }
      labelled("Also", runs)
    }

    private mutating func said(_ label: String, _ quote: DigestQuote, isNamed: Bool = false) {
      var runs = [Run(" " + quote.text.text.inQuotationMarks, link: quote.link)]
      if !isNamed { runs.append(Run(" (\(quote.outlet))", .dim)) }
      labelled(label, runs)
    }

    private mutating func labelled(_ label: String, _ runs: [Run]) {
      sheet.line([Run(label + ":", .bold)] + runs, indent: "  ", rest: "    ")
    }

    private mutating func foot() {
      var lines: [String] = []
      if !digest.dropped.isEmpty {
        lines.append("Dropped by your rules: \(digest.dropped.count), see dropped.txt")
      }
      if digest.counts.late > 0 { lines.append("Late: \(Words.count(digest.counts.late, "item"))") }
      for trouble in digest.failing {
        lines.append("Failed: \(trouble.name)\(since(trouble)): \(trouble.sentence)")
      }
      for trouble in digest.silent {
        lines.append("Silent: \(trouble.name)\(since(trouble)): \(trouble.sentence)")
      }
      guard !lines.isEmpty else { return }
      sheet.blank()
      for line in lines { sheet.line([Run(line, .dim)], rest: "  ") }
    }

    private func since(_ trouble: DailyDigest.Trouble) -> String {
      trouble.since.map { " since \(clock.near($0, in: digest.span))" } ?? ""
    }
  }
}
