import ArgumentParser
import Foundation
import NewsModel
import Storing

/// `newsloom why`: the evidence for one placement.
struct Why: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why an item is in its thread: evidence, runner-up and margin.")

  @OptionGroup var file: ConfigurationOption

  @Argument(help: "The item: its number (as `items` and `show` list it), its id or its link.")
  var item: String

  @OptionGroup var json: JSONOption

  func run() throws {
    let (_, premises, archive) = try file.openArchive(otherwise: .data)
    guard let filed = try archive.item(item) else {
      throw Stop(
        .data, "there is no item '\(item)'; `newsloom items` and `newsloom search` list them")
    }
    if json.isOn {
      let object = filed.json.members + [JSON.Member(key: "placement", value: filed.placement.json)]
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
    try say(decision(placement, of: filed, in: archive))
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
  }

  private func decision(_ placement: Placement, of filed: FiledItem, in archive: Archive) throws
    -> String
  {
    var words: String
    if let reason = placement.aloneBecause {
      words = "It was kept alone: \(reason)."
    } else if placement.isFirst && placement.score == 0 {
      words = "It began thread \(placement.thread): no open thread shared its rarer words."
    } else if placement.isFirst {
      words =
        "It began thread \(placement.thread): the likeliest thread had \(Self.figure(placement.score)), "
        + "and joining takes \(Self.figure(placement.threshold))."
    } else {
      words =
        "It joined thread \(placement.thread) with \(Self.figure(placement.score)); "
        + "joining takes \(Self.figure(placement.threshold))."
    }
    if filed.thread != placement.thread {
      words += " That thread has since become part of \(filed.thread)."
    }
    return words
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
