import Foundation
import NewsModel

@testable import Parsing

/// A document from the web, read whole.
///
/// Whatever the bytes are, there are items or one sentence; what leaves is text without controls,
/// safe HTML and harmless links, and can be printed.
enum DocumentFuzzing {
  private static let base = "https://news.example/feeds/all.xml"
  private static let types = [
    nil, "text/xml; charset=iso-8859-1", "application/xml; charset=utf-8", "text/html",
  ]

  static func read(_ input: [UInt8]) {
    // The length decides, so that a seed is a document and nothing but.
    let base = input.count & 4 == 0 ? base : nil
    let type = types[input.count & 3]
    do {
      let reading = try FeedReader(detail: .everything).read(input, base: base, contentType: type)
      check(reading, isBased: base != nil)
      checkPrinted(reading)
      guard input.count & 8 == 0 else { return }
      var bare = reading.document
      for index in bare.items.indices {
        bare.items[index].content = nil
        bare.items[index].summary = nil
      }
      let text = try FeedReader(detail: .text).read(input, base: base, contentType: type)
      promise(text.document == bare, "text alone is the text that comes with HTML")
      promise(text.warnings == reading.warnings, "both readings warn of the same")
    } catch {
      checkLine(error.sentence, "what is no feed")
      promise(!error.sentence.isEmpty, "what is no feed is called something")
      for feed in error.feeds { SafeLink.check(feed, isAbsolute: base != nil) }
    }
  }

  private static func check(_ reading: Reading, isBased: Bool) {
    let document = reading.document
    promise(document.items.count <= Limits.items, "items are limited")
    promise(reading.warnings.count <= Limits.warnings + 1, "warnings are limited")
    for warning in reading.warnings { checkLine(warning, "warning") }
    for line in [document.title, document.description, document.language] {
      if let line { checkLine(line, "line of the document") }
    }
    for link in [document.link, document.image] {
      if let link { SafeLink.check(link, isAbsolute: isBased) }
    }
    promise(document.ttl ?? 1 > 0, "ttl is positive")
    for item in document.items { check(item, isBased: isBased) }
  }

  private static func check(_ item: FeedItem, isBased: Bool) {
    promise(!item.id.isEmpty, "an item has an id")
    let lines = [item.title, item.source, item.language].compactMap(\.self)
    for line in lines + item.authors + item.categories {
      checkLine(line, "line of an item")
      promise(!line.isEmpty, "an empty line is none")
    }
    for link in [item.link, item.image, item.comments] + item.enclosures.map(\.url) {
      if let link { SafeLink.check(link, isAbsolute: isBased) }
    }
    for enclosure in item.enclosures {
      if let type = enclosure.type { checkLine(type, "media type") }
      promise(enclosure.length ?? 0 >= 0, "a length is not negative")
    }
    for text in [item.text, item.summaryText].compactMap(\.self) { PlainCheck.text(text) }
    for html in [item.content, item.summary].compactMap(\.self) {
      // Each body may have a base of its own, so links may be absolute or not without one.
      SafeMarkup(html).check(areLinksAbsolute: isBased)
    }
    for date in [item.published, item.updated].compactMap(\.self) { DateFuzzing.check(date) }
  }

  private static func checkLine(_ line: String, _ what: String) {
    PlainCheck.text(line)
    promise(!line.utf8.contains(0x0a), "a \(what) is one line", line)
  }

  private static func checkPrinted(_ reading: Reading) {
    var line: [UInt8] = []
    reading.writeJSON(file: "a.xml", to: &line)
    promise(String(validating: line, as: UTF8.self) != nil, "JSON is UTF-8")
    promise(!line.contains { $0 < 0x20 || $0 == 0x7f }, "JSON is one line without controls")
    // `try?`: nil is the broken promise.
    let read = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    promise(
      (read?["items"] as? [Any])?.count == reading.document.items.count, "JSON can be read again")
  }
}

/// Text that a page or a terminal shows.
enum PlainCheck {
  static func text(_ text: String) {
    promise(String(validating: text.utf8, as: UTF8.self) != nil, "text is UTF-8")
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0a: break
      case 0..<0x20, 0x7f..<0xa0, 0x2028, 0x2029, 0xfeff: promise(false, "no controls", text)
      default: break
      }
    }
  }
}
