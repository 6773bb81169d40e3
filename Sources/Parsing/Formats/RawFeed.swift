import NewsModel

/// What a publisher wrote, untouched: the words of a document in the places that they were meant for.
///
/// They stay where the tape has them, and only what ends in a `FeedItem` becomes a `String`.
struct RawFeed {
  var format: FeedFormat
  var title: RawText?
  var description: RawText?
  var links = RawLinks()
  var language: Words?
  /// `xml:lang`, which items inherit as they do not inherit RSS's `language`.
  var inheritedLanguage: Words?
  var updated: [RawDate] = []
  var published: [RawDate] = []
  var image: RawReference?
  /// Stands in for an image that is not there: another vocabulary's logo.
  var spareImage: RawReference?
  var ttl: Words?
  var updatePeriod: Words?
  var updateFrequency: Words?
  var skipHours: [Words] = []
  var skipDays: [Words] = []
  var authors: [RawAuthor] = []
  /// What `xml:base` on the outermost element says.
  var base = RawBase.document
  /// Where its items are; they are read one by one, since all of them at once would take the
  /// document's size again.
  private(set) var items: [RawPlace] = []
  /// Whether there were more items than anyone reads.
  private(set) var hasMoreItems = false

  /// Keeps an item's place while items still count; one too many is remembered.
  mutating func append(_ item: RawPlace) {
    if items.count >= Limits.items {
      hasMoreItems = true
    } else {
      items.append(item)
    }
  }

  init(format: FeedFormat) {
    self.format = format
  }
}

/// Where an item is, and how it is to be read.
struct RawPlace {
  enum Family: UInt8 {
    case rss, atom, cdf
  }

  /// Its element's index on the tape.
  var index: Int
  var line: Int
  /// What its parents' `xml:base` say.
  var base: RawBase
  var family: Family
}

/// One item, as its publisher wrote it. Where a thing can be said in several ways, the list keeps
/// all of them, the best rank to be tried first.
struct RawItem {
  var line = 0
  var id: Words?
  var isPermalink = false
  /// `rdf:about`, which is a link as well as a name.
  var about: Words?
  var links = RawLinks()
  var title: RawText?
  /// Dublin Core's or Media RSS's title, where the format's own is missing.
  var spareTitle: RawText?
  /// A name for the item that is not meant for its identity: `dc:identifier`.
  var spareID: Words?
  var summary: RawText?
  var content: RawText?
  /// Stands in for a content that is not there: the second of two summaries.
  var spareContent: RawText?
  /// Whether the summary is one by name, which a description then is not.
  var hasSummaryElement = false
  /// Stand in for a summary that is not there: podcasts' and Media RSS's descriptions.
  var spareSummary: RawText?
  var authors: [RawAuthor] = []
  var published: [RawDate] = []
  var updated: [RawDate] = []
  var categories: [Words] = []
  var enclosures: [RawEnclosure] = []
  var image: RawReference?
  var source: RawText?
  var language: Words?
  /// The language of content or summary, where they have one of their own.
  var bodyLanguage: Words?
  var comments: RawReference?

  /// Makes it a blank one; the lists keep their memory for the next item.
  mutating func clear() {
    var blank = RawItem()
    swap(&blank.authors, &authors)
    swap(&blank.published, &published)
    swap(&blank.updated, &updated)
    swap(&blank.categories, &categories)
    swap(&blank.enclosures, &enclosures)
    blank.authors.removeAll(keepingCapacity: true)
    blank.published.removeAll(keepingCapacity: true)
    blank.updated.removeAll(keepingCapacity: true)
    blank.categories.removeAll(keepingCapacity: true)
    blank.enclosures.removeAll(keepingCapacity: true)
    self = blank
  }
}

/// Some text and what it is written in.
struct RawText {
  enum Form {
    case plain, html
    /// Plain text whose line breaks are the author's.
    case lines
  }

  var words: Words
  var form: Form
  /// What relative links in it are relative to.
  var base = RawBase.document
}

/// An address as written, and what it is relative to.
struct RawReference {
  var words: Words
  var base = RawBase.document
  var line = 0
}

/// What relative links are relative to: an index into the tape's `bases`.
struct RawBase: Equatable {
  fileprivate(set) var index: UInt16 = 0

  /// No `xml:base` says otherwise: the address that the document came from.
  static let document = RawBase()
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
  var words: Words
  var line: Int
  /// The lower, the sooner it is believed.
  var rank: Int
}

/// Someone who wrote an item.
struct RawAuthor {
  var name: Words?
  var email: Words?
  /// RSS has both in one: `email (Name)`, `Name <email>`, or either alone.
  var text: Words?
}

/// A file that comes with an item, as written.
struct RawEnclosure {
  var reference: RawReference
  var type: Words?
  var length: Words?
}

extension Reel {
  /// Keeps what `xml:base` says inside an element with another; the outer one where it says nothing
  /// harmless, or nothing that links can be relative to (`mailto:`).
  mutating func base(_ own: Words, inside outer: RawBase) -> RawBase {
    let written = unsafe bytes(of: own)
    guard bases.count < UInt16.max, written.count <= Limits.base,
      let address = unsafe CanonicalLink.resolve(written.span, against: base(outer)),
      address.utf8.count <= Limits.base, let base = LinkBase(address)
    else { return outer }
    bases.append(base)
    return RawBase(index: UInt16(bases.count - 1))
  }

  func base(_ base: RawBase) -> LinkBase? { bases[Int(base.index)] }
}
