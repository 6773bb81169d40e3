import Foundation
import NewsModel

/// JSON Feed 1.0 and 1.1 (jsonfeed.org), through Foundation: object to `RawFeed`.
///
/// Publishers put numbers where strings belong, and single values where lists do; each field is
/// read if it can mean only one thing.
enum JSONFeedFormat {
  static func read(_ text: [UInt8], log: inout RepairLog) throws(UnreadableFeed) -> RawFeed {
    let object: Any
    do {
      object = try JSONSerialization.jsonObject(with: Data(text), options: [.fragmentsAllowed])
    } catch {
      throw UnreadableFeed("JSON that is broken")
    }
    guard let document = object as? [String: Any] else {
      throw UnreadableFeed("JSON, but no JSON Feed")
    }
    let version = document["version"] as? String ?? ""
    let items = document["items"]
    guard version.contains("jsonfeed.org") || items is [Any] else {
      throw UnreadableFeed("JSON, but no JSON Feed")
    }
    var feed = RawFeed(format: .jsonfeed)
    feed.title = string(document["title"], &log).map { RawText(text: $0, form: .plain) }
    feed.description = string(document["description"], &log).map { RawText(text: $0, form: .plain) }
    feed.links.page = reference(document["home_page_url"], &log)
    feed.links.own = reference(document["feed_url"], &log)
    feed.language = string(document["language"], &log)
    feed.image = reference(document["icon"], &log) ?? reference(document["favicon"], &log)
    feed.authors = authors(document, &log)
    guard let items else { return feed }
    guard let list = items as? [Any] else {
      log.note(.wrongType, detail: "items")
      return feed
    }
    for element in list {
      guard let entry = element as? [String: Any] else {
        log.note(.wrongType, detail: "item")
        continue
      }
      guard feed.items.count < Limits.items else {
        log.note(.tooManyItems)
        break
      }
      feed.items.append(item(entry, &log))
    }
    return feed
  }

  private static func item(_ entry: [String: Any], _ log: inout RepairLog) -> RawItem {
    var item = RawItem()
    item.id = string(entry["id"], &log)
    item.links.page = reference(entry["url"], &log)
    item.links.spare = reference(entry["external_url"], &log)
    item.title = string(entry["title"], &log).map { RawText(text: $0, form: .plain) }
    let html = string(entry["content_html"], &log).map { RawText(text: $0, form: .html) }
    let plain = string(entry["content_text"], &log).map { RawText(text: $0, form: .plain) }
    item.content = html?.isBlank ?? true ? plain ?? html : html
    item.summary = string(entry["summary"], &log).map { RawText(text: $0, form: .plain) }
    item.image = reference(entry["image"], &log) ?? reference(entry["banner_image"], &log)
    if let date = string(entry["date_published"], &log), !date.isEmpty {
      item.published.append(RawDate(text: date, line: 0, rank: 0))
    }
    if let date = string(entry["date_modified"], &log), !date.isEmpty {
      item.updated.append(RawDate(text: date, line: 0, rank: 0))
    }
    item.authors = authors(entry, &log)
    item.language = string(entry["language"], &log)
    for tag in list(entry["tags"]) {
      if let tag = string(tag, &log) { item.categories.append(tag) }
    }
    for attachment in list(entry["attachments"]) {
      guard let attachment = attachment as? [String: Any] else {
        log.note(.wrongType, detail: "attachment")
        continue
      }
      guard let url = reference(attachment["url"], &log) else { continue }
      item.enclosures.append(
        RawEnclosure(
          reference: url, type: string(attachment["mime_type"], &log),
          length: string(attachment["size_in_bytes"], &log)))
    }
    return item
  }

  /// Version 1.1's `authors` and 1.0's `author`.
  private static func authors(_ object: [String: Any], _ log: inout RepairLog) -> [RawAuthor] {
    var authors: [RawAuthor] = []
    for author in list(object["authors"]) + list(object["author"]) {
      let name = (author as? [String: Any]).map { string($0["name"], &log) } ?? string(author, &log)
      if let name, !name.isEmpty, !authors.contains(where: { $0.name == name }) {
        authors.append(RawAuthor(name: name))
      }
    }
    return authors
  }

  private static func list(_ value: Any?) -> [Any] {
    switch value {
    case let list as [Any]: list
    case nil, is NSNull: []
    case .some(let single): [single]
    }
  }

  private static func reference(_ value: Any?, _ log: inout RepairLog) -> RawReference? {
    guard let text = string(value, &log), !text.isEmpty else { return nil }
    return RawReference(text: text)
  }

  /// A string, or a number as one (ids often are).
  private static func string(_ value: Any?, _ log: inout RepairLog) -> String? {
    switch value {
    case let text as String: return text.trimmingCharacters(in: .whitespacesAndNewlines)
    case let number as NSNumber: return number.stringValue
    case nil, is NSNull: return nil
    default:
      log.note(.wrongType)
      return nil
    }
  }
}
