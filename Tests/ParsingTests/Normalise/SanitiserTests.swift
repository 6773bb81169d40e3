import Foundation
import Testing

@testable import Parsing

@Suite struct SanitiserTests {
  private let sanitiser = Sanitiser(base: "https://news.example/world/")

  @Test(arguments: [
    ("plain text", "plain text"),
    ("a < b & c", "a &lt; b &amp; c"),
    ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
    ("<UL><LI>a<LI>b</UL>", "<ul><li>a</li><li>b</li></ul>"),
    ("<b><i>x</b>y</i>", "<b><i>x</i></b>y"),
    ("<div><p>x</div>y", "<div><p>x</p></div>y"),
    ("<b><table><tr><td>x</b>y", "<b><table><tr><td>xy</td></tr></table></b>"),
    (
      "<table><tr><td>a<td>b<tr><td>c",
      "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    ),
    ("<dl><dt>a<dd>b<dt>c</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>"),
    ("<p>x<div>y</div>", "<p>x</p><div>y</div>"),
    ("<br/><hr></br>", "<br><hr>"),
    ("</p></div>x", "x"),
    ("&eacute;&lt;&nbsp;&#8217;", "é&lt;\u{a0}’"),
    ("<h1>a<h2>b", "<h1>a</h1><h2>b</h2>"),
    ("<form><label>Name <input></label></form>", "Name "),
    ("<unknown>x</unknown>", "x"),
    ("<![CDATA[<p>x</p>]]>y", "<p>x</p>y"),
    ("<b/>x", "<b></b>x"),
    ("<http://e.example/?a=\"onclick=x> y", "&lt;http://e.example/?a=\"onclick=x&gt; y"),
  ])
  func `what is written is closed where it ends`(html: String, sane: String) {
    #expect(sanitiser.sanitise(html) == sane)
  }

  @Test(arguments: [
    ("<a href=story>x</a>", "<a href=\"https://news.example/world/story\">x</a>"),
    ("<a href=' /a b '>x</a>", "<a href=\"https://news.example/a%20b\">x</a>"),
    ("<a href='?a=1&copy=2'>x</a>", "<a href=\"https://news.example/world/?a=1&amp;copy=2\">x</a>"),
    ("<a href=a href=b>x</a>", "<a href=\"https://news.example/world/a\">x</a>"),
    ("<a name=x>y</a>", "y"),
    (
      "<img src=//cdn.example/i.png alt='\"'>",
      "<img src=\"https://cdn.example/i.png\" alt=\"&quot;\">"
    ),
    ("<img src=\"data:image/png;base64,AAAA\">", "<img src=\"data:image/png;base64,AAAA\">"),
    (
      "<img srcset='a.png 1x, b,c.png 20w,javascript:1 2x'>",
      "<img srcset=\"https://news.example/world/a.png 1x, https://news.example/world/b,c.png 20w\">"
    ),
    (
      "<img src=a.png srcset='a.png,javascript:1 2x'>",
      "<img src=\"https://news.example/world/a.png\">"
    ),
    ("<q cite=x>y</q>", "<q cite=\"https://news.example/world/x\">y</q>"),
    (
      "<video src=v autoplay></video>",
      "<video src=\"https://news.example/world/v\" controls=\"\"></video>"
    ),
    ("<details open=x>y</details>", "<details open=\"\">y</details>"),
    ("<p dir=RTL lang=he>x</p>", "<p dir=\"RTL\" lang=\"he\">x</p>"),
  ])
  func `attributes are vetted and links made absolute`(html: String, sane: String) {
    #expect(sanitiser.sanitise(html) == sane)
  }

  @Test(arguments: [
    ("color: red; position: fixed", "color: red;"),
    ("COLOR:#fff;background:url(x)", "color: #fff;"),
    ("color: rgb(1, 2, 3)", "color: rgb(1, 2, 3);"),
    ("width: calc(1px)", nil),
    ("width: expression(alert(1))", nil),
    ("width: expr/**/ession(1)", nil),
    ("\\77idth: 1px", nil),
    ("width: 1px\\9", nil),
    ("background: 'x'", nil),
    ("-moz-binding: x; behavior: y; @import z", nil),
    ("color", nil),
  ])
  func `styles keep what changes the look of a text`(style: String, sane: String?) {
    let attribute = sane.map { " style=\"\($0)\"" } ?? ""
    #expect(sanitiser.sanitise("<p style=\"\(style)\">x</p>") == "<p\(attribute)>x</p>")
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "<SCRIPT SRC=//e/x.js></SCRIPT>", "<script/x>1</script>",
    "<script>alert(1)", "<style>@import 'x'</style>", "<iframe src=x></iframe>",
    "<iframe srcdoc='<p>x'></iframe>", "<object data=x><embed src=y></object>",
    "<meta http-equiv=refresh content=0>", "<base href=x>", "<link rel=stylesheet href=x>",
    "<img src=javascript:1>", "<img onerror=x>", "<svg onload=x></svg>",
    "<svg><script>x</script></svg>", "<math href=javascript:1></math>", "<template><p>x</template>",
    "<noembed><p>x</noembed>", "<noframes><p>x</noframes>", "<input onfocus=x autofocus>",
    "<!--<img src=x>-->", "<!--[if IE]><script>x</script><![endif]-->", "<a href=javascript:1></a>",
    "<form action=javascript:1></form>", "<portal src=x></portal>", "<bgsound src=x>",
    "<isindex action=x>", "<applet code=x></applet>", "<frameset><frame src=x></frameset>",
    "<svg><set attributeName=x to=y /></svg>", "<xml><script>x</script></xml>",
    "<source onerror=x>", "<area href=javascript:1>",
  ])
  func `what runs, embeds or asks is gone`(html: String) {
    #expect(sanitiser.sanitise(html).isEmpty)
  }

  @Test(arguments: [
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=x&gt;\">",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=x src>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea></textarea><img src=x onerror=x></textarea>", "<title></title><img onerror=x src=x>",
    "<xmp><p title=\"</xmp><img src=x onerror=x>\">", "<plaintext><img src=x onerror=x>",
    "<select><noembed></select><script x='a'>y</script x>",
    "<p title='</p><img src=x onerror=x>'>x",
    "<a href=\"java\nscript:alert(1)\">x</a>", "<a href='&#1;javascript:1'>x</a>",
    "<a href='javascript&colon;1'>x</a>", "<img src=x` `onerror=x>", "<img/src=x/onerror=x>",
    "<<script>alert(1);//<</script>", "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<font face=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</font>",
    "<p\u{0}title=x onclick=x>y", "<![CDATA[<script>x]]>y</script>",
    "<svg><![CDATA[><img onerror=x>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "<!--><img src=x onerror=x>-->", "<table><script>x",
    "<h:a xmlns:h='x' href='javascript:1' h:onclick='x'>y</h:a>",
  ])
  func `no disguise brings anything else through`(html: String) {
    let once = sanitiser.sanitise(html)
    #expect(Self.strangers(in: once).isEmpty)
    #expect(sanitiser.sanitise(once) == once)
  }

  @Test func `without a base relative links stay`() {
    #expect(
      Sanitiser(base: nil as LinkBase?).sanitise("<a href='b c'>x</a>") == "<a href=\"b%20c\">x</a>"
    )
    #expect(
      Sanitiser(base: "javascript:1//").sanitise("<a href=b>x</a>") == "<a href=\"b\">x</a>")
  }

  @Test func `the text beside the HTML is the text of it`() {
    let html = "<p>One &amp; <b>two</b><script>x</script></p><ul><li>a<li>b</ul><xmp><i></xmp>"
    let both = sanitiser.sanitiseAndText(html)
    #expect(both.html == sanitiser.sanitise(html))
    #expect(both.text == PlainText.text(ofHTML: html))
    #expect(both.text == PlainText.text(ofHTML: both.html))
    #expect(both.text == "One & two\na\nb\n<i>")
  }

  @Test func `elements opened a hundred thousand deep keep their text and stay shallow`() {
    let html =
      String(repeating: "<div>a", count: 100_000) + String(repeating: "</div>", count: 50_000)
    let sane = sanitiser.sanitise(html)
    #expect(sane.utf8.count { $0 == UInt8(ascii: "a") } == 100_000)
    #expect(sane.hasSuffix("</div>"))
    #expect(Self.depth(of: sane) == SanitisedWriter.deepest)
    #expect(sanitiser.sanitise(sane) == sane)
  }

  @Test func `a tag with a hundred thousand attributes keeps the one that counts`() {
    let attributes =
      (0..<100_000).map { "a\($0)=x " }.joined() + String(repeating: "href=x ", count: 9)
    #expect(
      sanitiser.sanitise("<a \(attributes)>x</a>")
        == "<a href=\"https://news.example/world/x\">x</a>")
  }

  @Test func `control characters go and line breaks stay`() {
    #expect(sanitiser.sanitise("a\u{0}\u{1}\u{7f}b\r\nc\rd\te") == "ab\nc\nd\te")
  }

  @Test(
    .enabled(
      if: ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"] != nil,
      "NEWSLOOM_CORPORA names no folder of captured feeds"))
  func `captured feeds read as HTML stay safe and settle at once`() throws {
    let folder = try #require(ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"])
    var count = 0
    for set in ["feeds", "hostile"] {
      let root = URL(fileURLWithPath: folder).appendingPathComponent(set)
      let files = try #require(
        FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil))
      for case let file as URL in files where ["xml", "rss", "atom"].contains(file.pathExtension) {
        let document = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        for html in [document, HTMLEntities.decode(document)] {
          let both = sanitiser.sanitiseAndText(html)
          #expect(sanitiser.sanitise(both.html) == both.html, "\(file.lastPathComponent)")
          #expect(Self.strangers(in: both.html).isEmpty, "\(file.lastPathComponent)")
          #expect(PlainText.text(ofHTML: html) == both.text, "\(file.lastPathComponent)")
        }
        count += 1
      }
    }
    #expect(count > 100)
  }

  /// What in sanitised HTML is neither text nor one of our own tags, letter for letter.
  private static func strangers(in html: String) -> [String] {
    let names = Set(
      """
      a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite \
      code col colgroup data dd del details dfn dir div dl dt em figcaption figure font footer h1 \
      h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture pre q rp rt \
      ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th \
      thead time tr track tt u ul var video wbr
      """.split(separator: " "))
    var found: [String] = []
    // Swift takes ">" and an accent behind it for one character, which no reader of HTML does.
    let html = String(html.unicodeScalars.map { $0.isASCII ? Character($0) : "?" })
    for part in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      guard let end = part.firstIndex(of: ">") else {
        found.append(String(part))
        continue
      }
      if part[end...].dropFirst().contains(">") { found.append(String(part)) }
      var tag = part[..<end]
      if tag.hasPrefix("/") { tag.removeFirst() }
      let words = tag.split(separator: "\"", omittingEmptySubsequences: false)
      // Outside of quotes there are a name and attributes, nothing else.
      let outside = stride(from: 0, to: words.count, by: 2).map { words[$0] }.joined()
      let parts = outside.split(separator: " ")
      if !names.contains(parts.first ?? "") { found.append(String(tag)) }
      for attribute in parts.dropFirst()
      where !attribute.hasSuffix("=") || attribute.hasPrefix("on") { found.append(String(tag)) }
      if words.count % 2 == 0 { found.append(String(tag)) }
      let start = words.first?.lowercased() ?? ""
      for (name, value) in zip(words, words.dropFirst())
      where name.hasSuffix("href=") || name.hasSuffix("src=") {
        let scheme = value.prefix { $0 != ":" && $0 != "/" && $0 != "&" }.lowercased()
        if scheme.contains("script") && value.contains(":") && !start.isEmpty
          && value.dropFirst(scheme.count).hasPrefix(":")
        {
          found.append(String(tag))
        }
      }
    }
    return found
  }

  private static func depth(of html: String) -> Int {
    var (depth, deepest) = (0, 0)
    for part in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
      depth += part.hasPrefix("/") ? -1 : 1
      deepest = max(deepest, depth)
    }
    return deepest
  }
}
