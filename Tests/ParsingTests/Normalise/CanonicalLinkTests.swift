import Testing

@testable import Parsing

@Suite struct CanonicalLinkTests {
  @Test(arguments: [
    ("story", "https://news.example/world/story"),
    ("/story?a=1#top", "https://news.example/story?a=1#top"),
    ("../story", "https://news.example/story"),
    ("../../../story", "https://news.example/story"),
    ("./a/./b/../c", "https://news.example/world/a/c"),
    ("?page=2", "https://news.example/world/index.html?page=2"),
    ("#part", "https://news.example/world/index.html?x=y#part"),
    ("", "https://news.example/world/index.html?x=y"),
    ("//cdn.example/i.png", "https://cdn.example/i.png"),
    ("http://other.example/a/../b", "http://other.example/a/../b"),
    ("日本/page", "https://news.example/world/日本/page"),
  ])
  func `a relative link is joined to its page`(written: String, link: String) {
    let page = "https://news.example/world/index.html?x=y#z"
    #expect(CanonicalLink.resolve(written, against: page) == link)
  }

  @Test(arguments: [
    ("  http://news.example/a\n", "http://news.example/a"),
    ("http://news.example/a\n  /b", "http://news.example/a%20%20/b"),
    ("http://news.example/a b?c d", "http://news.example/a%20b?c%20d"),
    ("http:\\\\news.example\\a\\b?c=\\", "http://news.example/a/b?c=%5C"),
    ("http:/news.example/a", "http://news.example/a"),
    ("HTTPS://News.Example/A", "https://News.Example/A"),
    ("http://news.example/\"<a>\"", "http://news.example/%22%3Ca%3E%22"),
    ("http://n.example/\u{8d}\u{200b}\u{202e}a", "http://n.example/%C2%8D%E2%80%8B%E2%80%AEa"),
    ("feed://news.example/rss", "http://news.example/rss"),
    ("feed:https://news.example/rss", "https://news.example/rss"),
    ("mailto:desk@news.example", "mailto:desk@news.example"),
    ("magnet:?xt=urn:btih:1", "magnet:?xt=urn:btih:1"),
    ("http://[::1]:8080/", "http://[::1]:8080/"),
  ])
  func `what browsers repair in a link is repaired`(written: String, link: String) {
    #expect(CanonicalLink.resolve(written, against: nil) == link)
  }

  @Test(arguments: [
    "javascript:alert(1)", " JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\u{1}javascript:1",
    "java\u{ad}script:1", "\u{200b}javascript:1", "java\u{0}script:1", "javascript&colon;1",
    "&#1;javascript:1", "java&Tab;script:1", "&#106;avascript:1", "javascript://e/%0aalert(1)",
    "vbscript:1", "data:text/html,x", "data:image/png;base64,x", "file:///etc/passwd",
    "view-source:http://e/", "about:blank", "blob:http://e/1", "jar:http://e/!/x",
    "feed:javascript:1", "feed:feed:javascript:1", "x-javascript:1", "localhost:8080/a", "wss://e/",
  ])
  func `a link that could do more than lead somewhere is no link`(written: String) {
    #expect(CanonicalLink.resolve(written, against: nil) == nil)
    #expect(CanonicalLink.resolve(written, against: "https://news.example/") == nil)
  }

  @Test(arguments: [
    "http://", "http:///", "http://[::1", "http://a b/", "http://a:99999/", "http://a:b/",
    "http://?q", "//",
  ])
  func `a link without a host that can be is no link`(written: String) {
    #expect(CanonicalLink.resolve(written, against: "https://news.example/") == nil)
  }

  @Test func `without a base a relative link stays relative`() {
    #expect(CanonicalLink.resolve(" /a b", against: nil) == "/a%20b")
    #expect(CanonicalLink.resolve("", against: nil) == nil)
  }

  @Test(arguments: ["javascript:alert(1)//", "file:///etc/", "data:text/html,", "mailto:a@b.c"])
  func `a base that is no place taints nothing`(base: String) {
    #expect(CanonicalLink.resolve("passwd", against: base) == "passwd")
  }

  @Test(arguments: [
    "http://NEWS.example/a", "https://news.example/a", "https://news.example:443/a",
    "http://news.example:80/a#top", "http://news.example./a", "https://news.example/x/../a",
    "https://news.example/%61", "https://news.example/a?utm_source=rss&utm_medium=feed",
    "https://news.example/a?fbclid=1", "https://news.example/a?", "https://u:p@news.example/a",
    "https://news.example/%2e/a",
  ])
  func `spellings of one address have one key`(written: String) {
    #expect(CanonicalLink.canonical(written) == "https://news.example/a")
  }

  @Test(arguments: [
    ("https://news.example", "https://news.example/"),
    ("https://news.example/a?id=1&utm_term=x&b=%c3%a9", "https://news.example/a?id=1&b=%C3%A9"),
    ("https://news.example/é", "https://news.example/%C3%A9"),
    ("https://news.example/a%2fb", "https://news.example/a%2Fb"),
    ("https://news.example:8443/", "https://news.example:8443/"),
    ("https://news.example/A", "https://news.example/A"),
    ("https://news.example/a/", "https://news.example/a/"),
    ("ftp://files.example:21/a", "ftp://files.example:21/a"),
    ("urn:uuid:1", "urn:uuid:1"),
    ("not a link", "not a link"),
  ])
  func `what may be another page keeps a key of its own`(written: String, key: String) {
    #expect(CanonicalLink.canonical(written) == key)
  }

  @Test func `a key is its own key`() {
    for address in ["http://a.example/%7e?x=%41%", "https://a.example/a%2e%2e/%zz?&&a=&b"] {
      let key = CanonicalLink.canonical(address)
      #expect(CanonicalLink.canonical(key) == key)
    }
  }

  @Test func `a long link costs no more than its length`() {
    let up = String(repeating: "../", count: 100_000)
    #expect(
      CanonicalLink.resolve(up + "a", against: "https://e.example/b/") == "https://e.example/a")
    let nested = String(repeating: "feed:", count: 100_000)
    #expect(CanonicalLink.resolve(nested, against: nil) == nil)
  }
}
