import NewsModel
import Testing

@Suite struct FeedAddressTests {
  @Test(arguments: [
    ("https://News.Example/rss", "https://news.example/rss"),
    ("HTTPS://news.example:443/rss#top", "https://news.example/rss"),
    ("http://news.example", "http://news.example:80/"),
    ("http://news.example?a=1", "http://news.example/?a=1"),
  ])
  func `two spellings of one address are one address`(one: String, other: String) {
    #expect(FeedAddress(one) == FeedAddress(other))
  }

  @Test(arguments: [
    ("https://news.example/rss", "http://news.example/rss"),
    ("https://news.example/rss", "https://news.example/RSS"),
    ("https://news.example/rss?b=1", "https://news.example/rss?b=2"),
    ("https://a:b@news.example/rss", "https://news.example/rss"),
  ])
  func `different addresses stay different`(one: String, other: String) {
    #expect(FeedAddress(one) != FeedAddress(other))
  }

  @Test func `a password is left out wherever others may read the address`() {
    let address = FeedAddress("https://user:p@ss@a.example/rss?x=@1")
    #expect("\(address)" == "https://a.example/rss?x=@1")
    #expect(FeedAddress("https://a.example/@me").withoutCredentials == "https://a.example/@me")
  }

  @Test(arguments: [
    ("https://user:pw@News.Example:8080/rss", "news.example"),
    ("http://[::1]:80/", "[::1]"), ("file:///srv/feed.xml", ""),
  ])
  func `an address knows its host`(address: String, host: String) {
    #expect(FeedAddress(address).host == host)
  }
}
