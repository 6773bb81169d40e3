import Foundation
import NewsModel
import Publishing

/// What an edition of 10,000 items in 500 stories costs, from threads to bytes.
enum PublishBenchmark {
  static func run() throws {
    let threads = (0..<500).map(thread)
    let closes = Date(timeIntervalSince1970: 1_763_706_600)
    guard let day = Day("2026-11-21") else { return }
    let span = EditionSpan(
      day: day, ordinal: 1, opens: closes.addingTimeInterval(-86400), closes: closes, zone: "UTC")
    let editor = DigestEditor(sources: [])
    var digest = DailyDigest(span: span, isOpen: false, written: closes)
    let edited = Cost.least(of: 3) {
      digest = editor.digest(
        of: span, isOpen: false, at: closes, from: threads, notes: EditionNotes())
    }
    report(
      "publish: editing",
      "\(digest.counts.items) items in \(digest.counts.stories) stories, \(edited.places(2)) s")
    var all = edited
    for format in DigestFormat.allCases {
      var size = 0
      let cost = Cost.least(of: 3) {
        size = format.pages(for: digest).reduce(0) { $0 + $1.bytes.count }
      }
      all += cost
      report("publish: \(format.rawValue)", "\((cost * 1000).places(0)) ms, \(size / 1000) kB")
    }
    report("publish: edited, all formats", "\(all.places(2)) s")
    try today(span, threads, with: editor)
    report("publish: memory", "\(Cost.residentMegabytes.places(0)) MB")
  }

  /// The open edition and its stories' pages written into a directory: all of it, and again after one
  /// story of the five hundred changed.
  private static func today(
    _ span: EditionSpan, _ threads: [StoryThread], with editor: DigestEditor
  ) throws {
    let path = NSTemporaryDirectory() + "newsloom-bench-" + UUID().uuidString
    // What is left in the temporary directory is the system's to clear.
    defer { try? FileManager.default.removeItem(atPath: path) }
    let directory = DigestDirectory(path: path)
    var memory = EditingMemory()
    var prints = threads.map {
      ThreadPrint(id: $0.id, members: $0.members.count, newest: 1, wordings: 0, aliases: 0)
    }
    func write() throws {
      let edited = editor.edit(
        span, isOpen: true, at: span.closes, among: prints, notes: EditionNotes(), memory: &memory,
        reading: DayReading(threads))
      try directory.publishStories(edited.stories, span: span, changed: edited.changed)
      try directory.publishToday(edited.digest)
    }
    let whole = try Cost.least(of: 1) { try write() }
    let one = try Cost.least(of: 5) {
      prints[250].newest += 1
      try write()
    }
    report(
      "publish: today",
      "\((whole * 1000).places(0)) ms, one story changed \((one * 1000).places(0)) ms")
  }

  private static func thread(_ number: Int) -> StoryThread {
    let id = ThreadID(begunBy: ItemKey(rawValue: "\(number)"))
    let members = (0..<20).map { index -> FiledItem in
      var content = FeedItem(id: "\(number)-\(index)")
      content.title = "Council \(number) of Immerau debates bridge for hour \(index)"
      content.link = "https://outlet\(index).example/\(number)"
      content.text = (0..<6).map {
        "Speaker \($0 * index % 11) of council \(number) said the bridge costs \(number + $0) crowns. "
      }.joined()
      let seen = Date(timeIntervalSince1970: 1_763_620_200 + Double(number * 20 + index) * 8)
      content.published = seen
      content.language = "en"
      let feed = FeedAddress("https://outlet\(index).example/rss")
      let item = NewsItem(
        key: ItemKey(feed: feed, id: content.id), feed: feed, sourceName: "Outlet \(index)",
        owner: "Outlet \(index)", isWire: false, topic: "world", content: content, firstSeen: seen)
      let placement = Placement(
        thread: id, isFirst: index == 0, score: 0.4, threshold: 0.24,
        sharedTerms: [.init(term: "bridge", share: 0.3), .init(term: "immerau", share: 0.2)])
      return FiledItem(
        number: number * 20 + index + 1, item: item, thread: id, placement: placement,
        revisions: [ItemRevision(title: content.title, text: content.text, seen: seen)])
    }
    return StoryThread(id: id, aliases: [], members: members)
  }
}
