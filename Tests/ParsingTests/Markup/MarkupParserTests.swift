import NewsModel
import Testing

@testable import Parsing

@Suite struct MarkupParserTests {
  private struct NoParser: Error {}

  private func parse(_ text: String, recovering: Bool = false) throws -> MarkupParser.Outcome {
    let bytes = Array(text.utf8)
    guard var parser = MarkupParser(recovering: recovering, expecting: bytes.count) else {
      throw NoParser()
    }
    unsafe bytes.withUnsafeBufferPointer { unsafe parser.feed($0) }
    return parser.finish()
  }

  private func element(_ text: String) throws -> Element {
    let outcome = try parse(text)
    return try Element(of: #require(outcome.tape.roots.first { _ in true }), on: outcome.tape)
  }

  @Test func `elements, attributes and text are found in order`() throws {
    let root = try element("<a x='1 &amp; &eacute;'><b>one</b> two <c>three<d/>four</c></a>")
    #expect(root.name == "a")
    #expect(root.attributes == ["1 & é"])
    #expect(root.children.map(\.name) == ["b", "c"])
    #expect(root.children.map(\.text) == ["one", "threefour"])
    #expect(root.markup == "<b>one</b> two <c>three<d></d>four</c>")
  }

  @Test func `HTML's entities are known without a document type`() throws {
    #expect(
      try element("<a>&eacute;&nbsp;&CounterClockwiseContourIntegral;</a>").text == "é\u{A0}∳")
  }

  @Test func `references to windows-1252's controls mean its characters`() throws {
    #expect(try element("<a>don&#146;t</a>").text == "don’t")
  }

  @Test func `an entity nobody declared stays as it is written`() throws {
    let outcome = try parse("<a>\n&newsloom;</a>")
    #expect(outcome.fault == nil)
    #expect(outcome.undeclaredEntityLine == 2)
    #expect(outcome.tape.roots.map { $0.string($0.text) } == ["&newsloom;"])
  }

  @Test func `a short plain entity of the document's own takes its place`() throws {
    let document = "<!DOCTYPE a [<!ENTITY w 'Weser &#38;#38; Elbe'>]><a>&w;</a>"
    #expect(try element(document).text == "Weser & Elbe")
  }

  @Test func `entities never build entities`() throws {
    var document = "<!DOCTYPE a [<!ENTITY e0 'lol'>"
    for level in 1...9 {
      document += "<!ENTITY e\(level) '" + String(repeating: "&e\(level - 1);", count: 10) + "'>"
    }
    let outcome = try parse(document + "]><a>&e9;</a>")
    #expect(outcome.tape.textLength < 100)
  }

  @Test func `expansion stops at its limit`() throws {
    let long = String(repeating: "x", count: 1_000)
    let outcome = try parse(
      "<!DOCTYPE a [<!ENTITY e '\(long)'>]><a>" + String(repeating: "&e;", count: 5_000) + "</a>")
    #expect(outcome.tape.textLength <= Limits.expansion + 2_000)
  }

  @Test func `external entities are not read and document types give no attributes`() throws {
    let root = try element(
      """
      <!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname"><!ATTLIST a href CDATA "file:///x">]>
      <a>&x;</a>
      """)
    #expect(root.text == "&x;")
    #expect(root.attributes.isEmpty)
  }

  @Test func `a prefix nobody declared has its usual meaning`() throws {
    let outcome = try parse("<a><dc:creator>Ada</dc:creator></a>")
    #expect(outcome.fault == nil)
    #expect(outcome.namespaceLine == 1)
    let meanings = outcome.tape.roots.flatMap { $0.children.map(\.meaning) }
    #expect(meanings.map(\.space) == [.dc])
    #expect(meanings.map(\.local) == [.creator])
  }

  @Test func `a prefix nobody declared loses no item, however many have it`() throws {
    let items = (0..<3_000).map { "<item><guid>\($0)</guid><dc:creator>Ada</dc:creator></item>" }
    let reading = try read(
      "<rss version='2.0'><channel><title>t</title>\(items.joined())</channel></rss>")
    #expect(reading.document.items.count == 3_000)
    #expect(reading.isComplete)
    #expect(reading.warnings.count == 1)
  }

  @Test func `a parser that is stopped says so`() throws {
    let elements = String(repeating: "<a:b/>", count: Limits.namespaceErrors + 10)
    #expect(try parse("<a>\(elements)</a>").fault != nil)
  }

  @Test func `depth has a limit that does not lose what follows`() throws {
    let deep = String(repeating: "<b>", count: 5_000) + String(repeating: "</b>", count: 5_000)
    let outcome = try parse("<a>\(deep)<c>after</c></a>")
    #expect(outcome.limits.map(\.limit) == [.depth])
    #expect(outcome.tape.roots.flatMap { $0.children.map(\.spelling) } == ["b", "c"])
  }

  @Test func `a fault tells its line`() throws {
    let outcome = try parse("<a>\n<b>\n</a>")
    #expect(outcome.fault?.line == 3)
  }

  @Test(arguments: ["", " ", "<", "<a", "<a b='", "<?xml", "<!DOCTYPE", "<a>\u{0}</a>", "]]>"])
  func `nothing much gives nothing much`(text: String) throws {
    #expect(try parse(text).fault != nil)
    #expect(try parse(text, recovering: true).tape.length < 3)
  }

  @Test func `a tag with too many attributes is kept from the parser`() {
    let attributes = (0..<1_000).map { "a\($0)=\"1\"" }.joined(separator: " ")
    #expect(TagGuard.fault(in: Array("<r><a \(attributes)/></r>".utf8)) != nil)
    let text = String(repeating: "plain words, 1 + 1 = 2. ", count: 1_000)
    #expect(TagGuard.fault(in: Array("<r>\(text)</r>".utf8)) == nil)
  }
}

/// An element as strings, which outlive their tape.
private struct Element {
  var name: String
  var attributes: [String]
  var text: String
  var markup: String
  var children: [Element]

  init(of cursor: MarkupCursor, on tape: MarkupTape) {
    name = cursor.spelling
    attributes = cursor.attributes.map { cursor.string($0.value) }
    text = cursor.string(cursor.text)
    markup = cursor.string(cursor.markup)
    children = cursor.children.map { Element(of: $0, on: tape) }
    withExtendedLifetime(tape) {}
  }
}
