import Foundation
import NewsModel

/// JSON Feed 1.0 and 1.1 (jsonfeed.org), through Foundation: object to `RawFeed`.
///
/// Publishers put numbers where strings belong, and single values where lists do; each field is
/// read if it can mean only one thing. `JSONDecoder` rather than `JSONSerialization`,
/// whose dictionaries would all be in memory at once.
enum JSONFeedFormat {
  static func read(_ text: [UInt8], log: inout RepairLog) throws(UnreadableFeed) -> RawFeed {
    let document: JSONFeedDocument
    do {
      document = try JSONDecoder().decode(JSONFeedDocument.self, from: Data(text))
    } catch DecodingError.typeMismatch {
      throw UnreadableFeed("JSON, but no JSON Feed")
    } catch {
      throw UnreadableFeed("JSON that is broken")
    }
    guard document.isFeed else { throw UnreadableFeed("JSON, but no JSON Feed") }
    if document.wrongTypes > 0 { log.note(.wrongType, count: document.wrongTypes) }
    if document.feed.hasMoreItems { log.note(.tooManyItems) }
    return document.feed
  }
}

/// The outermost object.
private struct JSONFeedDocument: Decodable {
  var feed = RawFeed(format: .jsonfeed)
  var isFeed = false
  var wrongTypes = 0

  init(from decoder: any Decoder) throws {
    var object = try LenientObject(decoder)
    let version = object.string("version") ?? ""
    feed.title = object.string("title").map { RawText(text: $0, form: .plain) }
    feed.description = object.string("description").map { RawText(text: $0, form: .plain) }
    feed.links.page = object.reference("home_page_url")
    feed.links.own = object.reference("feed_url")
    feed.language = object.string("language")
    feed.image = object.reference("icon") ?? object.reference("favicon")
    feed.authors = object.authors
    object.forEach("items") { (item: JSONFeedItem) in
      feed.append(item.item)
      wrongTypes += item.wrongTypes
    }
    wrongTypes += object.wrongTypes
    // Without the version that the specification demands: items, a title and an item's own fields.
    let looksLikeFeed =
      feed.title != nil && feed.items.contains { $0.id != nil && ($0.content ?? $0.title) != nil }
    isFeed = version.contains("jsonfeed.org") || looksLikeFeed
  }
}

/// One of `items`.
private struct JSONFeedItem: Decodable {
  var item = RawItem()
  var wrongTypes = 0

  init(from decoder: any Decoder) throws {
    var object = try LenientObject(decoder)
    item.id = object.string("id")
    item.links.page = object.reference("url")
    item.links.spare = object.reference("external_url")
    item.title = object.string("title").map { RawText(text: $0, form: .plain) }
    let html = object.string("content_html").map { RawText(text: $0, form: .html) }
    let plain = object.string("content_text").map { RawText(text: $0, form: .plain) }
    item.content = html?.isBlank ?? true ? plain ?? html : html
    item.summary = object.string("summary").map { RawText(text: $0, form: .plain) }
    item.image = object.reference("image") ?? object.reference("banner_image")
    for (name, path) in [
      ("date_published", \RawItem.published), ("date_modified", \RawItem.updated),
    ] {
      guard let date = object.string(name), !date.isEmpty else { continue }
      item[keyPath: path].append(RawDate(text: date, line: 0, rank: 0))
    }
    item.authors = object.authors
    item.language = object.string("language")
    object.forEach("tags") { (tag: LenientString) in
      if let text = tag.text { item.categories.append(text) }
    }
    object.forEach("attachments") { (attachment: JSONFeedAttachment) in
      if let enclosure = attachment.enclosure { item.enclosures.append(enclosure) }
    }
    wrongTypes = object.wrongTypes
  }
}

/// One of `attachments`.
private struct JSONFeedAttachment: Decodable {
  var enclosure: RawEnclosure?

  init(from decoder: any Decoder) throws {
    var object = try LenientObject(decoder)
    guard let reference = object.reference("url") else { return }
    enclosure = RawEnclosure(
      reference: reference, type: object.string("mime_type"),
      length: object.string("size_in_bytes"))
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

/// A string, or a number as one (ids often are); without text if it is neither.
private struct LenientString: Decodable {
  var text: String?
  var isNull = false

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      isNull = true
    } else if let string = value.string {
      text = string.trimmingCharacters(in: .whitespacesAndNewlines)
    } else if let whole = value.whole {
      text = String(whole)
    } else if let number = value.number {
      text = String(number)
    }
  }
}

extension SingleValueDecodingContainer {
  // A value of another type is no failure here: the next type is tried.
  fileprivate var string: String? { try? decode(String.self) }
  fileprivate var whole: Int64? { try? decode(Int64.self) }
  fileprivate var number: Double? { try? decode(Double.self) }
}

/// Anything, skipped.
private struct Skipped: Decodable {
  init(from decoder: any Decoder) throws {}
}

/// An object that counts the values it could not make sense of instead of giving up.
private struct LenientObject {
  private let container: KeyedDecodingContainer<Name>
  private(set) var wrongTypes = 0

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: Name.self)
  }

  mutating func string(_ name: String) -> String? {
    // What cannot be decoded is counted below.
    let value = try? container.decodeIfPresent(LenientString.self, forKey: Name(stringValue: name))
    guard let value, !value.isNull else { return nil }
    if value.text == nil { wrongTypes += 1 }
    return value.text
  }

  mutating func reference(_ name: String) -> RawReference? {
    guard let text = string(name), !text.isEmpty else { return nil }
    return RawReference(text: text)
  }

  /// Version 1.1's `authors` and 1.0's `author`.
  var authors: [RawAuthor] {
    mutating get {
      var authors: [RawAuthor] = []
      for name in ["authors", "author"] {
        forEach(name) { (author: JSONFeedAuthor) in
          if let name = author.name, !authors.contains(where: { $0.name == name }) {
            authors.append(RawAuthor(name: name))
          }
        }
      }
      return authors
    }
  }

  /// Each element of a list, or the one value that stands where a list should.
  mutating func forEach<Element: Decodable>(_ name: String, _ body: (Element) -> Void) {
    let key = Name(stringValue: name)
    // A missing key and null are no list; both are ordinary.
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return }
    // Not a list: the single value is tried instead.
    guard var list = try? container.nestedUnkeyedContainer(forKey: key) else {
      // Not even one element: counted.
      if let single = try? container.decode(Element.self, forKey: key) {
        body(single)
      } else {
        wrongTypes += 1
      }
      return
    }
    while !list.isAtEnd {
      // An element of the wrong type is counted and skipped.
      if let element = try? list.decode(Element.self) {
        body(element)
      } else {
        wrongTypes += 1
        // Moving past any value cannot fail, but if it did, this list would have no end.
        guard (try? list.decode(Skipped.self)) != nil else { return }
      }
    }
  }
}
