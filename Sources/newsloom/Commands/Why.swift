import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Storing

/// `newsloom why`: the evidence for one placement.
struct Why: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an item is in its thread: evidence, runner-up and margin.",
    discussion: """
      Also what became of the thread since: which items showed it to be one with another, and what \
      stories.conf ordered.
      """)

  @OptionGroup var file: ConfigurationOption

  @Argument(help: "The item: its number (as `items` and `show` list it), its id or its link.")
  var item: String

  @OptionGroup var json: JSONOption

  func run() throws {
    let (configuration, premises, archive) = try file.openArchive(otherwise: .data)
    guard let filed = try archive.item(item) else {
      throw Stop(
        .data, "there is no item '\(item)'; `newsloom items` and `newsloom search` list them")
    }
    let since = try Since(filed, in: archive, steeredBy: configuration)
    if json.isOn {
      let object =
        filed.json.members + [JSON.Member(key: "placement", value: filed.placement.json)]
        + since.json.members
      return Terminal.print(JSON.object(object).description)
    }
    let placement = filed.placement
    for line in TerminalText.wrapped(filed.item.headline, to: Terminal.width) {
      Terminal.print(Style.bold(line))
    }
    Terminal.print(
      "\(TerminalText.plain(filed.item.sourceName)), "
        + "\(Moment.short(filed.item.date, in: premises.zone)), item \(filed.number)")
    Terminal.print("")
    try say(decision(placement))
    for signal in placement.signals {
      let detail = signal.detail.isEmpty ? "" : ": \(signal.detail)"
      try say("  \(Self.signed(signal.contribution))  \(signal.name)\(detail)")
    }
    if !placement.sharedTerms.isEmpty {
      let terms = placement.sharedTerms.map { "\($0.term) (\(Self.figure($0.share)))" }
      try say(
        "Words in common, with their part of the similarity: \(terms.joined(separator: ", ")).")
    }
    if let runnerUp = placement.runnerUp {
      let name = try archive.thread(runnerUp.thread.rawValue)?.leading.item.headline
      try say(
        "The runner-up was thread \(runnerUp.thread)"
          + (name.map { ", “\($0)”," } ?? "") + " with \(Self.figure(runnerUp.score)).")
    }
    if placement.aloneBecause == nil { try say("The margin is \(Self.figure(placement.margin)).") }
    if let original = placement.copyOf { try say("Its text is a copy of \(original.rawValue).") }
    for merge in placement.merges {
      try say(
        "It showed threads \(merge.gone) and \(merge.kept) to be one (\(Self.figure(merge.score)))."
      )
    }
    try tell(since, of: filed, in: premises.zone)
  }

  /// What became of the item's thread after it was placed.
  private func tell(_ since: Since, of filed: FiledItem, in zone: TimeZone) throws {
    for (number, seen, merge) in since.merges {
      try say(
        "On \(Moment.short(seen, in: zone)) item \(number) showed \(merge.gone) to be part of "
          + "\(merge.kept) (\(Self.figure(merge.score))).")
    }
    for (number, seen, split) in since.splits {
      let isGone = split.items.contains(filed.item.key)
      try say(
        "On \(Moment.short(seen, in: zone)) item \(number) showed \(split.from) to be two stories, as "
          + "alike as \(Self.figure(split.likeness)): \(split.items.count) items, this one "
          + "\(isGone ? "among them" : "not"), went to \(split.into).")
    }
    for (at, deed) in since.deeds {
      let day = Moment.short(at, in: zone)
      switch deed {
      case .merge(let merge):
        try say("On \(day) stories.conf made \(merge.gone) part of \(merge.kept).")
      case .split(let split) where split.items.contains(filed.number):
        try say("On \(day) stories.conf took it out of its thread, into \(split.into).")
      case .split(let split):
        try say(
          "On \(day) stories.conf took item\(split.items.count == 1 ? "" : "s") "
            + "\(split.items.map(String.init).joined(separator: ", ")) out of its thread.")
      case .window: break
      }
    }
    if filed.thread != filed.placement.thread { try say("Its thread is \(filed.thread) now.") }
    if let wish = since.wish { try say("\(wish).") }
  }

  private func decision(_ placement: Placement) -> String {
    if let reason = placement.aloneBecause { return "It was kept alone: \(reason)." }
    if placement.isFirst && placement.score == 0 {
      return "It began thread \(placement.thread): no open thread shared its rarer words."
    }
    if placement.isFirst {
      return
        "It began thread \(placement.thread): the likeliest thread had "
        + "\(Self.figure(placement.score)), and joining takes \(Self.figure(placement.threshold))."
    }
    return
      "It joined thread \(placement.thread) with \(Self.figure(placement.score)); "
      + "joining takes \(Self.figure(placement.threshold))."
  }

  private func say(_ text: String) throws {
    let indent = String(text.prefix { $0 == " " })
    for line in TerminalText.wrapped(text, to: Terminal.width, indent: indent) {
      Terminal.print(line)
    }
  }

  private static func figure(_ value: Double) -> String {
    let scaled = Int((abs(value) * 1000).rounded())
    return (value < 0 ? "−" : "") + "\(scaled / 1000).\(CivilTime.padded(scaled % 1000, 3))"
  }

  private static func signed(_ value: Double) -> String { (value >= 0 ? "+" : "") + figure(value) }
}

/// What happened to an item's thread after the item was placed in it.
private struct Since {
  /// What later items showed.
  let merges: [(number: Int, seen: Date, merge: Placement.Merge)]
  /// What they showed to be two stories, the item's own thread among them.
  let splits: [(number: Int, seen: Date, split: Placement.Split)]
  /// What stories.conf ordered, of this item or of the threads that it was in.
  var deeds: [(at: Date, deed: SteeringRecord.Deed)] = []
  /// The line that follows the story or leaves it out, in words.
  let wish: String?

  init(_ filed: FiledItem, in archive: Archive, steeredBy configuration: Configuration) throws {
    let apart = try archive.splits(since: filed.number)
    let left = apart.filter { $0.split.items.contains(filed.item.key) }.map(\.split.from)
    let shown = try archive.merges(since: filed.number, in: [filed.thread] + left)
    var thread = filed.placement.thread
    var merges: [(number: Int, seen: Date, merge: Placement.Merge)] = []
    var splits: [(number: Int, seen: Date, split: Placement.Split)] = []
    // All kinds in the order in which they happened, following the thread from name to name.
    var later = shown[...]
    var laterApart = apart[...]
    func followMerges(through number: Int) {
      while let next = later.first, next.number <= number {
        if next.merge.gone == thread || next.merge.kept == thread {
          merges.append(next)
          thread = next.merge.kept
        }
        later.removeFirst()
      }
    }
    func follow(through number: Int) {
      // What one item showed to be one, it showed before what it showed to be two.
      while let next = laterApart.first, next.number <= number {
        followMerges(through: next.number)
        if next.split.from == thread {
          splits.append(next)
          if next.split.items.contains(filed.item.key) { thread = next.split.into }
        }
        laterApart.removeFirst()
      }
      followMerges(through: number)
    }
    for record in try archive.steering() where record.afterItem >= filed.number {
      follow(through: record.afterItem)
      switch record.deed {
      case .merge(let merge) where merge.gone == thread || merge.kept == thread:
        deeds.append((record.at, record.deed))
        thread = merge.kept
      case .split(let split):
        if split.items.contains(filed.number) {
          deeds.append((record.at, record.deed))
          thread = split.into
        } else if split.rests.contains(where: { $0.thread == thread }) {
          deeds.append((record.at, record.deed))
        }
      case .merge, .window: break
      }
    }
    follow(through: .max)
    self.merges = merges
    self.splits = splits
    let (followed, muted) = try Steering(StorySteering(beside: configuration.file), in: archive)
      .current(in: archive)
    wish =
      followed.contains(filed.thread)
      ? "You follow its story" : muted[filed.thread].map { "Its story is left out by \($0)" }
  }

  var json: JSON {
    [
      "merges_since": .array(
        merges.map {
          [
            "gone": .string($0.merge.gone.rawValue), "kept": .string($0.merge.kept.rawValue),
            "score": .rounded($0.merge.score), "item": .int($0.number), "seen": .instant($0.seen),
          ]
        }),
      "splits_since": .array(
        splits.map {
          [
            "from": .string($0.split.from.rawValue), "into": .string($0.split.into.rawValue),
            "items": .array($0.split.items.map { .string($0.rawValue) }),
            "likeness": .rounded($0.split.likeness), "item": .int($0.number),
            "seen": .instant($0.seen),
          ]
        }),
      "steering": .array(
        deeds.map { at, deed in
          switch deed {
          case .merge(let merge):
            [
              "order": "merge", "at": .instant(at), "gone": .string(merge.gone.rawValue),
              "kept": .string(merge.kept.rawValue),
            ]
          case .split(let split):
            [
              "order": "split", "at": .instant(at), "items": .array(split.items.map(JSON.int)),
              "into": .string(split.into.rawValue),
            ]
          case .window(let seconds):
            ["order": "window", "at": .instant(at), "seconds": .double(seconds)]
          }
        }),
      "wish": .text(wish),
    ]
  }
}
