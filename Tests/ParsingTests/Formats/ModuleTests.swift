import NewsModel
import Testing

@testable import Parsing

/// What modules and other vocabularies say, where a format's own elements say nothing.
@Suite struct ModuleTests {
  private static let namespaces = """
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" \
    xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
    xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0" \
    xmlns:content="http://purl.org/rss/1.0/modules/content/" \
    xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom" \
    xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" \
    xmlns:webfeeds="http://webfeeds.org/rss/1.0" xmlns:xhtml="http://www.w3.org/1999/xhtml"
    """

  private func document(_ channel: String) throws -> FeedDocument {
    try read("<rss version='2.0' \(Self.namespaces)><channel>\(channel)</channel></rss>").document
  }

  private func item(_ inside: String) throws -> FeedItem {
    try #require(try document("<item>\(inside)</item>").items.first)
  }

  @Test(arguments: [
    "pubDate", "dc:date", "dcterms:issued", "dcterms:created", "dcterms:available",
    "dcterms:dateSubmitted", "prism:publicationDate", "atom:published", "published", "issued",
    "created", "date",
  ])
  func `an item's day of publication is known by any of its names`(name: String) throws {
    let item = try item("<\(name)>2026-11-21</\(name)>")
    #expect(item.published?.rfc3339 == "2026-11-21T00:00:00Z")
  }

  @Test(arguments: [
    "lastBuildDate", "pubDate", "dc:date", "dcterms:modified", "dcterms:issued", "modified",
    "atom:updated",
  ])
  func `a channel's last change is known by any of its names`(name: String) throws {
    let document = try document("<\(name)>2026-11-21</\(name)>")
    #expect(document.updated?.rfc3339 == "2026-11-21T00:00:00Z")
  }

  @Test(arguments: [
    "author", "creator", "dc:creator", "dc:author", "itunes:author", "googleplay:author",
  ])
  func `an author is known by any of its names`(name: String) throws {
    #expect(try item("<\(name)>Ada Moll</\(name)>").authors == ["Ada Moll"])
  }

  @Test func `who is credited with something else is no author`() throws {
    let photographer = "<media:credit role='photographer'>Ben Ray</media:credit>"
    #expect(try item(photographer).authors == [])
    let author = "<media:credit role='author'>Ada Moll</media:credit>"
    #expect(try item(photographer + author).authors == ["Ada Moll"])
  }

  @Test(arguments: [
    "description", "dc:description", "itunes:summary", "itunes:subtitle", "tagline", "subtitle",
    "summary", "abstract", "content:encoded", "googleplay:description", "media:description",
  ])
  func `a channel's description is known by any of its names`(name: String) throws {
    #expect(try document("<\(name)>News of the port</\(name)>").description == "News of the port")
  }

  @Test(arguments: [
    ("<image><url>https://a.example/i.png</url></image>"),
    ("<itunes:image href='https://a.example/i.png'/>"),
    ("<atom:logo>https://a.example/i.png</atom:logo>"),
    ("<atom:icon>https://a.example/i.png</atom:icon>"),
    ("<media:thumbnail url='https://a.example/i.png'/>"),
    ("<webfeeds:cover image='https://a.example/i.png'/>"),
    ("<webfeeds:icon>https://a.example/i.png</webfeeds:icon>"),
    ("<atom:icon>https://a.example/j.ico</atom:icon>"
      + "<image><url>https://a.example/i.png</url></image>"),
  ])
  func `a channel's image is its own or another vocabulary's`(inside: String) throws {
    #expect(try document(inside).image == "https://a.example/i.png")
  }

  @Test(arguments: [
    "category", "dc:subject", "media:category", "keywords", "media:keywords", "tags",
  ])
  func `a category is known by any of its names`(name: String) throws {
    #expect(try item("<\(name)>Harbour</\(name)>").categories == ["Harbour"])
  }

  @Test func `of a summary and a description beside each other neither is lost`() throws {
    let first = try item("<description>Short</description><summary>Long</summary>")
    #expect(first.summary == "Short")
    #expect(first.content == "Long")
    let second = try item("<summary>Short</summary><description>Long</description>")
    #expect(second.summary == "Short")
    #expect(second.content == "Long")
    let same = try item("<description>Short</description><summary>Short</summary>")
    #expect(same.content == nil)
    let third = try item(
      "<description>Short</description><summary>Long</summary><content:encoded>All</content:encoded>"
    )
    #expect(third.content == "All")
  }

  @Test(arguments: ["description", "content:encoded", "xhtml:body", "fullitem"])
  func `a text's own language is its item's`(name: String) throws {
    #expect(try item("<\(name) xml:lang='nl'>Sluis</\(name)>").language == "nl")
  }

  @Test func `an enclosure written as text is one`() throws {
    let item = try item("<enclosure>https://a.example/a.mp3</enclosure>")
    #expect(item.enclosures == [Enclosure(url: "https://a.example/a.mp3")])
  }

  @Test func `Channel Definition Format is read in both of its drafts`() throws {
    let reading = try read(
      """
      <CHANNEL><A HREF="https://a.example/"/><TITLE VALUE="Port"/>
      <ITEM HREF="https://a.example/1"><TITLE>Gate</TITLE><ABSTRACT VALUE="Stuck"/></ITEM></CHANNEL>
      """)
    #expect(reading.document.format == .cdf)
    #expect(reading.document.link == "https://a.example/")
    #expect(reading.document.title == "Port")
    #expect(reading.document.items.first?.title == "Gate")
    #expect(reading.document.items.first?.summary == "Stuck")
  }

  @Test func `of a text in several media types the one in HTML is read`() throws {
    let reading = try read(
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry>
      <content type="multipart/alternative">
      <content type="text/plain">gate stuck</content>
      <content type="text/html" mode="escaped">&lt;b>Gate&lt;/b> stuck</content>
      </content></entry></feed>
      """)
    #expect(reading.document.items.first?.content == "<b>Gate</b> stuck")
  }
}
