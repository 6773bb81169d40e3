package import Foundation
import GRDB
package import NewsModel

extension Archive {
  /// How many items, living threads and sources there are.
  package func counts() throws -> (items: Int, threads: Int, sources: Int) {
    try read { db in
      (
        items: try Int.fetchOne(db, sql: "SELECT count(*) FROM item") ?? 0,
        threads: try Int.fetchOne(db, sql: "SELECT count(DISTINCT thread) FROM item") ?? 0,
        sources: try Int.fetchOne(db, sql: "SELECT count(*) FROM source") ?? 0
      )
    }
  }

  /// What each source brings. The 30 days end with the newest item of all, so that a source that
  /// fell silent is seen to have.
  package func itemCounts() throws -> [FeedAddress: ItemCounts] {
    try read { db in
      let newest = try Double.fetchOne(db, sql: "SELECT max(first_seen) FROM item") ?? 0
      let oldest = try Double.fetchOne(db, sql: "SELECT min(first_seen) FROM item") ?? 0
      let days = min(30, max(1, (newest - oldest) / 86400))
      let rows = try Row.fetchAll(
        db,
        sql: """
          WITH recent AS MATERIALIZED (
            SELECT source, thread, count(*) AS items FROM item
            WHERE first_seen > ? GROUP BY source, thread
          ), sole AS MATERIALIZED (
            SELECT thread FROM item JOIN outlet ON outlet.number = item.outlet
            WHERE thread IN (SELECT thread FROM recent)
            GROUP BY thread HAVING count(DISTINCT owner) = 1
          )
          SELECT written, source.items, sum(recent.items), sum(recent.items) FILTER (
            WHERE recent.thread IN (SELECT thread FROM sole))
          FROM source LEFT JOIN recent ON recent.source = source.number GROUP BY source.number
          """, arguments: [newest - 30 * 86400])
      var counts: [FeedAddress: ItemCounts] = [:]
      for row in rows {
        let recent = row[2] as Int? ?? 0
        counts[FeedAddress(row[0])] = ItemCounts(
          total: row[1],
          soleShare: recent > 0 ? Double(row[3] as Int? ?? 0) / Double(recent) : nil,
          perDay: Double(recent) / days)
      }
      return counts
    }
  }

  /// What came of asking a source, the newest first.
  package func polls(of feed: FeedAddress, limit: Int) throws -> [PollRecord] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT at, http_status, outcome, new_items, bytes, nanoseconds
          FROM poll JOIN source ON source.number = poll.source
          WHERE key = ?1
          ORDER BY (polls - 1 - slot) % ?2 LIMIT ?3
          """, arguments: [feed.key, Self.keptPolls, limit]
      ).map { row in
        PollRecord(
          at: Date(stored: row[0]), httpStatus: row[1], outcome: row[2], newItems: row[3],
          bytes: row[4], elapsed: .nanoseconds(row[5] as Int64))
      }
    }
  }

  /// What rules kept out, first met in the span, in that order.
  package func drops(in span: Range<Date>) throws -> [DroppedItem] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT written, source_name, guid, title, link, seen, reason
          FROM dropped JOIN source ON source.number = dropped.source
          WHERE seen >= ? AND seen < ? ORDER BY seen, key, guid
          """, arguments: [span.lowerBound.stored, span.upperBound.stored]
      ).map { row in
        DroppedItem(
          feed: FeedAddress(row[0]), sourceName: row[1], id: row[2], title: row[3], link: row[4],
          seen: Date(stored: row[5]), reason: row[6])
      }
    }
  }
}
