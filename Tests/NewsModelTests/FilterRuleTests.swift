import NewsModel
import Testing

@Suite struct FilterRuleTests {
  private func rule(
    _ verb: FilterRule.Verb, _ field: FilterRule.Field?,
    _ pattern: FilterRule.Pattern, topic: String? = nil, line: Int = 1
  ) throws -> FilterRule {
    try FilterRule(
      verb, field, pattern, topic: topic, origin: "feeds.conf:\(line)", text: "\(pattern)")
  }

  private func rule(
    _ pattern: FilterRule.Pattern, topic: String? = nil
  ) throws -> FilterRule {
    try rule(.mute, nil, pattern, topic: topic)
  }

  private func item(_ title: String, text: String = "") -> FeedItem {
    var item = FeedItem(id: "1")
    item.title = title
    item.text = text
    return item
  }

  @Test(arguments: [
    ("dam", "The Dam gives way", true), ("dam", "Damage is done", false),
    ("dam", "Amsterdam", false), ("dam gives", "The dam: “gives”!", true),
    ("gives dam", "The dam gives", false), ("dam way", "The dam gives way", false),
    ("AT&T", "What AT&T says", true), ("Élection", "une e\u{301}lection", true),
    ("trump", "Trump’s plan", true), ("c3", "C3P0", false), ("müller", "MÜLLER", true),
    ("地震", "东京地震发生", true), ("地震", "东京", false), ("नमस्ते", "नमस्ते दुनिया", true),
    ("नम", "नमस्ते", false), ("a.b", "axb", false),
    ("dam gives", "the dam, dam gives", true), ("dam", "", false), ("dam", "dam", true),
    ("dam gives", "dam", false), ("น้ำ", "เกิดน้ำท่วม", true), ("ä", "a\u{308}", true),
  ])
  func `words are found whole, in order, whatever their case`(
    words: String, title: String, isFound: Bool
  ) throws {
    #expect(try rule(.words(words)).matches(item(title)) == isFound)
  }

  @Test func `an expression obeys case unless it is told not to`() throws {
    #expect(try !rule(.regex("^dam", caseless: false)).matches(item("Dam gives way")))
    #expect(try rule(.regex("^dam", caseless: true)).matches(item("Dam gives way")))
    #expect(try rule(.regex(#"a\/b"#, caseless: false)).matches(item("a/b")))
  }

  @Test func `each field is looked for in its own place`() throws {
    var item = item("in title", text: "in text")
    item.link = "https://a.example/in-link"
    item.authors = ["Ada", "Grace Hopper"]
    item.categories = ["sport", "chess"]
    item.summaryText = "in summary"
    let cases: [(FilterRule.Field?, String, Bool)] = [
      (.title, "title", true), (.title, "text", false), (.url, "link", true), (.url, "text", false),
      (.author, "hopper", true), (.author, "title", false), (.category, "chess", true),
      (.category, "sport chess", false), (.content, "text", true), (.content, "summary", true),
      (.content, "title", false), (nil, "title", true), (nil, "text", true), (nil, "link", false),
    ]
    for (field, word, isFound) in cases {
      #expect(try rule(.mute, field, .words(word)).matches(item) == isFound, "\(word)")
    }
  }

  @Test(arguments: [FilterRule.Pattern.regex("[", caseless: false), .words("!?"), .words("")])
  func `what cannot be searched for is refused`(pattern: FilterRule.Pattern) {
    #expect(throws: UnusablePattern.self) { try rule(pattern) }
  }

  @Test func `a rule covers its section and the sections below`() throws {
    let world = try rule(.words("x"), topic: "world")
    #expect(["world", "world/europe"].allSatisfy(world.covers))
    #expect(!["", "worldly", "science"].contains(where: world.covers))
    #expect(try ["", "world"].allSatisfy(rule(.words("x")).covers))
  }

  @Test func `mute beats keep, and keep drops what matches none of its kind`() throws {
    let mute = try rule(.mute, nil, .words("quiz"), line: 1)
    let keepDam = try rule(.keep, nil, .words("dam"), topic: "world", line: 2)
    let keepRiver = try rule(.keep, nil, .words("river"), topic: "world", line: 3)
    let watch = try rule(.watch, nil, .words("flood"), line: 4)
    let rules = FilterRules([watch, mute, keepDam, keepRiver])
    #expect(rules.verdict(for: item("dam quiz"), topic: "world") == .dropped(by: mute))
    #expect(rules.verdict(for: item("the river"), topic: "world") == .pass)
    #expect(rules.verdict(for: item("a flood"), topic: "world/asia") == .dropped(by: keepDam))
    #expect(rules.verdict(for: item("a flood"), topic: "science") == .watched(by: watch))
    #expect(rules.verdict(for: item("dam, flood"), topic: "world") == .watched(by: watch))
    #expect(rules.verdict(for: item("tea"), topic: "") == .pass)
    #expect(FilterRules([]).verdict(for: item("tea"), topic: "") == .pass)
  }

  @Test(.timeLimit(.minutes(1)))
  func `a pattern that would never end is given up`() throws {
    let endless = try rule(.regex("(a+)+$", caseless: false))
    #expect(!endless.matches(item(String(repeating: "a", count: 60) + "b")))
    #expect(endless.matches(item("aaaa")))
  }
}
