package import Foundation
import GRDB
package import NewsModel

extension Archive {
  /// So many items at most are looked at, which takes some tenths of a second.
  private static let itemsInRecords = 50_000
  /// So many lines are given of what a source alone reported.
  private static let linesInRecord = 12

  /// How each source with an item first seen in the span reported beside the others, and since when
  /// that is known: the span's beginning, or later where more items than 50,000 came in it. A thread
  /// that began before is left out of who was first.
  package func sourceRecords(in span: Range<Date>) throws -> (
    since: Date, records: [FeedAddress: SourceRecord]
  ) {
    try read { db in
      let since = max(
        span.lowerBound.stored,
        try Double.fetchOne(
          db,
          sql: """
            SELECT first_seen FROM item INDEXED BY item_seen WHERE first_seen < ?
            ORDER BY first_seen DESC LIMIT 1 OFFSET ?
            """, arguments: [span.upperBound.stored, Self.itemsInRecords]) ?? -.infinity)
      var feeds: [Int: FeedAddress] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT number, written FROM source") {
        feeds[row[0]] = FeedAddress(row[1])
      }
      var tally = SourceTally()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT i.number, i.source, i.thread, i.is_first, o.owner,
            min(coalesce(i.published, i.updated, i.first_seen), i.first_seen),
            json_extract(i.evidence, '$.copyOf'), o.is_wire, i.key, i.guid
          FROM item i INDEXED BY item_seen JOIN outlet o ON o.number = i.outlet
          WHERE i.first_seen >= ? AND i.first_seen < ? ORDER BY i.number
          """, arguments: [since, span.upperBound.stored])
      while let row = try rows.next() {
        guard let feed = feeds[row[1]] else { continue }
        let key = (row[8] as String?).map(ItemKey.init(rawValue:))
        tally.add(
          .init(
            number: row[0], source: row[1], owner: row[4], date: row[5],
            key: key ?? ItemKey(feed: feed, id: row[9]),
            copied: (row[6] as String?).map(ItemKey.init(rawValue:)), isWire: row[7],
            isFirst: row[3]), to: row[2])
      }
      var records: [FeedAddress: SourceRecord] = [:]
      for (source, sums) in tally.sums() {
        guard let feed = feeds[source] else { continue }
        var record = SourceRecord(feed: feed)
        record.items = sums.items
        record.copies = sums.copies
        record.shared = sums.shared
        record.first = sums.first
        record.lag = sums.medianLag
        record.alone = sums.alone.count
        record.recent = try sums.alone.suffix(Self.linesInRecord).reversed().compactMap {
          try Self.line(of: $0, db)
        }
        records[record.feed] = record
      }
      return (since: Date(stored: since), records: records)
    }
  }

  private static func line(of item: Int, _ db: Database) throws -> SourceRecord.Line? {
    try ItemRows(db: db).all("WHERE i.number = ?", [item]).first.map {
      SourceRecord.Line(
        title: DigestText($0.item.headline, language: $0.item.content.language),
        link: $0.item.content.link, date: $0.item.date)
    }
  }
}

/// Who told what and when, gathered by thread.
private struct SourceTally {
  struct Report {
    var number: Int
    var source: Int
    var owner: String
    var date: Double
    var key: ItemKey
    /// The item whose text it was found to print again.
    var copied: ItemKey?
    var isWire: Bool
    /// Whether it began its thread.
    var isFirst: Bool
  }

  struct Sums {
    var items = 0
    var copies = 0
    var shared = 0
    var first = 0
    var lags: [Double] = []
    /// Numbers of items, in order of arrival.
    var alone: [Int] = []

    var medianLag: Double? {
      guard !lags.isEmpty else { return nil }
      let sorted = lags.sorted()
      let middle = sorted.count / 2
      return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
  }

  private var threads: [Int: [Report]] = [:]

  mutating func add(_ report: Report, to thread: Int) {
    threads[thread, default: []].append(report)
  }

  /// Whether each of a thread's reports prints a text again that another printed first.
  private static func areCopies(_ reports: [Report]) -> [Bool] {
    guard reports.contains(where: { $0.copied != nil }) else { return reports.map { _ in false } }
    var places: [ItemKey: Int] = [:]
    for (place, report) in reports.enumerated() { places[report.key] = place }
    let firsts = FirstPrint.places(
      of: reports.map {
        .init(isWire: $0.isWire, date: $0.date, copied: $0.copied.flatMap { places[$0] })
      })
    return zip(reports, firsts).map { report, first in
      // What it copies may have come before the span.
      first != nil || report.copied.map { places[$0] == nil } ?? false
    }
  }

  /// What each source's reports come to.
  func sums() -> [Int: Sums] {
    var sums: [Int: Sums] = [:]
    for reports in threads.values {
      for (report, isCopy) in zip(reports, Self.areCopies(reports)) {
        sums[report.source, default: Sums()].items += 1
        if isCopy { sums[report.source, default: Sums()].copies += 1 }
      }
      guard let first = reports.min(by: { ($0.date, $0.number) < ($1.date, $1.number) }) else {
        continue
      }
      if reports.allSatisfy({ $0.owner == first.owner }) {
        for report in reports { sums[report.source, default: Sums()].alone.append(report.number) }
        continue
      }
      guard reports.contains(where: \.isFirst) else { continue }
      var earliest: [Int: Report] = [:]
      for report in reports where report.date < earliest[report.source]?.date ?? .infinity {
        earliest[report.source] = report
      }
      for (source, report) in earliest {
        sums[source, default: Sums()].shared += 1
        if source == first.source {
          sums[source, default: Sums()].first += 1
        } else if report.owner != first.owner {
          sums[source, default: Sums()].lags.append(report.date - first.date)
        }
      }
    }
    for source in sums.keys { sums[source]?.alone.sort() }
    return sums
  }
}
