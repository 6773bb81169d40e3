import Foundation
import NewsModel
import Storing
import Testing

@Suite struct SteeringTests {
  private func stocked(_ body: (Archive, String) throws -> Void) throws {
    try withArchive { archive, path throws in
      _ = try archive.file(
        filing(
          placed(feedItem("1", "Dam gives way"), in: "dam00", seen: hours(0)),
          placed(feedItem("2", "Dam: nine dead"), in: "dam00", seen: hours(1)),
          placed(feedItem("3", "Vote begins"), in: "vote0", seen: hours(2)),
          placed(feedItem("4", "Another dam cracks"), in: "dam00", seen: hours(3))))
      try body(archive, path)
    }
  }

  private func id(_ name: String) -> ThreadID { ThreadID(rawValue: name) }

  private let merging = SteeringRecord.Deed.merge(
    .init(
      gone: ThreadID(rawValue: "vote0"), kept: ThreadID(rawValue: "dam00"), goneItem: 3,
      keptItem: 1))
  private let splitting = SteeringRecord.Deed.split(
    .init(
      items: [4], into: ThreadID(rawValue: "crack"),
      rests: [.init(thread: ThreadID(rawValue: "dam00"), items: [1, 2])]))

  @Test func `threads merged by order are one, under both names`() throws {
    try stocked { archive, path throws in
      try archive.steer([merging], at: hours(4), clustererSnapshot: [7])
      #expect(try archive.thread("vote0")?.members.map(\.number) == [1, 2, 3, 4])
      #expect(try archive.thread("dam00")?.aliases == [id("vote0")])
      #expect(try archive.name(of: "vot") == id("dam00") && archive.name(of: "none") == nil)
      #expect(try archive.current([id("vote0"), id("none0")]) == [id("vote0"): id("dam00")])
      #expect(try archive.numbers(in: id("vote0")) == [1, 2, 3, 4])
      // What is placed under the old name later goes where the name leads.
      _ = try archive.file(filing(placed(feedItem("5"), in: "vote0", seen: hours(5))))
      #expect(try archive.item("5")?.thread == id("dam00"))
      #expect(try archive.snapshot()?.bytes == [7])
    }
  }

  @Test func `items split off are in a thread of their own, and say where they were placed`() throws
  {
    try stocked { archive, _ throws in
      try archive.steer([splitting], at: hours(4), clustererSnapshot: [7])
      #expect(try archive.numbers(in: id("crack")) == [4])
      #expect(try archive.numbers(in: id("dam00")) == [1, 2])
      #expect(try archive.item("4")?.placement.thread == id("dam00"))
      #expect(try archive.isThread(id("crack")) && !archive.isThread(id("crac")))
      // A merge of the thread they left does not take them along.
      try archive.steer([merging], at: hours(5), clustererSnapshot: [8])
      #expect(try archive.item("4")?.thread == id("crack"))
    }
  }

  @Test func `orders are kept as they were given, with the item they followed`() throws {
    try stocked { archive, path throws in
      try archive.steer([.window(86_400), splitting], at: hours(4), clustererSnapshot: [7])
      _ = try archive.file(filing(placed(feedItem("5"), in: "vote0", seen: hours(5))))
      try archive.steer([merging], at: hours(6), clustererSnapshot: [8])
      let expected = [
        SteeringRecord(number: 1, afterItem: 4, at: hours(4), deed: .window(86_400)),
        SteeringRecord(number: 2, afterItem: 4, at: hours(4), deed: splitting),
        SteeringRecord(number: 3, afterItem: 5, at: hours(6), deed: merging),
      ]
      #expect(try archive.steering() == expected)
      #expect(try Archive(at: path, for: .reading).steering() == expected)
    }
  }

  @Test func `merges that later items showed are told, as far as they are in the thread`() throws {
    try stocked { archive, _ throws in
      var shown = placed(feedItem("5"), in: "dam00", seen: hours(5))
      shown.placement.merges = [merge("vote0", into: "dam00")]
      _ = try archive.file(filing(shown))
      let merges = try archive.merges(since: 3, in: [id("vote0")])
      #expect(merges.map(\.number) == [5] && merges[0].seen == hours(5))
      #expect(merges[0].merge == merge("vote0", into: "dam00"))
      #expect(try archive.merges(since: 5, in: [id("dam00")]).isEmpty)
    }
  }

  @Test func `items that turn out to be of another story are filed under its name`() throws {
    try stocked { archive, _ throws in
      var shown = placed(feedItem("5"), in: "dam00", seen: hours(5))
      let crack = try #require(try archive.placed(numbered: [4]).first).item.item.key
      let split = Placement.Split(
        from: id("dam00"), into: id("crack"), items: [crack, shown.item.key], likeness: 0.125)
      shown.placement.split = split
      _ = try archive.file(filing(shown))
      #expect(try archive.numbers(in: id("crack")) == [4, 5])
      #expect(try archive.numbers(in: id("dam00")) == [1, 2])
      #expect(try archive.item("5")?.placement == shown.placement)
      #expect(try archive.item("5")?.thread == id("crack"))
      let splits = try archive.splits(since: 5)
      #expect(splits.map(\.number) == [5] && splits[0].seen == hours(5))
      #expect(splits[0].split == split)
      #expect(try archive.splits(since: 6).isEmpty)
    }
  }

  @Test func `equal numbers stand for one thread when all are listed`() throws {
    try stocked { archive, _ throws in
      let all = try archive.threading(after: 0)
      #expect(all.map(\.item) == [1, 2, 3, 4])
      #expect(all[0].thread == all[1].thread && all[0].thread == all[3].thread)
      #expect(all[2].thread != all[0].thread)
      #expect(try archive.threading(after: 3).map(\.item) == [4])
    }
  }

  @Test func `items before one that was forgotten are settled, and so are states before it`() throws
  {
    try stocked { archive, path throws in
      #expect(try archive.settled() == 0 && archive.oldestCheckpoint() == nil)
      try archive.saveCheckpoint([1], at: hours(3))
      for number in 5...8 {
        _ = try archive.file(
          filing(placed(feedItem("\(number)"), in: "new00", seen: hours(Double(number) * 100))))
        try archive.saveCheckpoint([UInt8(number)], at: hours(Double(number) * 100))
      }
      #expect(try archive.oldestCheckpoint()?.bytes == [1])
      #expect(try archive.lastCheckpoint() == hours(800))
      let retention = Retention(horizon: hours(400), mostBytes: 1 << 40, needed: hours(700))
      #expect(try archive.forget(retention) == 4)
      #expect(try archive.settled() == 4)
      #expect(try archive.oldestCheckpoint()?.lastItem == 4)
      try archive.steer([.window(60)], at: hours(801), clustererSnapshot: [])
      try archive.saveCheckpoint([9], at: hours(900), isBeginning: true)
      #expect(try archive.settled() == 8)
      let beginning = try #require(try archive.oldestCheckpoint())
      #expect(beginning.bytes == [9] && beginning.lastItem == 8 && beginning.orders == 1)
    }
  }

  @Test func `an item is placed anew as it first came, whatever changed without its words`() throws
  {
    try withArchive { archive, _ throws in
      var item = feedItem("1")
      item.published = hours(-2)
      item.language = "en"
      _ = try archive.file(filing(placed(item)))
      var renamed = item
      renamed.id = "1b"
      renamed.published = hours(5)
      renamed.language = "de"
      let sorted = try archive.sort([renamed], of: harbour, at: hours(6))
      #expect(sorted.revised.count == 1)
      _ = try archive.file(
        Filing(state: SourceState(address: harbour), revised: sorted.revised, at: hours(6)))
      #expect(try archive.placed(after: 0).map(\.item.content) == [item])
      #expect(try archive.placed(numbered: [1]).map(\.item.item.content) == [item])
      #expect(try archive.item("1b")?.item.content == renamed)
      #expect(try archive.item("1b")?.revisions.count == 1)
    }
  }
}
