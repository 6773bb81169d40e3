import NewsModel
import Testing

@testable import Parsing

/// What relative links are relative to, from the nearest to the farthest.
@Suite struct RelativeLinkTests {
  private func link(_ document: String, base: String? = nil) throws -> String? {
    try read(document, base: base).document.items.first?.link
  }

  @Test func `the elements around a link count first, each inside the next`() throws {
    let document = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="/news/"><link href="https://b.example/"/>
      <entry xml:base="port/"><link href="1"/></entry></feed>
      """
    #expect(try link(document, base: "https://a.example/feed") == "https://a.example/news/port/1")
  }

  @Test func `a base that leads nowhere harmless is none`() throws {
    let document = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/">
      <entry xml:base="javascript:x/"><link href="1"/></entry></feed>
      """
    #expect(try link(document) == "https://a.example/1")
  }

  @Test func `the feed's page counts before the address it was fetched from`() throws {
    let items = "<item><link>/1</link><description>&lt;a href='2'>x&lt;/a></description></item>"
    let document = "<rss><channel><link>https://a.example/news/</link>\(items)</channel></rss>"
    let reading = try read(document, base: "https://feeds.example/a")
    #expect(reading.document.items.first?.link == "https://a.example/1")
    #expect(
      reading.document.items.first?.summary == "<a href=\"https://a.example/news/2\">x</a>")
  }

  @Test func `a fragment leads to a place on the item's own page`() throws {
    let note = "<item><link>/1#top</link><description>&lt;a href='#n'>1&lt;/a></description></item>"
    let document = "<rss><channel><link>https://a.example/</link>\(note)</channel></rss>"
    let reading = try read(document, base: "https://a.example/feed")
    #expect(reading.document.items.first?.summary == "<a href=\"https://a.example/1#n\">1</a>")
    #expect(try read(document).document.items.first?.summary == "<a href=\"#n\">1</a>")
  }

  @Test func `the address it was fetched from counts where nothing else does`() throws {
    let document = "<rss><channel><item><link>1</link></item></channel></rss>"
    #expect(try link(document, base: "https://a.example/news/feed") == "https://a.example/news/1")
    #expect(try link(document) == "1")
  }
}
