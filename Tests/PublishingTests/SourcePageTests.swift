import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct SourcePageTests {
  private func page(_ change: (inout SourceProfile) -> Void) -> String {
    var profile = InventedDay.profile
    change(&profile)
    return String(
      decoding: SourcePage(
        profile, since: Newsroom.span.opens, until: Newsroom.span.closes, zone: "UTC"
      ).bytes, as: UTF8.self)
  }

  @Test func `a source's page is named by its host and digits of its address, each by another`() {
    let addresses = [
      "https://aljazeera.example/xml/rss/all.xml", "https://aljazeera.example/sport.xml",
      "file:///srv/feed.xml", "https://u:p@[::1]:8080/rss",
    ].map(FeedAddress.init)
    let names = SourcePage.names(of: addresses)
    #expect(Set(names.values).count == 4)
    for address in addresses.prefix(2) {
      let name = names[address] ?? ""
      #expect(name.wholeMatch(of: /aljazeera\.example-[0-9a-f]{4}\.html/) != nil)
    }
    #expect(names[addresses[2]]?.hasPrefix("file-") == true)
    let letters = names.values.joined()
    #expect(letters.allSatisfy { $0.isLetter || $0.isNumber || "-.".contains($0) })
    #expect(SourcePage.names(of: addresses.reversed()) == names)
  }

  @Test func `a source's page says how often it is first, how late else, and what it has alone`() {
    let text = page { _ in }
    #expect(text.contains("with 3 of the 11 stories that others told too"))
    #expect(text.contains("1 h 35 min"))
    #expect(text.contains("2 printed a text that an earlier report had"))
    #expect(text.contains("Museum of tin toys reopens"))
    #expect(text.contains("href=\"../story/"))
  }

  @Test func `a source of which nothing came has a page that says so`() {
    let text = page {
      $0.record = SourceRecord(feed: $0.address)
      $0.sole = []
    }
    #expect(text.contains("Nothing came from it in this time."))
    #expect(!text.contains("<dl"))
  }

  @Test(arguments: [
    (0, "under a minute"), (3540, "59 min"), (3600, "1 h"), (18125, "5 h 2 min"),
    (97200, "1 day 3 h"), (1_000_000_000_000, "366 days"), (-5, "under a minute"),
  ])
  func `a span of time is told in the unit that fits`(seconds: Int, words: String) {
    #expect(SourcePage.duration(Double(seconds)) == words)
  }

  @Test func `hostile names and links make no markup on a source's page`() {
    let text = page {
      $0.name = "<script>alert(1)</script>\u{202E}\u{1B}[31m"
      $0.link = "javascript:alert(1)"
      $0.record.recent = [
        .init(
          title: DigestText("\"><img src=x onerror=alert(1)>", language: "\"><b>"),
          link: "data:text/html,x", date: Newsroom.span.opens)
      ]
    }
    #expect(!text.contains("<script") && !text.contains("<img") && !text.contains("javascript:"))
    #expect(
      !text.contains("data:text/html") && !text.contains("\u{202E}") && !text.contains("\u{1B}"))
  }

  @Test func `an edition, its stories and the status page lead to the sources' pages`() throws {
    let edited = InventedDay.edited()
    let pages = try #require(edited.digest.sourcePages)
    let morningPost = try #require(pages["Morning Post"])
    let edition = String(
      decoding: DigestFormat.html.pages(for: edited.digest)[0].bytes, as: UTF8.self)
    #expect(edition.contains("href=\"../../source/\(morningPost)\""))
    #expect(edition.contains("href=\"../../source/\(try #require(pages["Isle Radio"]))\""))
    let story = try #require(edited.stories.first { $0.outletCount > 2 })
    let storyPage = String(
      decoding: StoryPage(story, span: edited.digest.span, sources: pages).bytes, as: UTF8.self)
    #expect(storyPage.contains("href=\"../source/\(morningPost)\""))
    let status = String(
      decoding: StatusPage(InventedDay.statusRows, at: Newsroom.span.closes, zone: "UTC").bytes,
      as: UTF8.self)
    #expect(status.contains("href=\"source/\(morningPost)\""))
  }

  @Test func `sources' pages are written where they differ`() throws {
    let path = NSTemporaryDirectory() + "newsloom-" + UUID().uuidString
    // What is left in the temporary directory is the system's to clear.
    defer { try? FileManager.default.removeItem(atPath: path) }
    let directory = DigestDirectory(path: path)
    #expect(directory.sourcePages().isEmpty)
    let span = Newsroom.span
    func publish() throws {
      try directory.publishSources(
        [InventedDay.profile], since: span.opens, until: span.closes, zone: span.zone)
    }
    try publish()
    let name = try #require(directory.sourcePages().first)
    let file = "\(path)/source/\(name)"
    let before = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int
    try publish()
    let after = try FileManager.default.attributesOfItem(atPath: file)[.systemFileNumber] as? Int
    #expect(before == after)
  }
}
