import Foundation
import NewsModel
import Testing

@testable import Parsing

/// Inputs that `make fuzz` found, cut down to what was wrong with them.
@Suite struct FuzzedInputTests {
  @Test func `a percent sign that escapes nothing makes no escape of what follows it`() {
    let key = CanonicalLink.canonical("http://a.example/%7%41%")
    #expect(key == "https://a.example/%257A%25")
    #expect(CanonicalLink.canonical(key) == key)
  }

  @Test(arguments: [
    ("http://../", "https://./"), ("http://a.example../x", "https://a.example/x"),
  ])
  func `dots behind a host are left out of its key together`(written: String, key: String) {
    #expect(CanonicalLink.canonical(written) == key)
    #expect(CanonicalLink.canonical(key) == key)
  }

  @Test(arguments: [
    ("#top", "https://a.example/feeds/1"), ("../news/", "https://a.example/news/1"),
    ("mailto:desk@a.example", "https://a.example/feeds/1"),
  ])
  func `an xml:base is relative to where the document came from`(
    base: String, link: String
  ) throws {
    let atom = """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="\(base)"><entry><link href="1"/>\
      <content type="html">&lt;a href="1">1&lt;/a></content></entry></feed>
      """
    let reading = try FeedReader(detail: .everything).read(
      Array(atom.utf8), base: "https://a.example/feeds/all.xml", contentType: nil)
    #expect(reading.document.items.first?.link == link)
    #expect(reading.document.items.first?.content == "<a href=\"\(link)\">1</a>")
  }

  @Test(arguments: ["2003-33aT ", "2003-11 at ", "2003-11-05 - "])
  func `a date that ends with a word and a blank is not read past its end`(written: String) {
    let date = Date(publishedAs: written)
    #expect(date == nil || date == Date(publishedAs: "2003-11-05"))
  }

  @Test(arguments: ["a.png 1x, \u{1b},b.png 2x", "a.png 1x, b.png,\u{1b} 2x"])
  func `a picture whose address begins or ends with a comma is left out of a list`(list: String) {
    let once = Sanitiser(base: String?.none).sanitise("<img srcset=\"\(list)\">")
    #expect(once == "<img srcset=\"a.png 1x\">")
  }

  @Test func `an entity that is declared and not used is not missed`() throws {
    let rss = """
      <!DOCTYPE rss [<!ENTITY a "<b>bold</b>"><!ENTITY c "see &d;">]>
      <rss version="2.0"><channel><title>A</title></channel></rss>
      """
    let reading = try FeedReader(detail: .everything).read(
      Array(rss.utf8), base: nil, contentType: nil)
    #expect(reading.warnings == [])
    #expect(reading.document.title == "A")
  }

  @Test func `a picture inside its own address is no markup`() {
    let html = Sanitiser(base: String?.none).sanitise(
      "<img src='data:image/png;base64<b>AA#'><img src='data:image/png;base64,AA=='>")
    #expect(html == "<img src=\"data:image/png;base64,AA==\">")
  }

  @Test func `plain text becomes HTML without its controls`() throws {
    let json = #"""
      {"version":"https://jsonfeed.org/version/1.1","title":"A",
       "items":[{"id":"1","content_text":"a\u0007\u007f <b> \u0000& \"c\""}]}
      """#
    let reading = try FeedReader(detail: .everything).read(
      Array(json.utf8), base: nil, contentType: nil)
    let content = try #require(reading.document.items.first?.content)
    #expect(content == "a &lt;b&gt; &amp; &quot;c&quot;")
    #expect(reading.document.items.first?.text == "a <b> & \"c\"")
  }

  @Test func `a media type is one line without controls`() throws {
    let rss = """
      <rss version="2.0"><channel><item><title>A</title>\
      <enclosure url="https://a.example/b" type=" image/jpeg&#127;&#10;x "/></item></channel></rss>
      """
    let reading = try FeedReader(detail: .everything).read(
      Array(rss.utf8), base: nil, contentType: nil)
    #expect(reading.document.items.first?.enclosures.first?.type == "image/jpeg x")
  }

  @Test func `a list of pictures that is read twice stays as it is`() {
    let sanitiser = Sanitiser(base: "http://b.example/x/")
    let once = sanitiser.sanitise("<img srcset='http:,/////https://c.example,//%006 4'>")
    #expect(sanitiser.sanitise(once) == once)
  }

  @Test func `a long comment costs no more than its length`() throws {
    let clock = ContinuousClock()
    func time(_ megabytes: Int) throws -> Duration {
      let comment = [UInt8](repeating: 0x78, count: megabytes << 20)
      let rss = "--><rss version='2.0'><channel><title>A</title></channel></rss>"
      let document = Array("<!--".utf8) + comment + Array(rss.utf8)
      return try clock.measure {
        _ = try FeedReader(detail: .text).read(document, base: nil, contentType: nil)
      }
    }
    // Sixteen times the length took two hundred times as long; a busy machine may double it.
    #expect(try time(16) < time(1) * 64)
  }

  @Test func `elements that all have different names cost no more than their number`() throws {
    let clock = ContinuousClock()
    func time(_ count: Int) throws -> Duration {
      let document =
        "<rss version='2.0'><channel><item><title>A</title></item>"
        + (0..<count).map { "<n\($0)>" }.joined()
      return try clock.measure {
        let reading = try FeedReader(detail: .text).read(
          Array(document.utf8), base: nil, contentType: nil)
        #expect(reading.document.items.count == 1)
        #expect(!reading.isComplete)
      }
    }
    // Eight times as many took a hundred times as long.
    #expect(try time(400_000) < time(50_000) * 24)
  }

  @Test(arguments: ["mailto:a@b.example\u{200b}#c", "http://a.example/b\u{200b}#c"])
  func `what shows nothing before a fragment is no part of a key`(written: String) {
    let key = CanonicalLink.canonical(written)
    #expect(!key.contains("\u{200b}") && !key.contains("%"))
    #expect(CanonicalLink.canonical(key) == key)
  }

  @Test func `only a picture may be inside its own address`() {
    let data = "src='data:image/png;base64,AAAA'"
    let html = Sanitiser(base: String?.none).sanitise(
      "<img \(data)><video \(data)>v</video><audio><source \(data)><track \(data)>a</audio>")
    #expect(html.components(separatedBy: "data:").count == 2)
    #expect(html.hasPrefix("<img src=\"data:image/png;base64,AAAA\">"))
  }

  @Test func `a campaign's name that is escaped is left out of a key`() {
    let key = CanonicalLink.canonical("https://a.example/?%75tm_source=x&b=1")
    #expect(key == "https://a.example/?b=1")
  }

  @Test func `what grows without end when it is mended is read up to a limit`() {
    let head = "<rss version='2.0'><channel><item><title>A</title></item><item><description>"
    let document = Array(head.utf8) + [UInt8](repeating: 0x26, count: 1 << 20)
    let mended = MarkupMender.mend(document, from: 0, log: RepairLog(), limit: 2 << 20)
    #expect(mended.bytes.count < (2 << 20) + 200)
    #expect(String(decoding: mended.bytes, as: UTF8.self).contains("<title>A</title>"))
    #expect(!mended.isWhole && mended.endsInItem)
    #expect(mended.log.contains(.tooLarge))
  }

  @Test func `a long xml:base is not carried on into every element`() throws {
    let entries = (0..<200).map { "<entry xml:base='b/'><link href='\($0)'/></entry>" }
    let atom = """
      <feed xmlns="http://www.w3.org/2005/Atom" \
      xml:base="https://a.example/\(String(repeating: "a/", count: 5_000))">\(entries.joined())</feed>
      """
    let reading = try FeedReader(detail: .text).read(
      Array(atom.utf8), base: "https://b.example/", contentType: nil)
    #expect(reading.document.items.last?.link == "https://b.example/b/199")
  }

  @Test(arguments: ["9223370365807", "7258118400", "2199-12-31T23:59:59-14:00"])
  func `a date is within the centuries of news however it is written`(written: String) {
    #expect(Date(publishedAs: written) == nil)
  }
}
