import Foundation
import NewsModel
import Testing

@testable import Parsing

@Suite struct FeedReaderTests {
  @Test func `an RSS document becomes items with every field in its place`() throws {
    let reading = try read(fixture: "harbour.rss.xml", base: "https://courier.example/rss")
    let document = reading.document
    #expect(document.format == .rss20)
    #expect(document.title == "Harbour Courier")
    #expect(document.hints == PublishingHints(pause: .seconds(1800), skipHours: [1, 2]))
    let item = try #require(document.items.first)
    #expect(item.id == "courier-4711")
    #expect(item.link == "https://courier.example/2026/11/lock-gate")
    #expect(item.title == "Lock gate stuck: ferries wait & queue")
    #expect(item.authors == ["Ada Moll"])
    #expect(item.published?.rfc3339 == "2026-11-21T06:30:00Z")
    #expect(item.text == "The gate would not open.\nSee the harbour page.")
    #expect(item.summaryText == "The gate would not open.")
    #expect(item.content?.contains("https://courier.example/harbour") == true)
    #expect(item.content?.contains("alert") == false)
    #expect(item.categories == ["Harbour"])
    #expect(
      item.enclosures
        == [Enclosure(url: "https://courier.example/gate.mp3", type: "audio/mpeg", length: 1200)])
    #expect(reading.warnings == [])
    #expect(reading.isComplete)
  }

  @Test func `asked for text alone a reader makes no HTML`() throws {
    let reading = try read(fixture: "harbour.rss.xml", detail: .text)
    let item = try #require(reading.document.items.first)
    #expect(item.summary == nil)
    #expect(item.content == nil)
    #expect(item.text == "The gate would not open.\nSee the harbour page.")
  }
}

/// Reads a document of the fixtures folder.
func read(
  fixture name: String, base: String? = nil, detail: FeedReader.Detail = .everything
) throws -> Reading {
  let folder = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
  let body = try Data(contentsOf: folder.appending(path: name))
  return try FeedReader(detail: detail).read(Array(body), base: base, contentType: nil)
}

/// Reads a document written in the test.
func read(
  _ body: String, base: String? = nil, detail: FeedReader.Detail = .everything
) throws -> Reading {
  try FeedReader(detail: detail).read(Array(body.utf8), base: base, contentType: nil)
}
