import Testing

@testable import Parsing

@Suite struct MarkupMenderTests {
  private func mended(_ source: String) -> (text: String, warnings: [String], isWhole: Bool) {
    let result = MarkupMender.mend(Array(source.utf8), from: 0, log: RepairLog())
    let inside = String(decoding: result.bytes, as: UTF8.self)
      .dropFirst("<mended>".count).dropLast("</mended>".count)
    return (String(inside), result.log.warnings, result.isWhole)
  }

  @Test(arguments: [
    ("<a>AT&T</a>", "<a>AT&amp;T</a>"),
    ("<a>?a=1&copy=2</a>", "<a>?a=1&amp;copy=2</a>"),
    ("<a>&nbsp;&eacute;&#233;</a>", "<a>&nbsp;&eacute;&#233;</a>"),
    ("<a>&#0;&#xD800;&#146;</a>", "<a>\u{FFFD}\u{FFFD}&#8217;</a>"),
    ("<a>&#55357;&#56832;&#xD83D;&#xDE00;&#55357;x</a>", "<a>&#128512;&#128512;\u{FFFD}x</a>"),
    ("<a>1 < 2</a>", "<a>1 &lt; 2</a>"),
    ("<a><![cdata[b]]></a>", "<a><![CDATA[b]]></a>"),
    ("<a>x\u{1}y\u{FFFF}</a>", "<a>xy</a>"),
    ("<a>]]></a>", "<a>]]&gt;</a>"),
    ("<a b=c d e='\"<&'>x</a>", "<a b=\"c\" d=\"\" e=\"&quot;&lt;&amp;\">x</a>"),
    ("<a b='1' b='2'/>", "<a b=\"1\"/>"),
    ("<a><b>x</a>", "<a><b>x</b></a>"),
    ("<a>x</b></a>", "<a>x</a>"),
    ("<A>x</a>", "<A>x</A>"),
    ("<a>x<br>y</a>", "<a>x<br/>y</a>"),
    ("<a><!-- -- b --->c</a>", "<a>c</a>"),
    ("<a><![CDATA[x</a>", "<a><![CDATA[x]]></a>"),
    ("<!DOCTYPE a [<!ENTITY b '>'>]><a/>", "<a/>"),
  ])
  func `a mistake is put right`(source: String, expected: String) {
    #expect(mended(source).text == expected)
  }

  @Test func `a repair names the line it was first needed on and how often`() {
    let (_, warnings, isWhole) = mended("<a>\n\n&\n&\n</a>")
    #expect(warnings == ["line 3: bare ampersand; escaped; 2 times"])
    #expect(isWhole)
  }

  @Test func `an item cannot stand inside another or inside a field`() {
    let source = "<channel><item><title>1<item><title>2</title></channel>"
    #expect(
      mended(source).text
        == "<channel><item><title>1</title></item><item><title>2</title></item></channel>")
  }

  @Test func `a document that is cut is closed and known to be cut`() {
    let (text, _, isWhole) = mended("<rss><channel><item><title>half a ti")
    #expect(text == "<rss><channel><item><title>half a ti</title></item></channel></rss>")
    #expect(!isWhole)
  }

  @Test(arguments: ["<a>", "</a>", "<!--", "<![CDATA[", "&", "<", "<?", "<a b='", "<!DOCTYPE ["])
  func `a document full of one mistake grows in proportion`(mistake: String) {
    let result = MarkupMender.mend(
      Array(("<r>" + String(repeating: mistake, count: 20_000)).utf8), from: 0, log: RepairLog())
    #expect(result.bytes.count < 20_000 * (mistake.utf8.count * 4 + 8))
  }
}
