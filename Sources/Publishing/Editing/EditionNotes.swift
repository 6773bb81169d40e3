package import Foundation
package import NewsModel

/// What an edition says beside the threads: everything about the time it covers that no item tells.
package struct EditionNotes: Sendable {
  /// Items that rules kept out in this span.
  package var dropped: [DroppedItem]
  /// How each source stands now.
  package var states: [SourceState]
  /// When the daemon was not running.
  package var sinceDown: [Range<Date>]
  /// The earlier editions that told a thread, oldest first.
  package var toldBefore: [ThreadID: [EditionSpan]]
  /// Items that a `watch` rule found, and the rule's text.
  package var watched: [ItemKey: String]
  package var keyTerms: [ThreadID: [String]]
  /// Threads that the reader follows: they are told first, and in full.
  package var followed: Set<ThreadID>
  /// File names of story pages already written (`DigestDirectory.storyPages()`): they never change.
  package var storyPages: [ThreadID: String]
  /// File names of the sources' pages that are there to be linked.
  package var sourcePages: [FeedAddress: String]

  package init(
    dropped: [DroppedItem] = [], states: [SourceState] = [], sinceDown: [Range<Date>] = [],
    toldBefore: [ThreadID: [EditionSpan]] = [:], watched: [ItemKey: String] = [:],
    keyTerms: [ThreadID: [String]] = [:], followed: Set<ThreadID> = [],
    storyPages: [ThreadID: String] = [:], sourcePages: [FeedAddress: String] = [:]
  ) {
    self.dropped = dropped
    self.states = states
    self.sinceDown = sinceDown
    self.toldBefore = toldBefore
    self.watched = watched
    self.keyTerms = keyTerms
    self.followed = followed
    self.storyPages = storyPages
    self.sourcePages = sourcePages
  }
}
