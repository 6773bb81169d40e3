import NewsModel
import Testing

@testable import Configuring

@Suite struct ConfigurationTests {
  private func source(
    _ address: String = "https://a.example/", in text: String
  ) throws -> FeedSource {
    let configuration = try Configuration(reading: text, named: "feeds.conf")
    return try #require(configuration.sources.first { $0.address == FeedAddress(address) })
  }

  @Test func `a file of bare addresses is valid`() throws {
    let configuration = try Configuration(
      reading: "https://a.example/rss\nhttp://b.example/#top\nfile:///srv/feed.xml\n",
      named: "feeds.conf")
    #expect(
      configuration.sources.map(\.address.written) == [
        "https://a.example/rss", "http://b.example/#top", "file:///srv/feed.xml",
      ])
    #expect(configuration.warnings.isEmpty)
    #expect(configuration.settings == Settings())
    #expect(configuration.summary == "feeds.conf: no errors; 3 sources")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `line ends, a byte order mark and tabs do not matter`(end: String) throws {
    let lines = [
      "\u{FEFF}# sources", "https://a.example/\t\"A\"\twire=yes", "\tlang=de # deutsch", "",
    ]
    let source = try source(in: lines.joined(separator: end))
    #expect(source.name == "A")
    #expect(source.isWire)
    #expect(source.language == "de")
  }

  @Test func `every option reaches its source`() throws {
    let source = try source(
      in: #"""
        [world/europe]
        pause https://a.example/ "A \"quoted\" \\ title" owner="Big House" wire=yes lang=pt-BR
          weight=2.5 max-items=50 agent="Reader/1.0 (x)" header="Accept-Language: de" auth=@a-house
          header="X-Key:  1 " boost=quiet interval=1s timeout=1m connect-timeout=500ms max-size=1G
          proxy=socks5h://127.0.0.1:9050
        """#)
    #expect(source.name == #"A "quoted" \ title"#)
    #expect(source.topic == "world/europe")
    #expect(source.isPaused)
    #expect(source.owner == "Big House")
    #expect(source.isWire)
    #expect(source.language == "pt-BR")
    #expect(source.weight == 2.5)
    #expect(source.maxItems == 50)
    #expect(source.agent == "Reader/1.0 (x)")
    #expect(
      source.headers == [
        HTTPHeader(name: "Accept-Language", value: "de"), HTTPHeader(name: "X-Key", value: "1"),
      ])
    #expect(source.credential == "a-house")
    #expect(source.isQuietBoosted)
    #expect(source.interval == .seconds(1) ... .seconds(1))
    #expect(source.isIntervalOwn)
    #expect(source.timeout == .seconds(60))
    #expect(source.connectTimeout == .milliseconds(500))
    #expect(source.maxSize == 1 << 30)
    #expect(source.proxy == "socks5h://127.0.0.1:9050")
  }

  @Test func `every setting is read`() throws {
    let text = """
      set state /var/lib/news
      set output "/srv/the digest"
      set digest-at 18:00 06:15 18:00
      set timezone Europe/Berlin
      set formats html md # no more
      set interval 5m..1d
      set per-site 6
      set at-once 12
      set timeout 20s
      set connect-timeout 5s
      set max-size 500K
      set contact https://example.org/#us
      set proxy none
      set private-networks no
      set keep 2G 30d
      set window 3d
      set after-digest sh -c "publish # it" # every morning
      set webhook https://example.org/hook
      """
    let configuration = try Configuration(reading: text, named: "feeds.conf")
    var settings = Settings()
    settings.state = "/var/lib/news"
    settings.output = "/srv/the digest"
    settings.digestAt = [TimeOfDay(hour: 6, minute: 15), TimeOfDay(hour: 18, minute: 0)]
    settings.timezone = "Europe/Berlin"
    settings.formats = ["html", "md"]
    settings.interval = .seconds(300) ... .seconds(86_400)
    settings.perSite = 6
    settings.spacing = .zero
    settings.atOnce = 12
    settings.timeout = .seconds(20)
    settings.connectTimeout = .seconds(5)
    settings.maxSize = 500 << 10
    settings.contact = "https://example.org/#us"
    settings.proxy = "none"
    settings.privateNetworks = .no
    settings.keepAge = .seconds(30 * 86_400)
    settings.keepSize = 2 << 30
    settings.window = .seconds(3 * 86_400)
    settings.afterDigest = #"sh -c "publish # it""#
    settings.webhook = "https://example.org/hook"
    #expect(configuration.settings == settings)
  }

  @Test func `a source's own option wins over its option line, its section and the setting`() throws
  {
    let levels = [
      "set timeout 1s", "[a] timeout=2s", "https://a.example/", "  timeout=3s",
    ]
    let own = levels.map { $0.hasPrefix("https") ? $0 + " timeout=4s" : $0 }
    let texts = [Array(levels[2...2]), [levels[0], levels[2]], Array(levels[0...2]), levels, own]
    let timeouts = try texts.map { try source(in: $0.joined(separator: "\n")).timeout }
    #expect(timeouts == [30, 1, 2, 3, 4].map { .seconds($0) })
  }

  @Test func `a setting holds for the sources above it too`() throws {
    let source = try source(in: "https://a.example/\nset interval 1h\nset max-size 1M")
    #expect(source.interval == .seconds(3600) ... .seconds(3600))
    #expect(!source.isIntervalOwn)
    #expect(source.maxSize == 1 << 20)
  }

  @Test func `headers of section and source come together, and a name only once`() throws {
    let source = try source(
      in: """
        [a] header="X-A: section" header="X-B: section"
        https://a.example/ header="x-b: own"
        """)
    #expect(
      source.headers == [
        HTTPHeader(name: "X-A", value: "section"), HTTPHeader(name: "x-b", value: "own"),
      ])
  }

  @Test func `a section's options end with it`() throws {
    let text = """
      https://a.example/
      [world] lang=en top=10
      https://b.example/
      [ world / europe ]
      https://c.example/
      """
    let configuration = try Configuration(reading: text, named: "feeds.conf")
    #expect(configuration.sources.map(\.topic) == ["", "world", "world/europe"])
    #expect(configuration.sources.map(\.language) == [nil, "en", nil])
    #expect(configuration.topLimits == ["world": 10])
  }

  @Test func `a rule holds for its section, and above the first for all`() throws {
    let text = """
      mute title /quiz (of|for) a\\/b #1/i
      [world]
      keep "hosts' summit"   # all else is noise
      watch url /dam/
      """
    let rules = try Configuration(reading: text, named: "feeds.conf").rules
    #expect(rules.map(\.verb) == [.mute, .keep, .watch])
    #expect(rules.map(\.field) == [.title, nil, .url])
    #expect(rules.map(\.topic) == [nil, "world", "world"])
    #expect(rules.map(\.origin) == ["feeds.conf:1", "feeds.conf:3", "feeds.conf:4"])
    #expect(
      rules.map(\.pattern) == [
        .regex(#"quiz (of|for) a\/b #1"#, caseless: true), .words("hosts' summit"),
        .regex("dam", caseless: false),
      ])
    #expect(rules.map(\.text)[1] == #"keep "hosts' summit""#)
  }

  @Test func `an included file begins in the section of its include and leaves it as it was`()
    throws
  {
    let files = [
      "more": "https://b.example/\n[tech] lang=fr\nhttps://c.example/\nmute \"x\"\ninclude deep",
      "deep": "https://d.example/",
    ]
    let text = "[world] lang=de\ninclude more\nhttps://a.example/"
    let configuration = try Configuration(reading: text, named: "feeds.conf") { pattern, from in
      #expect(pattern == "more" ? from == "feeds.conf" : from == "more")
      return files[pattern].map { [(pattern, $0)] } ?? []
    }
    #expect(configuration.sources.map(\.address.host.first) == ["b", "c", "d", "a"])
    #expect(configuration.sources.map(\.topic) == ["world", "tech", "tech", "world"])
    #expect(configuration.sources.map(\.language) == ["de", "fr", "fr", "de"])
    #expect(configuration.rules.map(\.origin) == ["more:4"])
  }

  @Test func `what applies to a source is told with the line each value came from`() throws {
    let text = """
      set timeout 20s
      mute "quiz"
      [world] lang=de top=5
      https://a.example/ "A"
        weight=2
      keep title /x/
      """
    let configuration = try Configuration(
      reading: text, named: "feeds.conf", environment: ["https_proxy": "http://proxy.example:1"])
    let values = configuration.effective(for: FeedAddress("https://A.example"))
    let told = values.filter { $0.origin != "default" }
      .map { "\($0.name)=\($0.value) \($0.origin)" }
    #expect(
      told == [
        "url=https://a.example/ feeds.conf:4", "topic=world feeds.conf:3",
        "timeout=20s feeds.conf:1", "proxy=http://proxy.example:1 $https_proxy",
        "name=A feeds.conf:4", "lang=de feeds.conf:3", "weight=2 feeds.conf:5",
        "top=5 feeds.conf:3", #"mute="quiz" feeds.conf:2"#, "keep=title /x/ feeds.conf:6",
      ])
    #expect(values.contains { $0.name == "max-items" && $0.value == "none" })
    #expect(configuration.sources[0].proxy == "http://proxy.example:1")
    #expect(configuration.effective(for: FeedAddress("https://b.example/")).isEmpty)
  }

  @Test func `what has no effect yet is warned of where it stands`() throws {
    let text = """
      set formats html epub
      https://a.example/ country=de
      """
    let configuration = try Configuration(reading: text, named: "feeds.conf")
    #expect(configuration.sources[0].country == "DE")
    #expect(configuration.warnings.map(\.line) == [2])
    #expect(configuration.warnings.map(\.column) == [20])
    #expect(configuration.warnings.allSatisfy { $0.message.hasSuffix("has no effect yet") })
    #expect(configuration.summary == "feeds.conf: 1 warning; 1 source")
  }
}
