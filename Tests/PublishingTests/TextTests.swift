import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct WebLinkTests {
  @Test(arguments: [
    ("https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"),
    ("HTTPS://a.example/", "https://a.example/"),
    ("http://a.example/(x)*'\"<>", "http://a.example/%28x%29%2A%27%22%3C%3E"),
    ("http://[::1]:8080/x", "http://[::1]:8080/x"),
    ("https://a.example/wiki/[x]", "https://a.example/wiki/%5Bx%5D"),
    ("https://пример.example/путь", "https://пример.example/путь"),
  ])
  func `a web link keeps its address and loses what ends a bracket`(link: String, kept: String) {
    #expect(link.webLink == kept)
  }

  @Test(arguments: [
    "javascript:alert(1)", " https://a.example", "https:///x", "https://", "ftp://a.example/",
    "data:text/html,x", "//a.example", "https://a.example/ x", "https://a.example/\u{1B}",
    "https://a.example/\u{202E}", "httpx://a.example", "HTTP", "", "https://.example/",
  ])
  func `what is no web link is none`(link: String) {
    #expect(link.webLink == nil)
  }

  @Test(arguments: [
    ("en", true), ("zh-Hant-TW", true), ("und", false), ("e", false),
    ("en\" onload=\"x", false), ("", false), ("english language", false), ("de-", false),
  ])
  func `only a language tag is one`(tag: String, isOne: Bool) {
    #expect((tag.languageTag != nil) == isOne)
  }
}

@Suite struct PlainLineTests {
  @Test(arguments: [
    ("  two\n\twords\u{A0}\u{3000}here ", "two words here"),
    ("a\u{202E}b\u{2066}c\u{FEFF}", "abc"),
    ("\u{1B}[31mred\u{9B}2J", "[31mred 2J"),
    ("", ""), (" ", ""), ("plain", "plain"), ("日本語のニュース", "日本語のニュース"),
    ("שלום\u{200F} 12", "שלום\u{200F} 12"),
  ])
  func `a line is plain`(text: String, line: String) {
    #expect(text.plainLine() == line)
  }

  @Test func `a long line is cut at a blank where one is near`() {
    #expect("one two three four".plainLine(limit: 14) == "one two three…")
    #expect("onetwothreefour".plainLine(limit: 6) == "onetwo…")
    #expect("one two".plainLine(limit: 7) == "one two")
    #expect(String(repeating: "界", count: 30).plainLine(limit: 10).count == 11)
  }
}

@Suite struct HTMLTests {
  @Test func `what is interpolated is text`() {
    let text = "<b> & \"'\u{0}\u{202E}\u{85}x"
    let html: HTML = "<p title=\"\(text)\">\(text)</p>"
    let escaped = "&lt;b&gt; &amp; &quot;&#39;  x"
    #expect(
      String(decoding: html.bytes, as: UTF8.self) == "<p title=\"\(escaped)\">\(escaped)</p>")
  }

  @Test func `markup in markup stays markup`() {
    let inner: HTML = "<i>\("<")</i>"
    let outer: HTML = "<p>\(inner)\([inner, inner])\(7)</p>"
    let text = "<i>&lt;</i>"
    #expect(String(decoding: outer.bytes, as: UTF8.self) == "<p>\(text)\(text)\(text)7</p>")
  }

  @Test func `a link that is none is words`() {
    let words = DigestText("words", language: "en")
    let html = String(decoding: HTML.link(words, to: "javascript:x").bytes, as: UTF8.self)
    #expect(html == "<bdi lang=\"en\" dir=\"auto\">words</bdi>")
  }
}

@Suite struct SentencesTests {
  @Test(arguments: [
    ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
    ("Mr. Low paid 3.5 million. He left.", ["Mr. Low paid 3.5 million.", "He left."]),
    ("The U.S. Senate met at 9 a.m. on Friday.", ["The U.S. Senate met at 9 a.m. on Friday."]),
    ("“It broke.” She ran.", ["“It broke.”", "She ran."]),
    ("雨が降った。川があふれた！", ["雨が降った。", "川があふれた！"]),
    ("बारिश हुई। नदी बढ़ी।", ["बारिश हुई।", "नदी बढ़ी।"]),
    ("هل انهار السد؟ نعم.", ["هل انهار السد؟", "نعم."]),
    ("Line one\nLine two", ["Line one", "Line two"]),
    ("J. Low went. And so on", ["J. Low went.", "And so on"]),
    ("", []),
  ])
  func `text is cut into sentences by its script`(text: String, sentences: [String]) {
    #expect(Sentences.split(text) == sentences)
  }

  @Test func `a sentence that the limit cuts is left out`() {
    #expect(Sentences.split("One two. Three four five.", limit: 12) == ["One two."])
  }
}

@Suite struct TextSheetTests {
  @Test func `no line is wider than the sheet, in any script`() {
    var sheet = TextSheet(width: 20)
    sheet.line("A long line of Latin words that goes on", first: "- ", rest: "  ")
    sheet.line("長い日本語の見出しは空白がないのでどこでも折り返す", first: "- ", rest: "  ")
    sheet.line(String(repeating: "x", count: 50), rest: "  ")
    let lines = sheet.text.split(separator: "\n")
    #expect(lines.count > 6)
    for line in lines { #expect(TextSheet.columns(of: line) <= 20) }
  }

  @Test func `wide characters take two columns and marks none`() {
    #expect(TextSheet.columns(of: "日本") == 4)
    #expect(TextSheet.columns(of: "e\u{301}") == 1)
    #expect(TextSheet.columns(of: "abc") == 3)
  }

  @Test func `every line but a link fits 72 columns in a whole edition`() {
    let text = String(decoding: TextPages(InventedDay.digest()).bytes, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.contains("://") {
      #expect(TextSheet.columns(of: line) <= 72)
    }
  }
}

@Suite struct MarkdownTests {
  @Test(arguments: [
    ("*a* _b_ `c`", "\\*a\\* \\_b\\_ \\`c\\`"), ("[x](y)", "\\[x\\](y)"),
    ("<b>&amp;", "\\<b>\\&amp;"), ("# x", "\\# x"), ("1. x", "1\\. x"), ("- x", "\\- x"),
    ("12) x", "12\\) x"), ("> x", "\\> x"), ("2026 was", "2026 was"), ("a\nb", "a b"),
    ("AT&T; R&D", "AT\\&T; R&D"), ("snake_case_word", "snake_case_word"),
    ("see www.x.example", "see www\\.x.example"), ("https://x.example", "https\\://x.example"),
    ("mail a@b.example", "mail a\\@b.example"), ("says @b", "says @b"), ("$5", "$5"),
    ("$5 to $6", "\\$5 to \\$6"), ("10:30", "10:30"), ("3.5 (x)", "3\\.5 (x)"),
    ("日本_語", "日本\\_語"), ("a\\b", "a\\\\b"), ("", ""),
  ])
  func `words stay words in a note`(text: String, escaped: String) {
    #expect(MarkdownPages.escaped(text) == escaped)
  }
}

@Suite struct WordsTests {
  @Test func `numbers read well`() {
    #expect(Words.count(1, "item") == "1 item")
    #expect(Words.count(2, "story", "stories") == "2 stories")
    #expect(Words.grouped(12345) == "12\u{202F}345")
    #expect(Words.grouped(1234) == "1234")
    #expect(Words.share(0.42) == ".42")
    #expect(Words.share(1) == "1.00")
    #expect(Words.points(6.96) == "7.0")
    #expect(
      [1, 2, 3, 4, 11, 21, 112].map(Words.ordinal) == [
        "1st", "2nd", "3rd", "4th", "11th", "21st", "112th",
      ])
    #expect(Words.list(["a", "b", "c"]) == "a, b and c")
  }

  @Test func `a clock shows the edition's zone`() {
    let clock = ZoneClock(zone: "Asia/Kolkata")
    let instant = Newsroom.at("2026-11-20T20:00:00Z")
    #expect(clock.weekdayAndTime(instant) == "Sat 21 Nov 01:30")
    #expect(clock.near(instant, in: Newsroom.span) == "01:30")
    #expect(clock.near(Newsroom.at("2026-11-18T20:00:00Z"), in: Newsroom.span) == "19 Nov 01:30")
    #expect(clock.near(Newsroom.at("2025-11-18T20:00:00Z"), in: Newsroom.span) == "19 Nov 2025")
    #expect(ZoneClock(zone: "No/Where").time(instant) == "20:00")
  }
}
