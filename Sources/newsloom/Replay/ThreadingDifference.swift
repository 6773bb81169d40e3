import NewsModel

/// How two threadings of the same items differ.
struct ThreadingDifference {
  /// What becomes of some threads that have to do with each other.
  enum Kind: String {
    /// One becomes several.
    case split
    /// Several become one.
    case join
    /// Several become others, item by item.
    case mix
    /// One keeps its items and goes by another name.
    case rename
  }

  /// A thread's part that stays or goes together.
  struct Part {
    /// The thread in the archive and the thread as placed now, by their roots.
    var archived: Int
    var placed: Int
    /// Numbers, in order of arrival.
    var items: [Int]
    /// Whether the items are where most of both threads are.
    var stays: Bool
  }

  struct Change {
    var kind: Kind
    /// Those that stay first, the largest first.
    var parts: [Part]

    var moved: Int { parts.reduce(0) { $0 + ($1.stays ? 0 : $1.items.count) } }
    var items: Int { parts.reduce(0) { $0 + $1.items.count } }
    fileprivate var first: Int { parts.compactMap(\.items.first).min() ?? 0 }
  }

  /// The largest first.
  private(set) var changes: [Change] = []
  private(set) var items = 0
  /// In the archive, as far as they have the items that were placed anew.
  private(set) var threads = 0
  /// Of them, those that are as they were.
  private(set) var unchanged = 0

  func count(_ kind: Kind) -> Int { changes.count { $0.kind == kind } }
  var moved: Int { changes.reduce(0) { $0 + $1.moved } }

  /// Compares threads by item. `isRenamed` says of a pair with the same items whether the names differ;
  /// it is given a root and one of the items.
  init(
    _ pairs: some Sequence<(item: Int, archived: Int, placed: Int)>,
    isRenamed: (Int, Int) throws -> Bool
  ) rethrows {
    var parts: [Part] = []
    var places: [Pair: Int] = [:]
    for pair in pairs {
      items += 1
      let key = Pair(archived: pair.archived, placed: pair.placed)
      if let place = places[key] {
        parts[place].items.append(pair.item)
      } else {
        places[key] = parts.count
        parts.append(
          Part(archived: pair.archived, placed: pair.placed, items: [pair.item], stays: false))
      }
    }
    var byArchived: [Int: [Int]] = [:]
    var byPlaced: [Int: [Int]] = [:]
    for (index, part) in parts.enumerated() {
      byArchived[part.archived, default: []].append(index)
      byPlaced[part.placed, default: []].append(index)
    }
    threads = byArchived.count
    /// The largest, and of equals the one that came first.
    func most(_ among: [Int]) -> Int {
      among.max {
        parts[$0].items.count < parts[$1].items.count
          || (parts[$0].items.count == parts[$1].items.count && $0 > $1)
      } ?? 0
    }
    for part in byArchived.values {
      let largest = most(part)
      if most(byPlaced[parts[largest].placed] ?? []) == largest { parts[largest].stays = true }
    }
    var isTaken = [Bool](repeating: false, count: parts.count)
    for start in parts.indices where !isTaken[start] {
      var group: [Int] = []
      var waiting = [start]
      isTaken[start] = true
      while let index = waiting.popLast() {
        group.append(index)
        let near = (byArchived[parts[index].archived] ?? []) + (byPlaced[parts[index].placed] ?? [])
        for other in near where !isTaken[other] {
          isTaken[other] = true
          waiting.append(other)
        }
      }
      if let change = try Self.change(group.map { parts[$0] }, isRenamed) {
        changes.append(change)
      } else {
        unchanged += 1
      }
    }
    changes.sort { ($1.moved, $1.items, $0.first) < ($0.moved, $0.items, $1.first) }
  }

  private struct Pair: Hashable {
    var archived: Int
    var placed: Int
  }

  private static func change(_ parts: [Part], _ isRenamed: (Int, Int) throws -> Bool) rethrows
    -> Change?
  {
    let before = Set(parts.map(\.archived)).count
    let after = Set(parts.map(\.placed)).count
    let kind: Kind
    switch (before, after) {
    case (1, 1):
      guard try isRenamed(parts[0].placed, parts[0].items[0]) else { return nil }
      kind = .rename
    case (1, _): kind = .split
    case (_, 1): kind = .join
    default: kind = .mix
    }
    let ordered = parts.sorted {
      if $0.stays != $1.stays { return $0.stays }
      if $0.items.count != $1.items.count { return $0.items.count > $1.items.count }
      return $0.items[0] < $1.items[0]
    }
    return Change(kind: kind, parts: ordered)
  }
}
