import Foundation
import GRDB
import NewsModel

/// Reads items out of the tables, with all that was filed with them.
struct ItemRows {
  /// What follows SELECT to make a row that `newest` and `first` can read.
  static let columns = """
    i.number, i.first_seen, i.seen, i.earlier, i.key, s.key, s.written, o.name, o.owner, o.topic,
    o.is_wire, t.name, p.name, i.score, i.threshold, i.is_first, i.evidence,
    \(FeedItem.columns.map { "i.\($0)" }.joined(separator: ", "))
    """
  private static let contentStart = 17

  /// What follows FROM; the item is `i`.
  static let tables = """
    item i JOIN source s ON s.number = i.source JOIN outlet o ON o.number = i.outlet
    JOIN thread t ON t.number = i.thread JOIN thread p ON p.number = i.placed
    """

  let db: Database

  /// Reads the items that the rest of a statement chooses, with their newest wording.
  func all(_ rest: String, _ arguments: StatementArguments = []) throws -> [FiledItem] {
    var items: [FiledItem] = []
    try each(rest, arguments) { row in items.append(try filed(row)) }
    return items
  }

  /// Reads the items that the rest of a statement chooses, as they were placed.
  func placed(_ rest: String, _ arguments: StatementArguments = []) throws -> [(Int, PlacedItem)] {
    var items: [(Int, PlacedItem)] = []
    try each(rest, arguments) { row in
      var item = try newsItem(row)
      if row[3] > 0 { item.content = try first(of: row[0]) ?? item.content }
      items.append((row[0], PlacedItem(item: item, placement: try placement(row))))
    }
    return items
  }

  /// The numbers and keys of a thread's items, in order of arrival; by the thread's number.
  func keys(inRoot thread: Int) throws -> [(number: Int, key: ItemKey)] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT i.number, i.key, s.written, i.guid FROM item i JOIN source s ON s.number = i.source
          WHERE i.thread = ? ORDER BY i.number
          """), arguments: [thread]
    ).map {
      let key = ($0[1] as String?).map(ItemKey.init(rawValue:))
      return ($0[0], key ?? ItemKey(feed: FeedAddress($0[2]), id: $0[3]))
    }
  }

  private func each(
    _ rest: String, _ arguments: StatementArguments, _ body: (Row) throws -> Void
  ) throws {
    let rows = try Row.fetchCursor(
      db.cachedStatement(sql: "SELECT \(Self.columns) FROM \(Self.tables) \(rest)"),
      arguments: arguments)
    while let row = try rows.next() { try body(row) }
  }

  private func filed(_ row: Row) throws -> FiledItem {
    let item = try newsItem(row)
    let now = ItemRevision(
      title: item.content.title, text: item.content.text, seen: Date(stored: row[2]))
    let earlier = row[3] > 0 ? try self.earlier(of: row[0]) : []
    return FiledItem(
      number: row[0], item: item, thread: ThreadID(rawValue: row[11]),
      placement: try placement(row), revisions: Self.told(earlier + [now]))
  }

  private func newsItem(_ row: Row) throws -> NewsItem {
    let feed = FeedAddress(row[6])
    let content = try FeedItem(row, at: Self.contentStart)
    let key = (row[4] as String?).map(ItemKey.init(rawValue:))
    return NewsItem(
      key: key ?? ItemKey(feed: feed, id: content.id), feed: feed, sourceName: row[7],
      owner: row[8], isWire: row[10], topic: row[9], content: content,
      firstSeen: Date(stored: row[1]))
  }

  private func placement(_ row: Row) throws -> Placement {
    var placement = Placement(
      thread: ThreadID(rawValue: row[12]), isFirst: row[15], score: row[13] ?? .nan,
      threshold: row[14] ?? .nan)
    try Evidence.complete(&placement, from: row[16])
    return placement
  }

  private func first(of item: Int) throws -> FeedItem? {
    try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT \(FeedItem.columns.joined(separator: ", ")) FROM wording WHERE item = ?
          ORDER BY number LIMIT 1
          """),
      arguments: [item]
    ).map { try FeedItem($0, at: 0) }
  }

  private func earlier(of item: Int) throws -> [ItemRevision] {
    try Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT title, text, seen FROM wording WHERE item = ? ORDER BY number"),
      arguments: [item]
    ).map { ItemRevision(title: $0[0], text: $0[1], seen: Date(stored: $0[2])) }
  }

  /// Wordings as a reader tells them apart: a new link alone is none.
  private static func told(_ wordings: [ItemRevision]) -> [ItemRevision] {
    var told: [ItemRevision] = []
    for wording in wordings
    where told.last?.title != wording.title || told.last?.text != wording.text {
      told.append(wording)
    }
    return told
  }
}
