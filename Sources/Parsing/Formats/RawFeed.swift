import NewsModel

/// What a publisher wrote, untouched: the words of a document in the places that they were meant for.
struct RawFeed {
  var format: FeedFormat
  var title: RawText?
  var description: RawText?
  var links = RawLinks()
  var language: String?
  /// `xml:lang`, which items inherit as they do not inherit RSS's `language`.
  var inheritedLanguage: String?
  var updated: [RawDate] = []
  var published: [RawDate] = []
  var image: RawReference?
  var ttl: String?
  var updatePeriod: String?
  var updateFrequency: String?
  var skipHours: [String] = []
  var skipDays: [String] = []
  var authors: [RawAuthor] = []
  /// What `xml:base` on the outermost element says; nil if it says nothing.
  var base: String?
  private(set) var items: [RawItem] = []
  /// Whether there were more items than anyone reads.
  private(set) var hasMoreItems = false

  /// Whether another item still counts; one too many is remembered. Asked before an item is read,
  /// since two million empty ones would otherwise take a gigabyte.
  mutating func hasRoom() -> Bool {
    if items.count >= Limits.items { hasMoreItems = true }
    return !hasMoreItems
  }

  mutating func append(_ item: @autoclosure () -> RawItem) {
    if hasRoom() { items.append(item()) }
  }

  init(format: FeedFormat) {
    self.format = format
  }
}

/// One item, as its publisher wrote it. Where a thing can be said in several ways, the list keeps
/// the best first.
struct RawItem {
  var line = 0
  var id: String?
  var isPermalink = false
  /// `rdf:about`, which is a link as well as a name.
  var about: String?
  var links = RawLinks()
  var title: RawText?
  /// Dublin Core's or Media RSS's title, where the format's own is missing.
  var spareTitle: RawText?
  /// A name for the item that is not meant for its identity: `dc:identifier`.
  var spareID: String?
  var summary: RawText?
  var content: RawText?
  /// Stand in for a summary that is not there: podcasts' and Media RSS's descriptions.
  var spareSummary: RawText?
  var authors: [RawAuthor] = []
  var published: [RawDate] = []
  var updated: [RawDate] = []
  var categories: [String] = []
  var enclosures: [RawEnclosure] = []
  var image: RawReference?
  var source: RawText?
  var language: String?
  /// The language of content or summary, where they have one of their own.
  var bodyLanguage: String?
  var comments: RawReference?
}

/// Some text and what it is written in.
struct RawText {
  enum Form {
    case plain, html
  }

  var text: String
  var form: Form
  /// What relative links in it are relative to, if `xml:base` says.
  var base: String?

  /// What was meant when a publisher put a text of his beside others: an empty one means nothing.
  var isBlank: Bool { text.utf8.allSatisfy { $0 <= 0x20 } }
}

/// An address as written, and what it is relative to.
struct RawReference {
  var text: String
  var base: String?
  var line = 0
}

/// The links of a document or item, by what they are for.
struct RawLinks {
  /// RSS `<link>`, or Atom's `rel=alternate`, an HTML one before others.
  var page: RawReference?
  /// What stands in where there is no such: another format's link element.
  var spare: RawReference?
  /// FeedBurner's and Pheedo's `origLink`: where the page is without their counting.
  var original: RawReference?
  /// Atom's `rel=self`.
  var own: RawReference?
}

/// A date as written.
struct RawDate {
  var text: String
  var line: Int
  /// The lower, the sooner it is believed.
  var rank: Int
}

/// Someone who wrote an item.
struct RawAuthor {
  var name: String?
  var email: String?
  /// RSS has both in one: `email (Name)`, `Name <email>`, or either alone.
  var text: String?
}

/// A file that comes with an item, as written.
struct RawEnclosure {
  var reference: RawReference
  var type: String?
  var length: String?
}
