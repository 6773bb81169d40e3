import Foundation
import NewsModel
import Storing
import Testing

@Suite struct SearchTests {
  private func found(_ archive: Archive, _ query: String) throws -> [Int] {
    try archive.search(SearchQuery(query), limit: 20).map(\.item.number)
  }

  private func stocked(_ body: (Archive) throws -> Void) throws {
    try withArchive { archive, _ throws in
      var dated = feedItem("4", "Budget vote", text: "The café closes. Covid-19 is a word.")
      dated.published = Date(rfc3339: "2026-03-01T00:00:00Z")
      var foreign = placed(feedItem("5", "東京で大雨", text: "昨夜、東京都で大雨が降った。"), feed: valley)
      foreign.item.topic = "asia"
      _ = try archive.file(
        filing(
          placed(feedItem("1", "Dam gives way", text: "The river took the bridge.")),
          placed(feedItem("2", "Bridge reopens", text: "After the dam the road is open.")),
          placed(feedItem("3", "Weather", text: "Nothing new.")), placed(dated), foreign,
          placed(feedItem("6", "서울에서 회의", text: "น้ำท่วมกรุงเทพ"), feed: valley)))
      try body(archive)
    }
  }

  @Test(arguments: [
    ("dam", [1, 2]), ("DAM bridge", [2, 1]), ("\"gives way\"", [1]), ("\"way gives\"", []),
    ("dam -reopens", [1]), ("-dam", [6, 5, 4, 3]), ("cafe", [4]), ("CAFÉ", [4]),
    ("covid-19", [4]), ("19-covid", []), ("brid*", [2, 1]), ("brid", []), ("nothing such", []),
    ("東京", [5]), ("大雨", [5]), ("雨", [5]), ("京都", [5]), ("東大", []), ("\"東京都で大雨\"", [5]),
    ("서울", [6]), ("ท่วม", [6]), ("กรุงเทพ", [6]), ("dam 東京", []),
  ])
  func `words, phrases, endings and exclusions find what they should`(
    query: String, numbers: [Int]
  ) throws {
    try stocked { archive throws in
      #expect(Set(try found(archive, query)) == Set(numbers))
    }
  }

  @Test(arguments: [
    ("source:valley", [6, 5]), ("source:VALLEY.example", [6, 5]), ("-source:valley dam", [1, 2]),
    ("source:\"har\" weather", [3]), ("topic:world", [6, 4, 3, 2, 1]),
    ("topic:europe dam", [1, 2]),
    ("topic:wor", []), ("-topic:world", [5]), ("source:nobody", []),
    ("before:2026-03-02", [4]), ("before:2026-03-01", []), ("after:2026-03-02", [6, 5, 3, 2, 1]),
    ("after:2026-03-01 before:2026-03-02 budget", [4]),
  ])
  func `conditions narrow a search or are one by themselves`(
    query: String, numbers: [Int]
  ) throws {
    try stocked { archive throws in
      #expect(Set(try found(archive, query)) == Set(numbers))
    }
  }

  @Test func `without words the newest come first`() throws {
    try stocked { archive throws in
      #expect(try found(archive, "topic:world") == [6, 4, 3, 2, 1])
    }
  }

  @Test func `a word in the title counts more than one in the text`() throws {
    try stocked { archive throws in
      #expect(try found(archive, "bridge") == [2, 1])
      #expect(try found(archive, "dam") == [1, 2])
      let scores = try archive.search(SearchQuery("dam"), limit: 9).map(\.score)
      #expect(scores == scores.sorted(by: >))
    }
  }

  @Test func `a snippet marks what was found`() throws {
    try stocked { archive throws in
      let hit = try #require(try archive.search(SearchQuery("river"), limit: 1).first)
      #expect(hit.snippet == "The [river] took the bridge.")
      let foreign = try #require(try archive.search(SearchQuery("大雨"), limit: 1).first)
      #expect(foreign.snippet == "昨夜、東京都で[大雨]が降った。")
    }
  }

  @Test(arguments: [
    "\"", "\"\"", "'", "*", "-", "--", "-*", "(", ")", "a AND", "AND", "OR NOT NEAR(", "title:",
    "title:x", "words MATCH", "; DROP TABLE item", "source:", "source:%", "topic:\"", "after:",
    "after:yesterday", "before:2026-13-45", "^dam", "dam^", "{a b}: c", "+", "a+b", "\\", "\0",
    "dam\0x", "Ⓐ", "🌊", "“dam", "\u{301}", "่", "-่", "東่京", "\"*\"", "x*y*", ":", "::", "-source:",
    "rowid:1", "grams:a", "\u{10FFFF}", "NULL", "dam\"bridge", "a\"b\"c\"",
    String(repeating: "(\"", count: 5000), String(repeating: "x ", count: 500),
  ])
  func `no query is an error`(query: String) throws {
    try stocked { archive throws in
      _ = try archive.search(SearchQuery(query), limit: 5)
      _ = try archive.search(SearchQuery("dam " + query), limit: 5)
      _ = try archive.search(SearchQuery(query + " -" + query), limit: 5)
    }
  }

  @Test func `what is no day is left out and told`() throws {
    let query = SearchQuery("dam after:yesterday before:2026-11-21")
    #expect(query.remarks.count == 1)
    #expect(query.remarks.first?.contains("after:yesterday") == true)
    try stocked { archive throws in
      #expect(try found(archive, "dam after:yesterday") == found(archive, "dam"))
    }
  }

  @Test(arguments: [
    ("dam source:nobody", "no source is called 'nobody'"),
    ("topic:mars", "there is no topic 'mars'"),
  ])
  func `a source or topic that nobody has is told`(query: String, remark: String) throws {
    try stocked { archive throws in
      #expect(try archive.remarks(on: SearchQuery(query)) == [remark])
      #expect(try archive.remarks(on: SearchQuery("dam source:harbour topic:world")) == [])
    }
  }

  @Test func `conditions that there are none of and days that leave none are told`() {
    #expect(SearchQuery("title:dam").remarks.first?.contains("'title:' is no condition") == true)
    #expect(SearchQuery("re:dam https://a.example \"title:x\"").remarks == [])
    #expect(SearchQuery("after:2026-11-21 before:2026-11-21").remarks.count == 1)
    #expect(SearchQuery("after:2026-11-20 before:2026-11-21").remarks == [])
  }

  @Test func `a day begins where the reader lives`() throws {
    try withArchive { archive, _ throws in
      let seen = try #require(Date(rfc3339: "2026-11-20T23:30:00Z"))
      _ = try archive.file(filing(placed(feedItem("1"), seen: seen)))
      let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
      #expect(try archive.search(SearchQuery("after:2026-11-21", in: berlin), limit: 1).count == 1)
      #expect(try archive.search(SearchQuery("after:2026-11-21"), limit: 1).count == 0)
    }
  }

  @Test func `an empty query finds nothing`() throws {
    try stocked { archive throws in
      #expect(try found(archive, "") == [])
      #expect(SearchQuery("  \n").isEmpty)
    }
  }

  @Test func `a revision is found by its new words and no longer by its old ones`() throws {
    try stocked { archive throws in
      for (query, text) in [("zebra", "A zebra."), ("動物園", "動物園だ。"), ("lion", "A lion.")] {
        _ = try archive.file(
          Filing(
            state: SourceState(address: harbour),
            revised: [(5, feedItem("5", "Zoo", text: text))], at: hours(1)))
        #expect(try found(archive, query) == [5])
      }
      for gone in ["東京", "大雨", "zebra", "動物園"] {
        #expect(try found(archive, gone) == [])
      }
    }
  }

  @Test func `a text with a NUL in it leaves nothing behind in the index`() throws {
    try stocked { archive throws in
      for text in ["前\0後の文", "plain"] {
        _ = try archive.file(
          Filing(
            state: SourceState(address: harbour),
            revised: [(3, feedItem("3", "Zoo\0動物園", text: text))], at: noon))
      }
      for gone in ["前", "後の文", "動物園"] { #expect(try found(archive, gone) == []) }
      #expect(try found(archive, "zoo plain") == [3])
    }
  }
}
