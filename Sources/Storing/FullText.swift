import GRDB
import NewsModel

/// The index that searches look into; it knows items by their numbers.
enum FullText {
  static func add(_ number: Int, _ item: FeedItem, _ db: Database) throws {
    let grams = LetterPairs.grams(of: [item.title ?? "", item.text])
    try db.cachedStatement(sql: "INSERT INTO words (rowid, title, text, grams) VALUES (?, ?, ?, ?)")
      .execute(arguments: [number, item.title, item.text, grams])
  }

  /// The index has no copy of the texts, so it must be told what to forget, letter for letter.
  static func remove(_ number: Int, title: String?, text: String, _ db: Database) throws {
    let grams = LetterPairs.grams(of: [title ?? "", text])
    try db.cachedStatement(
      sql: """
        INSERT INTO words (words, rowid, title, text, grams) VALUES ('delete', ?, ?, ?, ?)
        """
    ).execute(arguments: [number, title, text, grams])
  }
}
