import Foundation
import Glibc
import NewsModel
import Storing
import Testing

/// An archive in a folder of its own, gone after the test.
func withArchive<Value>(_ body: (Archive, String) throws -> Value) throws -> Value {
  try withFolder { folder throws in
    let path = folder + "/newsloom.sqlite"
    return try body(try Archive(at: path), path)
  }
}

func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
    "storing-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  // A folder that stays behind in the temporary directory fails no test.
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.path)
}

let harbour = FeedAddress("https://harbour.example/rss")
let valley = FeedAddress("https://valley.example/atom.xml")
/// An instant whose fraction has more bits than a count of seconds since 1970 could keep.
let noon = Date(timeIntervalSinceReferenceDate: 800_000_000.123_456_7)

func hours(_ count: Double) -> Date { noon.addingTimeInterval(count * 3600) }

func feedItem(
  _ id: String, _ title: String? = "Dam gives way", link: String? = nil, text: String = "Water."
) -> FeedItem {
  var item = FeedItem(id: id)
  item.title = title
  item.link = link ?? "https://harbour.example/\(id)"
  item.text = text
  return item
}

func newsItem(_ content: FeedItem, feed: FeedAddress = harbour, seen: Date = noon) -> NewsItem {
  let name = String(feed.host.prefix { $0 != "." })
  return NewsItem(
    key: ItemKey(feed: feed, id: content.id), feed: feed, sourceName: name, owner: name,
    isWire: false, topic: "world/europe", content: content, firstSeen: seen)
}

func placed(
  _ content: FeedItem, in thread: String = "dam0000000", feed: FeedAddress = harbour,
  seen: Date = noon, merges: [Placement.Merge] = []
) -> PlacedItem {
  PlacedItem(
    item: newsItem(content, feed: feed, seen: seen),
    placement: Placement(
      thread: ThreadID(rawValue: thread), isFirst: false, score: 0.5, threshold: 0.25,
      merges: merges))
}

func filing(_ placed: PlacedItem..., at instant: Date = noon) -> Filing {
  Filing(
    state: SourceState(address: placed.first?.item.feed ?? harbour), placed: placed, at: instant)
}

func merge(_ gone: String, into kept: String) -> Placement.Merge {
  Placement.Merge(gone: ThreadID(rawValue: gone), kept: ThreadID(rawValue: kept), score: 0.9)
}

/// An item with every property set, and with what breaks careless storing: quotes, a final backslash,
/// letters outside the basic plane, both forms of é, an instant with all its bits.
func fullItem() -> FeedItem {
  var item = FeedItem(id: "tag:harbour.example,2026:o'neil \"x\"; DROP TABLE item;--\\")
  item.link = "https://harbour.example/å?a=1&b=2"
  item.title = "Dam “gives” way 🌊 caf\u{e9} cafe\u{301}\u{2028}"
  item.authors = ["Ana \"Nut\" Lund", "", "二葉亭"]
  item.published = Date(timeIntervalSinceReferenceDate: 799_999_999.987_654_3)
  item.updated = Date(timeIntervalSinceReferenceDate: -1_234_567.1)
  item.summary = "<p>Water &amp; more</p>"
  item.content = "<p>" + String(repeating: "All of it. ", count: 3000) + "</p>"
  item.text = String(repeating: "All of it.\n", count: 3000)
  item.summaryText = "Water & more"
  item.categories = ["floods", "a,b", "c\\"]
  item.enclosures = [
    Enclosure(url: "https://harbour.example/a.mp3", type: "audio/mpeg", length: 1 << 40),
    Enclosure(url: "https://harbour.example/b"),
  ]
  item.image = "https://harbour.example/i.png"
  item.source = "Agency"
  item.language = "pt-BR"
  item.comments = "https://harbour.example/c"
  return item
}

func fullPlacement() -> Placement {
  Placement(
    thread: ThreadID(rawValue: "dam0000000"), isFirst: true, score: 0.1 + 0.2, threshold: 1 / 3,
    runnerUp: .init(thread: ThreadID(rawValue: "fire000000"), score: 1e-300),
    signals: [
      .init(name: "shared words", contribution: .infinity, detail: "dam, \"river\""),
      .init(name: "size", contribution: -0.1),
    ],
    sharedTerms: [
      .init(term: "dam", share: 2 / 3), .init(term: "河", share: .leastNonzeroMagnitude),
    ],
    merges: [merge("gone000000", into: "dam0000000")],
    copyOf: ItemKey(rawValue: "https://valley.example/atom.xml 7"),
    aloneBecause: "a recurring column")
}

func fullState() -> SourceState {
  var state = SourceState(address: FeedAddress("HTTPS://Harbour.example:443/rss#top"))
  state.condition = .failing
  state.movedTo = FeedAddress("https://harbour.example/new")
  state.validators = Validators(etag: "W/\"a\\\"b\"", lastModified: "Tomorrow, maybe")
  state.lastAsked = noon
  state.lastSuccess = hours(-1.1)
  state.followedSince = hours(-900)
  state.lastUnconditional = hours(-2.2)
  state.nextPoll = hours(0.3)
  state.httpStatus = 503
  state.error = "busy"
  state.failures = 3
  state.failingSince = hours(-3)
  state.interval = .seconds(900) + .nanoseconds(1)
  state.itemsPerDay = 1 / 3
  state.lastNews = hours(-4)
  state.maxAge = .seconds(-3) - .nanoseconds(1)
  state.hints = PublishingHints(pause: .seconds(60), skipHours: [0, 23], skipDays: [6])
  state.title = "Harbour"
  state.link = "https://harbour.example/"
  state.bodyHash = .max
  return state
}

/// Has SQLite, which is in the program with the archive, look where no reader does.
func execute(_ sql: String, at path: String) throws {
  typealias Open =
    @convention(c) (UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>) -> CInt
  typealias Run =
    @convention(c) (
      OpaquePointer?, UnsafePointer<CChar>, OpaquePointer?, OpaquePointer?, OpaquePointer?
    ) -> CInt
  typealias Close = @convention(c) (OpaquePointer?) -> CInt
  let open = unsafe try #require(unsafe dlsym(nil, "sqlite3_open"))
  let run = unsafe try #require(unsafe dlsym(nil, "sqlite3_exec"))
  let close = unsafe try #require(unsafe dlsym(nil, "sqlite3_close"))
  var database: OpaquePointer?
  #expect(unsafe unsafeBitCast(open, to: Open.self)(path, &database) == 0)
  #expect(unsafe unsafeBitCast(run, to: Run.self)(database, sql, nil, nil, nil) == 0)
  #expect(unsafe unsafeBitCast(close, to: Close.self)(database) == 0)
}
