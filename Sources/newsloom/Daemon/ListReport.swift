import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// How each list that feeds.conf includes does, for `check`, `status` and the status page.
struct ListReport {
  let list: ReadingList
  let state: SourceState
  /// How many feeds of it are followed.
  let feeds: Int
  /// What it gave and what comes next, in words.
  let sentence: String

  /// One for each list, in the order of feeds.conf; none has been read where there is no archive.
  static func all(
    for lists: [ReadingList], in archive: Archive?, zone: TimeZone
  ) throws -> [ListReport] {
    let records = try archive.map { try ReadingLists.records(of: lists, in: $0) } ?? [:]
    return lists.map { list in
      let address = list.source.address
      let record = records[address]
      let state =
        record.map { SourceState(stored: $0.state, of: address) } ?? SourceState(address: address)
      return ListReport(
        list: list, state: state, feeds: record?.feeds.count ?? 0,
        sentence: sentence(record, state, in: zone))
    }
  }

  private static func sentence(
    _ record: ReadingLists.Record?, _ state: SourceState, in zone: TimeZone
  ) -> String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    guard let record, state.lastAsked != nil else { return "not read yet" }
    var parts: [String] = []
    let names = counted(record.feeds.count, "feed")
    if let error = state.error {
      let since = state.failingSince.map { " since \(Moment.short($0, in: zone))" } ?? ""
      parts.append("failing\(since): \(error)")
      if let read = record.read {
        parts.append("the \(names) of \(Moment.short(read, in: zone)) are followed on")
      }
    } else {
      let read = state.lastSuccess.map { ", read \(Moment.short($0, in: zone))" } ?? ""
      parts.append(names + read)
    }
    if record.surplus > 0 {
      parts.append("\(record.surplus) more are too many and are not followed")
    }
    if record.unusable > 0 { parts.append("\(counted(record.unusable, "other")) can be no source") }
    if let next = state.nextPoll {
      parts.append("\(state.error == nil ? "next" : "next try") \(Moment.short(next, in: zone))")
    }
    return parts.joined(separator: "; ")
  }

  /// "list https://…: 12 feeds, …", for people.
  var line: String {
    "list \(list.source.address.withoutCredentials): \(sentence)"
  }

  /// As the tables of sources show it.
  var row: StatusRow {
    var source = list.source
    source.name = source.name ?? source.address.withoutCredentials
    return StatusRow(
      source: source, state: state, items: 0, itemsPerDay: 0, soleShare: nil, sentence: sentence)
  }

  /// With stable keys; `list` where a source has `url`.
  var json: JSON {
    [
      "list": .string(list.source.address.withoutCredentials), "origin": .string(list.origin),
      "state": .string(state.condition.rawValue), "sentence": .string(sentence),
      "http_status": .number(state.httpStatus), "error": .text(state.error),
      "failures": .int(state.failures), "last_success": .instant(state.lastSuccess),
      "next_poll": .instant(state.nextPoll), "feeds": .int(feeds),
    ]
  }
}
