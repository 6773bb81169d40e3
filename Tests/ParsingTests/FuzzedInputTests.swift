import Foundation
import Testing

@testable import Parsing

/// Inputs that `make fuzz` found, cut down to what was wrong with them.
@Suite struct FuzzedInputTests {
  @Test func `a percent sign that escapes nothing makes no escape of what follows it`() {
    let key = CanonicalLink.canonical("http://a.example/%7%41%")
    #expect(key == "https://a.example/%257A%25")
    #expect(CanonicalLink.canonical(key) == key)
  }

  @Test(arguments: [
    ("http://../", "https://./"), ("http://a.example../x", "https://a.example/x"),
  ])
  func `dots behind a host are left out of its key together`(written: String, key: String) {
    #expect(CanonicalLink.canonical(written) == key)
    #expect(CanonicalLink.canonical(key) == key)
  }

  @Test(arguments: ["9223370365807", "7258118400", "2199-12-31T23:59:59-14:00"])
  func `a date is within the centuries of news however it is written`(written: String) {
    #expect(Date(publishedAs: written) == nil)
  }
}
