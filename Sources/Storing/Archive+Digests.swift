package import Foundation
import GRDB

extension Archive {
  /// Lends the digest of the closed edition of this name, as it was kept, while `body` runs; gives nil
  /// if there is no such edition. It is tens of megabytes for a big day, and is not copied.
  package func withDigest<Value>(
    ofEdition name: String, _ body: (Data) throws -> Value
  ) throws -> Value? {
    try read { db in
      let rows = try Row.fetchCursor(
        db, sql: "SELECT digest FROM edition WHERE name = ?", arguments: [name])
      guard let row = try rows.next() else { return nil }
      return try row.withUnsafeData(atIndex: 0) { try $0.map(body) }
    }
  }
}
