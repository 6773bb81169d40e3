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
    if let words = story.awakening(in: digest.span) { standing.append(words) }
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
    for correction in story.corrections {
      let words = correction.words
      facts.append(
        "**\(correction.kind.label):** \(escaped(words.text.text.inQuotationMarks)) "
          + "(\(link(words.outlet, to: words.link)))")
    }
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

  /// The text as CommonMark would print it, and GitHub's and GitLab's kin of it: what could begin
  /// emphasis, a link, code, a formula, an HTML tag or a character reference is escaped; what only
  /// means something at the start of a line, only there (CommonMark 0.31, section 2.4). What means
  /// nothing stays as it is, since the note is read as plain text too.
  static func escaped(_ text: String) -> String {
    let bytes = Array(text.plainLine().utf8)
    var escaped: [UInt8] = []
    escaped.reserveCapacity(bytes.count + 8)
    let digits = bytes.prefix { isDigit($0) }.count
    let dollars = bytes.count { $0 == UInt8(ascii: "$") }
    for (index, byte) in bytes.enumerated() {
      let isEscaped =
        switch Unicode.Scalar(byte) {
        case "\\", "`", "*", "[", "]", "~", "|", "<": true
        // Within a word it is a letter.
        case "_":
          index == 0 || index + 1 == bytes.count || !isLetterOrDigit(bytes[index - 1])
            || !isLetterOrDigit(bytes[index + 1])
        case "&": beginsReference(bytes[(index + 1)...])
        // Two prices would be a formula.
        case "$": dollars > 1
        // A bare address would become a link.
        case ":": bytes[(index + 1)...].starts(with: "//".utf8)
        case "@":
          index > 0 && index + 1 < bytes.count && isLetterOrDigit(bytes[index - 1])
            && isLetterOrDigit(bytes[index + 1])
        case ".":
          bytes[..<index].suffix(3).elementsEqual("www".utf8) || index == digits && index > 0
        case ")": index == digits && index > 0
        case "#", "+", "-", "=", ">": index == 0
        default: false
        }
      if isEscaped { escaped.append(UInt8(ascii: "\\")) }
      escaped.append(byte)
    }
    return String(decoding: escaped, as: UTF8.self)
  }

  /// Whether what follows an ampersand would be read as a character.
  private static func beginsReference(_ bytes: ArraySlice<UInt8>) -> Bool {
    let name = bytes.prefix { isLetterOrDigit($0) || $0 == UInt8(ascii: "#") }
    return !name.isEmpty && bytes.dropFirst(name.count).first == UInt8(ascii: ";")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
