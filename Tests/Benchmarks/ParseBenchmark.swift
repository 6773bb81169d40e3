import CLibXML2
import Foundation
import NewsModel
import Parsing

/// Documents into items, beside libxml2's own push parser with handlers that do nothing.
enum ParseBenchmark {
  static func run() throws {
    let documents = try corpus()
    let bytes = documents.reduce(0) { $0 + $1.count }
    let megabytes = Double(bytes) / 1e6
    var items = 0
    let costs = try Cost.least(
      of: 20,
      [
        { for document in documents { walk(document) } },
        { items = try read(documents, .text) },
        { items = try read(documents, .everything) },
        {
          let reader = FeedReader(detail: .everything)
          var line: [UInt8] = []
          for document in documents {
            line.removeAll(keepingCapacity: true)
            try reader.read(document, base: nil, contentType: nil)
              .writeJSON(file: "", to: &line)
          }
        },
      ])
    let floor = costs[0]
    report("parse: documents", "\(documents.count), \(megabytes.places(1)) MB, \(items) items")
    report("parse: libxml2 SAX2, no handlers", "\((megabytes / floor).places(0)) MB/s (the floor)")
    let names = ["items with text", "with sanitised HTML", "as JSON"]
    for (name, cost) in zip(names, costs.dropFirst()) {
      report(
        "parse: \(name)",
        "\((megabytes / cost).places(0)) MB/s, \((cost / floor).places(2)) × the floor's CPU time")
    }
  }

  private static func read(_ documents: [[UInt8]], _ detail: FeedReader.Detail) throws -> Int {
    let reader = FeedReader(detail: detail)
    var items = 0
    for document in documents {
      items += try reader.read(document, base: nil, contentType: nil).document.items.count
    }
    return items
  }

  /// The well-formed real feeds among the corpora where they are, else feeds made up here.
  static func corpus() throws -> [[UInt8]] {
    guard let corpora = ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"] else {
      return (0..<40).map { invented($0) }
    }
    let folder = URL(filePath: corpora).appending(path: "feeds/real")
    let reader = FeedReader(detail: .text)
    var found: [[UInt8]] = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
      let url = folder.appending(path: path)
      guard (try? url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile) == true else {
        continue  // `try?`: what cannot be looked at is no document
      }
      let bytes = Array(try Data(contentsOf: url))
      // `try?`: what is no feed has no cost to compare.
      guard (4096...1_500_000).contains(bytes.count), bytes.contains(UInt8(ascii: "<")),
        let reading = try? reader.read(bytes, base: nil, contentType: nil),
        reading.document.format != .jsonfeed, reading.warnings.isEmpty,
        !reading.document.items.isEmpty
      else { continue }
      found.append(bytes)
    }
    return found
  }

  /// A feed that we made up, the same for the same number.
  static func invented(_ number: Int, items count: Int = 200) -> [UInt8] {
    let items = (0..<count).map { index in
      """
      <item><title>Council of Immerau debates bridge no. \(number * 200 + index)</title>\
      <link>https://alpha.example/\(number)/\(index)?utm_source=rss</link><guid>a-\(number)-\(index)</guid>\
      <pubDate>Fri, 20 Nov 2026 06:00:00 GMT</pubDate><description><![CDATA[<p>The council of <b>Immerau</b> \
      met on Friday &amp; debated the bridge for six hours. <a href="/more">More</a></p><p>\
      A vote is expected on Monday; residents of the old town fear for their trees.</p>]]></description></item>
      """
    }
    return Array(
      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Alpha</title>\(items.joined())</channel></rss>"
        .utf8)
  }

  /// libxml2 alone: every event, and nothing done with it.
  static func walk(_ bytes: [UInt8]) {
    var handler = unsafe xmlSAXHandler()
    unsafe handler.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handler.startElementNs = { _, _, _, _, _, _, _, _, _ in }
    unsafe handler.endElementNs = { _, _, _, _ in }
    unsafe handler.characters = { _, _, _ in }
    unsafe handler.cdataBlock = { _, _, _ in }
    unsafe handler.ignorableWhitespace = { _, _, _ in }
    unsafe handler.serror = { _, _ in }
    unsafe bytes.withUnsafeBytes { raw in
      let start = unsafe raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      let context = unsafe xmlCreatePushParserCtxt(&handler, nil, start, 4, nil)
      unsafe xmlCtxtUseOptions(
        context,
        Int32(XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue))
      var at = 4
      while at < bytes.count {
        let count = min(65_536, bytes.count - at)
        unsafe xmlParseChunk(context, start.map { unsafe $0 + at }, Int32(count), 0)
        at += count
      }
      unsafe xmlParseChunk(context, nil, 0, 1)
      unsafe xmlFreeParserCtxt(context)
    }
  }
}
