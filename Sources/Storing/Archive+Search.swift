import Foundation
import GRDB
import NewsModel

extension Archive {
  /// The items that answer the query, the best first; without words in it, the newest first.
  ///
  /// Ranked by BM25 with a word in the title worth five in the text. Days are those of `NewsItem.date`.
  package func search(_ query: SearchQuery, limit: Int) throws -> [SearchHit] {
    guard !query.isEmpty, limit > 0 else { return [] }
    return try read { db in
      var choice = Choice()
      if !query.terms.isEmpty { choice.find(query.terms) }
      if !query.excluded.isEmpty { choice.avoid(query.excluded) }
      for origin in query.origins { choice.come(from: origin, try Self.rows(of: origin, db)) }
      if let after = query.after { choice.add("\(Choice.date) >= ?", after.stored) }
      if let before = query.before { choice.add("\(Choice.date) < ?", before.stored) }
      let found = try Row.fetchAll(
        db, sql: choice.statement(limit), arguments: StatementArguments(choice.arguments))
      let items = ItemRows(db: db)
      return try found.compactMap { row in
        guard let item = try items.all("WHERE i.number = ?", [row[0] as Int]).first else {
          return nil
        }
        let marked = try choice.words.flatMap { try Self.marked($0, in: item.number, db) }
        return SearchHit(
          item: item, snippet: Snippet.line(marked, item.item.content.text, query.terms),
          score: -(row[1] as Double))
      }
    }
  }

  /// Why a query may have found nothing: sentences about sources and topics that there are none of.
  package func remarks(on query: SearchQuery) throws -> [String] {
    try read { db in
      try query.origins.compactMap { origin in
        let (outlets, sources) = try Self.rows(of: origin, db)
        guard outlets.isEmpty, sources.isEmpty else { return nil }
        return switch origin.field {
        case .source: "no source is called '\(origin.text)'"
        case .topic: "there is no topic '\(origin.text)'"
        }
      }
    }
  }

  /// The words around what was found in one item's text. Asked for one by one, since SQLite would
  /// otherwise read the texts of all that was found before it knows which are the best.
  private static func marked(
    _ expression: String, in item: Int, _ db: Database
  ) throws -> String? {
    try String.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT snippet(words, 1, '[', ']', '…', 24) FROM words
          WHERE words MATCH ? AND rowid = ?
          """), arguments: [expression, item])
  }

  /// The numbers of the outlets, and of the sources, that a condition names.
  private static func rows(
    of origin: SearchQuery.Origin, _ db: Database
  ) throws -> (outlets: [Int], sources: [Int]) {
    let wanted = origin.text.lowercased()
    let outlets = try Row.fetchAll(db, sql: "SELECT number, name, owner, topic FROM outlet")
    switch origin.field {
    case .source:
      let sources = try Row.fetchAll(db, sql: "SELECT number, key FROM source")
      return (
        outlets.filter { row in
          [1, 2].contains { (row[$0] as String).lowercased().contains(wanted) }
        }.map { $0[0] },
        sources.filter { (($0[1] as String).lowercased()).contains(wanted) }.map { $0[0] }
      )
    case .topic:
      return (
        outlets.filter { row in
          let topic = (row[3] as String).lowercased()
          return topic == wanted || topic.hasPrefix(wanted + "/") || topic.hasSuffix("/" + wanted)
            || topic.contains("/\(wanted)/")
        }.map { $0[0] }, []
      )
    }
  }
}

/// A search as SQL. What the reader typed only ever goes in as an argument, and what goes to FTS5 is
/// quoted, so that no query has a syntax that could be wrong.
private struct Choice {
  static let date = "min(coalesce(i.published, i.updated, i.first_seen), i.first_seen)"

  private var conditions: [String] = []
  private(set) var arguments: [any DatabaseValueConvertible] = []
  /// What is asked of the full-text index; nil if nothing is.
  private(set) var words: String?

  mutating func add(_ condition: String, _ argument: any DatabaseValueConvertible) {
    conditions.append(condition)
    arguments.append(argument)
  }

  mutating func find(_ terms: [SearchQuery.Term]) {
    let words = terms.map(Self.expression).joined(separator: " AND ")
    add("words MATCH ?", words)
    self.words = words
  }

  mutating func avoid(_ terms: [SearchQuery.Term]) {
    add(
      "i.number NOT IN (SELECT rowid FROM words WHERE words MATCH ?)",
      terms.map(Self.expression).joined(separator: " OR "))
  }

  mutating func come(
    from origin: SearchQuery.Origin, _ rows: (outlets: [Int], sources: [Int])
  ) {
    // Numbers from our own tables; nothing of the reader's.
    let outlets = rows.outlets.map(String.init).joined(separator: ", ")
    let sources = rows.sources.map(String.init).joined(separator: ", ")
    let not = origin.isExcluded ? "NOT " : ""
    conditions.append("\(not)(i.outlet IN (\(outlets)) OR i.source IN (\(sources)))")
  }

  func statement(_ limit: Int) -> String {
    let chosen = conditions.isEmpty ? "1" : conditions.joined(separator: " AND ")
    guard words != nil else {
      return """
        SELECT i.number, 0.0 FROM item i WHERE \(chosen)
        ORDER BY i.number DESC LIMIT \(limit)
        """
    }
    return """
      SELECT i.number, bm25(words, 5.0, 1.0, 2.0) AS score
      FROM words JOIN item i ON i.number = words.rowid WHERE \(chosen)
      ORDER BY score, i.number DESC LIMIT \(limit)
      """
  }

  /// A term in FTS5's language. Runs of letters that are written without spaces are looked for as
  /// pairs, all else as a phrase in title and text.
  private static func expression(_ term: SearchQuery.Term) -> String {
    var parts: [String] = []
    var words = ""
    var run: [Unicode.Scalar] = []
    func endRun() {
      if !run.isEmpty { parts.append("grams : \(LetterPairs.query(for: run))") }
      run = []
    }
    func endWords(isLast: Bool) {
      if words.unicodeScalars.contains(where: \.isIndexed) {
        let quoted = words.replacing("\"", with: "\"\"")
        parts.append("{title text} : \"\(quoted)\"\(isLast && term.isPrefix ? "*" : "")")
      }
      words = ""
    }
    for letter in term.text.unicodeScalars where letter != "\0" {
      if LetterPairs.covers(letter) {
        endWords(isLast: false)
        run.append(letter)
      } else if run.isEmpty || !LetterPairs.isSilent(letter) {
        endRun()
        words.unicodeScalars.append(letter)
      }
    }
    endRun()
    endWords(isLast: true)
    return parts.isEmpty ? "\"\"" : "(\(parts.joined(separator: " AND ")))"
  }
}
