import Foundation
import NewsModel

/// The edition as a note in CommonMark: reads well as it is, and on a forge.
struct MarkdownPages {
  let bytes: [UInt8]

  init(_ digest: DailyDigest) {
    let clock = ZoneClock(zone: digest.span.zone)
    var text = "# \(ZoneClock.title(of: digest.span))\n\n"
    if digest.isOpen {
      text += "*An open edition: newest at \(clock.weekdayAndTime(digest.written)), "
      text += "closes \(clock.weekdayAndTime(digest.span.closes)).*\n\n"
    }
    text += "\(digest.countWords)  \n\(Self.escaped(digest.spanWords(clock)))\n"
    for gap in digest.gaps {
      text += "\nnewsloom was not running from \(clock.weekdayAndTime(gap.from)) to "
      text += "\(clock.weekdayAndTime(gap.until)).\n"
    }
    if let reason = digest.emptyBecause { text += "\n\(Self.escaped(reason))\n" }
    for topic in digest.topics { text += Self.section(topic, digest: digest, clock: clock) }
    text += "\n---\n\nThat is all.\n"
    text += Self.foot(digest, clock: clock)
    bytes = Array(text.utf8)
  }

  private static func section(_ topic: DigestTopic, digest: DailyDigest, clock: ZoneClock)
    -> String
  {
    var text = "\n## \(escaped(topic.heading))\n"
    for story in topic.stories { text += full(story, digest: digest, clock: clock) }
    if !topic.brief.isEmpty {
      text += "\n### In brief\n\n"
      for story in topic.brief {
        text += "- \(link(story.headline.text, to: story.lead.link)) "
        text += "(\(escaped(story.lead.outlet)), \(story.size))\n"
      }
    }
    if !topic.singles.isEmpty {
      text += "\n### On their own\n\n"
      for item in topic.singles {
        text += "- \(escaped(item.outlet)): \(link(item.title.text, to: item.link))"
        if item.isLate { text += " (late)" }
        if let watch = item.watch { text += " **watched: \(escaped(watch))**" }
        text += "\n"
      }
    }
    return text
  }

  private static func full(_ story: DigestStory, digest: DailyDigest, clock: ZoneClock) -> String {
    var text = "\n### \(link(story.headline.text, to: story.lead.link))\n\n"
    var standing = [
      "\(escaped(story.lead.outlet)) \(clock.near(story.lead.date, in: digest.span))"
    ]
    standing += story.standing
    if let quiet = story.quietSince {
      standing.append("quiet since \(ZoneClock.short(clock.day(of: quiet)))")
    }
    standing += Set(story.items.compactMap(\.watch)).sorted().map { "**watched: \(escaped($0))**" }
    text += standing.joined(separator: " · ") + "\n"
    if !story.quotes.isEmpty {
      let whose = story.quotes.first.map(\.outlet).map {
        $0 == story.lead.outlet ? "" : " (\(escaped($0)))"
      }
      text += "\n> " + escaped(story.quotes.map(\.text.text).joined(separator: " "))
      text += (whose ?? "") + "\n"
    }
    var facts: [String] = []
    for quote in story.new {
      facts.append(
        "**New:** \(escaped(quote.text.text.inQuotationMarks)) (\(link(quote.outlet, to: quote.link)))"
      )
    }
    for quote in story.sole {
      facts.append(
        "**Only in \(link(quote.outlet, to: quote.link)):** \(escaped(quote.text.text.inQuotationMarks))"
      )
    }
    for figure in story.figures {
      let values = figure.values.map {
        "\(escaped($0.text.text)) (\(link($0.outlet, to: $0.link)))"
      }
      facts.append("**Figures:** " + values.joined(separator: "; "))
    }
    for change in story.headlineChanges {
      facts.append(
        "**Headline changed:** \(escaped(change.outlet)), “\(escaped(change.before.text))” became "
          + "“\(escaped(change.after.text))”")
    }
    if !facts.isEmpty { text += "\n" + facts.map { "- \($0)\n" }.joined() }
    if !story.also.isEmpty {
      let names = story.also.prefix(12).map { link($0.name, to: $0.link) }
      let more = story.also.count - names.count
      text += "\nAlso: " + names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
      text += "\n"
    }
    return text
  }

  private static func foot(_ digest: DailyDigest, clock: ZoneClock) -> String {
    var lines: [String] = []
    if !digest.dropped.isEmpty {
      lines.append("Dropped by your rules: \(digest.dropped.count), see dropped.txt")
    }
    if digest.counts.late > 0 { lines.append("Late: \(Words.count(digest.counts.late, "item"))") }
    for (word, troubles) in [("Failed", digest.failing), ("Silent", digest.silent)] {
      for trouble in troubles {
        let since = trouble.since.map { " since \(clock.near($0, in: digest.span))" } ?? ""
        lines.append("\(word): \(escaped(trouble.name))\(since): \(escaped(trouble.sentence))")
      }
    }
    return lines.isEmpty ? "" : "\n" + lines.map { "- \($0)\n" }.joined()
  }

  private static func link(_ words: String, to link: String?) -> String {
    guard let link = link?.webLink else { return escaped(words) }
    return "[\(escaped(words))](<\(link)>)"
  }

  /// The text as CommonMark would print it: what could begin emphasis, a link, code, an HTML tag or
  /// a character reference is escaped wherever it stands; what only means something at the start of
  /// a line, only there (CommonMark 0.31, section 2.4).
  static func escaped(_ text: String) -> String {
    let line = text.plainLine()
    var escaped = ""
    escaped.reserveCapacity(line.utf8.count + 8)
    for character in line {
      switch character {
      case "\\", "`", "*", "_", "[", "]", "~", "|": escaped += "\\"
      case "<":
        escaped += "&lt;"
        continue
      case ">":
        escaped += "&gt;"
        continue
      case "&":
        escaped += "&amp;"
        continue
      default: break
      }
      escaped.append(character)
    }
    if let first = escaped.first, "#+-=".contains(first) { return "\\" + escaped }
    let digits = escaped.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, let mark = escaped.dropFirst(digits.count).first, mark == "." || mark == ")"
    {
      return digits + "\\" + escaped.dropFirst(digits.count)
    }
    return escaped
  }
}
