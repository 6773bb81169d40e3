import Foundation
import Testing

/// What feeds say against their reader goes through the whole program into every format, and comes out
/// as words.
@Suite struct HostileFeedsTests {
  private static let markup =
    "</bdi></a></title></script><script>alert(1)</script><img src=x onerror=alert(2)>"
  private static let words = [
    markup, "\"><svg onload=alert(3)> ' autofocus onfocus=alert(4) x=\"",
    "\u{202E}turned\u{202C} \u{2066}about\u{2069} \u{FEFF}",
    "\u{9B}31mred\u{9B}2J \u{85} \u{9D}0;title",
    "line&#13;&#10;Bcc: someone@mail.example&#10;&#10;.&#10;From me", "--=_newsloom-2026-11-22--",
    "[x](javascript:alert(5)) ![i](http://mark.example/p.png) <http://mark.example> `code` __b__",
    "# head", "=0D=0ABcc: x =?utf-8?q?=0D=0ABcc:x?=", "]]&gt; ${7*7} %0d%0a %s \\x1b[31m",
    String(repeating: "界", count: 5000), "&lt;b&gt;&amp;amp;",
  ]
  private static let links = [
    "javascript:alert(6)", "JaVaScRiPt:alert(7)", "data:text/html,<script>alert(8)</script>",
    "http://mark.example/\"onmouseover=\"alert(9)", "http://mark.example/)[x](javascript:y)",
    "http://mark.example/\u{202E}gpj.exe", "//mark.example/x",
  ]

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
      .replacing("&amp;#", with: "&#")
  }

  private static func rss(_ number: Int) -> String {
    let items = words.enumerated().map { index, words in
      let words = escaped(words)
      let link = escaped(links[index % links.count])
      return """
        <item><guid isPermaLink="false">\(number)-\(index)-\(words)</guid>
        <title>\(words) Marrow\(index) dam bursts in Teel\(index) valley</title><link>\(link)</link>
        <author>\(words)</author><category>\(words)</category><source url="\(link)">\(words)</source>
        <description>\(words) Engineers of board\(index) warned in 2024 that cracks were widening.
        &lt;p onclick=alert(1)&gt;Officials said 1\(index) dead were counted.&lt;/p&gt;</description>
        <pubDate>Sat, 21 Nov 2026 08:\(10 + index):00 GMT</pubDate></item>
        """
    }
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <rss version="2.0"><channel><title>\(escaped(words[number]))</title>
      <link>javascript:alert(1)</link><language>en" onload="alert(1)</language>
      \(items.joined())</channel></rss>
      """
  }

  private static func jsonFeed() throws -> String {
    let items = words.enumerated().map { index, words -> [String: Any] in
      let escape = "\u{1B}[31m\u{1B}]8;;http://mark.example\u{7}\u{0}\u{8}"
      return [
        "id": "json-\(index)\(escape)\(words)", "url": links[index % links.count],
        "title": "\(words)\(escape) Marrow\(index) dam bursts in Teel\(index) valley",
        "content_text": "\(escape)\(words) Engineers of board\(index) warned in 2024.",
        "tags": [words], "authors": [["name": words + escape, "url": "javascript:x"]],
        "date_published": "2026-11-21T09:\(10 + index):00Z", "language": "en\r\nX: y",
      ]
    }
    let feed: [String: Any] = [
      "version": "https://jsonfeed.org/version/1.1", "title": words[3] + "\u{1B}[31m",
      "items": items,
    ]
    return String(decoding: try JSONSerialization.data(withJSONObject: feed), as: UTF8.self)
  }

  /// A program whose archive and digest hold all of it, with one edition closed.
  private static func polled() async throws -> Program {
    let program = try Program()
    var sources: [String] = []
    for number in 0..<3 {
      sources.append("file://\(try program.write(rss(number), to: "feeds/\(number).xml"))")
    }
    sources.append("file://\(try program.write(jsonFeed(), to: "feeds/3.json"))")
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      set formats html md txt json atom eml epub
      mute title "board3"
      watch title "Marrow5"
      [world]
      \(sources.joined(separator: "\n"))
      """, to: "feeds.conf")
    for time in ["2026-11-21T12:00:00Z", "2026-11-22T08:00:00Z"] {
      let outcome = try await program.run("poll", "--all", "--now", time)
      #expect(outcome.status == 0, "\(outcome.complaints)")
    }
    return program
  }

  private static func files(of program: Program) throws -> [String: Data] {
    let digest = program.folder.appending(path: "digest")
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: digest.path) {
      let file = digest.appending(path: name)
      // `latest` leads to what is listed anyway.
      guard !file.hasDirectoryPath, !name.hasPrefix("latest") else { continue }
      if let bytes = FileManager.default.contents(atPath: file.path) { files[name] = bytes }
    }
    return files
  }

  /// What a terminal or a browser would obey in the text, or what turns text about.
  private static func obeyed(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter {
      switch $0.value {
      case 0x0A: false
      case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x2028, 0x2029: true
      default: false
      }
    }
  }

  @Test func `nothing that feeds say is obeyed in any format`() async throws {
    let program = try await Self.polled()
    let files = try Self.files(of: program)
    let edition = "2026/2026-11-22/"
    for name in [
      "index.html", "digest.md", "digest.txt", "digest.json", "digest.eml", "digest.epub",
    ] {
      #expect(files[edition + name] != nil, "\(name)")
    }
    for (name, bytes) in files {
      // The book's entries are stored: its pages stand in it as they are.
      let text = String(decoding: bytes, as: UTF8.self)
      if !name.hasSuffix(".epub") { #expect(Self.obeyed(in: text).isEmpty, "\(name)") }
      guard [".html", ".xml", ".epub"].contains(where: name.hasSuffix) else { continue }
      for sign in ["<script", "<img", "<svg onload", " onload=\"", "onerror=alert(2)>", "<http:"] {
        #expect(!text.contains(sign), "\(name): \(sign)")
      }
      for part in text.components(separatedBy: "href=\"").dropFirst() {
        let link = part.prefix { $0 != "\"" }
        let isWeb = link.hasPrefix("http://") || link.hasPrefix("https://")
        #expect(isWeb || !link.contains(":"), "\(name): \(link)")
        #expect(!link.hasPrefix("//"), "\(name): \(link)")
      }
    }
    let mail = String(decoding: try #require(files[edition + "digest.eml"]), as: UTF8.self)
    let head = try #require(mail.components(separatedBy: "\n\n").first)
    #expect(
      head.split(separator: "\n").map { $0.prefix { $0 != ":" } } == [
        "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Auto-Submitted",
        "Content-Type",
      ])
    #expect(mail.components(separatedBy: "\n--=_newsloom-2026-11-22").count == 4)
    #expect(mail.utf8.count < 100_000)
  }

  @Test func `no command prints what a terminal would obey`() async throws {
    let program = try await Self.polled()
    let threads = try await program.run("threads", "--day", "2026-11-21", "--json").objects()
    let thread = try #require(threads.first?["thread"] as? String)
    for arguments in [
      ["status"], ["status", "--json"], ["items"], ["items", "--json"], ["read"],
      ["threads", "--day", "2026-11-21"], ["threads", "--day", "2026-11-21", "--json"],
      ["show", thread], ["why", "1"], ["search", "dam"], ["check"], ["try", "feeds/3.json"],
      ["parse", "feeds/3.json"], ["parse", "feeds/0.xml"],
    ] {
      let process = try await program.run(arguments: arguments)
      #expect(Self.obeyed(in: process.output + process.complaints).isEmpty, "\(arguments)")
      #expect(!process.output.isEmpty || arguments == ["check"], "\(arguments)")
    }
  }

  @Test func `a closed edition that is printed or written again is the same bytes`() async throws {
    let program = try await Self.polled()
    let before = try Self.files(of: program)
    for format in ["html", "md", "txt", "json", "eml"] {
      let printed = try await program.run("digest", "--stdout", "--format", format).output
      let name = format == "html" ? "index.html" : "digest.\(format)"
      #expect(before["2026/2026-11-22/" + name] == Data(printed.utf8), "\(format)")
    }
    for name in before.keys where name.hasPrefix("2026/2026-11-22/") {
      try FileManager.default.removeItem(
        at: program.folder.appending(path: "digest").appending(path: name))
    }
    let outcome = try await program.run("digest", "2026-11-22")
    #expect(outcome.status == 0, "\(outcome.complaints)")
    let after = try Self.files(of: program)
    for (name, bytes) in before where name.hasPrefix("2026/") {
      #expect(after[name] == bytes, "\(name)")
    }
  }
}
