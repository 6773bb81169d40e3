import ArgumentParser
import Clustering
import Configuring
import Foundation
import NewsModel
import Storing

/// `newsloom replay`: what other settings would make of the archive.
struct Replay: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Thread the archive anew with other settings and tell what would differ.",
    discussion: """
      Places every stored item again in the order in which they came, with what stories.conf ordered \
      meanwhile, and compares the threads with those of the archive, in which nothing is changed. \
      Without --set there is no difference. Where items have been forgotten (`set keep`), it begins \
      behind them.

      A story is told as splitting, joining others, or mixing with others; the items are those that \
      would go elsewhere. KEY is one of \(ClusteringSettings.keys.joined(separator: ", ")).
      """)

  @OptionGroup var file: ConfigurationOption

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A setting to change; may be given again.", valueName: "key=value"))
  var changes: [String] = []

  @Flag(help: "Tell every difference, not only the largest.")
  var all = false

  @OptionGroup var json: JSONOption

  /// Differences told where not all are asked for.
  private static let fewest = 30
  /// Items named of one part of a story.
  private static let itemsNamed = 3
  /// Items between two steps of the progress bar.
  private static let step = 500

  func run() throws {
    var settings = ClusteringSettings()
    let given = try changes.map { try Self.change($0, checkedAgainst: &settings) }
    let (configuration, _, archive) = try file.openArchive(otherwise: .data)
    var before = ClusteringSettings()
    before.window = configuration.settings.window
    var rethreading = try Rethreading(archive, settings: before, changes: given)
    let begun = ContinuousClock.now
    try place(&rethreading)
    let difference = try ThreadingDifference(
      rethreading.assignments.lazy.map {
        (item: $0.item, archived: $0.archived, placed: rethreading.root(of: $0))
      }
    ) { root, item in
      try archive.thread(ofItem: item) != rethreading.name(ofRoot: root)
    }
    try tell(difference, rethreading, of: archive, changed: given)
    guard Terminal.canShowProgress, difference.items > 0 else { return }
    let seconds = (ContinuousClock.now - begun).timeInterval
    Terminal.complain(
      "\(difference.items) items in \((seconds * 10).rounded() / 10) s, "
        + "\(Int(Double(difference.items) / max(seconds, 0.001))) a second")
  }

  private static func change(
    _ text: String, checkedAgainst settings: inout ClusteringSettings
  ) throws -> (key: String, value: String) {
    guard let sign = text.firstIndex(of: "=") else {
      throw ValidationError("--set takes KEY=VALUE, such as threshold=0.3, not '\(text)'.")
    }
    let key = String(text[..<sign])
    let value = String(text[text.index(after: sign)...])
    guard ClusteringSettings.keys.contains(key) else {
      let near = Suggestion.nearest(to: key, among: ClusteringSettings.keys)
      throw ValidationError(
        "There is no setting '\(key)'" + (near.map { "; did you mean '\($0)'?" } ?? ".")
          + " There are \(ClusteringSettings.keys.joined(separator: ", ")).")
    }
    do {
      try settings.set(key, to: value)
    } catch {
      throw ValidationError("--set \(key)=\(value): \(key) \(error.reason).")
    }
    return (key, value)
  }

  private func place(_ rethreading: inout Rethreading) throws {
    let total = rethreading.assignments.count
    var bar = ProgressBar(total: (total + Self.step - 1) / Self.step)
    var count = 0
    try rethreading.run {
      count += 1
      if count % Self.step == 0 || count == total { bar.advance("\(count) of \(total) items") }
    }
    bar.finish()
  }

  // MARK: Telling

  private func tell(
    _ difference: ThreadingDifference, _ rethreading: Rethreading, of archive: Archive,
    changed: [(key: String, value: String)]
  ) throws {
    let told = difference.changes.prefix(all || json.isOn ? .max : Self.fewest)
    for change in told {
      let lines = try lines(of: change, rethreading, archive)
      if json.isOn {
        try Terminal.print(object(of: change, rethreading, archive).description)
      } else {
        for line in lines { Terminal.print(line) }
        Terminal.print("")
      }
    }
    if told.count < difference.changes.count {
      Terminal.print("and \(difference.changes.count - told.count) smaller ones; --all tells them")
    }
    if json.isOn {
      Terminal.print(summary(difference, rethreading).description)
    } else {
      let what = changed.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      for line in TerminalText.wrapped(
        words(difference, rethreading, changed: what), to: Terminal.width)
      {
        Terminal.print(line)
      }
    }
  }

  private func words(
    _ difference: ThreadingDifference, _ rethreading: Rethreading, changed: String
  ) -> String {
    var words =
      "\(Self.counted(difference.items, "item")) in "
      + "\(Self.counted(difference.threads, "thread")) placed anew"
      + (changed.isEmpty ? "" : " with \(changed)") + ": "
    if difference.changes.isEmpty {
      words += "no differences."
    } else {
      let parts: [(Int, String)] = [
        (difference.count(.split), "would split"),
        (difference.count(.join), "would form by joining"),
        (difference.count(.mix), "would mix"),
        (difference.count(.rename), "would go by another name"),
      ]
      words += parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
      words +=
        "; \(Self.counted(difference.moved, "item")) would move, "
        + "\(Self.counted(difference.unchanged, "thread")) stay as they are."
    }
    if rethreading.settled == .max {
      words += " Others of their time have been forgotten, and no state from between is kept yet."
    } else if rethreading.settled > 0 {
      words +=
        " Items up to number \(rethreading.settled) are left as they are, since others of "
        + "their time have been forgotten."
    }
    return words
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }

  private func summary(_ difference: ThreadingDifference, _ rethreading: Rethreading) -> JSON {
    [
      "kind": "summary", "items": .int(difference.items), "threads": .int(difference.threads),
      "unchanged": .int(difference.unchanged), "splits": .int(difference.count(.split)),
      "joins": .int(difference.count(.join)), "mixes": .int(difference.count(.mix)),
      "renames": .int(difference.count(.rename)), "moved": .int(difference.moved),
      "settled": rethreading.settled == .max ? .null : .int(rethreading.settled),
    ]
  }

  private func object(
    of change: ThreadingDifference.Change, _ rethreading: Rethreading, _ archive: Archive
  ) throws -> JSON {
    [
      "kind": .string(change.kind.rawValue), "moved": .int(change.moved),
      "parts": .array(
        try change.parts.map { part in
          [
            "from": .text(try archive.thread(ofItem: part.items[0])?.rawValue),
            "to": .string(rethreading.name(ofRoot: part.placed).rawValue),
            "stays": .bool(part.stays), "items": .array(part.items.map(JSON.int)),
          ]
        }),
    ]
  }

  private func lines(
    of change: ThreadingDifference.Change, _ rethreading: Rethreading, _ archive: Archive
  ) throws -> [String] {
    let width = Terminal.width
    func fitted(_ text: String) -> String { TerminalText.fitted(text, to: width, fill: false) }
    func name(_ part: ThreadingDifference.Part) throws -> String {
      String(try archive.thread(ofItem: part.items[0])?.rawValue.prefix(6) ?? "")
    }
    func headlines(_ part: ThreadingDifference.Part, atMost most: Int) throws -> [String] {
      try archive.placed(numbered: Array(part.items.prefix(most))).map {
        "item \($0.number)  \($0.item.item.headline)"
      }
    }
    func size(_ part: ThreadingDifference.Part) -> String {
      Self.counted(part.items.count, "item")
    }
    let first = change.parts[0]
    switch change.kind {
    case .rename:
      return [
        Style.bold(
          fitted(
            "\(try name(first)) would be called "
              + "\(rethreading.name(ofRoot: first.placed).rawValue.prefix(6))"))
      ] + (try headlines(first, atMost: 1)).map { fitted("  " + $0) }
    case .split:
      var lines = [Style.bold(fitted("\(try name(first)) would split"))]
      for part in change.parts {
        lines.append(
          fitted(
            "  \(size(part)) \(part.stays ? (part.items.count == 1 ? "stays" : "stay") : "apart")"))
        lines += try told(part, headlines).map { fitted("    " + $0) }
      }
      return lines
    case .join:
      let names = try change.parts.map(name).joined(separator: " + ")
      var lines = [Style.bold(fitted("\(names) would be one"))]
      for part in change.parts {
        lines.append(fitted("  \(size(part)) of \(try name(part))"))
        lines += try told(part, headlines).map { fitted("    " + $0) }
      }
      return lines
    case .mix:
      let names = Set(try change.parts.map(name)).sorted()
      var lines = [Style.bold(fitted("\(names.joined(separator: ", ")) would mix"))]
      var stories: [Int: Int] = [:]
      for part in change.parts { stories[part.placed] = stories[part.placed] ?? stories.count + 1 }
      for part in change.parts {
        lines.append(
          fitted("  \(size(part)) of \(try name(part)) in story \(stories[part.placed] ?? 0)"))
        lines += try told(part, headlines).map { fitted("    " + $0) }
      }
      return lines
    }
  }

  /// One item of a part that stays, some of one that goes, and how many more there are.
  private func told(
    _ part: ThreadingDifference.Part,
    _ headlines: (ThreadingDifference.Part, Int) throws -> [String]
  ) throws -> [String] {
    let most = part.stays ? 1 : Self.itemsNamed
    let more = part.items.count - most
    return try headlines(part, most) + (more > 0 && !part.stays ? ["and \(more) more"] : [])
  }
}
