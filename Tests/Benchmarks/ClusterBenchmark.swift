import Clustering
import Foundation
import NewsModel

/// Items placed a second, and whether the last costs what the ten-thousandth did.
///
/// NEWSLOOM_BENCH_ITEMS says how many items the run with 30 days open has, 200,000 if it is not there.
enum ClusterBenchmark {
  private struct Line: Decodable {
    var id: String
    var source: String
    var title: String
    var summary: String?
    var published: String
    var language: String?
  }

  static func run() throws {
    let items = try stream()
    try placeOnce(items)
    let asked = ProcessInfo.processInfo.environment["NEWSLOOM_BENCH_ITEMS"].flatMap { Int($0) }
    try placeAgainAndAgain(RepeatedStream(items), count: max(20_000, asked ?? 200_000))
  }

  /// The stream as it is, with the settings as they are.
  private static func placeOnce(_ items: [NewsItem]) throws {
    let settings = ClusteringSettings()
    var clusterer = StoryClusterer(settings: settings)
    let size = 10_000
    var rates: [String] = []
    let whole = Cost.cpu
    for start in stride(from: 0, to: items.count, by: size) {
      let part = items[start..<min(start + size, items.count)]
      let begun = Cost.cpu
      for item in part { _ = clusterer.place(item) }
      rates.append((Double(part.count) / (Cost.cpu - begun)).places(0))
    }
    let all = Cost.cpu - whole
    report("cluster: items", "\(items.count), \(clusterer.openThreads) threads open at the end")
    report("cluster: items/s", (Double(items.count) / all).places(0))
    report("cluster: items/s by ten thousand", rates.joined(separator: " "))
    try reportMemory("cluster", of: clusterer, settings)
  }

  /// The stream over and over with 30 days open, in ten parts behind the ten-thousandth item.
  private static func placeAgainAndAgain(_ stream: RepeatedStream, count: Int) throws {
    var settings = ClusteringSettings()
    try settings.set("window", to: "30d")
    var clusterer = StoryClusterer(settings: settings)
    let warm = 10_000
    for number in 0..<warm { _ = clusterer.place(stream.item(number)) }
    var rates: [Double] = []
    var open: [String] = []
    var whole = 0.0
    for part in 0..<10 {
      let start = warm + (count - warm) * part / 10
      let end = warm + (count - warm) * (part + 1) / 10
      var spent = 0.0
      for batch in stride(from: start, to: end, by: 1_000) {
        // Made before the clock is asked.
        let items = (batch..<min(batch + 1_000, end)).map(stream.item)
        let begun = Cost.cpu
        for item in items { _ = clusterer.place(item) }
        spent += Cost.cpu - begun
      }
      rates.append(Double(end - start) / spent)
      open.append("\(clusterer.openThreads)")
      whole += spent
    }
    report("cluster, 30 days: items", "\(count), the first \(warm) not counted below")
    report("cluster, 30 days: items/s", (Double(count - warm) / whole).places(0))
    report(
      "cluster, 30 days: items/s by tenths", rates.map { $0.places(0) }.joined(separator: " "))
    report("cluster, 30 days: open threads", open.joined(separator: " "))
    report("cluster, 30 days: last ÷ first", (rates[9] / rates[0]).places(2))
    try reportMemory("cluster, 30 days", of: clusterer, settings)
  }

  private static func reportMemory(
    _ name: String, of clusterer: StoryClusterer, _ settings: ClusteringSettings
  ) throws {
    report(
      "\(name): memory", "\(Cost.residentMegabytes.places(0)) MB, the stream's own items included")
    let begun = Cost.cpu
    let snapshot = clusterer.snapshot()
    let written = Cost.cpu
    _ = try StoryClusterer(restoring: snapshot, settings: settings)
    report(
      "\(name): snapshot",
      "\((Double(snapshot.count) / 1e6).places(1)) MB, written in \((written - begun).places(2)) s, "
        + "restored in \((Cost.cpu - written).places(2)) s")
  }

  /// A real stream where the corpora are, else one made up here.
  private static func stream() throws -> [NewsItem] {
    guard let corpora = ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"] else {
      return (0..<50_000).map(invented)
    }
    let gzip = Process()
    gzip.executableURL = URL(filePath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", "\(corpora)/clustering/rss-stream.jsonl.gz"]
    let pipe = Pipe()
    gzip.standardOutput = pipe
    try gzip.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    let decoder = JSONDecoder()
    return try data.split(separator: 10).map { line in
      let line = try decoder.decode(Line.self, from: Data(line))
      return item(
        line.id, line.source, line.title, line.summary ?? "",
        Date(rfc3339: line.published) ?? .distantPast, line.language)
    }
  }

  /// Events of five reports each, whose words follow Zipf's law.
  private static func invented(_ number: Int) -> NewsItem {
    var seed = UInt64(number / 5) &* 0x9E37_79B9_7F4A_7C15 | 1
    var own = UInt64(number) &* 0xD134_2543_DE82_EF95 | 1
    func word(_ state: inout UInt64) -> String {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      let share = Double(state >> 11) / Double(1 << 53)
      return "w\(Int(pow(60_000, share)))"
    }
    let shared = (0..<12).map { _ in word(&seed) }
    let other = (0..<20).map { _ in word(&own) }
    return item(
      "\(number)", "source \(number % 40)", shared.prefix(8).joined(separator: " "),
      (shared + other).joined(separator: " "),
      Date(timeIntervalSince1970: 1_700_000_000 + Double(number) * 60), "en")
  }

  private static func item(
    _ id: String, _ source: String, _ title: String, _ text: String, _ date: Date,
    _ language: String?
  ) -> NewsItem {
    var content = FeedItem(id: id)
    content.title = title
    content.text = text
    content.published = date
    content.language = language
    return NewsItem(
      key: ItemKey(rawValue: id), feed: FeedAddress(source), sourceName: source, owner: source,
      isWire: false, topic: "", content: content, firstSeen: date)
  }
}
