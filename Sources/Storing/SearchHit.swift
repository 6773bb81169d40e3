package import NewsModel

/// An item that a search found.
package struct SearchHit: Hashable, Sendable {
  package var item: FiledItem
  /// A few words around what was found, on one line, with `[` and `]` around each word found.
  package var snippet: String
  /// How well it answers the query: the higher the better, 0 where no words were asked for.
  package var score: Double

  package init(item: FiledItem, snippet: String, score: Double) {
    self.item = item
    self.snippet = snippet
    self.score = score
  }
}
