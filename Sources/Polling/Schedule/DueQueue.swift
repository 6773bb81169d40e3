import Foundation
import NewsModel

/// Times at which sources are due, the earliest first. A source may be in it several times; which
/// of them still counts is for the owner to say.
struct DueQueue {
  /// A time and whose it is; of equal times the one listed first comes first.
  struct Entry: Comparable {
    var time: Date
    var place: Int
    var address: FeedAddress

    static func < (one: Self, other: Self) -> Bool {
      (one.time, one.place) < (other.time, other.place)
    }
  }

  private var heap: [Entry] = []

  var first: Entry? { heap.first }

  mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  @discardableResult
  mutating func removeFirst() -> Entry? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var parent = 0
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < heap.count && heap[child] < heap[least] { least = child }
      guard least != parent else { return first }
      heap.swapAt(parent, least)
      parent = least
    }
  }

  mutating func removeAll() {
    heap.removeAll(keepingCapacity: true)
  }
}
