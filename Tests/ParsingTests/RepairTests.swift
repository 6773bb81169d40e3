import Foundation
import NewsModel
import Testing

@testable import Parsing

/// Every repair, shown by a document that needs it.
@Suite struct RepairTests {
  @Test(arguments: [
    ("ampersand.xml", "line 6: bare ampersand; escaped; 3 times", "Fish & chips"),
    ("html-in-xml.xml", "line 7: element without an end; closed", "Quay closed"),
    ("php-warning.xml", "line 1: something before the document; skipped", "Quay closed"),
    (
      "capitals.xml", "line 2: element names in the wrong case; read regardless (RSS)",
      "Quay closed"
    ),
    ("cut.xml", "line 9: the document is cut; the items before the cut are kept", "Quay closed"),
    (
      "namespace.xml",
      "line 1: misspelt namespace; taken for the one that is meant "
        + "(//purl.org/dc/elements/1.1/)", "Quay closed"
    ),
    ("double-encoded.xml", nil, "Don’t wait for the Öresund ferry"),
    ("escaped-twice.xml", nil, "Fish & chips"),
    ("date.xml", "line 7: a date that cannot be read; left out (next Tuesday)", "Quay closed"),
    (
      "unsafe-link.xml",
      "line 6: a link with an unsafe scheme or none; left out "
        + "(javascript:alert\\(1\\))", "Quay closed"
    ),
  ])
  func `a document is read in spite of a quirk, and says so`(
    name: String, warning: String?, title: String
  ) throws {
    let reading = try read(fixture: "repairs/\(name)")
    #expect(reading.document.items.first?.title == title)
    if let warning {
      #expect(reading.warnings.contains(warning.replacing("\\", with: "")))
    } else {
      #expect(reading.warnings == [])
    }
  }

  @Test func `a cut document is not complete, a whole one is`() throws {
    let cut = try read(fixture: "repairs/cut.xml")
    #expect(!cut.isComplete)
    #expect(cut.endsInItem)
    #expect(try read(fixture: "repairs/ampersand.xml").isComplete)
  }

  @Test func `NULs are removed wherever they are`() throws {
    let reading = try read(
      "<rss version='2.0'>\0<channel><item><title>Quay\0 closed</title></item></channel></rss>")
    #expect(reading.document.items.map(\.title) == ["Quay closed"])
    #expect(reading.warnings == ["line 1: control character; removed; 2 times"])
  }

  @Test func `two documents in one are read as one`() throws {
    let one = "<rss version='2.0'><channel><item><title>1</title></item></channel></rss>"
    let reading = try read(one + "\n" + one)
    #expect(reading.document.items.count == 2)
    #expect(reading.warnings == ["line 2: something after the document's end; skipped"])
  }

  @Test func `items beyond the limit are left out with a warning`() throws {
    let items = String(repeating: "<item/>", count: Limits.items + 5)
    let reading = try read("<rss><channel>\(items)</channel></rss>", detail: .text)
    #expect(reading.document.items.count == Limits.items)
    #expect(reading.warnings == ["line 1: too many items; the rest is ignored"])
  }

  @Test func `an item without a name is called by its link, or by title and date`() throws {
    let items = try read(
      """
      <rss><channel><item><link>https://a.example/1</link></item>
      <item><title>T</title></item><item><title>T</title></item><item><title>U</title></item>
      </channel></rss>
      """
    ).document.items
    #expect(items[0].id == "https://a.example/1")
    #expect(items[1].id.hasPrefix("newsloom:"))
    #expect(items[1].id == items[2].id)
    #expect(items[1].id != items[3].id)
  }

  @Test func `a permalink stands in for a link, another guid does not`() throws {
    let items = try read(
      """
      <rss><channel><item><guid>https://a.example/1</guid></item>
      <item><guid isPermaLink="false">https://a.example/2</guid></item></channel></rss>
      """
    ).document.items
    #expect(items.map(\.link) == ["https://a.example/1", nil])
  }

  @Test func `the JSON has every key and null where nothing was said`() throws {
    let reading = try read(
      "<rss version='2.0'><channel><item><guid>g</guid></item></channel></rss>")
    var json: [UInt8] = []
    reading.writeJSON(file: "f.xml", to: &json)
    #expect(
      String(decoding: json, as: UTF8.self) == """
        {"file":"f.xml","format":"rss20","title":null,"link":null,"description":null,\
        "language":null,"updated":null,"image":null,"ttl":null,"warnings":[],\
        "items":[{"id":"g","link":null,"title":null,"authors":[],"published":null,\
        "updated":null,"summary":null,"content":null,"text":"","categories":[],\
        "enclosures":[],"image":null,"source":null,"language":null,"comments":null}]}
        """)
  }

  /// Every captured document is read or refused, and none is read differently for its text alone.
  @Test(.enabled(if: corpora != nil, "NEWSLOOM_CORPORA is not set"))
  func `text alone is the text of everything, for every captured document`() throws {
    let folder = URL(filePath: try #require(corpora)).appending(path: "feeds/real")
    let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    var count = 0
    while let file = files?.nextObject() as? URL {
      guard file.isFileURL, !file.hasDirectoryPath else { continue }
      let body = Array(try Data(contentsOf: file))
      do {
        let whole = try FeedReader(detail: .everything).read(body, base: nil, contentType: nil)
        let text = try FeedReader(detail: .text).read(body, base: nil, contentType: nil)
        #expect(whole.document.items.map(\.id) == text.document.items.map(\.id))
        #expect(
          whole.document.items.map(\.text) == text.document.items.map(\.text), "\(file.path)")
      } catch {
        #expect(!error.sentence.isEmpty)
      }
      count += 1
    }
    #expect(count > 100)
  }
}

private let corpora = ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"]
