import NewsModel
import Testing

@testable import Parsing

@Suite struct FeedDiscoveryTests {
  private func feeds(_ page: String) -> [String] {
    FeedDiscovery.feeds(in: Array(page.utf8), base: "https://a.example/page")
  }

  @Test(arguments: [
    "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/f\">",
    "<LINK REL=ALTERNATE TYPE=application/atom+xml HREF=/f>",
    "<link href='/f' title='a > b' rel='home alternate' type='text/xml; charset=utf-8' />",
    "<link\n rel='alternate'\n type='application/feed+json'\n href='/f'\n>",
    "<link rel=feed href=/f>",
    "<base href='https://a.example/x/'><link rel=feed href='../f'>",
    "<!-- <link rel=feed href=/no> --><link rel=feed href=/f>",
    "<script>'<link rel=feed href=/no>'</script><link rel=feed href=/f>",
    "<a href='/rss/'>RSS</a><link rel=feed href=/f>",
    "<link rel=feed href='javascript:x'><link rel=feed href=/f>",
  ])
  func `a page names its feed`(page: String) {
    #expect(feeds(page) == ["https://a.example/f"])
  }

  @Test func `the surest kind of feed comes first`() {
    let page = """
      <link rel=alternate type=application/json href=/wp-json/posts>
      <link rel=alternate type=application/rss+xml href=/f>
      """
    #expect(feeds(page) == ["https://a.example/f", "https://a.example/wp-json/posts"])
  }

  @Test func `a link that looks like a feed's counts where the page's head names none`() {
    let page = "<a href=/about>About</a><a href=\"/news/feed.xml?x=1\">RSS</a><a href='/rss'>x</a>"
    #expect(feeds(page) == ["https://a.example/news/feed.xml?x=1", "https://a.example/rss"])
  }

  @Test(arguments: [
    "<link rel=stylesheet href=/s>", "<link rel=alternate hreflang=de href=/de>",
    "<link rel=alternate type=application/json+oembed href=/o>", "<a href=/story>x</a>",
    "<link rel=feed href=", "<", "<link", "<!-- <link rel=feed href=/no> -->",
  ])
  func `a page without a feed names none`(page: String) {
    #expect(feeds(page) == [])
  }

  @Test func `a page of open tags costs time in proportion`() {
    #expect(feeds(String(repeating: "<a ", count: 30_000)) == [])
    #expect(feeds(String(repeating: "<!--", count: 30_000)) == [])
    #expect(feeds(String(repeating: "<script>", count: 30_000)) == [])
  }
}
