import Foundation
import NewsModel
import Testing

@testable import Publishing

/// Nothing that a feed says becomes markup, a control sequence or a turn of the text around it, in
/// any format, even if it reached the digest past the editor.
@Suite struct HostileTests {
  static let hostile =
    "</bdi></a></script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&lt;&\u{1B}[31m\u{9B}2J"
    + "\u{202E}\u{2066}\u{2069}\u{0}\u{7F}\u{FEFF}\u{FFFE}\r\n# [x](javascript:alert(3)) `*_~|\\"
  static let harmless = "Plain words"

  /// The invented day with every text replaced, past the editor.
  private static func digest(saying words: String, link: String) throws -> DailyDigest {
    let kept = try JSONSerialization.jsonObject(with: Data(InventedDay.digest().archived()))
    let structural: Set<String> = ["day", "zone", "feed", "rawValue", "id", "page", "aliases"]
    func replace(_ value: Any, key: String) -> Any {
      switch value {
      case let object as [String: Any]:
        return object.reduce(into: [String: Any]()) { result, pair in
          result[pair.key] = replace(pair.value, key: pair.key)
        }
      case let array as [Any]: return array.map { replace($0, key: key) }
      case is String where key == "link": return link
      case is String where key == "language": return words
      case is String where !structural.contains(key): return words
      default: return value
      }
    }
    let changed = replace(kept, key: "")
    let bytes = try JSONSerialization.data(withJSONObject: changed)
    return try DailyDigest(archived: [UInt8](bytes))
  }

  private static func pages(_ digest: DailyDigest) -> [(name: String, text: String)] {
    var pages = DigestFormat.allCases.filter { $0 != .epub }.flatMap { $0.pages(for: digest) }
    pages += EpubPages(digest, identity: "").files
    pages.append(
      Page(
        path: "today.html",
        bytes: EditionPage(digest, place: .today, previous: nil, formats: [.html]).bytes))
    pages.append(Page(path: "dropped.txt", bytes: DroppedPage.bytes(of: digest)))
    pages.append(Page(path: "archive.html", bytes: IndexPage([digest.summary]).bytes))
    pages.append(Page(path: "feed.xml", bytes: AtomFeed([digest.summary], identity: "").bytes))
    pages.append(Page(path: "mail.html", bytes: MailPages.page(digest, note: nil)))
    pages.append(Page(path: "stories.xml", bytes: AtomFeed(digest.stories, identity: "").bytes))
    if let story = digest.stories.first {
      pages.append(Page(path: "story.html", bytes: StoryPage(story, span: digest.span).bytes))
    }
    return pages.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }
  }

  /// The tags of a page with the names of their attributes: what a browser would build.
  private static func skeleton(_ markup: String) -> [String] {
    var tags: [String] = []
    var rest = markup[...]
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let tag = rest[open...close]
      let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
      tags.append(
        pieces.enumerated().filter { $0.offset % 2 == 0 }.map { String($0.element) }.joined())
      rest = rest[rest.index(after: close)...]
    }
    return tags
  }

  @Test(arguments: [
    "javascript:alert(1)", "data:text/html,<script>", "https://x.example/\u{1B}[2J", "//x.example",
    "https://", "HTTPS:\\\\x",
  ])
  func `hostile words build the same page as harmless ones`(link: String) throws {
    let bad = Self.pages(try Self.digest(saying: Self.hostile, link: link))
    let good = Self.pages(try Self.digest(saying: Self.harmless, link: "mailto:a@b.example"))
    for (one, other) in zip(bad, good)
    where ["html", "xml", "opf"].contains(where: one.name.hasSuffix) {
      let isSame = Self.skeleton(one.text) == Self.skeleton(other.text)
      #expect(isSame, "\(one.name)")
    }
  }

  @Test func `no format carries a control character or one that turns text about`() throws {
    for page in Self.pages(try Self.digest(saying: Self.hostile, link: "https://x.example/")) {
      let strays = page.text.unicodeScalars.filter {
        $0 != "\n"
          && ($0.value < 0x20 || (0x7F...0x9F).contains($0.value) || $0.standing == .forbidden)
      }
      #expect(strays.isEmpty, "\(page.name)")
    }
  }

  @Test func `a note holds no live markup`() throws {
    let pages = Self.pages(try Self.digest(saying: Self.hostile, link: "https://x.example/"))
    let written = try #require(pages.first { $0.name.hasSuffix("digest.md") }).text
    // What is escaped is text.
    let note = written.replacing("\\\\", with: "").replacing("\\<", with: "").replacing(
      "\\[", with: "")
    #expect(!note.contains("<script"))
    #expect(!note.contains("<img"))
    #expect(!note.contains("[x"))
    #expect(!note.split(separator: "\n").contains { $0.hasPrefix("# [x]") })
  }

  @Test func `the digest for programs stays one line of JSON`() throws {
    let pages = Self.pages(try Self.digest(saying: Self.hostile, link: "https://x.example/"))
    let json = try #require(pages.first { $0.name.hasSuffix("digest.json") }).text
    #expect(json.split(separator: "\n").count == 1)
    let value = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    #expect(value?["version"] as? Int == 1)
  }

  @Test func `a status page escapes what servers and feeds say`() {
    var state = SourceState(address: FeedAddress("https://x.example/"))
    state.title = Self.hostile
    state.condition = .failing
    state.error = Self.hostile
    state.link = "javascript:alert(1)"
    let row = StatusRow(
      source: FeedSource(address: state.address), state: state, items: 0, itemsPerDay: 0,
      soleShare: nil, sentence: Self.hostile)
    let page = StatusPage([row], at: Newsroom.span.opens, zone: "UTC").bytes
    let text = String(decoding: page, as: UTF8.self)
    #expect(!text.contains("<script"))
    #expect(!text.contains("<img"))
    #expect(!text.contains("javascript:alert(1)\""))
  }

  @Test func `the editor takes hostile words in and gives plain lines out`() {
    var room = Newsroom()
    for _ in 0..<2 {
      room.thread([
        .init(
          outlet: "A", time: "2026-11-20T09:00:00Z", title: Self.hostile, text: Self.hostile,
          language: "en\" onload=", link: "javascript:alert(1)", terms: [Self.hostile]),
        .init(
          outlet: "B\u{202E}", time: "2026-11-20T10:00:00Z",
          title: String(repeating: "x ", count: 5000), text: Self.hostile),
      ])
    }
    let digest = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
    for item in digest.stories.flatMap(\.items) {
      #expect(item.title.text.unicodeScalars.count <= 281)
      #expect(item.title.text.unicodeScalars.allSatisfy { $0 == " " || $0.standing == .plain })
      #expect(item.outlet.unicodeScalars.allSatisfy { $0 == " " || $0.standing == .plain })
      #expect(item.link == nil || item.link?.hasPrefix("https://") == true)
      #expect(item.title.language == nil || item.title.language == "en")
    }
  }
}
