package import Foundation

/// The name of a story thread: ten letters and digits that never change and are never used again.
package struct ThreadID: RawRepresentable, Hashable, Sendable, Codable, Comparable,
  CustomStringConvertible
{
  package let rawValue: String

  package init(rawValue: String) {
    self.rawValue = rawValue
  }

  /// Derived from the item that begins the thread, so that the same stream gives the same names on
  /// any machine. `salt` is 0 unless the name is taken (FNV-1a, 50 bits, Crockford's base 32).
  package init(begunBy key: ItemKey, salt: Int = 0) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for byte in key.rawValue.utf8 { mix(byte) }
    if salt > 0 { for byte in " \(salt)".utf8 { mix(byte) } }
    hash ^= hash >> 29
    hash = hash &* 0xbf58_476d_1ce4_e5b9
    hash ^= hash >> 32
    let digits = Self.digits
    rawValue = String(
      decoding: (0..<10).map { digits[Int(hash >> (UInt64($0) * 5 + 14) & 31)] }, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  package var description: String { rawValue }
  package static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
}

/// Why an item is in its thread: all that the decision rested on, kept for ever.
package struct Placement: Hashable, Sendable, Codable {
  /// One kind of evidence and what it added to the score.
  package struct Signal: Hashable, Sendable, Codable {
    /// Such as "shared words", "same source", "size".
    package var name: String
    package var contribution: Double
    /// What it rests on, in words; may be empty.
    package var detail: String

    package init(name: String, contribution: Double, detail: String = "") {
      self.name = name
      self.contribution = contribution
      self.detail = detail
    }
  }

  /// A word that item and thread share, and its part of the similarity.
  package struct SharedTerm: Hashable, Sendable, Codable {
    package var term: String
    package var share: Double

    package init(term: String, share: Double) {
      self.term = term
      self.share = share
    }
  }

  /// A thread that was weighed.
  package struct Candidate: Hashable, Sendable, Codable {
    package var thread: ThreadID
    package var score: Double

    package init(thread: ThreadID, score: Double) {
      self.thread = thread
      self.score = score
    }
  }

  /// Two threads that this item showed to be one.
  package struct Merge: Hashable, Sendable, Codable {
    package var gone: ThreadID
    package var kept: ThreadID
    package var score: Double

    package init(gone: ThreadID, kept: ThreadID, score: Double) {
      self.gone = gone
      self.kept = kept
      self.score = score
    }
  }

  /// Items that a thread had of another story, and where they went when this item came.
  package struct Split: Hashable, Sendable, Codable {
    package var from: ThreadID
    package var into: ThreadID
    package var items: [ItemKey]
    /// How alike the two sides were.
    package var likeness: Double

    package init(from: ThreadID, into: ThreadID, items: [ItemKey], likeness: Double) {
      self.from = from
      self.into = into
      self.items = items
      self.likeness = likeness
    }
  }

  /// The thread the item was put in at the time; merges and splits since may have renamed it.
  package var thread: ThreadID
  /// Whether the item began the thread.
  package var isFirst: Bool
  /// The score of the thread it joined; of the best candidate, if it began one; 0 if there was none.
  package var score: Double
  /// The score that joining took.
  package var threshold: Double
  /// The best thread that was not chosen.
  package var runnerUp: Candidate?
  package var signals: [Signal]
  /// The heaviest first.
  package var sharedTerms: [SharedTerm]
  package var merges: [Merge]
  /// What the thread lost, after the merges: it may be this item itself.
  package var split: Split?
  /// The earlier item of the thread whose text this one prints again, if any.
  package var copyOf: ItemKey?
  /// Why the item was kept alone whatever the scores, such as "a recurring column"; nil otherwise.
  package var aloneBecause: String?

  package init(
    thread: ThreadID, isFirst: Bool, score: Double, threshold: Double,
    runnerUp: Candidate? = nil, signals: [Signal] = [], sharedTerms: [SharedTerm] = [],
    merges: [Merge] = [], split: Split? = nil, copyOf: ItemKey? = nil, aloneBecause: String? = nil
  ) {
    self.thread = thread
    self.isFirst = isFirst
    self.score = score
    self.threshold = threshold
    self.runnerUp = runnerUp
    self.signals = signals
    self.sharedTerms = sharedTerms
    self.merges = merges
    self.split = split
    self.copyOf = copyOf
    self.aloneBecause = aloneBecause
  }

  /// How far the decision was from going the other way: to the runner-up or to the threshold.
  package var margin: Double {
    isFirst ? threshold - score : score - max(threshold, runnerUp?.score ?? 0)
  }
}

/// An item and where it belongs.
package struct PlacedItem: Hashable, Sendable {
  package var item: NewsItem
  package var placement: Placement

  package init(item: NewsItem, placement: Placement) {
    self.item = item
    self.placement = placement
  }
}

/// An earlier wording of an item.
package struct ItemRevision: Hashable, Sendable, Codable {
  package var title: String?
  package var text: String
  /// When this wording was first seen.
  package var seen: Date

  package init(title: String?, text: String, seen: Date) {
    self.title = title
    self.text = text
    self.seen = seen
  }
}

/// An item as the archive has it.
package struct FiledItem: Hashable, Sendable {
  /// The archive's own number of the item, from 1 upwards in order of arrival.
  package var number: Int
  /// With the newest wording.
  package var item: NewsItem
  /// Its thread now, after all merges.
  package var thread: ThreadID
  package var placement: Placement
  /// Every wording, oldest first; at least one.
  package var revisions: [ItemRevision]

  package init(
    number: Int, item: NewsItem, thread: ThreadID, placement: Placement, revisions: [ItemRevision]
  ) {
    self.number = number
    self.item = item
    self.thread = thread
    self.placement = placement
    self.revisions = revisions
  }
}

/// A story: the items that tell it, in order of arrival.
package struct StoryThread: Hashable, Sendable {
  package var id: ThreadID
  /// Names of threads that were merged into this one.
  package var aliases: [ThreadID]
  /// At least one.
  package var members: [FiledItem]

  package init(id: ThreadID, aliases: [ThreadID], members: [FiledItem]) {
    self.id = id
    self.aliases = aliases
    self.members = members
  }

  package var firstReport: Date { members.map(\.item.date).min() ?? .distantPast }
  package var lastReport: Date { members.map(\.item.date).max() ?? .distantPast }
  /// Names of the outlets that tell it, in order of arrival.
  package var outlets: [String] {
    var seen = Set<String>()
    return members.map(\.item.sourceName).filter { seen.insert($0).inserted }
  }
}
