import Foundation
import NewsModel
import Publishing
import Storing

/// `newsloom status SOURCE`: how one source does, and how its last polls went.
struct SourceStatus {
  /// So many polls are shown; the archive keeps 200.
  private static let polls = 20
  let row: StatusRow
  let archive: Archive?
  let zone: TimeZone

  /// The sources that are meant by an address, a name, or a part of either. Throws `Stop` if none is.
  static func meant(by words: String, among rows: [StatusRow]) throws -> [StatusRow] {
    let address = FeedAddress(words)
    if let row = rows.first(where: { $0.source.address == address }) { return [row] }
    let wanted = words.lowercased()
    let named = rows.filter { $0.name.lowercased() == wanted }
    if !named.isEmpty { return named }
    let near = rows.filter {
      $0.name.lowercased().contains(wanted)
        || $0.source.address.withoutCredentials.lowercased().contains(wanted)
    }
    guard !near.isEmpty else { throw Stop(.data, "no source has \(words) in its name or address") }
    return near
  }

  func show() throws {
    let width = Terminal.width
    let address = row.source.address.withoutCredentials
    Terminal.print(Style.bold(TerminalText.plain(row.name)))
    for line in TerminalText.wrapped(address, to: width, indent: "  ") { Terminal.print(line) }
    for line in TerminalText.wrapped(row.sentence, to: width, indent: "  ") { Terminal.print(line) }
    Terminal.print(TerminalText.plain("  \(facts.joined(separator: "; "))"))
    var table = Table([
      .init("POLLED"), .init("HTTP", right: true), .init("NEW", right: true),
      .init("BYTES", right: true, optional: true), .init("TOOK", right: true, optional: true),
      .init("WHAT", flexible: true),
    ])
    for poll in try records() {
      let milliseconds = Int((poll.elapsed.timeInterval * 1000).rounded())
      table.add([
        Moment.short(poll.at, in: zone), poll.httpStatus.map(String.init) ?? "", "\(poll.newItems)",
        "\(poll.bytes)", "\(milliseconds) ms", poll.outcome,
      ])
    }
    table.show(orSay: "  not asked so far")
  }

  /// The polls as JSON Lines.
  func showJSON() throws {
    for poll in try records() {
      let line: JSON = [
        "url": .string(row.source.address.written), "at": .instant(poll.at),
        "http_status": .number(poll.httpStatus), "outcome": .string(poll.outcome),
        "new_items": .int(poll.newItems), "bytes": .int(poll.bytes),
        "seconds": .double((poll.elapsed.timeInterval * 1000).rounded() / 1000),
      ]
      Terminal.print(line.description)
    }
  }

  private var facts: [String] {
    var facts = ["\(row.items) item\(row.items == 1 ? "" : "s")"]
    if let interval = row.state.interval {
      let minutes = interval.timeInterval / 60
      facts.append(
        minutes < 90
          ? "pace \(max(1, Int(minutes.rounded()))) min" : "pace \(Int((minutes / 60).rounded())) h"
      )
    }
    if let pause = row.state.hints.pause {
      facts.append("its publisher asks for a pause of \(Int(pause.timeInterval / 60)) min")
    }
    if let maxAge = row.state.maxAge, maxAge > .zero {
      facts.append("its server for \(Int(maxAge.timeInterval)) s")
    }
    return facts
  }

  private func records() throws -> [PollRecord] {
    try archive?.polls(of: row.source.address, limit: Self.polls) ?? []
  }
}
