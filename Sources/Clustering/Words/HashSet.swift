/// A set of what `Hash` made, found by its own bits: Swift's `Set` would hash each again, which cost
/// more than all else that is asked of a word.
struct HashSet: Sendable {
  /// A power of two of places, at most a quarter of them taken; 0 where there is nothing.
  private let table: [UInt64]

  init(_ hashes: some Collection<UInt64>) {
    var size = 4
    while size < hashes.count * 4 { size *= 2 }
    var table = [UInt64](repeating: 0, count: size)
    for hash in hashes where hash != 0 {
      var place = Int(truncatingIfNeeded: hash) & (size - 1)
      while table[place] != 0, table[place] != hash { place = (place + 1) & (size - 1) }
      table[place] = hash
    }
    self.table = table
  }

  func contains(_ hash: UInt64) -> Bool {
    let table = table.span
    var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while table[place] != 0 {
      if table[place] == hash { return true }
      place = (place + 1) & (table.count - 1)
    }
    return false
  }
}
