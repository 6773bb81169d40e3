package import NewsModel

/// A document's items, told apart by what the archive knows of them.
package struct Sorted: Hashable, Sendable {
  /// Never seen before, in the document's order.
  package var unseen: [FeedItem]
  /// Known under the number given, but worded or named differently now.
  package var revised: [(number: Int, FeedItem)]
  /// How many are known as they are.
  package var known: Int

  package init(
    unseen: [FeedItem] = [], revised: [(number: Int, FeedItem)] = [], known: Int = 0
  ) {
    self.unseen = unseen
    self.revised = revised
    self.known = known
  }

  package static func == (one: Self, other: Self) -> Bool {
    one.unseen == other.unseen && one.known == other.known
      && one.revised.elementsEqual(other.revised) { $0 == $1 }
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(unseen)
    hasher.combine(known)
    for (number, item) in revised {
      hasher.combine(number)
      hasher.combine(item)
    }
  }
}
