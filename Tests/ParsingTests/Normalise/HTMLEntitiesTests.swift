import Testing

@testable import Parsing

@Suite struct HTMLEntitiesTests {
  @Test(arguments: [
    ("amp", "&"), ("nbsp", "\u{a0}"), ("hellip", "…"), ("NotEqualTilde", "\u{2242}\u{338}"),
    ("CounterClockwiseContourIntegral", "∳"), ("Aacute", "Á"), ("zwnj", "\u{200c}"),
  ])
  func `a name stands for its characters`(name: String, characters: String) {
    #expect(HTMLEntities.character(named: name) == characters)
  }

  @Test(arguments: ["", "nosuch", "AMp", "amp;", String(repeating: "a", count: 100)])
  func `a name HTML does not know stands for nothing`(name: String) {
    #expect(HTMLEntities.character(named: name) == nil)
  }

  @Test(arguments: [
    ("AT&T & Co", "AT&T & Co"),
    ("caf&eacute;", "café"),
    ("caf&eacute", "café"),
    ("&notit; &notin; &not", "¬it; ∉ ¬"),
    ("&hellip", "&hellip"),
    ("&#233;&#xE9;&#XE9;&#233", "éééé"),
    ("&#147;quoted&#148; &#x80;", "“quoted” €"),
    ("&#0; &#xD800; &#x110000; &#99999999999999999999;", "\u{fffd} \u{fffd} \u{fffd} \u{fffd}"),
    ("&#; &#x; &; &", "&#; &#x; &; &"),
    ("&amp;lt;", "&lt;"),
    ("&&amp;&", "&&&"),
    ("日本&yen;", "日本¥"),
    ("&#55357;&#56832; &#xd83d&#xDE00; &#56832;&#55357;", "😀 😀 \u{fffd}\u{fffd}"),
  ])
  func `references in text are resolved as HTML says`(written: String, read: String) {
    #expect(HTMLEntities.decode(written) == read)
  }

  @Test func `a parameter in a link is no reference`() {
    let link = "/a?x=1&copy=2&lt3=4&amp;y=5&reg"
    #expect(HTMLEntities.decode(link, in: .attribute) == "/a?x=1&copy=2&lt3=4&y=5®")
  }
}
