import Foundation
import NewsModel
import Testing

@Suite struct NewsItemTests {
  private func item(_ change: (inout FeedItem) -> Void) -> NewsItem {
    var content = FeedItem(id: "1")
    change(&content)
    let feed = FeedAddress("https://a.example/rss")
    return NewsItem(
      key: ItemKey(feed: feed, id: "1"), feed: feed, sourceName: "A", owner: "A", isWire: false,
      topic: "", content: content, firstSeen: Date(timeIntervalSince1970: 1000))
  }

  @Test func `an item dated ahead happened no later than it was seen`() {
    #expect(item { $0.published = .distantFuture }.date.timeIntervalSince1970 == 1000)
    #expect(item { $0.published = Date(timeIntervalSince1970: 5) }.date.timeIntervalSince1970 == 5)
    #expect(item { _ in }.date.timeIntervalSince1970 == 1000)
  }

  @Test func `an item without a title is headed by the beginning of its text`() {
    let text = String(repeating: "word ", count: 60)
    #expect(item { $0.text = text }.headline.hasSuffix("word…"))
    #expect(item { $0.text = "Short." }.headline == "Short.")
    #expect(item { $0.link = "https://a.example/1" }.headline == "https://a.example/1")
  }

  @Test func `a thread is named by the item that begins it`() {
    let one = ThreadID(begunBy: ItemKey(rawValue: "a"))
    #expect(one.rawValue.count == 10)
    #expect(one == ThreadID(begunBy: ItemKey(rawValue: "a")))
    #expect(one != ThreadID(begunBy: ItemKey(rawValue: "b")))
    #expect(one != ThreadID(begunBy: ItemKey(rawValue: "a"), salt: 1))
  }
}
