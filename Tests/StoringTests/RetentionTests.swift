import Foundation
import NewsModel
import Storing
import Testing

@Suite struct RetentionTests {
  private let roomy = 1 << 40

  /// A thread that ended long ago, one that goes on, and one of today.
  private func stocked(_ body: (Archive, String) throws -> Void) throws {
    try withArchive { archive, path throws in
      _ = try archive.file(
        filing(
          placed(feedItem("1", "Dam gives way", text: "The river."), in: "old00", seen: hours(0)),
          placed(feedItem("2", "Bridge reopens", text: "The road."), in: "old00", seen: hours(1)),
          placed(feedItem("3", "Vote begins", text: "Polls open."), in: "long0", seen: hours(2)),
          placed(feedItem("4", "Vote ends", text: "Polls close."), in: "long0", seen: hours(2000)),
          placed(feedItem("5", "Rain", text: "Much water."), in: "new00", seen: hours(2001))))
      try body(archive, path)
    }
  }

  private func numbers(_ archive: Archive) throws -> [Int] {
    try archive.items(since: nil, limit: nil).map(\.number)
  }

  @Test func `threads whose last item is old are forgotten whole, others stay whole`() throws {
    try stocked { archive, _ throws in
      let retention = Retention(horizon: hours(1000), mostBytes: roomy, needed: hours(1900))
      #expect(try archive.forget(retention) == 2)
      #expect(try archive.forget(retention) == 0)
      #expect(try numbers(archive) == [3, 4, 5])
      #expect(try archive.search(SearchQuery("river"), limit: 9).isEmpty)
      #expect(try archive.search(SearchQuery("polls"), limit: 9).count == 2)
      #expect(try archive.thread("old00") == nil)
      #expect(try archive.thread("long0")?.members.count == 2)
      #expect(try archive.counts().items == 3 && archive.counts().threads == 2)
      let holdings = try archive.holdings()
      #expect(holdings.items == 3 && holdings.oldest == hours(2) && holdings.bytes > 4096)
    }
  }

  @Test func `what was forgotten is not news again while its feed lists it`() throws {
    try stocked { archive, _ throws in
      var renamed = feedItem("1b", "Dam gives way", link: "https://harbour.example/1", text: "x")
      _ = try archive.file(
        Filing(state: SourceState(address: harbour), revised: [(1, renamed)], at: hours(3)))
      _ = try archive.forget(Retention(horizon: hours(1000), mostBytes: roomy, needed: hours(1900)))
      renamed.id = "1c"
      let listed = [
        feedItem("1", "Another title", text: "y"), feedItem("1b", "Another title", text: "z"),
        renamed, feedItem("2", "Bridge reopens"), feedItem("6", "Never seen"),
      ]
      let sorted = try archive.sort(listed, of: harbour, at: hours(2002))
      #expect(sorted.unseen.map(\.id) == ["6"] && sorted.known == 4)
      // Another feed's items may be called the same.
      #expect(try archive.sort([feedItem("2")], of: valley, at: hours(2002)).unseen.count == 1)
    }
  }

  @Test func `an archive that is too large forgets the oldest, but nothing that is needed`() throws
  {
    try withArchive { archive, path throws in
      let text = String(repeating: "Water and more water. ", count: 500)
      for number in 0..<200 {
        _ = try archive.file(
          filing(
            placed(
              feedItem("\(number)", "Number \(number)", text: text), in: "t\(number)",
              seen: hours(Double(number)))))
      }
      let before = try archive.holdings().bytes
      let retention = Retention(
        horizon: hours(-1), mostBytes: before / 2, needed: hours(190))
      var rounds = 0
      while try archive.forget(retention, most: 10) > 0 { rounds += 1 }
      let left = try numbers(archive)
      #expect(rounds > 3 && left.count < 150 && left.last == 200)
      #expect(left == Array((201 - left.count)...200), "the newest stay")
      let holdings = try archive.holdings()
      #expect(holdings.bytes <= before / 2)
      let tight = Retention(horizon: hours(-1), mostBytes: 1, needed: hours(190))
      while try archive.forget(tight) > 0 {}
      #expect(try numbers(archive).count == 10)
      // The file itself becomes smaller, not only emptier.
      let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      _ = try archive.counts()
      #expect(try #require(size) < before)
    }
  }

  @Test func `a closed edition outlives its items`() throws {
    try stocked { archive, _ throws in
      let day = try #require(Day("2026-11-21"))
      let span = EditionSpan(day: day, ordinal: 1, opens: noon, closes: hours(3), zone: "UTC")
      try archive.close(
        EditionRecord(
          span: span, digest: Array("{}".utf8),
          members: [(thread: ThreadID(rawValue: "old00"), item: 1, rank: 1)], closedAt: hours(3)))
      _ = try archive.forget(Retention(horizon: hours(1000), mostBytes: roomy, needed: hours(1900)))
      let record = try #require(try archive.edition(named: "2026-11-21"))
      #expect(record.digest == Array("{}".utf8) && record.members.count == 1)
      #expect(try archive.earlierEditions(of: ThreadID(rawValue: "old00")) == [span])
    }
  }

  @Test func `what rules dropped long ago is forgotten too`() throws {
    try withArchive { archive, _ throws in
      var filing = Filing(state: SourceState(address: harbour), at: noon)
      filing.dropped = [0.0, 2000].map { hour in
        DroppedItem(
          feed: harbour, sourceName: "Harbour", id: "d\(hour)", title: nil, link: nil,
          seen: hours(hour), reason: "mute")
      }
      _ = try archive.file(filing)
      _ = try archive.forget(Retention(horizon: hours(1000), mostBytes: roomy, needed: hours(1900)))
      #expect(try archive.drops(in: noon..<hours(3000)).map(\.seen) == [hours(2000)])
    }
  }
}
