package import Foundation
import GRDB
package import NewsModel

extension Archive {
  // MARK: Orders

  /// What was done to the threads by order, in the order in which it was done.
  package func steering() throws -> [SteeringRecord] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT number, after_item, at, deed FROM steering ORDER BY number"
      ).map {
        SteeringRecord(
          number: $0[0], afterItem: $0[1], at: Date(stored: $0[2]),
          deed: try JSONDecoder.house.decode(
            SteeringRecord.Deed.self, from: Data(($0[3] as String).utf8)))
      }
    }
  }

  /// Does to the threads what was ordered and keeps that it was, with the clusterer's state after it,
  /// in one transaction.
  ///
  /// A merged thread's name leads to the other from then on. A split moves items and no name.
  package func steer(
    _ deeds: [SteeringRecord.Deed], at now: Date, clustererSnapshot: [UInt8]
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try write { db in
      var writer = FilingWriter(db: db)
      for deed in deeds {
        switch deed {
        case .merge(let merge): try writer.join(merge.gone, into: merge.kept)
        case .split(let split): try writer.move(split.items, to: split.into)
        case .window: break
        }
        try db.cachedStatement(
          sql: """
            INSERT INTO steering (after_item, at, deed)
            VALUES ((SELECT coalesce(max(number), 0) FROM item), ?, ?)
            """
        ).execute(arguments: [
          now.stored, String(decoding: try encoder.encode(deed), as: UTF8.self),
        ])
      }
      try Self.keepSnapshot(clustererSnapshot, db)
    }
  }

  /// The items of these numbers in order of arrival, as they were placed; what is not there is left
  /// out.
  package func placed(numbered numbers: [Int]) throws -> [(number: Int, item: PlacedItem)] {
    let list = JSON.array(numbers.map(JSON.int)).description
    return try read { db in
      try ItemRows(db: db).placed(
        "WHERE i.number IN (SELECT value FROM json_each(?)) ORDER BY i.number", [list]
      ).map { (number: $0.0, item: $0.1) }
    }
  }

  /// The numbers of a thread's items, in order of arrival; none for a name that no thread has.
  package func numbers(in thread: ThreadID) throws -> [Int] {
    try read { db in
      try Int.fetchAll(
        db,
        sql: """
          SELECT item.number FROM item JOIN thread ON item.thread = coalesce(thread.kept, thread.number)
          WHERE thread.name = ? ORDER BY item.number
          """, arguments: [thread.rawValue])
    }
  }

  /// The name of the thread that has the item of this number; nil if there is no such item.
  package func thread(ofItem number: Int) throws -> ThreadID? {
    try read { db in
      try String.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT thread.name FROM item JOIN thread ON thread.number = item.thread
            WHERE item.number = ?
            """), arguments: [number]
      ).map(ThreadID.init(rawValue:))
    }
  }

  /// Whether a thread has or had this name.
  package func isThread(_ id: ThreadID) throws -> Bool {
    try read { db in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM thread WHERE name = ?"), arguments: [id.rawValue])
        ?? false
    }
  }

  /// The name by which a thread goes now that has or had this name, or is the only one whose name
  /// begins like this; nil if there is none. Upper case counts as lower case.
  ///
  /// - Throws: `ArchiveError.ambiguous` if several threads begin like this.
  package func name(of prefix: String) throws -> ThreadID? {
    try read { db in
      try Self.root(of: prefix, db).flatMap { root in
        try String.fetchOne(db, sql: "SELECT name FROM thread WHERE number = ?", arguments: [root])
      }.map(ThreadID.init(rawValue:))
    }
  }

  /// The names by which the threads of these names go now; a name that no thread has is left out.
  package func current(_ names: [ThreadID]) throws -> [ThreadID: ThreadID] {
    guard !names.isEmpty else { return [:] }
    let list = JSON.array(names.map { .string($0.rawValue) }).description
    return try read { db in
      var current: [ThreadID: ThreadID] = [:]
      for row in try Row.fetchAll(
        db,
        sql: """
          SELECT one.name, root.name FROM thread one
            JOIN thread root ON root.number = coalesce(one.kept, one.number)
          WHERE one.name IN (SELECT value FROM json_each(?))
          """, arguments: [list])
      {
        current[ThreadID(rawValue: row[0])] = ThreadID(rawValue: row[1])
      }
      return current
    }
  }

  /// The merges that items which came after the one of this number showed, as far as they are in
  /// threads that have or had one of these names; in order of arrival.
  package func merges(since number: Int, in threads: [ThreadID]) throws -> [(
    number: Int, seen: Date, merge: Placement.Merge
  )] {
    try read { db in
      try ItemRows(db: db).placed(
        """
        WHERE i.thread IN (
            SELECT coalesce(kept, number) FROM thread WHERE name IN (SELECT value FROM json_each(?))
          ) AND i.number > ? AND json_extract(i.evidence, '$.gone') IS NOT NULL ORDER BY i.number
        """, [JSON.array(threads.map { .string($0.rawValue) }).description, number]
      ).flatMap { number, placed in
        placed.placement.merges.map {
          (number: number, seen: placed.item.firstSeen, merge: $0)
        }
      }
    }
  }

  /// The threads that were taken apart by what items showed from the one of this number on, in order
  /// of arrival. With the numbers of the items that showed it.
  package func splits(since number: Int) throws -> [(
    number: Int, seen: Date, split: Placement.Split
  )] {
    try read { db in
      try ItemRows(db: db).placed(
        "WHERE i.number >= ? AND instr(i.evidence, '\"splitInto\"') > 0 ORDER BY i.number", [number]
      ).compactMap { number, placed in
        placed.placement.split.map { (number: number, seen: placed.item.firstSeen, split: $0) }
      }
    }
  }

  // MARK: Threading again

  /// Every item's number and the number of its thread now, in order of arrival; two numbers are equal
  /// if and only if the items are in one thread. Of the items after the one of this number.
  package func threading(after number: Int) throws -> [(item: Int, thread: Int)] {
    try read { db in
      var pairs: [(item: Int, thread: Int)] = []
      let rows = try Row.fetchCursor(
        db, sql: "SELECT number, thread FROM item WHERE number > ? ORDER BY number",
        arguments: [number])
      while let row = try rows.next() { pairs.append((row[0], row[1])) }
      return pairs
    }
  }

  /// The number of the last item that cannot be placed anew, since what came before it is forgotten
  /// or the clusterer's state then is not known; 0 if all can.
  package func settled() throws -> Int {
    try read { try Self.settled($0) }
  }

  /// A state of the clusterer that was kept.
  package struct Checkpoint: Hashable, Sendable {
    package var bytes: [UInt8]
    /// The last item it had placed.
    package var lastItem: Int
    /// The number of the last `SteeringRecord` that it had obeyed.
    package var orders: Int
  }

  /// The oldest state of the clusterer from which everything after it can be placed anew; nil if none
  /// was kept.
  package func oldestCheckpoint() throws -> Checkpoint? {
    try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT bytes, last_item, orders FROM checkpoint WHERE last_item >= ?
          ORDER BY last_item LIMIT 1
          """, arguments: [Self.settled(db)]
      ).map { Checkpoint(bytes: [UInt8]($0[0] as Data), lastItem: $0[1], orders: $0[2]) }
    }
  }

  /// When the newest of these states was kept.
  package func lastCheckpoint() throws -> Date? {
    try read { db in
      try Double.fetchOne(db, sql: "SELECT max(at) FROM checkpoint").map { Date(stored: $0) }
    }
  }

  /// Keeps the clusterer's state as it is after the last item that was filed, to begin from when all
  /// later items are placed anew. If `isBeginning`, nothing before can be.
  package func saveCheckpoint(_ bytes: [UInt8], at now: Date, isBeginning: Bool = false) throws {
    try write { db in
      if isBeginning {
        let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM item") ?? 0
        try Self.settle(through: last, db)
        try db.execute(sql: "DELETE FROM checkpoint")
      }
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO checkpoint (last_item, orders, at, bytes)
          VALUES (
            (SELECT coalesce(max(number), 0) FROM item),
            (SELECT coalesce(max(number), 0) FROM steering), ?, ?)
          """, arguments: [now.stored, Data(bytes)])
    }
  }

  private static let settledMark = "settled"

  private static func settled(_ db: Database) throws -> Int {
    try String.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM mark WHERE name = ?"), arguments: [settledMark]
    ).flatMap(Int.init) ?? 0
  }

  /// Notes that items up to this number cannot be placed anew.
  static func settle(through number: Int, _ db: Database) throws {
    guard number > (try settled(db)) else { return }
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)")
      .execute(arguments: [settledMark, "\(number)"])
    try db.execute(sql: "DELETE FROM checkpoint WHERE last_item < ?", arguments: [number])
  }
}
