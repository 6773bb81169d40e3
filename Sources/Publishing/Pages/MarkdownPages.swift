import Foundation
import NewsModel

/// The edition as a note in CommonMark: reads well as it is, and on a forge. Links are numbered and
/// listed at the end, since an address in the middle of a line is no reading.
struct MarkdownPages {
  let bytes: [UInt8]

  init(_ digest: DailyDigest) {
    var writer = Writer(digest)
    writer.write()
    bytes = Array(writer.text.utf8)
  }

  private struct Writer {
    let digest: DailyDigest
    let clock: ZoneClock
    var text = ""
    var links: [String] = []
    var numbers: [String: Int] = [:]

    init(_ digest: DailyDigest) {
      self.digest = digest
      clock = ZoneClock(zone: digest.span.zone)
    }

    mutating func write() {
      text = "# \(ZoneClock.title(of: digest.span))\n\n"
      if digest.isOpen {
        text += "*An open edition: newest at \(clock.weekdayAndTime(digest.written)), "
        text += "closes \(clock.weekdayAndTime(digest.span.closes)).*\n\n"
      }
      text += "\(digest.countWords)  \n\(escaped(digest.spanWords(clock)))\n"
      for gap in digest.gaps {
        text += "\nnewsloom was not running from \(clock.weekdayAndTime(gap.from)) to "
        text += "\(clock.weekdayAndTime(gap.until)).\n"
      }
      if let reason = digest.emptyBecause { text += "\n\(escaped(reason))\n" }
      for topic in digest.topics { write(topic) }
      text += "\n---\n\nThat is all.\n"
      foot()
      if !links.isEmpty { text += "\n" }
      for (index, link) in links.enumerated() { text += "[\(index + 1)]: <\(link)>\n" }
    }

    private mutating func write(_ topic: DigestTopic) {
      text += "\n## \(escaped(topic.heading))\n"
      for story in topic.stories { write(story) }
      if !topic.brief.isEmpty {
        text += "\n### In brief\n\n"
        for story in topic.brief {
          let headline = link(story.headline.text, to: story.lead.link)
          text += "- \(headline) (\(escaped(story.lead.outlet)), \(story.size))\n"
        }
      }
      if !topic.singles.isEmpty {
        text += "\n### On their own\n\n"
        for item in topic.singles {
          let title = link(item.title.text, to: item.link)
          text += "- \(escaped(item.outlet)): \(title)"
          if item.isLate { text += " (late)" }
          if let watch = item.watch { text += " **watched: \(escaped(watch))**" }
          text += "\n"
        }
        if let words = topic.unlistedWords { text += "- and \(escaped(words))\n" }
      }
    }

    private mutating func write(_ story: DigestStory) {
      let headline = link(story.headline.text, to: story.lead.link)
      text += "\n### \(headline)\n\n"
      var standing = [
        "\(escaped(story.lead.outlet)) \(clock.near(story.lead.date, in: digest.span))"
      ]
      standing += story.standing
      if let words = story.awakening(in: digest.span) { standing.append(words) }
      standing += Set(story.items.compactMap(\.watch)).sorted().map {
        "**watched: \(escaped($0))**"
      }
      text += standing.joined(separator: " · ") + "\n"
      if !story.quotes.isEmpty {
        let whose = story.quotes.first.map(\.outlet).map {
          $0 == story.lead.outlet ? "" : " (\(escaped($0)))"
        }
        text += "\n> " + escaped(story.quotes.map(\.text.text).joined(separator: " "))
        text += (whose ?? "") + "\n"
      }
      let facts = facts(of: story)
      if !facts.isEmpty { text += "\n" + facts.map { "- \($0)\n" }.joined() }
      if !story.also.isEmpty {
        let names = story.also.prefix(12).map { link($0.name, to: $0.link) }
        let more = story.also.count - names.count
        text += "\nAlso: " + names.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
        text += "\n"
      }
    }

    private mutating func facts(of story: DigestStory) -> [String] {
      var facts: [String] = []
      for correction in story.corrections {
        facts.append(said(correction.kind.label, correction.words))
      }
      for quote in story.new { facts.append(said("New", quote)) }
      for quote in story.sole {
        let outlet = link(quote.outlet, to: quote.link)
        facts.append("**Only in \(outlet):** \(escaped(quote.text.text.inQuotationMarks))")
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
      return facts
    }

    private mutating func said(_ label: String, _ quote: DigestQuote) -> String {
      let outlet = link(quote.outlet, to: quote.link)
      return "**\(label):** \(escaped(quote.text.text.inQuotationMarks)) (\(outlet))"
    }

    private mutating func foot() {
      var lines: [String] = []
      if !digest.dropped.isEmpty {
        lines.append("Dropped by your rules: \(digest.dropped.count), see dropped.txt")
      }
      if digest.counts.late > 0 {
        lines.append("Late: \(Words.count(digest.counts.late, "item"))")
      }
      for (word, troubles) in [("Failed", digest.failing), ("Silent", digest.silent)] {
        for trouble in troubles {
          let since = trouble.since.map { " since \(clock.near($0, in: digest.span))" } ?? ""
          lines.append("\(word): \(escaped(trouble.name))\(since): \(escaped(trouble.sentence))")
        }
      }
      if !lines.isEmpty { text += "\n" + lines.map { "- \($0)\n" }.joined() }
    }

    private mutating func link(_ words: String, to link: String?) -> String {
      guard let link = link?.webLink else { return escaped(words) }
      let number = numbers[link] ?? links.count + 1
      if number > links.count {
        links.append(link)
        numbers[link] = number
      }
      return "[\(escaped(words))][\(number)]"
    }

    private func escaped(_ text: String) -> String { MarkdownPages.escaped(text) }
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
