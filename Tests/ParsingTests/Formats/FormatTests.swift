import Foundation
import NewsModel
import Testing

@testable import Parsing

@Suite struct FormatTests {
  @Test(arguments: [
    ("<rss version='2.0'><channel/></rss>", FeedFormat.rss20),
    ("<rss><channel/></rss>", .rss20),
    ("<rss version='0.91'><channel/></rss>", .rss09x),
    ("<rss version='0.94'><channel/></rss>", .rss09x),
    (
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        + "xmlns='http://purl.org/rss/1.0/'><channel/></rdf:RDF>", .rss10
    ),
    (
      "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        + "xmlns='http://my.netscape.com/rdf/simple/0.9/'><channel/></rdf:RDF>", .rss090
    ),
    ("<feed xmlns='http://www.w3.org/2005/Atom'/>", .atom10),
    ("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>", .atom03),
    ("<channel href='http://a.example/'><item href='1'/></channel>", .cdf),
    ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", .jsonfeed),
    ("<RSS><CHANNEL><ITEM><TITLE>x</TITLE></ITEM></CHANNEL></RSS>", .rss20),
  ])
  func `a document shows its format by its root`(body: String, format: FeedFormat) throws {
    #expect(try read(body).document.format == format)
  }

  @Test(arguments: [
    ("", "an empty document"),
    (" \n", "a blank document"),
    ("Not found.", "plain text"),
    ("<opml/>", "an OPML list of feeds"),
    ("<urlset/>", "a sitemap"),
    ("<note><to/></note>", "XML whose root element is <note>, which is no feed"),
    ("{\"a\":1}", "JSON, but no JSON Feed"),
    ("[1]", "JSON, but no JSON Feed"),
    ("{\"a\":", "JSON that is broken"),
    ("\u{1F}\u{8B}", "plain text"),
    ("<!doctype html><p>Hello", "an HTML page; it names no feed"),
  ])
  func `something that is no feed is told in a sentence`(body: String, sentence: String) {
    #expect(throws: UnreadableFeed(sentence)) { try read(body) }
  }

  @Test func `a page names the feeds it links to`() {
    let page = """
      <!doctype html><html><head><base href="/de/">
      <link rel="stylesheet" href="x.css">
      <link rel=alternate type="application/rss+xml" href="feed.xml?a=1&amp;b=2">
      <LINK REL="alternate" TYPE="application/atom+xml" HREF="https://b.example/atom">
      """
    #expect(
      throws: UnreadableFeed(
        "an HTML page; it names the feed https://a.example/de/feed.xml?a=1&b=2 and 1 more",
        feeds: ["https://a.example/de/feed.xml?a=1&b=2", "https://b.example/atom"])
    ) { try read(page, base: "https://a.example/index.html") }
  }

  @Test func `RSS 1.0 keeps its items beside the channel`() throws {
    let document = try read(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://a.example/"><title>A</title><link>https://a.example/</link>
      <items><rdf:Seq><rdf:li rdf:resource="https://a.example/1"/></rdf:Seq></items></channel>
      <item rdf:about="https://a.example/1"><title>One</title><link>https://a.example/1</link>
      <dc:date>2026-11-20T10:00:00+01:00</dc:date><dc:subject>Ports</dc:subject></item>
      </rdf:RDF>
      """
    ).document
    #expect(document.title == "A")
    let item = try #require(document.items.first)
    #expect(item.id == "https://a.example/1")
    #expect(item.published?.rfc3339 == "2026-11-20T09:00:00Z")
    #expect(item.categories == ["Ports"])
  }

  @Test func `Atom's texts are read as their type says`() throws {
    let items = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/" xml:lang="de">
      <author><name>Ada</name></author>
      <entry><id>1</id><title type="html">&lt;b&gt;B&lt;/b&gt;old</title>
        <link href="1.html"/><link rel="enclosure" href="1.mp3" length="7" type="audio/mpeg"/>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Hi <a href="2">two</a>
        </p></div></content><updated>2026-11-20T10:00:00Z</updated></entry>
      <entry><id>2</id><title>1 &lt; 2</title><summary>a &lt; b</summary>
        <author><name>Bo</name></author></entry>
      </feed>
      """
    ).document.items
    #expect(items.map(\.title) == ["Bold", "1 < 2"])
    #expect(items.map(\.authors) == [["Ada"], ["Bo"]])
    #expect(items[0].link == "https://a.example/x/1.html")
    #expect(items[0].content?.contains("href=\"https://a.example/x/2\"") == true)
    #expect(
      items[0].enclosures
        == [Enclosure(url: "https://a.example/x/1.mp3", type: "audio/mpeg", length: 7)])
    #expect(items[0].language == "de")
    #expect(items[1].summary == "a &lt; b")
    #expect(items[1].text == "a < b")
  }

  @Test func `a JSON feed is read as far as its types allow`() throws {
    let reading = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://j.example/",
      "items":[5,{"id":7,"url":"https://j.example/7","title":["x"],"content_html":"<p>Seven</p>",
      "date_published":"2026-11-20T10:00:00Z","tags":"one","authors":[{"name":"Ada"}],
      "attachments":[{"url":"https://j.example/7.mp3","mime_type":"audio/mpeg","size_in_bytes":9}]},
      {"id":"8","content_text":"<b>bare</b>"}]}
      """)
    let items = reading.document.items
    #expect(items.map(\.id) == ["7", "8"])
    #expect(items[0].title == nil)
    #expect(items[0].text == "Seven")
    #expect(items[0].categories == ["one"])
    #expect(items[0].authors == ["Ada"])
    #expect(items[0].enclosures.map(\.length) == [9])
    #expect(items[1].text == "<b>bare</b>")
    #expect(
      reading.warnings == [
        "a value of the wrong type; read as far as it can be; 2 times"
      ])
  }

  @Test func `a JSON feed was updated when the last of its items was`() throws {
    let feed = try read(
      """
      {"version":"https://jsonfeed.org/version/1.1","title":"J","items":[
      {"id":"1","date_published":"2026-11-20T10:00:00Z","date_modified":"2026-11-20T11:00:00Z"},
      {"id":"2","date_published":"2026-11-18T10:00:00Z","date_modified":"2026-11-21T09:30:00Z"},
      {"id":"3","date_published":"2026-11-22T10:00:00Z"}]}
      """)
    #expect(feed.document.updated == Date(timeIntervalSince1970: 1_795_253_400))
    let undated = try read(#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"}]}"#)
    #expect(undated.document.updated == nil)
  }

  @Test func `modules fill what the format leaves open`() throws {
    let item = try #require(
      try read(
        """
        <rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"
          xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
          xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><channel><item>
        <media:title>Spare</media:title><title>Own</title>
        <media:group><media:content url="https://a.example/v.mp4" type="video/mp4"/>
        <media:thumbnail url="https://a.example/t.jpg"/></media:group>
        <itunes:summary>About it</itunes:summary><itunes:keywords>one, two</itunes:keywords>
        <source url="https://b.example/rss">Bee</source>
        <comments>https://a.example/c</comments>
        <author>ada@a.example (Ada Moll)</author>
        </item></channel></rss>
        """
      ).document.items.first)
    #expect(item.title == "Own")
    #expect(item.enclosures.map(\.url) == ["https://a.example/v.mp4"])
    #expect(item.image == "https://a.example/t.jpg")
    #expect(item.text == "About it")
    #expect(item.categories == ["one", "two"])
    #expect(item.source == "Bee")
    #expect(item.comments == "https://a.example/c")
    #expect(item.authors == ["Ada Moll"])
  }
}
