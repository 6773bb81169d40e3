import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// `newsloom status`: how each source does.
struct Status: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A line a source: state, last success, next poll, items a day.",
    discussion: """
      With SOURCE, tells of that source in words and shows its last polls. ALONE is the share of a \
      source's items that no one else had. Lists of feeds that are included are told below, with \
      what they last gave.
      """)

  @OptionGroup var file: ConfigurationOption
  @OptionGroup var json: JSONOption

  @Argument(help: "A source's address or name, or a part of either.")
  var source: String?

  private static func megabytes(_ bytes: Int) -> String {
    let tenths = Int((Double(bytes) / 104857.6).rounded())
    return tenths < 100 ? "\(tenths / 10).\(tenths % 10)" : "\(tenths / 10)"
  }

  func run() throws {
    let configuration = try file.read()
    let premises = Premises(configuration)
    // Before the first poll every source is waiting.
    let archive =
      FileManager.default.fileExists(atPath: premises.archive)
      ? try Archive(at: premises.archive, for: .reading) : nil
    let followed = try archive.map { try configuration.followingLists(in: $0) } ?? configuration
    let lists = try ListReport.all(
      for: configuration.lists, in: archive, zone: premises.zone)
    let now = Date()
    let rows = try SourceReport.rows(
      for: followed.sources, in: archive, at: now, zone: premises.zone)
    if let source {
      for row in try SourceStatus.meant(by: source, among: rows) {
        let status = SourceStatus(row: row, archive: archive, zone: premises.zone)
        if json.isOn { try status.showJSON() } else { try status.show() }
      }
      return
    }
    var table = Table([
      .init("SOURCE", flexible: true), .init("STATE"), .init("HTTP", right: true, optional: true),
      .init("LAST", optional: true), .init("NEXT", optional: true),
      .init("A DAY", right: true, optional: true), .init("ALONE", right: true, optional: true),
      .init("WHAT", flexible: true),
    ])
    for row in rows {
      if json.isOn {
        Terminal.print(row.json(isPublished: false).description)
        continue
      }
      let state = row.state
      table.add([
        row.name, state.condition.rawValue, state.httpStatus.map(String.init) ?? "",
        state.lastSuccess.map { Moment.short($0, in: premises.zone) } ?? "never",
        state.nextPoll.map { Moment.short($0, in: premises.zone) } ?? "",
        row.itemsPerDay > 0 ? "\((row.itemsPerDay * 10).rounded() / 10)" : "",
        row.soleShare.map { "\(Int(($0 * 100).rounded())) %" } ?? "",
        state.error ?? SourceReport.silence(state, at: now)?.sentence {
          Moment.short($0, in: premises.zone)
        } ?? "",
      ])
    }
    guard !json.isOn else {
      for list in lists { Terminal.print(list.json.description) }
      return
    }
    table.show(orSay: "feeds.conf lists no sources")
    for list in lists { Terminal.print(TerminalText.plain(list.line)) }
    guard let archive else { return }
    let holdings = try archive.holdings()
    let since = holdings.oldest.map { " since \(Day(of: $0, in: premises.zone))" } ?? ""
    let items = "\(holdings.items) item\(holdings.items == 1 ? "" : "s")"
    Terminal.print(
      "archive: \(items)\(since), \(Self.megabytes(holdings.bytes)) MB of "
        + "\(Self.megabytes(configuration.settings.keepSize)) MB")
    let steering = try Steering(StorySteering(beside: configuration.file), in: archive)
    if let line = steering.standing { Terminal.print(line) }
    for line in try Herald.standing(in: archive, zone: premises.zone) {
      Terminal.print(TerminalText.plain(line))
    }
  }
}
