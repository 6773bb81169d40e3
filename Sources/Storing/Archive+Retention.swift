package import Foundation
import GRDB
import NewsModel

/// How long and how much the archive remembers.
package struct Retention: Hashable, Sendable {
  /// Threads whose last item is older than this are forgotten.
  package var horizon: Date
  /// Bytes that the archive may fill; beyond them the oldest threads are forgotten.
  package var mostBytes: Int
  /// Threads with an item from here on are needed and stay, whatever the others say.
  package var needed: Date

  package init(horizon: Date, mostBytes: Int, needed: Date) {
    self.horizon = horizon
    self.mostBytes = mostBytes
    self.needed = needed
  }
}

/// What the archive holds.
package struct Holdings: Hashable, Sendable {
  package var items: Int
  /// When the oldest of them was first seen.
  package var oldest: Date?
  /// Of the file, without the room that is free in it.
  package var bytes: Int
}

extension Archive {
  /// What the archive holds now.
  package func holdings() throws -> Holdings {
    try read { db in
      Holdings(
        items: try Int.fetchOne(db, sql: "SELECT count(*) FROM item") ?? 0,
        oldest: try Double.fetchOne(db, sql: "SELECT min(first_seen) FROM item").map {
          Date(stored: $0)
        }, bytes: try Self.bytes(db))
    }
  }

  /// Forgets some of what is no longer wanted, whole threads, the oldest first, about `most` items in
  /// one transaction; so it is called again and again. Closed editions stay, since they keep what
  /// their pages say; so do the marks by which a forgotten item is known while its feed lists it.
  ///
  /// - Returns: how many items were forgotten; 0 if there is no more to do.
  package func forget(_ retention: Retention, most: Int = 200) throws -> Int {
    try write { db in
      let isFull = try Self.bytes(db) > retention.mostBytes
      let before = isFull ? retention.needed : min(retention.horizon, retention.needed)
      let threads = try Int.fetchAll(
        db,
        sql: """
          SELECT DISTINCT thread FROM (
            SELECT thread FROM item old INDEXED BY item_seen
            WHERE first_seen < ?1 AND NOT EXISTS (
              SELECT 1 FROM item new WHERE new.thread = old.thread AND new.first_seen >= ?1)
            ORDER BY first_seen LIMIT ?2)
          """, arguments: [before.stored, most])
      var forgotten = 0
      for thread in threads { forgotten += try Self.forget(thread: thread, db) }
      try db.execute(
        sql: """
          DELETE FROM dropped WHERE (source, guid) IN (
            SELECT source, guid FROM dropped WHERE seen < ? LIMIT ?)
          """, arguments: [min(retention.horizon, retention.needed).stored, most])
      // Does nothing in a file that was made before newsloom asked for it.
      if forgotten > 0 { try db.execute(sql: "PRAGMA incremental_vacuum(2000)") }
      return forgotten
    }
  }

  /// The thread's row stays, a few bytes: editions name it.
  private static func forget(thread: Int, _ db: Database) throws -> Int {
    let items = try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT number, source, look, title, text FROM item WHERE thread = ?"),
      arguments: [thread])
    // Without an item, those that came after it cannot be placed as they were.
    try settle(through: items.map { $0[0] as Int }.max() ?? 0, db)
    for item in items {
      let number: Int = item[0]
      let source: Int = item[1]
      let names = try String.fetchAll(
        db.cachedStatement(sql: "SELECT guid FROM name WHERE item = ?"), arguments: [number])
      var marks = names.map { Fingerprint(nameOf: $0).bits }
      if !item.hasNull(atIndex: 3) { marks.append(item[2]) }
      for mark in marks {
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO forgotten (source, mark) VALUES (?, ?)")
          .execute(arguments: [source, mark])
      }
      try FullText.remove(number, title: item[3], text: item[4], db)
      for statement in [
        "DELETE FROM name WHERE item = ?", "DELETE FROM wording WHERE item = ?",
        "DELETE FROM item WHERE number = ?",
      ] {
        try db.cachedStatement(sql: statement).execute(arguments: [number])
      }
    }
    return items.count
  }

  private static func bytes(_ db: Database) throws -> Int {
    func figure(_ name: String) throws -> Int {
      try Int.fetchOne(db, sql: "PRAGMA \(name)") ?? 0
    }
    return (try figure("page_count") - figure("freelist_count")) * (try figure("page_size"))
  }
}
