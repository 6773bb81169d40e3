import Foundation
import GRDB
package import NewsModel

extension Archive {
  /// What an edition needs of items that stand alone, by their numbers, in no order; no text is read
  /// for it. A number that no item has gives none.
  package func loneItems(numbered numbers: [Int]) throws -> [LoneItem] {
    let list = JSON.array(numbers.map(JSON.int)).description
    return try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(
          sql: """
            SELECT i.number, s.written, o.name, o.topic, coalesce(i.published, i.updated),
              i.first_seen
            FROM item i JOIN source s ON s.number = i.source JOIN outlet o ON o.number = i.outlet
            WHERE i.number IN (SELECT value FROM json_each(?))
            """), arguments: [list])
      var items: [LoneItem] = []
      items.reserveCapacity(numbers.count)
      while let row = try rows.next() {
        let seen = Date(stored: row[5])
        items.append(
          LoneItem(
            number: row[0], feed: FeedAddress(row[1]), sourceName: row[2], topic: row[3],
            date: min((row[4] as Double?).map(Date.init(stored:)) ?? seen, seen), firstSeen: seen))
      }
      return items
    }
  }

  /// The items of these numbers, with their newest wording, in no order.
  package func items(numbered numbers: [Int]) throws -> [FiledItem] {
    let list = JSON.array(numbers.map(JSON.int)).description
    return try read { db in
      try ItemRows(db: db).all("WHERE i.number IN (SELECT value FROM json_each(?))", [list])
    }
  }
}
