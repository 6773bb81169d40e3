package import Foundation
package import NewsModel

/// What changed the course of placing beside the items themselves, and when it did.
package struct SteeringRecord: Hashable, Sendable {
  /// Two threads that somebody ordered to be one.
  package struct Merge: Hashable, Sendable, Codable {
    /// The thread that lost its name.
    package var gone: ThreadID
    package var kept: ThreadID
    /// The numbers of both threads' first items then: by these the threads are found where items were
    /// placed otherwise.
    package var goneItem: Int
    package var keptItem: Int

    package init(gone: ThreadID, kept: ThreadID, goneItem: Int, keptItem: Int) {
      self.gone = gone
      self.kept = kept
      self.goneItem = goneItem
      self.keptItem = keptItem
    }
  }

  /// Items that somebody ordered out of their threads.
  package struct Split: Hashable, Sendable, Codable {
    /// A thread that lost items, and the numbers of those that stayed, at least one.
    package struct Rest: Hashable, Sendable, Codable {
      package var thread: ThreadID
      package var items: [Int]

      package init(thread: ThreadID, items: [Int]) {
        self.thread = thread
        self.items = items
      }
    }

    /// Their numbers, in order of arrival.
    package var items: [Int]
    package var into: ThreadID
    package var rests: [Rest]
    /// Numbers of items that were ordered out too, but had no company to leave.
    package var alone: [Int]

    package init(items: [Int], into: ThreadID, rests: [Rest], alone: [Int] = []) {
      self.items = items
      self.into = into
      self.rests = rests
      self.alone = alone
    }
  }

  package enum Deed: Hashable, Sendable, Codable {
    case merge(Merge)
    case split(Split)
    /// How many seconds threads stay open from here on.
    case window(Double)
  }

  /// From 1 upwards in the order of doing.
  package var number: Int
  /// The number of the last item that had been placed.
  package var afterItem: Int
  package var at: Date
  package var deed: Deed

  package init(number: Int, afterItem: Int, at: Date, deed: Deed) {
    self.number = number
    self.afterItem = afterItem
    self.at = at
    self.deed = deed
  }
}
