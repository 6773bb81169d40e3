import Testing

@testable import Configuring

@Suite struct ConfigurationErrorTests {
  private func failure(of text: String) -> ConfigurationErrors? {
    #expect(throws: ConfigurationErrors.self) {
      try Configuration(reading: text, named: "f")
    }
  }

  /// A file, and what is said of it: place and message, without file and severity.
  @Test(arguments: [
    // Lines.
    ("mut \"x\"", "1:1: unknown word 'mut'; did you mean 'mute'?"),
    ("timeout 5s", "1:1: unknown word 'timeout'; did you mean 'set timeout'?"),
    (
      "???",
      "1:1: unknown word '???'; a line begins with a URL, [topic] or set, include, pause, mute, keep"
        + " or watch"
    ),
    (
      "timeout=5s",
      "1:1: an option stands behind a URL or indented below it; for all, write set timeout 5s"
    ),
    ("x\u{0}y", "1:2: the control character 0x0 stands here; write text, blanks and tabs only"),
    ("x\u{FFFD}y", "1:2: this is not UTF-8; save the file as UTF-8"),
    // Sources.
    (
      "news.example/rss",
      "1:1: 'news.example/rss' is not a whole URL; did you mean 'https://news.example/rss'?"
    ),
    ("htps://a.example/", "1:1: newsloom does not know 'htps:'; did you mean 'https'?"),
    (
      "feed://a.example/x",
      "1:1: newsloom does not know 'feed:'; did you mean 'https://a.example/x'?"
    ),
    (
      "feed:https://a.example/",
      "1:1: newsloom does not know 'feed:'; did you mean 'https://a.example/'?"
    ),
    ("https://a.example:99999/", "1:9: '99999' is not a port; write a number from 1 to 65535"),
    ("https:///x", "1:9: '' is not the name of a host; write one such as example.org"),
    (
      "https://a.example/<x>",
      "1:19: '<' does not belong in a URL; write it percent-encoded if it is meant"
    ),
    (
      "file://feed.xml",
      "1:1: 'file://feed.xml' is not an absolute path; write file:///path/to/feed.xml"
    ),
    ("pause", "1:1: 'pause' stands before a source; write pause https://…"),
    (
      "https://a.example/ https://b.example/",
      "1:20: a source has a line of its own; begin a new one here"
    ),
    (
      "https://a.example/ CISA",
      "1:20: 'CISA' is not an option; write key=value, or a title in quotes: \"CISA\""
    ),
    (
      "https://a.example/\n\nhttps://A.EXAMPLE",
      "3:1: the same URL is already at f:1; leave one of them out"
    ),
    // Options.
    ("https://a.example/ wier=yes", "1:20: unknown option 'wier'; did you mean 'wire'?"),
    (
      "https://a.example/ at-once=5",
      "1:20: 'at-once' holds for all sources; write set at-once VALUE"
    ),
    ("https://a.example/ top=5", "1:20: 'top' belongs to a section; write it behind [topic]"),
    ("[a] name=b", "1:5: 'name' belongs to one source; write it behind its URL"),
    ("https://a.example/ lang", "1:20: 'lang' has no value; write lang=VALUE without blanks"),
    ("https://a.example/ lang=", "1:20: 'lang' has no value; write lang=LANG"),
    (
      "https://a.example/ lang=de lang=fr",
      "1:28: 'lang' is already given at f:1; leave one of them out"
    ),
    (
      "https://a.example/ \"a\" name=b",
      "1:24: 'name' is already given at f:1; leave one of them out"
    ),
    (
      "https://a.example/\n  wire=no\n  wire=yes",
      "3:3: 'wire' is already given at f:2; leave one of them out"
    ),
    (
      "https://a.example/\n  \"A\"",
      "2:3: a title stands on the line of its source; here write key=value"
    ),
    ("https://a.example/ wire=maybe", "1:25: 'maybe' is not accepted here; write yes or no"),
    (
      "https://a.example/ auth=secret",
      "1:25: no secret belongs here; write auth=@name, the name of a systemd credential"
    ),
    (
      "https://a.example/ header=\"Range: 1\"",
      "1:27: newsloom sends 'Range' itself; write any other header"
    ),
    (
      "  lang=de",
      "1:3: an indented line holds options of the source above, and there is none; write a URL first"
    ),
    (
      " https://a.example/",
      "1:2: an indented line holds options of the source above; take away the blanks before this"
    ),
    // Quotes.
    (
      "https://a.example/ \"A",
      "1:20: the quotes do not end; write \" at the end, and \\\" for one within"
    ),
    (
      "https://a.example/ \"A\"B",
      "1:22: the quotes end too early; write a blank behind them, and \\\" for one within"
    ),
    (
      "https://a.example/ \"\\n\"",
      "1:21: a backslash in quotes stands before \" or \\ only; write \\\\ for one"
    ),
    // Sections.
    ("[a", "1:1: the section's name does not end; write [topic] or [topic/subtopic]"),
    ("[a//b]", "1:1: a section needs a name; write [topic] or [topic/subtopic]"),
    ("[a]x=y", "1:4: the section's name goes on; write a blank behind ]"),
    ("[a] top=5\n[a] top=6", "2:1: [a] has top=5 at f:1; leave one of them out"),
    // Settings.
    (
      "set",
      "1:1: a setting has a blank behind its key; write set KEY VALUE, such as set digest-at 06:30"
    ),
    ("set timeout=5s", "1:5: a setting has a blank behind its key; write set timeout 5s"),
    ("set timeout", "1:5: 'timeout' has no value; write set timeout DURATION"),
    ("set timout 5s", "1:5: unknown setting 'timout'; did you mean 'timeout'?"),
    ("set lang de", "1:5: 'lang' cannot be set for all; write lang=VALUE behind a URL or [topic]"),
    (
      "set timeout 5s\nset timeout 6s",
      "2:5: 'timeout' is already set at f:1; leave one of them out"
    ),
    (
      "set formats html pdff",
      "1:18: 'pdff' is not a format; write some of html, md, txt, json, atom, eml or epub"
    ),
    ("set formats htm", "1:13: 'htm' is not a format; did you mean 'html'?"),
    ("set timezone \"Berlin\"", "1:14: 'Berlin' is not a time zone; did you mean 'Europe/Berlin'?"),
    (
      "set interval 15m..1x",
      "1:19: '1x' is not a length of time; write bounds such as 15m..12h, or one value such as 30m"
    ),
    // Rules.
    (
      "mute",
      "1:1: the rule says nothing to look for; write mute [FIELD] /regex/i or mute [FIELD] \"words\""
    ),
    ("mute titel \"x\"", "1:6: 'titel' is not a field; did you mean 'title'?"),
    ("mute spam", "1:6: 'spam' is not a field; write mute \"spam\" if it is a word to look for"),
    (
      "keep title x y",
      "1:12: this is no pattern; write keep [FIELD] /regex/i or keep [FIELD] \"words\""
    ),
    (
      "keep /[/",
      "1:6: '[' is not a regular expression; write keep [FIELD] /regex/i or keep [FIELD] \"words\""
    ),
    (
      "keep /a/g",
      "1:9: 'g' is not a flag; write i, nothing, or \\/ for a slash within the expression"
    ),
    ("keep /a", "1:6: the regular expression does not end; write /regex/ or /regex/i"),
    (
      "keep \"--\"",
      "1:6: '--' holds no word; write keep [FIELD] /regex/i or keep [FIELD] \"words\""
    ),
    (
      "keep /a/ b",
      "1:10: the rule ends before this; write keep [FIELD] /regex/i or keep [FIELD] \"words\""
    ),
    // Includes.
    (
      "include",
      "1:1: nothing is named to include; write a path from this file's directory, such as feeds.d/*.conf, or the URL of an OPML list"
    ),
    (
      "include x",
      "1:9: there is no file 'x'; write a path from this file's directory, such as feeds.d/*.conf, or the URL of an OPML list"
    ),
  ])
  func `an error says where it is and what would have been accepted`(
    text: String, told: String
  ) throws {
    let errors = try #require(failure(of: text))
    #expect(errors.problems.map { "\($0.line):\($0.column): \($0.message)" } == [told])
  }

  @Test func `all errors are reported at once, in order, and the sound sources counted`() throws {
    let text = """
      set timeout never
      https://a.example/
      https://b.example/ lang=xx weight=0
      https://c.example/
        wire=1
      httpx://d.example/
        agent=x intervall=5
      https://e.example/ country=FR
      """
    let errors = try #require(failure(of: text))
    #expect(errors.problems.map(\.line) == [1, 3, 3, 5, 6, 7, 8])
    #expect(errors.wouldLoad == 2)
    #expect(errors.summary == "f: 6 errors, 1 warning; 2 sources would load")
  }

  @Test func `a file that includes itself is an error`() throws {
    let texts = ["b": "include ./a"]
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(reading: "include b", named: "a") { pattern, _ in
        [(pattern, texts[pattern] ?? "")]
      }
    }
    #expect(errors?.problems.map(\.file) == ["b"])
    #expect(
      errors?.problems.first?.message
        == "'./a' is being read already, so this would never end; leave it out")
  }

  @Test func `includes that never end are stopped`() throws {
    var count = 0
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(reading: "include x\ninclude x", named: "a") { _, _ in
        count += 1
        return [("file\(count)", "include x\ninclude x")]
      }
    }
    #expect(count < 1100)
    #expect(errors?.problems.contains { $0.message.hasPrefix("too many files") } == true)
  }

  @Test func `a password is warned of and not shown`() throws {
    let text = """
      https://me:geheim@a.example/x lang=jp proxy=http://u:geheim@p.example
      https://b.example/ auth="geheim geheim"
      https://c.example/ header="Authorization: Bearer geheim"
      https://me:geheim@d.example:x/
      """
    let errors = try #require(failure(of: text))
    let severities = errors.problems.map { "\($0.line) \($0.severity)" }
    #expect(
      severities == [
        "1 warning", "1 error", "1 warning", "2 error", "3 warning", "4 error", "4 warning",
      ])
    #expect(!errors.rendered.contains("geheim"))
    #expect(errors.rendered.contains("https://me:******@a.example/x lang=jp"))
  }
}
