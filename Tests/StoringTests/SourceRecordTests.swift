import Foundation
import NewsModel
import Storing
import Testing

@Suite struct SourceRecordTests {
  private let moor = FeedAddress("https://moor.example/rss")

  private func told(
    _ id: String, by feed: FeedAddress, in thread: String, at time: Double, isFirst: Bool = false,
    copies: String? = nil
  ) -> PlacedItem {
    var content = feedItem(id, "Title \(id)", link: "https://\(feed.host)/\(id)")
    content.published = hours(time)
    var placed = placed(content, in: thread, feed: feed, seen: hours(time + 0.5))
    placed.placement.isFirst = isFirst
    placed.placement.copyOf = copies.map { ItemKey(feed: harbour, id: $0) }
    return placed
  }

  @Test func `a source's record says how often it was first, how late else, and what it has alone`()
    throws
  {
    try withArchive { archive, _ throws in
      let items = [
        told("a", by: harbour, in: "dam0000000", at: 0, isFirst: true),
        told("b", by: valley, in: "dam0000000", at: 1, copies: "a"),
        told("c", by: valley, in: "fire000000", at: 2, isFirst: true),
        told("d", by: harbour, in: "fire000000", at: 5),
        told("e", by: harbour, in: "quake00000", at: 6, isFirst: true),
        told("f", by: valley, in: "quake00000", at: 9),
        told("g", by: valley, in: "alone00000", at: 10, isFirst: true),
        told("h", by: valley, in: "alone00000", at: 11),
      ]
      for item in items { _ = try archive.file(filing(item)) }
      let found = try archive.sourceRecords(in: hours(-24)..<hours(24))
      #expect(found.since == hours(-24))
      let harbourRecord = try #require(found.records[harbour])
      #expect(harbourRecord.items == 3)
      #expect(harbourRecord.shared == 3)
      #expect(harbourRecord.first == 2)
      #expect(harbourRecord.lag.map { ($0 / 60).rounded() } == 180)
      #expect(harbourRecord.alone == 0)
      let valleyRecord = try #require(found.records[valley])
      #expect(valleyRecord.items == 5)
      #expect(valleyRecord.copies == 1)
      #expect(valleyRecord.first == 1)
      // An hour and three: the median of two is between them.
      #expect(valleyRecord.lag.map { ($0 / 60).rounded() } == 120)
      #expect(valleyRecord.alone == 2)
      #expect(valleyRecord.recent.map(\.title.text) == ["Title h", "Title g"])
      #expect(valleyRecord.recent.first?.link == "https://valley.example/h")
    }
  }

  @Test func `nobody is called first in a story that began before the time looked at`() throws {
    try withArchive { archive, _ throws in
      for item in [
        told("a", by: harbour, in: "dam0000000", at: -30, isFirst: true),
        told("b", by: valley, in: "dam0000000", at: 1),
        told("c", by: moor, in: "dam0000000", at: 2),
      ] { _ = try archive.file(filing(item)) }
      let records = try archive.sourceRecords(in: hours(0)..<hours(24)).records
      #expect(records[harbour] == nil)
      #expect(records[valley]?.items == 1)
      #expect(records[valley]?.shared == 0)
      #expect(records[moor]?.lag == nil)
    }
  }

  @Test func `a print changes with a thread's items, wordings and merges, and with nothing else`()
    throws
  {
    try withArchive { archive, _ throws in
      func prints() throws -> [ThreadPrint] {
        try archive.prints(seenIn: hours(-1)..<hours(48)).sorted { $0.id < $1.id }
      }
      _ = try archive.file(
        filing(
          told("a", by: harbour, in: "dam0000000", at: 0, isFirst: true),
          told("b", by: harbour, in: "fire000000", at: 1, isFirst: true)))
      let before = try prints()
      #expect(before.map(\.id.rawValue) == ["dam0000000", "fire000000"])
      #expect(try prints() == before)
      #expect(try archive.threads(named: before.map(\.id)).map(\.members.count) == [1, 1])
      #expect(try archive.threads(named: []).isEmpty)

      _ = try archive.file(filing(told("c", by: valley, in: "dam0000000", at: 2)))
      let joined = try prints()
      #expect(joined[0] != before[0])
      #expect(joined[1] == before[1])

      var reworded = feedItem("b", "Another title", link: "https://harbour.example/b")
      reworded.published = hours(1)
      _ = try archive.file(
        Filing(state: SourceState(address: harbour), revised: [(2, reworded)], at: hours(3)))
      let changed = try prints()
      #expect(changed[0] == joined[0])
      #expect(changed[1] != joined[1])

      _ = try archive.file(
        filing(
          placed(
            feedItem("d", "D"), in: "dam0000000", seen: hours(4),
            merges: [merge("fire000000", into: "dam0000000")])))
      let merged = try prints()
      #expect(merged.map(\.id.rawValue) == ["dam0000000"])
      #expect(merged[0].members == 4)
      #expect(merged[0].aliases == 1)
    }
  }
}
