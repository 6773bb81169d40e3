package import Foundation

/// A story as one edition tells it: everything quoted, nothing composed.
package struct DigestStory: Hashable, Sendable, Codable {
  /// Outlets whose texts have one origin.
  package struct Group: Hashable, Sendable, Codable {
    package var origin: String
    package var outlets: [String]

    package init(origin: String, outlets: [String]) {
      self.origin = origin
      self.outlets = outlets
    }
  }

  /// One outlet's headline before and after.
  package struct HeadlineChange: Hashable, Sendable, Codable {
    package var outlet: String
    package var before: DigestText
    package var after: DigestText
    package var seen: Date

    package init(outlet: String, before: DigestText, after: DigestText, seen: Date) {
      self.outlet = outlet
      self.before = before
      self.after = after
      self.seen = seen
    }
  }

  /// A publisher's own word that a report of its was wrong, or is withdrawn.
  package struct Correction: Hashable, Sendable, Codable {
    package enum Kind: String, Hashable, Sendable, Codable {
      case corrected, withdrawn
    }

    package var kind: Kind
    /// The sentence or headline that says so; its date is when it was first seen.
    package var words: DigestQuote

    package init(kind: Kind, words: DigestQuote) {
      self.kind = kind
      self.words = words
    }
  }

  /// A count that sources give differently: the same word after another number.
  package struct Figure: Hashable, Sendable, Codable {
    /// In order of time; `text` is the number and its word, such as "15 dead".
    package var values: [DigestQuote]

    package init(values: [DigestQuote]) {
      self.values = values
    }
  }

  /// An outlet that tells the story too, and its newest item.
  package struct Outlet: Hashable, Sendable, Codable {
    package var name: String
    package var link: String?

    package init(name: String, link: String?) {
      self.name = name
      self.link = link
    }
  }

  /// Where the story stands in the edition, and what put it there.
  package struct Rank: Hashable, Sendable, Codable {
    /// One term of the sum, in words.
    package struct Part: Hashable, Sendable, Codable {
      package var words: String
      package var points: Double

      package init(words: String, points: Double) {
        self.words = words
        self.points = points
      }
    }

    /// 1 for the first of the whole edition.
    package var position: Int
    package var score: Double
    package var parts: [Part]

    package init(position: Int, score: Double, parts: [Part]) {
      self.position = position
      self.score = score
      self.parts = parts
    }
  }

  package var id: ThreadID
  /// Names of threads merged into it, whose pages now lead here.
  package var aliases: [ThreadID]
  /// The file name of its lasting page in `story/`.
  package var page: String
  package var topic: String
  package var headline: DigestText
  /// The item whose headline it is.
  package var lead: DigestItem
  package var quotes: [DigestQuote]
  /// 1 in the edition in which it began.
  package var dayNumber: Int
  package var outletCount: Int
  package var groups: [Group]
  package var newCount: Int
  /// All its items, also those that `items` leaves out.
  package var itemCount: Int
  package var first: Date
  package var last: Date
  /// Its last item before this edition, where that was days ago; else nil.
  package var quietSince: Date?
  package var new: [DigestQuote]
  package var sole: [DigestQuote]
  package var figures: [Figure]
  package var headlineChanges: [HeadlineChange]
  /// Of this edition's time, in order of time.
  package var corrections: [Correction]
  /// The outlets beside the lead's, those new in this edition first.
  package var also: [Outlet]
  /// In order of arrival.
  package var items: [DigestItem]
  /// Names of earlier editions that told it, oldest first.
  package var told: [EditionSpan]
  package var terms: [String]
  package var rank: Rank
  /// True where the reader follows the story; nil else, as in editions closed before one could.
  package var isFollowed: Bool?

  package init(
    id: ThreadID, aliases: [ThreadID], page: String, topic: String, lead: DigestItem,
    items: [DigestItem]
  ) {
    self.id = id
    self.aliases = aliases
    self.page = page
    self.topic = topic
    self.headline = lead.title
    self.lead = lead
    self.items = items
    quotes = []
    dayNumber = 1
    outletCount = 1
    groups = []
    newCount = 0
    itemCount = items.count
    first = lead.date
    last = lead.date
    new = []
    sole = []
    figures = []
    headlineChanges = []
    corrections = []
    also = []
    told = []
    terms = []
    rank = Rank(position: 0, score: 0, parts: [])
  }

  /// Whether it began in an earlier edition.
  package var isContinued: Bool { dayNumber > 1 }
}

extension KeyedDecodingContainer {
  /// Editions that were closed before there were corrections have none.
  func decode(_ type: [DigestStory.Correction].Type, forKey key: Key) throws
    -> [DigestStory.Correction]
  {
    try decodeIfPresent(type, forKey: key) ?? []
  }
}
