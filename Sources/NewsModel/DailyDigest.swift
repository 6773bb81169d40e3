package import Foundation

/// All that one edition's pages say, before they are pages.
///
/// The archive keeps it as JSON, so that a closed edition is rendered to the same bytes for ever,
/// whatever later becomes of its items, its sources or the rules by which it was edited.
package struct DailyDigest: Hashable, Sendable, Codable {
  /// The numbers in the head of the page. `items` were first seen in the span; `stories` are threads
  /// of two or more items, `fresh` of them begun in this edition; `late` items are part of `items`.
  package struct Counts: Hashable, Sendable, Codable {
    package var items = 0
    package var stories = 0
    package var fresh = 0
    package var continued = 0
    package var singles = 0
    package var late = 0
    package var sources = 0
    package var sourcesWithNews = 0

    package init() {}
  }

  /// A time in which the daemon was not running.
  package struct Gap: Hashable, Sendable, Codable {
    package var from: Date
    package var until: Date

    package init(from: Date, until: Date) {
      self.from = from
      self.until = until
    }
  }

  /// A source that failed or fell silent, and how.
  package struct Trouble: Hashable, Sendable, Codable {
    package var name: String
    package var sentence: String
    package var since: Date?

    package init(name: String, sentence: String, since: Date?) {
      self.name = name
      self.sentence = sentence
      self.since = since
    }
  }

  package var span: EditionSpan
  /// Whether news may still be added.
  package var isOpen: Bool
  /// The edition's close; for an open one, when it was edited.
  package var written: Date
  package var counts = Counts()
  package var topics: [DigestTopic] = []
  /// Items first seen in each hour from `span.opens`.
  package var hours: [Int] = []
  package var dropped: [DroppedItem] = []
  package var failing: [Trouble] = []
  package var silent: [Trouble] = []
  package var gaps: [Gap] = []
  /// Why there is nothing to read; nil if there is something.
  package var emptyBecause: String?
  /// The file names in `source/` of the outlets that have a page there.
  package var sourcePages: [String: String]?

  package init(span: EditionSpan, isOpen: Bool, written: Date) {
    self.span = span
    self.isOpen = isOpen
    self.written = written
  }

  /// Every story of the edition, the highest ranked first.
  package var stories: [DigestStory] {
    topics.flatMap { $0.stories + $0.brief }.sorted { $0.rank.position < $1.rank.position }
  }

  /// What the archive's index and the feed of editions say of it.
  package var summary: DigestSummary {
    DigestSummary(
      span: span, counts: counts,
      top: stories.prefix(10).map {
        .init(id: $0.id, text: $0.headline, page: $0.page, outlets: $0.outletCount)
      },
      emptyBecause: emptyBecause)
  }
}

/// One section of an edition.
package struct DigestTopic: Hashable, Sendable, Codable {
  /// The section's path in feeds.conf, such as "world/europe"; empty above the first section.
  package var path: String
  /// Told in full, the highest ranked first.
  package var stories: [DigestStory] = []
  /// Those below `top`: a line each.
  package var brief: [DigestStory] = []
  /// Items that no other is joined with, those of quiet sources first.
  package var singles: [DigestItem] = []
  /// How many more stand alone: of a day that has tens of thousands an edition does not list all. Nil
  /// if it does.
  package var unlisted: Int?

  package init(path: String) {
    self.path = path
  }
}

/// Words from a feed and the language they are in. Never markup, never more than one line.
package struct DigestText: Hashable, Sendable, Codable {
  package var text: String
  /// A BCP 47 tag; nil if it is not known.
  package var language: String?

  package init(_ text: String, language: String?) {
    self.text = text
    self.language = language
  }
}

/// A sentence of a source's own, with whose it is.
package struct DigestQuote: Hashable, Sendable, Codable {
  package var text: DigestText
  package var outlet: String
  package var link: String?
  package var date: Date

  package init(text: DigestText, outlet: String, link: String?, date: Date) {
    self.text = text
    self.outlet = outlet
    self.link = link
    self.date = date
  }
}

/// One item as an edition shows it.
package struct DigestItem: Hashable, Sendable, Codable {
  /// Why an item is where it is.
  package struct Reason: Hashable, Sendable, Codable {
    package var isFirst: Bool
    /// Words shared with the thread, the heaviest first.
    package var terms: [String]
    package var score: Double
    package var threshold: Double
    /// Why it stays alone whatever the scores; nil for most.
    package var alone: String?

    package init(
      isFirst: Bool, terms: [String], score: Double, threshold: Double, alone: String?
    ) {
      self.isFirst = isFirst
      self.terms = terms
      self.score = score
      self.threshold = threshold
      self.alone = alone
    }
  }

  /// The archive's number of the item.
  package var number: Int
  package var title: DigestText
  package var link: String?
  package var outlet: String
  /// Whose text it is: an agency's where the outlet prints it, else the owner's.
  package var origin: String
  package var date: Date
  package var seen: Date
  /// First seen in this edition.
  package var isNew: Bool
  /// Published before the edition opened, and seen only hours later.
  package var isLate: Bool
  /// Prints a text that an earlier item of the thread printed.
  package var isCopy: Bool
  package var reason: Reason
  /// The rule that watches for it, as feeds.conf has it.
  package var watch: String?
  /// When its newest wording was first seen, where its publisher changed it; else nil.
  package var reworded: Date?

  package init(
    number: Int, title: DigestText, link: String?, outlet: String, origin: String, date: Date,
    seen: Date, isNew: Bool, isLate: Bool, isCopy: Bool, reason: Reason, watch: String?,
    reworded: Date? = nil
  ) {
    self.number = number
    self.title = title
    self.link = link
    self.outlet = outlet
    self.origin = origin
    self.date = date
    self.seen = seen
    self.isNew = isNew
    self.isLate = isLate
    self.isCopy = isCopy
    self.reason = reason
    self.watch = watch
    self.reworded = reworded
  }
}

/// What the archive's index and the feed of editions say of an edition.
package struct DigestSummary: Hashable, Sendable, Codable {
  /// A story in one line.
  package struct Line: Hashable, Sendable, Codable {
    package var id: ThreadID
    package var text: DigestText
    /// The file name of its page in `story/`.
    package var page: String
    package var outlets: Int

    package init(id: ThreadID, text: DigestText, page: String, outlets: Int) {
      self.id = id
      self.text = text
      self.page = page
      self.outlets = outlets
    }
  }

  package var span: EditionSpan
  package var counts: DailyDigest.Counts
  /// The highest ranked stories, at most ten.
  package var top: [Line]
  package var emptyBecause: String?

  package init(
    span: EditionSpan, counts: DailyDigest.Counts, top: [Line], emptyBecause: String?
  ) {
    self.span = span
    self.counts = counts
    self.top = top
    self.emptyBecause = emptyBecause
  }
}
