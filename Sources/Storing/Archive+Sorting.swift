package import Foundation
import GRDB
package import NewsModel

extension Archive {
  /// So many wordings of an item are kept as fast as they come; after that one a day, so that a
  /// text with a clock in it does not fill the disk.
  static let promptWordings = 50

  /// Sorts a document's items into those never seen, those whose wording or identifier changed, and
  /// those known.
  ///
  /// An item is known by its identifier within its feed. One with a new identifier but the link and
  /// title of a known item is that item again, unless the document still lists that item under its
  /// own identifier with another text: then they are two. An identifier that a document gives twice
  /// stands for one item, the first.
  package func sort(
    _ items: [FeedItem], of feed: FeedAddress, at now: Date
  ) throws -> Sorted {
    try read { db in
      let source = try Int.fetchOne(
        db.cachedStatement(sql: "SELECT number FROM source WHERE key = ?"), arguments: [feed.key])
      return try Sorted(items, of: source, at: now, db)
    }
  }
}

extension Sorted {
  /// `source` is the number of the items' source, if it has one yet.
  init(_ items: [FeedItem], of source: Int?, at now: Date, _ db: Database) throws {
    var sorting = Sorting(source: source, now: now, listed: Set(items.map(\.id)))
    for item in items { try sorting.take(item, db) }
    self = sorting.sorted
  }
}

/// One document being sorted.
private struct Sorting {
  let source: Int?
  let now: Date
  /// The identifiers that the document gives.
  let listed: Set<String>
  var sorted = Sorted()
  private var taken = Set<String>()
  private var revised = Set<Int>()
  private var looks: [Fingerprint: Set<Fingerprint>] = [:]

  init(source: Int?, now: Date, listed: Set<String>) {
    self.source = source
    self.now = now
    self.listed = listed
  }

  mutating func take(_ item: FeedItem, _ db: Database) throws {
    let wording = Fingerprint(wordingOf: item)
    guard taken.insert(item.id).inserted else {
      sorted.known += 1
      return
    }
    if let known = try Known(named: item.id, of: source, db) {
      let isNew = known.wording != wording.bits && known.takesAnother(at: now)
      revise(known.number, with: item, if: isNew)
    } else if let known = try again(item, wording, db) {
      revise(known, with: item, if: true)
    } else if item.link != nil, item.title != nil,
      !looks[Fingerprint(lookOf: item), default: []].insert(wording).inserted
    {
      sorted.known += 1
    } else if try isForgotten(item, db) {
      sorted.known += 1
    } else {
      sorted.unseen.append(item)
    }
  }

  /// Whether it was known once: a feed may list an item for longer than the archive keeps it.
  private func isForgotten(_ item: FeedItem, _ db: Database) throws -> Bool {
    guard let source else { return false }
    var marks = [Fingerprint(nameOf: item.id).bits]
    if item.title != nil { marks.append(Fingerprint(lookOf: item).bits) }
    return try marks.contains { mark in
      try Bool.fetchOne(
        db.cachedStatement(sql: "SELECT 1 FROM forgotten WHERE source = ? AND mark = ?"),
        arguments: [source, mark]) ?? false
    }
  }

  private mutating func revise(_ number: Int, with item: FeedItem, if isNew: Bool) {
    // A document may list one item under two of its identifiers with two texts. The first counts,
    // or each poll would find both changed.
    if isNew, revised.insert(number).inserted {
      sorted.revised.append((number, item))
    } else {
      revised.insert(number)
      sorted.known += 1
    }
  }

  /// The known item that one without link and publisher's identifier is: it has nothing but its title
  /// to be known by, and a moved date gives it another identifier.
  private func again(titled item: FeedItem, of source: Int, _ db: Database) throws -> Int? {
    guard item.isNamedByUs else { return nil }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT number, guid FROM item WHERE link IS NULL AND source = ? AND look = ?
          ORDER BY number DESC LIMIT 20
          """),
      arguments: [source, Fingerprint(lookOf: item).bits])
    while let row = try rows.next() {
      let guid: String = row[1]
      if guid.hasPrefix(FeedItem.ownPrefix), !listed.contains(guid) { return row[0] }
    }
    return nil
  }

  /// The known item that this one is, in spite of its new identifier.
  private func again(_ item: FeedItem, _ wording: Fingerprint, _ db: Database) throws -> Int? {
    guard let source, item.title != nil else { return nil }
    guard let link = item.link else { return try again(titled: item, of: source, db) }
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT number, wording, guid FROM item WHERE link = ? AND source = ? AND look = ?
          ORDER BY number DESC LIMIT 20
          """),
      arguments: [link, source, Fingerprint(lookOf: item).bits])
    while let row = try rows.next() {
      if row[1] == wording.bits || !listed.contains(row[2]) { return row[0] }
    }
    return nil
  }
}

/// What sorting needs of an item in the archive.
private struct Known {
  let number: Int
  let wording: Int64
  private let earlier: Int
  private let seen: Date

  init?(named id: String, of source: Int?, _ db: Database) throws {
    guard let source else { return nil }
    // A row that is copied out of its statement takes as long again, for each item of each document.
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT item.number, item.wording, item.earlier, item.seen
          FROM name JOIN item ON item.number = name.item WHERE name.guid = ? AND name.source = ?
          """),
      arguments: [id, source])
    guard let row = try rows.next() else { return nil }
    number = row[0]
    wording = row[1]
    earlier = row[2]
    seen = Date(stored: row[3])
  }

  func takesAnother(at now: Date) -> Bool {
    earlier < Archive.promptWordings || abs(now.timeIntervalSince(seen)) >= 86400
  }
}
