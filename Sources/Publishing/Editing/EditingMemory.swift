import Foundation
import NewsModel

/// The threads of an open edition as they were last edited, so that editing it again after a few
/// items came costs what those items cost. What comes of it is the same as without a memory.
package struct EditingMemory: Sendable {
  /// What every thread's editing rests on; where it changes, all are edited anew.
  struct Circumstances: Equatable, Sendable {
    var span: EditionSpan
    var sources: [FeedAddress: FeedSource]
    var backlog: Set<FeedAddress>
  }

  private struct Entry: Sendable {
    var print: ThreadPrint
    var sentences: [Int] = []
    var edited: EditedThread?
  }

  private var circumstances: Circumstances?
  private var entries: [ThreadID: Entry] = [:]
  private(set) var furniture = Furniture()
  /// The threads of one item, which are not among the entries.
  var alone = LoneItems()

  package init() {}

  /// The stories that are remembered, in no order.
  var edited: some Sequence<EditedThread> { entries.values.lazy.compactMap(\.edited) }

  /// Forgets what is no longer among `prints` or was edited in other circumstances, and returns the
  /// stories that are new or changed, and the numbers of such items that stand alone.
  mutating func outdated(among prints: [ThreadPrint], in circumstances: Circumstances)
    -> (stories: [ThreadID], alone: [Int])
  {
    if self.circumstances != circumstances {
      self = EditingMemory()
      self.circumstances = circumstances
    }
    let outdatedAlone = alone.outdated(among: prints.lazy.filter { $0.members == 1 })
    var current: Set<ThreadID> = []
    var outdated: [ThreadID] = []
    for print in prints where print.members > 1 {
      current.insert(print.id)
      if entries[print.id]?.print == print, entries[print.id]?.edited != nil { continue }
      entries[print.id, default: Entry(print: print)].print = print
      outdated.append(print.id)
    }
    guard entries.count > current.count else { return (outdated, outdatedAlone) }
    var turned: Set<Int> = []
    for (id, entry) in entries where !current.contains(id) {
      turned.formSymmetricDifference(furniture.learn([], insteadOf: entry.sentences))
      entries[id] = nil
    }
    return (outdated + holders(of: turned, except: Set(outdated)), outdatedAlone)
  }

  /// Which stories `outdated` would name, without forgetting anything.
  func outdatedStories(
    among prints: [ThreadPrint], in circumstances: Circumstances
  ) -> [ThreadID] {
    let isKnown = self.circumstances == circumstances
    return prints.filter { print in
      print.members > 1
        && !(isKnown && entries[print.id]?.print == print && entries[print.id]?.edited != nil)
    }.map(\.id)
  }

  /// The key terms of a story as it was last edited; nil if it was not.
  func terms(of id: ThreadID) -> [String]? {
    entries[id]?.edited?.story.terms
  }

  /// Learns what threads that were read say; returns the sentences that became furniture by it, or
  /// ceased to be.
  mutating func learn(_ threads: [StoryThread]) -> Set<Int> {
    var turned: Set<Int> = []
    for thread in threads {
      guard var entry = entries[thread.id] else { continue }
      let sentences = Furniture.sentences(of: thread)
      turned.formSymmetricDifference(furniture.learn(sentences, insteadOf: entry.sentences))
      entry.sentences = sentences
      entries[thread.id] = entry
    }
    return turned
  }

  mutating func keep(_ edited: EditedThread, as id: ThreadID) { entries[id]?.edited = edited }

  /// How many members a thread had when it was asked for.
  func members(of id: ThreadID) -> Int { entries[id]?.print.members ?? 0 }

  /// The threads beside those known that say one of the sentences, and must be edited anew where one
  /// turned.
  func holders(of sentences: Set<Int>, except known: Set<ThreadID>) -> [ThreadID] {
    guard !sentences.isEmpty else { return [] }
    return entries.compactMap { id, entry in
      !known.contains(id) && entry.sentences.contains(where: sentences.contains) ? id : nil
    }
  }
}
