package import Foundation
import GRDB
package import NewsModel

extension Archive {
  // MARK: Threads

  /// The threads with at least one item first seen in the span, whole: with all their members ever,
  /// all revisions, and the names of threads merged into them. In order of their first item.
  package func threads(seenIn span: Range<Date>) throws -> [StoryThread] {
    try read { db in
      try Self.threads(
        among: """
          SELECT thread FROM item INDEXED BY item_seen WHERE first_seen >= ? AND first_seen < ?
          """,
        [span.lowerBound.stored, span.upperBound.stored], db)
    }
  }

  /// The prints of the threads that `threads(seenIn:)` would give, in no order. No text is read for
  /// it: 25,000 threads of 40,000 items take a tenth of a second.
  package func prints(seenIn span: Range<Date>) throws -> [ThreadPrint] {
    try read { db in
      // One row at a time: all of a big day's take more than what is made of them.
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            WITH merged AS MATERIALIZED (
              SELECT kept, count(*) AS names FROM thread WHERE kept IS NOT NULL GROUP BY kept
            )
            SELECT t.name, count(*), max(i.number),
              sum((i.wording & 0xFFFFFFFF) + (i.look & 0xFFFFFFFF)), coalesce(max(merged.names), 0)
            FROM item i JOIN thread t ON t.number = i.thread
              LEFT JOIN merged ON merged.kept = i.thread
            WHERE i.thread IN (
              SELECT thread FROM item INDEXED BY item_seen WHERE first_seen >= ? AND first_seen < ?)
            GROUP BY i.thread
            """), arguments: [span.lowerBound.stored, span.upperBound.stored])
      var prints: [ThreadPrint] = []
      while let row = try rows.next() {
        prints.append(
          ThreadPrint(
            id: ThreadID(rawValue: row[0]), members: row[1], newest: row[2], wordings: row[3],
            aliases: row[4]))
      }
      return prints
    }
  }

  /// The threads of these names, whole, in order of their first item; a name that is no living
  /// thread's gives none.
  package func threads(named names: [ThreadID]) throws -> [StoryThread] {
    guard !names.isEmpty else { return [] }
    let list = JSON.array(names.map { .string($0.rawValue) }).description
    return try read { db in
      try Self.threads(
        among: "SELECT number FROM thread WHERE name IN (SELECT value FROM json_each(?))", [list],
        db)
    }
  }

  /// The thread of this name, of this former name, or the only one whose name begins like this;
  /// nil if there is none. Upper case counts as lower case.
  ///
  /// - Throws: `ArchiveError.ambiguous` if several threads begin like this.
  package func thread(_ prefix: String) throws -> StoryThread? {
    try read { db in
      guard let root = try Self.root(of: prefix, db) else { return nil }
      return try Self.threads(among: "?", [root], db).first
    }
  }

  /// The number of the thread that lives under this name, or is the only one whose name begins so.
  static func root(of prefix: String, _ db: Database) throws -> Int? {
    let prefix = prefix.lowercased()
    guard !prefix.isEmpty else { return nil }
    let roots = try Int.fetchAll(
      db,
      sql: """
        SELECT DISTINCT coalesce(kept, number) FROM thread
        WHERE name >= ?1 AND name < ?1 || char(0x10FFFF)
          AND (name = ?1 OR NOT EXISTS (SELECT 1 FROM thread WHERE name = ?1))
        ORDER BY name LIMIT 10
        """, arguments: [prefix])
    if roots.count > 1 {
      let names = try roots.compactMap {
        try String.fetchOne(db, sql: "SELECT name FROM thread WHERE number = ?", arguments: [$0])
      }
      throw ArchiveError.ambiguous(names.map(ThreadID.init(rawValue:)))
    }
    return roots.first
  }

  private static func threads(
    among choice: String, _ arguments: StatementArguments, _ db: Database
  ) throws -> [StoryThread] {
    // Sorted here, since SQLite would sort the texts along with the numbers.
    let members = try ItemRows(db: db).all("WHERE i.thread IN (\(choice))", arguments)
      .sorted { $0.number < $1.number }
    var aliases: [ThreadID: [ThreadID]] = [:]
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT kept.name, gone.name FROM thread gone JOIN thread kept ON kept.number = gone.kept
          WHERE gone.kept IN (\(choice)) ORDER BY gone.number
          """), arguments: arguments)
    while let row = try rows.next() {
      aliases[ThreadID(rawValue: row[0]), default: []].append(ThreadID(rawValue: row[1]))
    }
    var places: [ThreadID: Int] = [:]
    var threads: [StoryThread] = []
    for member in members {
      if let place = places[member.thread] {
        threads[place].members.append(member)
      } else {
        places[member.thread] = threads.count
        threads.append(
          StoryThread(
            id: member.thread, aliases: aliases[member.thread] ?? [], members: [member]))
      }
    }
    return threads
  }

  // MARK: Items

  /// The item with this number, with this identifier, under this link, or with this `ItemKey`, tried
  /// in this order; of several the last to arrive. Nil if there is none.
  package func item(_ reference: String) throws -> FiledItem? {
    try read { db in
      let rows = ItemRows(db: db)
      if let number = Int(reference),
        let item = try rows.all("WHERE i.number = ?", [number]).first
      {
        return item
      }
      let last = "ORDER BY i.number DESC LIMIT 1"
      let named = "WHERE i.number IN (SELECT item FROM name WHERE guid = ?) \(last)"
      if let item = try rows.all(named, [reference]).first { return item }
      if let item = try rows.all("WHERE i.link = ? \(last)", [reference]).first { return item }
      guard let space = reference.firstIndex(of: " ") else { return nil }
      return try rows.all(
        """
        WHERE i.number = (
          SELECT item FROM name JOIN source ON source.number = name.source
          WHERE guid = ? AND source.key = ?)
        """, [String(reference[space...].dropFirst()), String(reference[..<space])]
      ).first
    }
  }

  /// The items first seen at or after `since`, in order of arrival; with a limit, the last so many.
  package func items(since: Date?, limit: Int?) throws -> [FiledItem] {
    let choice =
      since == nil ? "item WHERE ? IS NULL" : "item INDEXED BY item_seen WHERE first_seen >= ?"
    return try read { db in
      try ItemRows(db: db).all(
        """
        WHERE i.number IN (SELECT number FROM \(choice) ORDER BY number DESC LIMIT ?)
        ORDER BY i.number
        """, [since?.stored, limit ?? -1])
    }
  }

  /// The items that arrived after the one of this number, in order of arrival, as they were placed:
  /// in their first wording, and in the thread that they were put in then.
  package func placed(after number: Int) throws -> [PlacedItem] {
    var items: [PlacedItem] = []
    try forEachPlaced(after: number) { items.append($1) }
    return items
  }

  /// Passes over the items that arrived after the one of this number, up to that of the number `last`,
  /// and were first seen at or after `since`, as `placed(after:)` gives them and with their numbers,
  /// without holding them all at once. The body may use the archive.
  package func forEachPlaced(
    after number: Int, through end: Int = .max, since: Date? = nil,
    _ body: (Int, PlacedItem) throws -> Void
  ) throws {
    let batch = 500
    var last = number
    while true {
      let items = try read { db in
        try ItemRows(db: db).placed(
          "WHERE i.number > ? AND i.number <= ? AND +i.first_seen >= ? ORDER BY i.number LIMIT ?",
          [last, end, (since?.stored ?? -.infinity), batch])
      }
      for (number, item) in items {
        try body(number, item)
        last = number
      }
      if items.count < batch { return }
    }
  }
}
