import Foundation
import Testing

/// The rules and weights of feeds.conf, all the way to the pages.
@Suite struct FilterTests {
  private typealias Item = (id: String, title: String, text: String, date: String)

  private static func item(_ id: String, _ title: String, _ text: String = "Plain words.") -> Item {
    (id, title, text, "Fri, 20 Nov 2026 06:00:00 GMT")
  }

  private static let dam = item(
    "dam", "Dam gives way near Derno", "The Kolva dam near Derno gave way; 15 people are missing.")
  private static let collapse = item(
    "dam", "Kolva dam collapse: 15 missing at Derno",
    "Fifteen people are missing at Derno after the Kolva dam gave way.")
  private static let loaf = item(
    "loaf", "Bakers of Immerau win Golden Loaf prize",
    "Two bakers of Immerau won the Golden Loaf prize in the capital.")
  private static let prize = item(
    "loaf", "Golden Loaf prize goes to bakers of Immerau",
    "The Golden Loaf prize went to two bakers of Immerau on Friday.")

  /// Writes feeds and a feeds.conf in which PATH is where they are, and closes an edition.
  private func edition(
    _ feeds: [String: [Item]], _ configuration: String, more: [String: String] = [:]
  ) async throws -> Program {
    let program = try Program()
    for (name, items) in feeds { try program.write(Sample.rss(name, items), to: "\(name).xml") }
    for (name, text) in more { try program.write(text, to: name) }
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      \(configuration.replacing("PATH", with: "file://\(program.folder.path)"))
      """, to: "feeds.conf")
    let first = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(first.status == 0, "\(first.complaints)")
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    return program
  }

  private func file(_ name: String, of program: Program) throws -> String {
    try program.read("digest/2026/2026-11-21/\(name)")
  }

  private func object(_ program: Program) throws -> [String: Any] {
    try #require(
      try JSONSerialization.jsonObject(with: Data(try file("digest.json", of: program).utf8))
        as? [String: Any])
  }

  @Test func `what mute and keep drop is told by the line of the file, and mute beats keep`()
    async throws
  {
    let program = try await edition(
      [
        "alpha": [
          Self.item("a1", "Your horoscope for Friday"), Self.item("a2", "Rain in Tossa"),
          Self.item("a3", "Sponsored: buy a boat"),
        ],
        "gamma": [
          Self.item("g1", "Quarks seen in Genf"), Self.item("g2", "Bees of Anslo"),
          Self.item("g3", "Quark horoscope"),
        ],
      ],
      """
      mute title "horoscope"
      include more.conf
      PATH/alpha.xml "Alpha"
      [science]
      keep /quark/i
      PATH/gamma.xml "Gamma"
      """, more: ["more.conf": "# boats\nmute /^sponsored:/i\n"])
    let titles = try await program.run("items", "--json").objects().compactMap {
      $0["title"] as? String
    }
    #expect(Set(titles) == ["Rain in Tossa", "Quarks seen in Genf"])
    let dropped = try file("dropped.txt", of: program).split(separator: "\n").map(String.init)
    func reason(for title: String) throws -> String {
      let place = try #require(dropped.firstIndex { $0.contains(title) }, "\(title)")
      return try #require(dropped[..<place].last { !$0.hasPrefix(" ") })
    }
    #expect(try reason(for: "Your horoscope").hasSuffix("feeds.conf:4: mute title \"horoscope\""))
    #expect(try reason(for: "Quark horoscope").hasSuffix("feeds.conf:4: mute title \"horoscope\""))
    #expect(try reason(for: "buy a boat").hasSuffix("more.conf:2: mute /^sponsored:/i"))
    #expect(try reason(for: "Bees of Anslo").hasSuffix("feeds.conf:8: keep /quark/i"))
    for page in ["index.html", "digest.md", "digest.txt", "digest.eml"] {
      #expect(try !file(page, of: program).contains("boat"), "\(page)")
    }
    #expect(try file("digest.txt", of: program).contains("Dropped by your rules: 4"))
  }

  @Test func `a watch hit is marked in every form, in a story and alone`() async throws {
    let program = try await edition(
      [
        "alpha": [Self.dam, Self.item("a2", "Tulip bulbs stolen")], "beta": [Self.collapse],
      ],
      """
      set formats html md txt json atom eml epub
      watch title "dam"
      [garden]
      watch /tulip/i
      PATH/alpha.xml "Alpha"
      [world]
      PATH/beta.xml "Beta"
      """)
    let read = try await program.run("read").output
    let pages = [
      read, try file("index.html", of: program), try file("digest.md", of: program),
      try file("digest.txt", of: program),
      try file("digest.eml", of: program).replacing("=\n", with: "").replacing("=\r\n", with: ""),
    ]
    for page in pages {
      #expect(page.components(separatedBy: "watched:").count >= 3, "\(page.prefix(300))")
    }
    let json = try file("digest.json", of: program)
    #expect(json.contains(#"title \"dam\""#) && json.contains("/tulip/i"))
    #expect(program.exists("digest/2026/2026-11-21/digest.epub"))
  }

  @Test func `a section tells at most top of its stories in full`() async throws {
    let feeds = ["alpha": [Self.dam, Self.loaf], "beta": [Self.collapse, Self.prize]]
    for (top, full, brief) in [(1, 1, 1), (2, 2, 0), (5, 2, 0)] {
      let program = try await edition(
        feeds, "[world] top=\(top)\nPATH/alpha.xml \"Alpha\"\nPATH/beta.xml \"Beta\"")
      let topics = try #require(try object(program)["topics"] as? [[String: Any]])
      #expect((topics[0]["stories"] as? [Any])?.count == full)
      #expect((topics[0]["brief"] as? [Any])?.count == brief)
      #expect(try file("digest.txt", of: program).contains("In brief") == (brief > 0))
    }
  }

  @Test func `a weightier source lifts its story`() async throws {
    let feeds = [
      "alpha": [Self.dam], "beta": [Self.collapse], "gamma": [Self.loaf], "delta": [Self.prize],
    ]
    for (dam, loaf, first) in [(4, 1, "Derno"), (1, 4, "Immerau")] {
      let program = try await edition(
        feeds,
        """
        PATH/alpha.xml "Alpha" weight=\(dam)
        PATH/beta.xml "Beta" weight=\(dam)
        PATH/gamma.xml "Gamma" weight=\(loaf)
        PATH/delta.xml "Delta" weight=\(loaf)
        """)
      let headings = try await program.run("read").lines.filter { $0.hasPrefix("### ") }
      #expect(headings.first?.contains(first) == true, "\(headings)")
    }
  }

  @Test func `a quiet source's single items stand above a busy one's`() async throws {
    let busy = (0..<12).map { number in
      Self.item(
        "n\(number)",
        [
          "Rain", "Snow", "Wind", "Hail", "Fog", "Frost", "Sun", "Thaw", "Drizzle", "Sleet", "Gale",
          "Haze",
        ][
          number] + " expected", "Weather words.")
    }
    let program = try await edition(
      ["busy": busy, "quiet": [Self.item("q", "Ice ages explained")]],
      "PATH/busy.xml \"Busy\"\nPATH/quiet.xml \"Quiet\" boost=quiet")
    let singles = try await program.run("read").lines.filter { $0.hasPrefix("- ") }
    #expect(singles.first == "- Quiet: Ice ages explained", "\(singles)")
  }
}
