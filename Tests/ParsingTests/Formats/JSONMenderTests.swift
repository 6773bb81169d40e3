import NewsModel
import Testing

@testable import Parsing

@Suite struct JSONMenderTests {
  private static let whole = """
    {"version":"https://jsonfeed.org/version/1.1","title":"Harbour \\u00e9","items":[\
    {"id":"1","content_html":"a \\"b\\"","tags":["x","y"]},{"id":"2","content_text":"second"}]}
    """

  private func mended(_ source: String) -> (text: String, warnings: [String], isWhole: Bool) {
    let result = JSONMender.mend(Array(source.utf8), log: RepairLog())
    return (String(decoding: result.bytes, as: UTF8.self), result.log.warnings, result.isWhole)
  }

  @Test(arguments: [
    (#"{"a":1,"b":[2,{"c":"d"#, #"{"a":1,"b":[2,{}]}"#),
    (#"{"a":1,"b":"#, #"{"a":1}"#),
    (#"{"a":"x""#, #"{"a":"x"}"#),
    (#"{"a":["x","y""#, #"{"a":["x","y"]}"#),
    (#"{"a":tru"#, "{}"),
    ("[", "[]"),
  ])
  func `what is cut is closed behind its last whole value`(source: String, expected: String) {
    let (text, warnings, isWhole) = mended(source)
    #expect(text == expected)
    #expect(warnings.count == 1)
    #expect(!isWhole)
  }

  @Test(arguments: [
    ("[\"a\nb\tc\u{1}d\"]", #"["a\nb\tcd"]"#),
    (#"["\ud83d\ude00 \ud83d \ude00"]"#, "[\"\\ud83d\\ude00 \u{fffd} \u{fffd}\"]"),
    (#"["it\'s \u12"]"#, "[\"it's \u{fffd}12\"]"),
    ("[1]]} x", "[1]"),
    ("{\"a\":[1},\"b\":2}", "{\"a\":[1]}"),
  ])
  func `what no string may hold is put right`(source: String, expected: String) {
    #expect(mended(source).text.hasPrefix(expected))
  }

  @Test func `a feed that is cut gives the items before the cut`() throws {
    let text = Array(Self.whole.utf8)
    for end in 90..<text.count {
      let reading = try FeedReader(detail: .text).read(
        Array(text[..<end]), base: nil, contentType: nil)
      #expect(reading.document.title == "Harbour é")
      #expect(!reading.isComplete)
      #expect(reading.warnings.contains { $0.contains("cut") })
    }
    let half = try read(String(Self.whole.dropLast(8)))
    #expect(half.document.items.map(\.id) == ["1", "2"])
    #expect(half.endsInItem)
    #expect(try read(Self.whole).isComplete)
  }

  @Test func `a line break in a string costs no string`() throws {
    let reading = try read(Self.whole.replacing("second", with: "two\nlines"))
    #expect(reading.document.items.last?.text == "two\nlines")
    #expect(reading.document.items.last?.content == "two<br>\nlines")
    #expect(reading.isComplete)
  }

  @Test func `a line break in every string costs time in proportion`() throws {
    let item = "{\"id\":\"1\",\"content_text\":\"two\nlines\"}"
    let items = Array(repeating: item, count: 20_000).joined(separator: ",")
    let source = "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[\(items)]}"
    #expect(try read(source, detail: .text).document.items.count == 20_000)
  }

  @Test func `brackets without number cost time in proportion and no stack`() throws {
    for bracket in ["[", "{\"a\":"] {
      let source = "{\"a\":" + String(repeating: bracket, count: 200_000)
      #expect(mended(source).text.utf8.count < 2000)
      #expect(throws: UnreadableFeed.self) { try read(source) }
    }
  }
}
