import Testing

@testable import Parsing

@Suite struct OPMLReaderTests {
  private func read(_ text: String) throws -> [Subscription] {
    try OPMLReader.read(Array(text.utf8))
  }

  @Test func `folders become topics, and a feed may lie in none`() throws {
    let list = try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <opml version="2.0"><head><title>Mine</title></head><body>
      <outline text="Loose &amp; free" type="rss" xmlUrl="https://a.example/?x=1&amp;y=2"/>
      <outline text="World"><outline text="Europe">
      <outline title="B" xmlUrl="https://b.example/"/></outline>
      <outline text="" xmlurl="https://c.example/" TITLE="C"/></outline>
      <outline text="A note without a feed"/>
      </body></opml>
      """)
    #expect(
      list == [
        Subscription(address: "https://a.example/?x=1&y=2", title: "Loose & free", topic: ""),
        Subscription(address: "https://b.example/", title: "B", topic: "World/Europe"),
        Subscription(address: "https://c.example/", title: "C", topic: "World"),
      ])
  }

  @Test func `a list that is broken is read as far as it goes`() throws {
    let list = try read(
      #"<opml><body><outline text="A & B" xmlUrl="https://a.example/?x=1&y=2"/><outline text="C""#)
    #expect(list.map(\.address) == ["https://a.example/?x=1&y=2"])
    #expect(list.first?.title == "A & B")
  }

  @Test(arguments: ["", "words", "<html><body></body></html>", "<rss><channel/></rss>", "<"])
  func `what is no OPML is said to be none`(text: String) {
    #expect(throws: UnreadableFeed.self) { try read(text) }
  }

  @Test func `entities of its own are not expanded, and folders end somewhere`() throws {
    let bomb = try read(
      """
      <!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY x SYSTEM "file:///etc/passwd">]>
      <opml><body><outline text="&a;&x;" xmlUrl="https://a.example/"/></body></opml>
      """)
    #expect(bomb.allSatisfy { !($0.title ?? "").contains("root:") })
    let deep =
      String(repeating: "<outline text='x'>", count: 200)
      + "<outline xmlUrl='https://a.example/'/>"
      + String(repeating: "</outline>", count: 200)
    #expect(try read("<opml><body>\(deep)</body></opml>").isEmpty)
  }
}
