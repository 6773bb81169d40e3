import Foundation
import Testing

@testable import Polling

@Suite struct RequestURLTests {
  @Test(arguments: [
    ("HTTP://News.Example:8080/A?b#c", "http://news.example:8080/A?b"),
    ("https://news.example", "https://news.example/"),
    ("https://news.example:/x", "https://news.example/x"),
    ("https://b\u{fc}cher.example/", "https://xn--bcher-kva.example/"),
    ("https://\u{65e5}\u{672c}\u{8a9e}\u{3002}jp/", "https://xn--wgv71a119e.jp/"),
    ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
    ("http://\u{ff11}\u{ff12}\u{ff17}.0.0.1/", "http://127.0.0.1/"),
    ("http://u:p@[::1]:80/x", "http://[::1]:80/x"),
    ("http://a@b@news.example/", "http://news.example/"),
  ])
  func `an address is taken apart and put together as it is asked for`(
    written: String, asked: String
  ) {
    #expect(RequestURL(written)?.text == asked)
  }

  @Test(arguments: [
    "news.example/feed", "ftp://news.example/", "http://", "http:///x", "http://a b/",
    "http://news.example:99999/", "http://news.example:x/", "http://[::1/", "http://a%00b/",
    "http://a\\@b/", "http://<script>/", "",
  ])
  func `what is no http address is none`(written: String) {
    let url = RequestURL(written)
    #expect(url == nil || url?.host == "a", "\(url?.text ?? "")")
  }

  @Test func `an origin is scheme, host and port`() {
    #expect(
      RequestURL("http://a.example/x")?.origin == RequestURL("http://u@A.example:80/y")?.origin)
    #expect(RequestURL("http://a.example/")?.origin != RequestURL("https://a.example/")?.origin)
    #expect(RequestURL("http://a.example/")?.origin != RequestURL("http://a.example:81/")?.origin)
  }
}

@Suite struct SiteTests {
  @Test(arguments: [
    ("www.news.example.com", "example.com"), ("a.b.bbc.co.uk", "bbc.co.uk"),
    ("news.example.com.", "example.com"), ("one.blogspot.com", "one.blogspot.com"),
    ("xn--bcher-kva.de", "xn--bcher-kva.de"),
  ])
  func `a host belongs to its registered domain`(host: String, domain: String) {
    #expect(Site(host: host).name == domain)
    #expect(Site(host: host).isRegistered)
  }

  @Test(arguments: ["127.0.0.1", "[::1]", "localhost", "co.uk", "2130706433"])
  func `an address or a local name stands for itself`(host: String) {
    #expect(Site(host: host).name == host)
    #expect(!Site(host: host).isRegistered)
  }
}

@Suite struct HTTPDateTests {
  @Test(arguments: [
    "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
    "sun, 6 nov 1994 08:49:37 UTC",
  ])
  func `the forms of an HTTP date mean one instant`(text: String) {
    #expect(HTTPDate.date(text) == Date(timeIntervalSince1970: 784_111_777))
  }

  @Test(arguments: [
    "", "0", "tomorrow", "Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:00:00 GMT",
  ])
  func `anything else is no date`(text: String) {
    #expect(HTTPDate.date(text) == nil)
  }

  @Test func `a date is written as RFC 9110 prefers`() {
    let date = Date(timeIntervalSince1970: 784_111_777.9)
    #expect(HTTPDate.text(date) == "Sun, 06 Nov 1994 08:49:37 GMT")
    #expect(HTTPDate.date(HTTPDate.text(.distantPast)) == .distantPast)
  }
}
