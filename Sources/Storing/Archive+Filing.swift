package import Foundation
import GRDB
package import NewsModel

extension Archive {
  /// So many polls of a source are kept.
  static let keptPolls = 200
  /// So many identifiers of one item are known; a feed that invents new ones each time is known by
  /// its links.
  static let keptNames = 8

  /// Keeps what came of one answer, in one transaction: all of it or, after an error, nothing.
  ///
  /// - Returns: the numbers of `placed`, in order. An item that is in the archive already (which
  ///   `sort` prevents) becomes a revision of itself and keeps its number.
  /// - Throws: `ArchiveError.unusable`, when the disk is full or a number in `revised` is nobody's.
  package func file(_ filing: Filing) throws -> [Int] {
    try self.filing { round in try round.file(filing) }
  }

  /// Keeps what came of several answers, in one transaction: all of it or, after an error, of which
  /// the body's own is one, nothing.
  ///
  /// The body gives each answer's items to `sort` and what became of them to `file`, in turn: what is
  /// filed is known to what is sorted after it. It must not come back to the archive by another way.
  package func filing<Value>(_ body: (FilingRound) throws -> Value) throws -> Value {
    try write { db in try body(FilingRound(db: db)) }
  }
}

/// A transaction in which answers are filed. It must not be kept for longer than that.
package final class FilingRound {
  private var writer: FilingWriter

  init(db: Database) { writer = FilingWriter(db: db) }

  /// As the archive's `sort`, but knowing what was filed in this transaction.
  ///
  /// The connection that writes looks here, since its pages stay in memory: one that only reads drops
  /// all of its own after each transaction of another.
  package func sort(_ items: [FeedItem], of feed: FeedAddress, at now: Date) throws -> Sorted {
    if items.isEmpty { return Sorted() }
    return try Sorted(items, of: writer.known(feed)?.number, at: now, writer.db)
  }

  /// As the archive's `file`.
  package func file(_ filing: Filing) throws -> [Int] {
    let source = try writer.source(filing.state.address)
    var numbers: [Int] = []
    numbers.reserveCapacity(filing.placed.count)
    for placed in filing.placed { numbers.append(try writer.keep(placed)) }
    for (number, item) in filing.revised {
      try writer.revise(number, with: item, at: filing.at)
    }
    for dropped in filing.dropped { try writer.keep(dropped) }
    if let poll = filing.poll { try writer.keep(poll, of: source) }
    try writer.keep(filing.state, of: source, isPoll: filing.poll != nil)
    if let snapshot = filing.clustererSnapshot { try Archive.keepSnapshot(snapshot, writer.db) }
    try Archive.keep(filing.notices, writer.db)
    return numbers
  }
}

/// Writes the parts of filings. What it looks up it remembers until the transaction's end.
///
/// A statement that may change several rows and fail at one of them is no good here: SQLite prepares
/// to undo it alone, for which the full-text index writes out what it holds. That was an eighth of
/// the cost of filing, so there is no INSERT OR REPLACE and no RETURNING where news comes daily.
struct FilingWriter {
  let db: Database
  private var sources: [String: Source] = [:]
  private var outlets: [Outlet: Int] = [:]
  private var threads: [ThreadID: (number: Int, root: Int)] = [:]
  /// New items, by source, that its row does not count yet.
  private var uncounted: [Int: Int] = [:]

  /// A source's row.
  struct Source {
    let number: Int
    /// How often it has been asked.
    var polls: Int
  }

  private struct Outlet: Hashable {
    let name: String
    let owner: String
    let topic: String
    let isWire: Bool
  }

  init(db: Database) { self.db = db }

  // MARK: Sources

  /// Keeps a source's state, counts the poll, and the new items of all sources.
  mutating func keep(_ state: SourceState, of source: Source, isPoll: Bool) throws {
    try db.cachedStatement(
      sql: """
        UPDATE source SET written = ?, state = ?, polls = polls + ?, items = items + ?
        WHERE number = ?
        """
    ).execute(arguments: [
      state.address.written, state.stored(), isPoll ? 1 : 0,
      uncounted.removeValue(forKey: source.number) ?? 0, source.number,
    ])
    if isPoll { sources[state.address.key]?.polls += 1 }
    for (source, count) in uncounted {
      try db.cachedStatement(sql: "UPDATE source SET items = items + ? WHERE number = ?")
        .execute(arguments: [count, source])
    }
    uncounted.removeAll()
  }

  /// Keeps what came of asking a source, before its state is kept.
  func keep(_ poll: PollRecord, of source: Source) throws {
    let (seconds, attoseconds) = poll.elapsed.components
    let values: StatementArguments = [
      poll.at.stored, poll.httpStatus, poll.outcome, poll.newItems, poll.bytes,
      seconds &* 1_000_000_000 &+ attoseconds / 1_000_000_000, source.number,
      source.polls % Archive.keptPolls,
    ]
    try db.cachedStatement(
      sql: """
        UPDATE poll SET at = ?, http_status = ?, outcome = ?, new_items = ?, bytes = ?,
          nanoseconds = ? WHERE source = ? AND slot = ?
        """
    ).execute(arguments: values)
    guard db.changesCount == 0 else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO poll (at, http_status, outcome, new_items, bytes, nanoseconds, source, slot)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: values)
  }

  /// The source of an address, if it has a row.
  mutating func known(_ address: FeedAddress) throws -> Source? {
    if let known = sources[address.key] { return known }
    let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT number, polls FROM source WHERE key = ?"),
      arguments: [address.key])
    guard let row else { return nil }
    let source = Source(number: row[0], polls: row[1])
    sources[address.key] = source
    return source
  }

  /// The source of an address, in a new row if need be.
  mutating func source(_ address: FeedAddress) throws -> Source {
    if let known = try known(address) { return known }
    try db.cachedStatement(sql: "INSERT INTO source (key, written) VALUES (?, ?)")
      .execute(arguments: [address.key, address.written])
    let source = Source(number: Int(db.lastInsertedRowID), polls: 0)
    sources[address.key] = source
    return source
  }

  // MARK: Items

  mutating func keep(_ placed: PlacedItem) throws -> Int {
    let item = placed.item
    let source = try source(item.feed).number
    if let number = try Int.fetchOne(
      db.cachedStatement(sql: "SELECT item FROM name WHERE guid = ? AND source = ?"),
      arguments: [item.content.id, source])
    {
      try revise(number, with: item.content, at: item.firstSeen)
      return number
    }
    let placement = placed.placement
    let (thread, root) = try self.thread(placement.thread)
    let isPlainKey = item.key == ItemKey(feed: item.feed, id: item.content.id)
    let values: [(any DatabaseValueConvertible)?] =
      [
        source, try outlet(of: item), root, thread, item.firstSeen.stored, item.firstSeen.stored,
        Fingerprint(wordingOf: item.content).bits, Fingerprint(lookOf: item.content).bits,
        placement.score, placement.threshold, placement.margin, placement.isFirst,
        Evidence.stored(placement), isPlainKey ? nil : item.key.rawValue,
      ] + item.content.stored
    try db.cachedStatement(sql: Self.insertItem).execute(arguments: StatementArguments(values))
    let number = Int(db.lastInsertedRowID)
    try addName(item.content.id, of: source, to: number, at: item.firstSeen)
    try FullText.add(number, item.content, db)
    uncounted[source, default: 0] += 1
    for merge in placement.merges { try join(merge.gone, into: merge.kept) }
    if let split = placement.split { try part(split) }
    return number
  }

  private static let insertItem = """
    INSERT INTO item (
      source, outlet, thread, placed, first_seen, seen, wording, look, score, threshold, margin,
      is_first, evidence, key, \(FeedItem.columns.joined(separator: ", "))
    ) VALUES (\(Array(repeating: "?", count: 14 + FeedItem.columns.count).joined(separator: ", ")))
    """

  func revise(_ number: Int, with item: FeedItem, at seen: Date) throws {
    let columns = FeedItem.columns.joined(separator: ", ")
    guard
      let row = try Row.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT number, seen, \(columns), source, wording, key, earlier FROM item
            WHERE number = ?
            """),
        arguments: [number])
    else { throw ArchiveError.unusable("there is no item \(number) to revise") }
    let rest = 2 + FeedItem.columns.count
    let known = try FeedItem(row, at: 2)
    let source: Int = row[rest]
    let wording = Fingerprint(wordingOf: item)
    let isReworded = row[rest + 1] != wording.bits
    // An item is placed anew as it first came: its date and language count as its words do.
    let isKept = isReworded || (row[rest + 3] == 0 && Self.isOther(item, than: known))
    if isKept {
      try db.cachedStatement(
        sql: """
          INSERT INTO wording (item, seen, \(columns))
          VALUES (\(Array(repeating: "?", count: rest).joined(separator: ", ")))
          """
      ).execute(arguments: StatementArguments(row.databaseValues.prefix(rest)))
    }
    try FullText.remove(number, title: known.title, text: known.text, db)
    var key: String? = row[rest + 2]
    if known.id != item.id {
      try addName(item.id, of: source, to: number, at: seen)
      try forgetNames(of: number)
      // The key is for ever the one it was filed under.
      if key == nil {
        key = try String.fetchOne(
          db.cachedStatement(sql: "SELECT key || ' ' || ? FROM source WHERE number = ?"),
          arguments: [known.id, source])
      }
    }
    let values: [(any DatabaseValueConvertible)?] =
      [
        isKept, isReworded, seen.stored, wording.bits, Fingerprint(lookOf: item).bits, key,
      ] + item.stored + [number]
    try db.cachedStatement(sql: Self.updateItem).execute(arguments: StatementArguments(values))
    try FullText.add(number, item, db)
  }

  /// Whether anything but the identifier of an item differs from what is kept.
  private static func isOther(_ item: FeedItem, than known: FeedItem) -> Bool {
    var known = known
    known.id = item.id
    return known != item
  }

  private static let updateItem = """
    UPDATE item SET earlier = earlier + ?, seen = CASE WHEN ? THEN ? ELSE seen END, wording = ?,
      look = ?, key = ?, \(FeedItem.columns.map { "\($0) = ?" }.joined(separator: ", "))
    WHERE number = ?
    """

  private func addName(_ guid: String, of source: Int, to item: Int, at seen: Date) throws {
    try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO name (guid, source, item, seen) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [guid, source, item, seen.stored])
  }

  /// Forgets names of an item that has too many. The first stays, since the item's key has it; of the
  /// others the newest stay.
  private func forgetNames(of item: Int) throws {
    try db.cachedStatement(
      sql: """
        DELETE FROM name WHERE (guid, source) IN (
          SELECT guid, source FROM name
          WHERE item = ?1 AND seen > (SELECT min(seen) FROM name WHERE item = ?1)
          ORDER BY seen DESC LIMIT -1 OFFSET ?2)
        """
    ).execute(arguments: [item, Archive.keptNames - 1])
  }

  private mutating func outlet(of item: NewsItem) throws -> Int {
    let outlet = Outlet(
      name: item.sourceName, owner: item.owner, topic: item.topic, isWire: item.isWire)
    if let known = outlets[outlet] { return known }
    let values: StatementArguments = [item.sourceName, item.owner, item.topic, item.isWire]
    var number = try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT number FROM outlet WHERE name = ? AND owner = ? AND topic = ? AND is_wire = ?"),
      arguments: values)
    if number == nil {
      try db.cachedStatement(
        sql: "INSERT INTO outlet (name, owner, topic, is_wire) VALUES (?, ?, ?, ?)"
      ).execute(arguments: values)
      number = Int(db.lastInsertedRowID)
    }
    outlets[outlet] = number
    return number ?? 0
  }

  mutating func keep(_ dropped: DroppedItem) throws {
    let source = try source(dropped.feed).number
    // A dropped item is met again at every poll. Its first time is when it was dropped.
    try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO dropped (source, guid, source_name, title, link, seen, reason)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      source, dropped.id, dropped.sourceName, dropped.title, dropped.link, dropped.seen.stored,
      dropped.reason,
    ])
  }

  // MARK: Threads

  /// The thread's own row, and that of the thread it is part of by now. Makes a new one if need be.
  private mutating func thread(_ id: ThreadID) throws -> (number: Int, root: Int) {
    if let known = threads[id] { return known }
    let found: (number: Int, root: Int)
    if let row = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT number, coalesce(kept, number) FROM thread WHERE name = ?"),
      arguments: [id.rawValue])
    {
      found = (row[0], row[1])
    } else {
      try db.cachedStatement(sql: "INSERT INTO thread (name) VALUES (?)")
        .execute(arguments: [id.rawValue])
      let number = Int(db.lastInsertedRowID)
      found = (number, number)
    }
    threads[id] = found
    return found
  }

  /// Makes two threads one. All that was part of the one that goes becomes part of the one that is
  /// kept, so that no alias ever points at an alias.
  mutating func join(_ gone: ThreadID, into kept: ThreadID) throws {
    let gone = try thread(gone).root
    let kept = try thread(kept).root
    guard gone != kept else { return }
    try db.cachedStatement(sql: "UPDATE item SET thread = ? WHERE thread = ?")
      .execute(arguments: [kept, gone])
    try db.cachedStatement(sql: "UPDATE thread SET kept = ?1 WHERE kept = ?2 OR number = ?2")
      .execute(arguments: [kept, gone])
    threads.removeAll()
  }

  /// Puts the items of a thread that turned out to be of another story in a thread of their own.
  mutating func part(_ split: Placement.Split) throws {
    let keys = Set(split.items)
    let items = try ItemRows(db: db).keys(inRoot: try thread(split.from).root)
    try move(items.filter { keys.contains($0.key) }.map(\.number), to: split.into)
  }

  /// Puts items in another thread than they were placed in.
  mutating func move(_ items: [Int], to thread: ThreadID) throws {
    let root = try self.thread(thread).root
    for item in items {
      try db.cachedStatement(sql: "UPDATE item SET thread = ? WHERE number = ?")
        .execute(arguments: [root, item])
    }
  }
}
