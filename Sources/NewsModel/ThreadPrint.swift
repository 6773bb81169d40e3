/// What tells whether a thread changed since it was last read, without reading it: equal prints mean
/// the same items in the same wording.
package struct ThreadPrint: Hashable, Sendable {
  package var id: ThreadID
  /// How many items it has.
  package var members: Int
  /// The number of its newest item.
  package var newest: Int
  /// A sum over its items' wordings.
  package var wordings: Int
  /// How many threads were merged into it.
  package var aliases: Int

  package init(id: ThreadID, members: Int, newest: Int, wordings: Int, aliases: Int) {
    self.id = id
    self.members = members
    self.newest = newest
    self.wordings = wordings
    self.aliases = aliases
  }
}
