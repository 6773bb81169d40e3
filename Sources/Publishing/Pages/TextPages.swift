import Foundation
import NewsModel

/// The edition for a terminal or a plain mail: 72 columns, links numbered and listed at the end.
struct TextPages {
  let bytes: [UInt8]

  init(_ digest: DailyDigest) {
    var writer = Writer(digest)
    writer.write()
    bytes = Array(writer.sheet.text.utf8)
  }

  private struct Writer {
    let digest: DailyDigest
    let clock: ZoneClock
    var sheet = TextSheet(width: 72)
    var links: [String] = []
    var numbers: [String: Int] = [:]

    init(_ digest: DailyDigest) {
      self.digest = digest
      clock = ZoneClock(zone: digest.span.zone)
    }

    mutating func write() {
      sheet.line(ZoneClock.title(of: digest.span).uppercased())
      if digest.isOpen {
        sheet.line(
          "An open edition: newest at \(clock.weekdayAndTime(digest.written)), closes "
            + "\(clock.weekdayAndTime(digest.span.closes)).")
      }
      sheet.line(digest.countWords)
      sheet.line(digest.spanWords(clock))
      for gap in digest.gaps {
        sheet.line(
          "newsloom was not running from \(clock.weekdayAndTime(gap.from)) to "
            + "\(clock.weekdayAndTime(gap.until)).")
      }
      if let reason = digest.emptyBecause {
        sheet.blank()
        sheet.line(reason)
      }
      for topic in digest.topics { write(topic) }
      sheet.blank()
      sheet.line("That is all.")
      foot()
      guard !links.isEmpty else { return }
      sheet.blank()
      sheet.rule("-")
      for (index, link) in links.enumerated() { sheet.unbroken("[\(index + 1)] \(link)") }
    }

    private mutating func write(_ topic: DigestTopic) {
      sheet.blank()
      sheet.rule("=")
      sheet.line(topic.heading.uppercased())
      sheet.rule("=")
      for story in topic.stories { write(story) }
      if !topic.brief.isEmpty {
        sheet.blank()
        sheet.line("In brief")
        for story in topic.brief {
          sheet.line(
            "\(story.headline.text) (\(story.lead.outlet), \(story.size))\(mark(story.lead.link))",
            first: "- ", rest: "  ")
        }
      }
      if !topic.singles.isEmpty {
        sheet.blank()
        sheet.line("On their own")
        for item in topic.singles {
          var line = "\(item.outlet): \(item.title.text)"
          if item.isLate { line += " (late)" }
          if let watch = item.watch { line += " (watched: \(watch))" }
          sheet.line(line + mark(item.link), first: "- ", rest: "  ")
        }
        if let words = topic.unlistedWords { sheet.line("and \(words)", first: "- ", rest: "  ") }
      }
    }

    private mutating func write(_ story: DigestStory) {
      sheet.blank()
      sheet.line("* \(story.headline.text)\(mark(story.lead.link))", rest: "  ")
      var standing =
        ["\(story.lead.outlet) \(clock.near(story.lead.date, in: digest.span))"]
        + story.standing
      if let words = story.awakening(in: digest.span) { standing.append(words) }
      standing += Set(story.items.compactMap(\.watch)).sorted().map { "watched: \($0)" }
      sheet.line(standing.joined(separator: " · "), first: "  ", rest: "  ")
      if !story.quotes.isEmpty {
        let whose = story.quotes.first.map(\.outlet).map {
          $0 == story.lead.outlet ? "" : " (\($0))"
        }
        sheet.line(
          story.quotes.map(\.text.text).joined(separator: " ") + (whose ?? ""), first: "  | ",
          rest: "  | ")
      }
      for correction in story.corrections { said(correction.kind.label, correction.words) }
      for quote in story.new { said("New", quote) }
      for quote in story.sole { said("Only in \(quote.outlet)", quote, isNamed: true) }
      for figure in story.figures {
        let values = figure.values.map { "\($0.text.text) (\($0.outlet))" }
        sheet.line("Figures: " + values.joined(separator: "; "), first: "  ", rest: "    ")
      }
      for change in story.headlineChanges {
        sheet.line(
          "Headline changed: \(change.outlet), “\(change.before.text)” became "
            + "“\(change.after.text)”", first: "  ", rest: "    ")
      }
      guard !story.also.isEmpty else { return }
      let names = story.also.prefix(12).map(\.name)
      let more = story.also.count - names.count
      let rest = more > 0 ? " and \(more) more" : ""
      sheet.line("Also: " + names.joined(separator: ", ") + rest, first: "  ", rest: "    ")
    }

    private mutating func said(_ label: String, _ quote: DigestQuote, isNamed: Bool = false) {
      let whose = isNamed ? "" : " (\(quote.outlet))"
      sheet.line(
        "\(label): \(quote.text.text.inQuotationMarks)\(whose)\(mark(quote.link))", first: "  ",
        rest: "    ")
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
      for line in lines { sheet.line(line, rest: "  ") }
    }

    private func since(_ trouble: DailyDigest.Trouble) -> String {
      trouble.since.map { " since \(clock.near($0, in: digest.span))" } ?? ""
    }

    private mutating func mark(_ link: String?) -> String {
      guard let link = link?.webLink else { return "" }
      if let known = numbers[link] { return " [\(known)]" }
      links.append(link)
      numbers[link] = links.count
      return " [\(links.count)]"
    }
  }
}
