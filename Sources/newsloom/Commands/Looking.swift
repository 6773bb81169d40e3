import ArgumentParser
import Foundation
import NewsModel
import Storing

/// `newsloom items`: what is stored.
struct Items: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the stored items with their threads, oldest first.")

  @OptionGroup var file: ConfigurationOption

  @Option(help: ArgumentHelp("Only those first seen since this time or day.", valueName: "time"))
  var since: String?

  @OptionGroup var json: JSONOption

  func run() throws {
    let (_, premises, archive) = try file.openArchive()
    let start = try since.map { try Moment.parsed($0, in: premises.zone) }
    var table = Table([
      .init("ITEM", right: true), .init("SEEN", optional: true), .init("SOURCE", flexible: true),
      .init("TITLE", flexible: true), .init("THREAD"),
    ])
    for filed in try archive.items(since: start, limit: nil) {
      if json.isOn {
        Terminal.print(filed.json.description)
      } else {
        table.add([
          "\(filed.number)", Moment.short(filed.item.firstSeen, in: premises.zone),
          filed.item.sourceName, filed.item.headline, String(filed.thread.rawValue.prefix(6)),
        ])
      }
    }
    if !json.isOn { table.show(orSay: "no items" + (since.map { " since \($0)" } ?? "")) }
  }
}

/// `newsloom threads`: the stories of a day.
struct Threads: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the threads with news on a day, the most widely told first.")

  @OptionGroup var file: ConfigurationOption

  @Option(
    help: ArgumentHelp("The day, in the configured zone; today by default.", valueName: "day"))
  var day: String?

  @Flag(help: "Also those that a single item tells.")
  var single = false

  @OptionGroup var json: JSONOption

  func run() throws {
    let (_, premises, archive) = try file.openArchive()
    let chosen =
      try day.map { try Moment.day($0, in: premises.zone) } ?? Day(of: Date(), in: premises.zone)
    let span =
      chosen.instant(
        hour: 0, minute: 0, in: premises.zone)..<chosen.adding(days: 1)
      .instant(hour: 0, minute: 0, in: premises.zone)
    let threads = try archive.threads(seenIn: span)
      .filter { single || json.isOn || $0.members.count > 1 }
      .sorted {
        ($1.outlets.count, $1.members.count, $0.id) < ($0.outlets.count, $0.members.count, $1.id)
      }
    var table = Table([
      .init("THREAD"), .init("OUTLETS", right: true), .init("ITEMS", right: true, optional: true),
      .init("SINCE", optional: true),
      .init("HEADLINE", flexible: true),
    ])
    for thread in threads {
      if json.isOn {
        Terminal.print(thread.json(withItems: false).description)
      } else {
        table.add([
          String(thread.id.rawValue.prefix(6)), "\(thread.outlets.count)",
          "\(thread.members.count)",
          Moment.short(thread.firstReport, in: premises.zone), thread.leading.item.headline,
        ])
      }
    }
    if !json.isOn { table.show(orSay: "no threads of several items on \(chosen)") }
  }
}

/// `newsloom show`: one thread.
struct Show: AsyncParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Show a thread and all its items.")

  @OptionGroup var file: ConfigurationOption

  @Argument(help: "The thread's id, or the beginning of it.")
  var id: String

  @OptionGroup var json: JSONOption

  func run() throws {
    let (_, premises, archive) = try file.openArchive(otherwise: .data)
    guard let thread = try archive.thread(id) else {
      throw Stop(.data, "there is no thread '\(id)'; `newsloom threads` lists today's")
    }
    if json.isOn { return Terminal.print(thread.json(withItems: true).description) }
    let width = Terminal.width
    for line in TerminalText.wrapped(thread.leading.item.headline, to: width) {
      Terminal.print(Style.bold(line))
    }
    let outlets = thread.outlets.count
    Terminal.print(
      "\(thread.id) · \(thread.members.count) items · \(outlets) outlet\(outlets == 1 ? "" : "s") · "
        + "\(Moment.short(thread.firstReport, in: premises.zone)) to "
        + Moment.short(thread.lastReport, in: premises.zone))
    if !thread.aliases.isEmpty {
      Terminal.print("also called \(thread.aliases.map(\.rawValue).joined(separator: ", "))")
    }
    for edition in try archive.earlierEditions(of: thread.id) {
      Terminal.print("told in the edition of \(edition.name)")
    }
    for member in thread.members {
      Terminal.print("")
      let item = member.item
      Terminal.print(
        "\(Moment.short(item.date, in: premises.zone))  \(Style.bold(TerminalText.plain(item.sourceName)))  "
          + Style.dim("item \(member.number)"))
      for line in TerminalText.wrapped(item.headline, to: width, indent: "  ") {
        Terminal.print(line)
      }
      if let link = item.content.link { Terminal.print("  " + Style.dim(TerminalText.plain(link))) }
      for earlier in member.revisions.dropLast() {
        guard let title = earlier.title, title != item.content.title else { continue }
        for line in TerminalText.wrapped("was: \(title)", to: width, indent: "  ") {
          Terminal.print(Style.dim(line))
        }
      }
    }
  }
}

/// `newsloom search`: the archive by words.
struct Search: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find stored items by their words.",
    discussion: """
      All words must be there; "in quotes" they must follow each other; -word must not be there; \
      word* stands for any ending. source:NAME, topic:NAME, after:DAY (that day and later) and \
      before:DAY (earlier) narrow the search, with a - before them the other way. The best come \
      first; without words, the newest.
      """)

  @OptionGroup var file: ConfigurationOption

  @Option(help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit = 20

  @OptionGroup var json: JSONOption

  @Argument(help: "What to look for.")
  var query: [String]

  func run() throws {
    let (_, premises, archive) = try file.openArchive()
    let text = Self.text(of: query)
    let asked = SearchQuery(text, in: premises.zone)
    for remark in asked.remarks { Terminal.complain(TerminalText.plain(remark)) }
    guard !asked.isEmpty else {
      throw ValidationError("There is no word to look for in '\(TerminalText.plain(text))'.")
    }
    let hits = try archive.search(asked, limit: limit)
    if hits.isEmpty {
      for remark in try archive.remarks(on: asked) { Terminal.complain(TerminalText.plain(remark)) }
      if !json.isOn { Terminal.complain(TerminalText.plain("nothing found for \(text)")) }
    }
    for hit in hits {
      let item = hit.item.item
      if json.isOn {
        Terminal.print(
          JSON.object(hit.item.json.members + [.init(key: "snippet", value: .string(hit.snippet))])
            .description)
        continue
      }
      Terminal.print(
        Style.bold(TerminalText.fitted(item.headline, to: Terminal.width, fill: false)))
      Terminal.print(
        Style.dim(
          TerminalText.fitted(
            "\(Moment.short(item.date, in: premises.zone)) · \(item.sourceName) · item \(hit.item.number)"
              + " · thread \(hit.item.thread.rawValue.prefix(6))", to: Terminal.width, fill: false))
      )
      for line in TerminalText.wrapped(hit.snippet, to: Terminal.width, indent: "  ").prefix(3) {
        Terminal.print(line)
      }
    }
  }
}

extension Search {
  /// The words as one query. The shell took the quotes off a phrase: of several words one with blanks
  /// was a phrase, and so is a condition's value.
  static func text(of words: [String]) -> String {
    words.map { word in
      guard word.contains(where: \.isWhitespace), !word.contains("\"") else { return word }
      let field = word.prefix { $0 != ":" }
      let name = field.trimmingPrefix("-").lowercased()
      if ["source", "topic"].contains(name), word.count > field.count {
        let value = word.dropFirst(field.count + 1)
        // A whole query in one pair of quotes has its conditions apart.
        let isWhole = words.count == 1 && value.split(separator: " ").contains { $0.contains(":") }
        return isWhole ? word : "\(field):\"\(value)\""
      }
      return words.count > 1 ? "\"\(word)\"" : word
    }.joined(separator: " ")
  }

  /// The arguments with the words behind `--`, so that `-word` is not taken for an option.
  static func arranged(_ given: some Sequence<String>) -> [String] {
    var options: [String] = []
    var words: [String] = []
    var rest = Array(given)[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--":
        words += rest
        rest = []
      case "-c", "--config", "--limit":
        options.append(argument)
        if let value = rest.popFirst() { options.append(value) }
      case "-h":
        options.append(argument)
      case let option where option.hasPrefix("--"): options.append(option)
      default: words.append(argument)
      }
    }
    return options + (words.isEmpty ? [] : ["--"] + words)
  }
}

/// Times as people write and read them.
enum Moment {
  /// RFC 3339, or a day, which begins at midnight in the zone.
  static func parsed(_ text: String, in zone: TimeZone) throws -> Date {
    if let date = Date(rfc3339: text) { return date }
    return try day(text, in: zone).instant(hour: 0, minute: 0, in: zone)
  }

  static func day(_ text: String, in zone: TimeZone) throws -> Day {
    switch text {
    case "today": return Day(of: Date(), in: zone)
    case "yesterday": return Day(of: Date(), in: zone).adding(days: -1)
    default:
      guard let day = Day(text) else {
        throw ValidationError(
          "'\(text)' is neither a day such as 2026-11-21 nor a time such as 2026-11-21T06:30:00Z.")
      }
      return day
    }
  }

  /// Day and time in the zone: "11-21 06:30", with the year where it is another.
  static func short(_ date: Date, in zone: TimeZone) -> String {
    let day = Day(of: date, in: zone)
    let local = Int(date.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: date)
    let minutes = ((local % 86400) + 86400) % 86400 / 60
    let clock = "\(CivilTime.padded(minutes / 60, 2)):\(CivilTime.padded(minutes % 60, 2))"
    let isThisYear = day.year == Day(of: Date(), in: zone).year
    return (isThisYear ? String(day.description.dropFirst(5)) : day.description) + " " + clock
  }
}
