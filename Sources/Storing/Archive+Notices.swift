package import Foundation
import GRDB

extension Archive {
  /// Of the items that rules watch for, so many may wait to be told; the oldest then go. A rule that
  /// finds everything must not fill the disk while nobody listens.
  static let keptWatches = 1000

  /// What has not been told yet, oldest first.
  package func notices() throws -> [PendingNotice] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT number, kind, subject, detail, key, made, due, tries, trouble FROM notice
          ORDER BY number
          """
      ).compactMap { row in
        guard let kind = Notice.Kind(rawValue: row[1]) else { return nil }
        return PendingNotice(
          number: row[0],
          notice: Notice(kind, about: row[2], detail: row[3], at: Date(stored: row[5])),
          key: row[4], due: Date(stored: row[6]), tries: row[7], trouble: row[8])
      }
    }
  }

  /// Forgets notices that have been told, or are given up.
  package func settle(_ numbers: [Int]) throws {
    guard !numbers.isEmpty else { return }
    try write { db in
      for number in numbers {
        try db.cachedStatement(sql: "DELETE FROM notice WHERE number = ?")
          .execute(arguments: [number])
      }
    }
  }

  /// Notes that one could not be told and when to try again. With `others`, those of the same
  /// addressee wait too, though for them nothing was tried.
  package func postpone(
    _ number: Int, until due: Date, because trouble: String, others: [Int] = []
  ) throws {
    try write { db in
      try db.execute(
        sql: "UPDATE notice SET due = ?, tries = tries + 1, trouble = ? WHERE number = ?",
        arguments: [due.stored, trouble, number])
      for other in others {
        try db.cachedStatement(sql: "UPDATE notice SET due = max(due, ?) WHERE number = ?")
          .execute(arguments: [due.stored, other])
      }
    }
  }

  /// Keeps notices within the transaction that keeps what they tell of.
  static func keep(_ notices: [Notice], _ db: Database) throws {
    for notice in notices {
      try db.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO notice (kind, subject, detail, key, made, due)
          VALUES (?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        notice.kind.rawValue, notice.subject, notice.detail, UUID().uuidString.lowercased(),
        notice.made.stored, notice.made.stored,
      ])
    }
    guard notices.contains(where: { $0.kind == .watch }) else { return }
    try db.cachedStatement(
      sql: """
        DELETE FROM notice WHERE number IN (
          SELECT number FROM notice WHERE kind = 'watch' ORDER BY number DESC LIMIT -1 OFFSET ?)
        """
    ).execute(arguments: [keptWatches])
  }
}
