import Foundation
import NewsModel

/// JSON Feed 1.0 and 1.1 (jsonfeed.org), through Foundation: object to `RawFeed`.
///
/// Publishers put numbers where strings belong, and single values where lists do; each field is
/// read if it can mean only one thing. `JSONDecoder` rather than `JSONSerialization`,
/// whose dictionaries would all be in memory at once.
struct JSONFeedFormat {
  let feed: RawFeed
  /// Where the words are.
  let tape: MarkupTape
  let isWhole: Bool
  /// Whether it breaks off inside an item.
  let endsInItem: Bool
  private let items: [JSONFeedItem]

  var itemCount: Int { items.count }

  init(_ text: [UInt8], log: inout RepairLog) throws(UnreadableFeed) {
    // Before the decoder sees it: each string that it cannot decode costs it a pass over all that came
    // before: 10,000 line breaks in 350 kB took 1.7 s.
    let mended = JSONMender.mend(text, log: log)
    let isSound = mended.isWhole && mended.log.warnings == log.warnings
    let document = try Self.decoded(isSound ? text : mended.bytes)
    log = mended.log
    isWhole = mended.isWhole
    endsInItem = mended.endsInItem
    guard let document else { throw UnreadableFeed("JSON that is broken") }
    guard document.isFeed else {
      throw UnreadableFeed(isWhole ? "JSON, but no JSON Feed" : "JSON that is broken")
    }
    if document.wrongTypes > 0 { log.note(.wrongType, count: document.wrongTypes) }
    if document.hasMoreItems { log.note(.tooManyItems) }
    tape = MarkupTape()
    feed = document.feed(on: tape)
    items = document.items
  }

  /// Nil where it is not JSON.
  private static func decoded(_ text: [UInt8]) throws(UnreadableFeed) -> JSONFeedDocument? {
    do {
      return try JSONDecoder().decode(JSONFeedDocument.self, from: Data(text))
    } catch DecodingError.typeMismatch {
      throw UnreadableFeed("JSON, but no JSON Feed")
    } catch {
      return nil
    }
  }

  /// What the publisher wrote of one item, into a blank one.
  func read(_ index: Int, into item: inout RawItem) {
    items[index].write(to: &item, on: tape)
  }
}

/// The outermost object.
private struct JSONFeedDocument: Decodable {
  var title: String?
  var description: String?
  var page: String?
  var own: String?
  var language: String?
  var image: String?
  var authors: [String]
  var items: [JSONFeedItem] = []
  var hasMoreItems = false
  var isFeed = false
  var wrongTypes = 0

  init(from decoder: any Decoder) throws {
    var object = try LenientObject(decoder)
    let version = object.string("version") ?? ""
    title = object.string("title")
    description = object.string("description")
    page = object.address("home_page_url")
    own = object.address("feed_url")
    language = object.string("language")
    image = object.address("icon") ?? object.address("favicon")
    authors = object.authors
    object.forEach("items") { (item: JSONFeedItem) in
      if items.count < Limits.items { items.append(item) } else { hasMoreItems = true }
      wrongTypes += item.wrongTypes
    }
    wrongTypes += object.wrongTypes
    // Without the version that the specification demands: items, a title and an item's own fields.
    let looksLikeFeed =
      title != nil
      && items.contains { $0.id != nil && ($0.html ?? $0.plain ?? $0.title ?? $0.page) != nil }
    isFeed = version.contains("jsonfeed.org") || looksLikeFeed
  }

  func feed(on tape: MarkupTape) -> RawFeed {
    var feed = RawFeed(format: .jsonfeed)
    feed.title = tape.text(title, .plain)
    feed.description = tape.text(description, .plain)
    feed.links.page = tape.reference(page)
    feed.links.own = tape.reference(own)
    feed.language = tape.words(language)
    feed.image = tape.reference(image)
    feed.authors = authors.map { RawAuthor(name: tape.words($0)) }
    return feed
  }
}

/// One of `items`.
private struct JSONFeedItem: Decodable {
  var id: String?
  var page: String?
  var spare: String?
  var title: String?
  var html: String?
  var plain: String?
  var summary: String?
  var image: String?
  var published: String?
  var updated: String?
  var authors: [String]
  var language: String?
  var categories: [String] = []
  var attachments: [JSONFeedAttachment] = []
  var wrongTypes = 0

  init(from decoder: any Decoder) throws {
    var object = try LenientObject(decoder)
    id = object.string("id")
    page = object.address("url")
    spare = object.address("external_url")
    title = object.string("title")
    html = object.string("content_html")
    plain = object.string("content_text")
    summary = object.string("summary")
    image = object.address("image") ?? object.address("banner_image")
    published = object.address("date_published")
    updated = object.address("date_modified")
    authors = object.authors
    language = object.string("language")
    object.forEach("tags") { (tag: LenientString) in
      if let text = tag.text { categories.append(text) }
    }
    object.forEach("attachments") { (attachment: JSONFeedAttachment) in
      attachments.append(attachment)
    }
    wrongTypes = object.wrongTypes
  }

  func write(to item: inout RawItem, on tape: MarkupTape) {
    item.id = tape.words(id)
    item.links.page = tape.reference(page)
    item.links.spare = tape.reference(spare)
    item.title = tape.text(title, .plain)
    let isBlank = html?.utf8.allSatisfy { $0 <= 0x20 } ?? true
    if isBlank, let plain {
      item.content = tape.text(plain, .lines)
    } else {
      item.content = tape.text(html, .html)
    }
    item.summary = tape.text(summary, .lines)
    item.image = tape.reference(image)
    if let words = tape.words(published) {
      item.published.append(RawDate(words: words, line: 0, rank: 0))
    }
    if let words = tape.words(updated) {
      item.updated.append(RawDate(words: words, line: 0, rank: 0))
    }
    for name in authors { item.authors.append(RawAuthor(name: tape.words(name))) }
    item.language = tape.words(language)
    for text in categories {
      if let words = tape.words(text) { item.categories.append(words) }
    }
    for attachment in attachments {
      guard let reference = tape.reference(attachment.address) else { continue }
      item.enclosures.append(
        RawEnclosure(
          reference: reference, type: tape.words(attachment.type),
          length: tape.words(attachment.length)))
    }
  }
}

extension MarkupTape {
  /// A string as words beside the tape.
  fileprivate func words(_ string: String?) -> Words? {
    guard let string else { return nil }
    return unsafe reel.pointee.put(string)
  }

  fileprivate func text(_ string: String?, _ form: RawText.Form) -> RawText? {
    words(string).map { RawText(words: $0, form: form) }
  }

  fileprivate func reference(_ string: String?) -> RawReference? {
    words(string).map { RawReference(words: $0) }
  }
}

/// One of `attachments`.
private struct JSONFeedAttachment: Decodable {
  var address: String?
  var type: String?
  var length: String?

  init(from decoder: any Decoder) throws {
    var object = try LenientObject(decoder)
    address = object.address("url")
    type = object.string("mime_type")
    length = object.string("size_in_bytes")
  }
}

/// One of `authors`: an object, or a name alone.
private struct JSONFeedAuthor: Decodable {
  var name: String?

  init(from decoder: any Decoder) throws {
    if let text = try LenientString(from: decoder).text {
      name = text
    } else {
      var object = try LenientObject(decoder)
      name = object.string("name")
    }
  }
}

extension LenientObject {
  /// Version 1.1's `authors` and 1.0's `author`.
  fileprivate var authors: [String] {
    mutating get {
      var authors: [String] = []
      for name in ["authors", "author"] {
        forEach(name) { (author: JSONFeedAuthor) in
          if let name = author.name, !authors.contains(name) { authors.append(name) }
        }
      }
      return authors
    }
  }
}
