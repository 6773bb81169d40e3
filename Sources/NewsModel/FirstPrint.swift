/// Who printed a text first, where items arrive in another order than they were published.
package enum FirstPrint {
  /// What decides between the prints of one text.
  package struct Claim: Sendable {
    package var isWire: Bool
    /// Seconds on any one clock.
    package var date: Double
    /// The place in the list of the item whose text this one was found to print again; nil if none.
    package var copied: Int?

    package init(isWire: Bool, date: Double, copied: Int?) {
      self.isWire = isWire
      self.date = date
      self.copied = copied
    }
  }

  /// For each item of one thread, in order of arrival, the place of the one that printed its text
  /// first; nil for that one itself and for items whose text nobody else has.
  ///
  /// An agency's own item is the first print, else the one published first, else the one that came
  /// first.
  package static func places(of claims: [Claim]) -> [Int?] {
    var roots = Array(claims.indices)
    var firsts = roots
    for (index, claim) in claims.enumerated() {
      guard let copied = claim.copied, copied < index else { continue }
      let root = roots[copied]
      roots[index] = root
      if precedes(claim, claims[firsts[root]]) { firsts[root] = index }
    }
    return claims.indices.map { firsts[roots[$0]] == $0 ? nil : firsts[roots[$0]] }
  }

  private static func precedes(_ one: Claim, _ other: Claim) -> Bool {
    one.isWire != other.isWire ? one.isWire : one.date < other.date
  }
}
