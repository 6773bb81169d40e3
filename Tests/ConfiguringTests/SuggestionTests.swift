import Testing

@testable import Configuring

@Suite struct SuggestionTests {
  @Test(arguments: [
    ("intervall", "interval"), ("Interval", "interval"), ("inerval", "interval"),
    ("itnerval", "interval"), ("max-item", "max-items"), ("max_items", "max-items"),
    ("wier", "wire"), ("colour", nil), ("", nil), ("tpo", "top"),
  ])
  func `the nearest word is meant if it is near`(written: String, meant: String?) {
    let words = ["interval", "max-items", "wire", "top"]
    #expect(Suggestion.nearest(to: written, among: words) == meant)
  }

  @Test func `a very long word costs nothing`() {
    #expect(
      Suggestion.nearest(to: String(repeating: "x", count: 1_000_000), among: ["wire"]) == nil)
  }
}
