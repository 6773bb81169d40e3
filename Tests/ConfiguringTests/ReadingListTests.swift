import Foundation
import NewsModel
import Testing

@testable import Configuring

/// Lists of feeds that feeds.conf includes.
@Suite struct ReadingListTests {
  private static let address = "https://lists.example/news.opml"

  private func configuration(_ text: String) throws -> Configuration {
    try Configuration(reading: text, named: "feeds.conf") { pattern, _ in
      pattern.hasSuffix("*.opml")
        ? [("/etc/one.opml", "<opml/>"), ("/etc/two.opml", "<opml/>")]
        : pattern.contains("absent") ? [] : [("/etc/\(pattern)", "https://inner.example/")]
    }
  }

  private func feed(_ address: String, _ title: String? = nil, in folder: String = "")
    -> ReadingList.Feed
  {
    ReadingList.Feed(address: address, title: title, folder: folder)
  }

  @Test func `a list is asked once a day, and what it names becomes sources`() throws {
    let read = try configuration(
      """
      https://own.example/feed
      [world] lang=de
      include \(Self.address) weight=2 "A friend's list"
      """)
    #expect(read.sources.map(\.address.written) == ["https://own.example/feed"])
    let list = try #require(read.lists.first)
    #expect(list.origin == "feeds.conf:3")
    #expect(list.source.name == "A friend's list")
    #expect(list.source.interval == .seconds(3600) ... .seconds(86_400))
    #expect(list.source.maxSize == 4 << 20)
    let followed = read.following([
      FeedAddress(Self.address): [
        feed("https://a.example/feed", "Alpha"),
        feed("https://b.example/feed", nil, in: "europe/north"),
      ]
    ])
    let sources = followed.sources
    #expect(sources.map(\.topic) == ["", "world", "world/europe/north"])
    #expect(sources.map(\.name) == [nil, "Alpha", nil])
    #expect(sources.map(\.language) == [nil, "de", "de"])
    #expect(sources.map(\.weight) == [1, 2, 2])
    #expect(sources[1].interval == Settings().interval)
    let values = followed.effective(for: FeedAddress("https://b.example/feed"))
    let origins = Dictionary(uniqueKeysWithValues: values.map { ($0.name, $0.origin) })
    #expect(origins["url"] == "feeds.conf:3 (\(Self.address))")
    #expect(origins["lang"] == "feeds.conf:2")
  }

  @Test func `an interval on the line is the list's, one of the section its feeds'`() throws {
    let read = try configuration("[a] interval=1h\ninclude \(Self.address) interval=2d")
    #expect(read.lists.first?.source.interval == .seconds(172_800) ... .seconds(172_800))
    let followed = read.following([FeedAddress(Self.address): [feed("https://a.example/")]])
    #expect(followed.sources.first?.interval == .seconds(3600) ... .seconds(3600))
  }

  @Test func `no secret is given to what a list names`() throws {
    let read = try configuration(
      """
      [work] auth=@work header="Authorization: Bearer x" agent="Mozilla/5.0"
      include \(Self.address)
      include https://other.example/x.opml auth=@list header="X-Key: 1"
      """)
    #expect(read.lists.map(\.source.credential) == ["work", "list"])
    #expect(read.lists.map(\.source.headers.count) == [1, 2])
    let followed = read.following([
      FeedAddress(Self.address): [feed("https://a.example/")],
      FeedAddress("https://other.example/x.opml"): [feed("https://b.example/")],
    ])
    #expect(followed.sources.count == 2)
    #expect(followed.sources.allSatisfy { $0.credential == nil && $0.headers.isEmpty })
    #expect(followed.sources.allSatisfy { $0.agent == "Mozilla/5.0" })
  }

  @Test func `a feed that is named twice is one source, and feeds.conf's word comes first`() throws
  {
    let other = "https://other.example/x.opml"
    let read = try configuration(
      "pause https://me:secret@own.example/feed \"Own\"\ninclude \(Self.address)\ninclude \(other)")
    let named = [
      FeedAddress(Self.address): [
        feed("https://own.example/feed", "Theirs"), feed("https://a.example/", "First"),
      ],
      FeedAddress(other): [feed("HTTPS://A.example", "Second"), feed("https://b.example/")],
    ]
    let followed = read.following(named)
    #expect(followed.sources.map(\.name) == ["Own", "First", nil])
    #expect(followed.sources[0].isPaused)
    // Taken up again, what the lists no longer name is gone.
    let later = followed.following([FeedAddress(other): [feed("https://b.example/")]])
    #expect(later.sources.map(\.address.host) == ["own.example", "b.example"])
    #expect(later.effective(for: FeedAddress("https://a.example/")).isEmpty)
  }

  @Test func `what a list names is no word of the operator's`() throws {
    let read = try configuration("https://own.example/\ninclude http://192.168.1.2/l.opml")
    let followed = read.following([
      FeedAddress("http://192.168.1.2/l.opml"): [feed("http://127.0.0.1/feed")]
    ])
    #expect(followed.sources.map(\.address.host) == ["own.example", "127.0.0.1"])
    #expect(followed.listedHosts == ["own.example", "192.168.1.2"])
  }

  @Test func `what can be no source is left out, and so is what is too much`() {
    let some = ReadingList.usable([
      feed(" https://a.example/feed "), feed("file:///etc/passwd"), feed("gopher://a.example/"),
      feed("https://"), feed("https://a.example/feed#again"), feed("a.example"),
      feed("https://b.example/\u{1B}[31m"), feed("https://" + String(repeating: "a", count: 5000)),
    ])
    #expect(some.feeds.map(\.address) == ["https://a.example/feed"])
    #expect(some.unusable == 6)
    let many = ReadingList.usable((0..<2100).map { feed("https://a.example/\($0)") })
    #expect(many.feeds.count == ReadingList.mostFeeds)
    #expect(many.surplus == 100)
  }

  @Test func `titles and folders are tidied`() {
    let names = ReadingList.usable([
      feed("https://a.example/", "A\u{202E}\u{1B}[31m \n B", in: "x/[y]\u{7}/ / z/u/v"),
      feed("https://b.example/", " \u{0} ", in: String(repeating: "w", count: 1000)),
    ]).feeds
    #expect(names.map(\.title) == ["A31m B", nil])
    #expect(names.map(\.folder) == ["x/y/z/u", String(repeating: "w", count: 60)])
  }

  @Test func `files that end in opml are lists, by a pattern too`() throws {
    let read = try configuration(
      "include lists/*.opml\ninclude \"my list.OPML\" lang=fr\ninclude feeds.d/more")
    #expect(
      read.lists.map(\.source.address.written) == [
        "file:///etc/one.opml", "file:///etc/two.opml", "file:///etc/my%20list.OPML",
      ])
    #expect(
      read.lists.map(\.source.interval.upperBound) == .init(repeating: .seconds(300), count: 3))
    #expect(read.sources.map(\.address.host) == ["inner.example"])
  }

  @Test(arguments: [
    ("include ftp://a.example/x.opml", "feeds.conf:1:9: error: newsloom does not know 'ftp:'"),
    (
      "include https://a.example/x.opml intervall=1d",
      "feeds.conf:1:34: error: unknown option 'intervall'"
    ),
    (
      "include https://a.example/x\ninclude https://A.example/x",
      "feeds.conf:2:9: error: the same list is already at feeds.conf:1; leave one of them out"
    ),
    ("include absent.opml", "feeds.conf:1:9: error: there is no file 'absent.opml'"),
    ("include https://a.example/x more", "feeds.conf:1:29: error: 'more' is not an option"),
  ])
  func `what is wrong with a list's line is told with its place`(text: String, told: String) throws
  {
    let errors = try #require(throws: ConfigurationErrors.self) { try configuration(text) }
    #expect(errors.problems.first?.rendered.hasPrefix(told) == true, "\(errors.rendered)")
  }

  @Test func `a password in a list's address is warned of`() throws {
    let read = try configuration("include https://me:secret@a.example/x.opml")
    #expect(read.warnings.count == 1)
    #expect(!read.warnings.map(\.rendered).joined().contains("secret"))
  }
}
