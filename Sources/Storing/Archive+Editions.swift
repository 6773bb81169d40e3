import Foundation
import GRDB
package import NewsModel

extension Archive {
  /// Keeps an edition for good, and with it what somebody outside is to be told of it.
  ///
  /// - Throws: `ArchiveError.closed` if there is an edition of this name.
  package func close(_ edition: EditionRecord, notices: [Notice] = []) throws {
    let span = edition.span
    try write { db in
      guard
        try !Bool.fetchAll(
          db, sql: "SELECT 1 FROM edition WHERE name = ?", arguments: [span.name]
        ).contains(true)
      else { throw ArchiveError.closed(span.name) }
      try db.execute(
        sql: """
          INSERT INTO edition (name, day, ordinal, opens, closes, zone, closed_at, digest)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          span.name, span.day.description, span.ordinal, span.opens.stored, span.closes.stored,
          span.zone, edition.closedAt.stored, Data(edition.digest),
        ])
      let number = Int(db.lastInsertedRowID)
      for (position, member) in edition.members.enumerated() {
        // A thread that no item was filed under, such as one a reader named, gets its row here.
        try db.cachedStatement(sql: "INSERT OR IGNORE INTO thread (name) VALUES (?)")
          .execute(arguments: [member.thread.rawValue])
        try db.cachedStatement(
          sql: """
            INSERT INTO member (edition, position, thread, item, rank)
            VALUES (?, ?, (SELECT number FROM thread WHERE name = ?), ?, ?)
            """
        ).execute(
          arguments: [number, position, member.thread.rawValue, member.item, member.rank])
      }
      try Self.keep(notices, db)
    }
  }

  /// All closed editions, the newest first.
  package func editions() throws -> [EditionSpan] {
    try read { try Self.spans("ORDER BY closes DESC, number DESC", [], $0) }
  }

  /// The edition that closed last; nil before the first.
  package func lastEdition() throws -> EditionSpan? {
    try read { try Self.spans("ORDER BY closes DESC, number DESC LIMIT 1", [], $0).first }
  }

  /// The closed edition of this name, such as "2026-11-21"; nil if there is none.
  package func edition(named name: String) throws -> EditionRecord? {
    try read { db in
      guard let span = try Self.spans("WHERE name = ?", [name], db).first,
        let row = try Row.fetchOne(
          db, sql: "SELECT number, digest, closed_at FROM edition WHERE name = ?",
          arguments: [name])
      else { return nil }
      let members = try Row.fetchAll(
        db,
        sql: """
          SELECT name, item, rank FROM member JOIN thread ON thread.number = member.thread
          WHERE edition = ? ORDER BY position
          """, arguments: [row[0] as Int])
      return EditionRecord(
        span: span, digest: [UInt8](row[1] as Data),
        members: members.map {
          (thread: ThreadID(rawValue: $0[0]), item: $0[1], rank: $0[2])
        },
        closedAt: Date(stored: row[2]))
    }
  }

  /// The closed editions that told this thread, or one that was merged into it, the newest first.
  package func earlierEditions(of thread: ThreadID) throws -> [EditionSpan] {
    try read { db in
      try Self.spans(
        """
        WHERE number IN (
          WITH root AS (SELECT coalesce(kept, number) AS number FROM thread WHERE name = ?)
          SELECT edition FROM member WHERE thread IN (
            SELECT number FROM root
            UNION ALL SELECT thread.number FROM root JOIN thread ON thread.kept = root.number))
        ORDER BY closes DESC, number DESC
        """, [thread.rawValue], db)
    }
  }

  private static func spans(
    _ rest: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [EditionSpan] {
    try Row.fetchAll(
      db.cachedStatement(sql: "SELECT day, ordinal, opens, closes, zone FROM edition \(rest)"),
      arguments: arguments
    ).map { row in
      guard let day = Day(row[0] as String) else {
        throw ArchiveError.unusable("the archive has an edition of no day, '\(row[0] as String)'")
      }
      return EditionSpan(
        day: day, ordinal: row[1], opens: Date(stored: row[2]), closes: Date(stored: row[3]),
        zone: row[4])
    }
  }
}
