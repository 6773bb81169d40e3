/// How much a source brings, for `newsloom status`.
package struct ItemCounts: Hashable, Sendable {
  /// All items ever filed.
  package var total: Int
  /// Of the items of the last 30 days, the share (0 to 1) in threads that no other owner's outlet
  /// told; nil if there were none.
  package var soleShare: Double?
  /// New items a day over the last 30 days, or over as many as the archive has.
  package var perDay: Double

  package init(total: Int, soleShare: Double?, perDay: Double) {
    self.total = total
    self.soleShare = soleShare
    self.perDay = perDay
  }
}
