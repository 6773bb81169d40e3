import Foundation
import NewsModel
import Storing
import Testing

@Suite struct ArchiveTests {
  @Test func `an item comes back as it was filed`() throws {
    try withArchive { archive, _ throws in
      var item = newsItem(fullItem())
      item.key = ItemKey(rawValue: "a key of its own")
      item.isWire = true
      item.owner = "Harbour Group"
      let placed = PlacedItem(item: item, placement: fullPlacement())
      #expect(try archive.file(filing(placed)) == [1])

      #expect(try archive.placed(after: 0) == [placed])
      let filed = try #require(try archive.item("1"))
      #expect(filed.item == item)
      #expect(filed.placement == placed.placement)
      #expect(filed.placement.margin == placed.placement.margin)
      #expect(filed.thread == placed.placement.thread)
      #expect(
        filed.revisions
          == [ItemRevision(title: item.content.title, text: item.content.text, seen: noon)])
    }
  }

  @Test func `an item with nothing but an identifier comes back as it was filed`() throws {
    try withArchive { archive, _ throws in
      let placed = PlacedItem(
        item: newsItem(FeedItem(id: "1")),
        placement: Placement(
          thread: ThreadID(rawValue: "bare000000"), isFirst: true, score: 0, threshold: 0))
      #expect(try archive.file(filing(placed)) == [1])
      #expect(try archive.placed(after: 0) == [placed])
    }
  }

  @Test func `a source's state comes back as it was filed, address letter for letter`() throws {
    try withArchive { archive, path throws in
      _ = try archive.file(Filing(state: fullState(), at: noon))
      let state = try #require(try Archive(at: path, for: .reading).states().first)
      #expect(state == fullState())
      #expect(state.address.written == fullState().address.written)
      #expect(state.movedTo == fullState().movedTo)
    }
  }

  @Test func `a state replaces the one before it, whatever the spelling of the address`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(Filing(state: fullState(), at: noon))
      let plain = SourceState(address: harbour)
      _ = try archive.file(Filing(state: plain, at: noon))
      #expect(try archive.states() == [plain])
      #expect(try archive.states().first?.address.written == harbour.written)
    }
  }

  @Test func `a state from before or after a property existed keeps all the others`() throws {
    let stored = fullState().stored()
    let earlier = stored.replacingOccurrences(of: "\"failures\":3", with: "\"later\":[1]")
    #expect(earlier != stored)
    var expected = fullState()
    expected.failures = 0
    #expect(SourceState(stored: earlier, of: harbour) == expected)
  }

  @Test func `a state is written as the model's own coding would, with every property`() throws {
    var odd = SourceState(address: harbour)
    odd.itemsPerDay = -.infinity
    odd.interval = .seconds(-1)
    var full = fullState()
    // A set is written in any order.
    full.hints.skipHours = [5]
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    for state in [full, odd, SourceState(address: valley)] {
      let own = try JSONSerialization.jsonObject(with: encoder.encode(state)) as? NSDictionary
      let ours = try JSONSerialization.jsonObject(with: Data(state.stored().utf8)) as? NSDictionary
      #expect(ours == own)
      #expect(SourceState(stored: state.stored(), of: state.address) == state)
    }
    #expect(SourceState(stored: fullState().stored(), of: harbour) == fullState())
    // What is nil has no key, and would not be missed.
    for (name, value) in Mirror(reflecting: fullState()).children {
      #expect("\(value)" != "nil", "\(name ?? "")")
    }
  }

  @Test(arguments: ["", "{", "[]", "null", "{}", "{\"condition\":\"dancing\"}"])
  func `a state that cannot be read is that of a source never asked`(stored: String) {
    #expect(SourceState(stored: stored, of: harbour) == SourceState(address: harbour))
  }

  @Test func `marks are kept, replaced and forgotten`() throws {
    try withArchive { archive, path throws in
      #expect(try archive.mark("last run") == nil)
      try archive.setMark("last run", to: "a")
      try archive.setMark("last run", to: "b")
      #expect(try Archive(at: path, for: .reading).mark("last run") == "b")
      try archive.setMark("last run", to: nil)
      #expect(try archive.mark("last run") == nil)
    }
  }

  @Test func `a snapshot knows the last item that it has seen`() throws {
    try withArchive { archive, _ throws in
      #expect(try archive.snapshot() == nil)
      try archive.saveSnapshot([])
      #expect(try archive.snapshot()?.lastItem == 0)
      var filing = filing(placed(feedItem("a")), placed(feedItem("b")))
      filing.clustererSnapshot = [0, 255, 7]
      _ = try archive.file(filing)
      _ = try archive.file(
        Storing.Filing(
          state: filing.state, placed: [placed(feedItem("c"))], at: noon))

      let snapshot = try #require(try archive.snapshot())
      #expect(snapshot.bytes == [0, 255, 7])
      #expect(snapshot.lastItem == 2)
      #expect(try archive.placed(after: snapshot.lastItem).map(\.item.content.id) == ["c"])
    }
  }

  @Test func `a snapshot comes back byte for byte however large, and the one before it is gone`()
    throws
  {
    try withArchive { archive, path throws in
      #expect(try archive.snapshotSize() == 0)
      for size in [0, 1, 1 << 20, 1 << 20 + 1, 3_500_000, 2] {
        let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 9) }
        try archive.saveSnapshot(bytes)
        let kept = try #require(try Archive(at: path, for: .reading).snapshot())
        let isSame = kept.bytes == bytes
        #expect(isSame, "\(size) bytes")
        #expect(try archive.snapshotSize() == size)
      }
    }
  }

  @Test func `an archive of the version before is brought up to date, its snapshot with it`()
    throws
  {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      do {
        let archive = try Archive(at: path)
        _ = try archive.file(filing(placed(feedItem("a"))))
        try archive.saveSnapshot([])
      }
      try execute(
        """
        DROP TABLE snapshot_piece; UPDATE snapshot SET bytes = x'00FF07'; PRAGMA user_version = 4;
        DELETE FROM grdb_migrations WHERE identifier = '5'; DELETE FROM words_config WHERE k <> 'version'
        """, at: path)
      let archive = try Archive(at: path)
      #expect(try archive.snapshot()?.bytes == [0, 255, 7])
      #expect(try archive.snapshot()?.lastItem == 1)
      #expect(try archive.search(SearchQuery("dam"), limit: 9).count == 1)
      try archive.saveSnapshot([1])
      #expect(try archive.snapshot()?.bytes == [1])
    }
  }

  @Test func `items are passed over in batches, in order, from a time on`() throws {
    try withArchive { archive, _ throws in
      let many = (0..<1201).map { number in
        placed(feedItem("\(number)", "Title \(number)"), seen: hours(Double(number)))
      }
      _ = try archive.file(
        Filing(state: SourceState(address: harbour), placed: many, at: noon))
      var seen: [String] = []
      try archive.forEachPlaced(after: 10, since: hours(100)) { number, item in
        seen.append(item.item.content.id)
        #expect(number == seen.count + 100)
        let all = try archive.counts().items
        #expect(all == 1201)
      }
      #expect(seen == (100..<1201).map(String.init))
      var few: [Int] = []
      try archive.forEachPlaced(after: 7, through: 9) { number, _ in few.append(number) }
      #expect(few == [8, 9])
    }
  }

  @Test func `items are listed in order of arrival, the last so many`() throws {
    try withArchive { archive, _ throws in
      let many = (0..<5).map { placed(feedItem("\($0)", "T\($0)"), seen: hours(Double($0))) }
      _ = try archive.file(Filing(state: SourceState(address: harbour), placed: many, at: noon))
      #expect(try archive.items(since: nil, limit: nil).map(\.number) == [1, 2, 3, 4, 5])
      #expect(try archive.items(since: hours(1), limit: nil).map(\.number) == [2, 3, 4, 5])
      #expect(try archive.items(since: hours(1), limit: 2).map(\.number) == [4, 5])
    }
  }

  @Test func `an item is found by number, identifier, key and link`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(placed(feedItem("a")), placed(feedItem("2", link: "https://x.example/"))))
      _ = try archive.file(filing(placed(feedItem("a", "Else"), feed: valley)))
      #expect(try archive.item("2")?.number == 2)
      #expect(try archive.item("a")?.number == 3)
      #expect(try archive.item("https://x.example/")?.number == 2)
      #expect(try archive.item(ItemKey(feed: harbour, id: "a").rawValue)?.number == 1)
      #expect(try archive.item("nobody") == nil)
      #expect(try archive.item("no body") == nil)
    }
  }

  @Test func `what rules dropped is kept with its first time and reason`() throws {
    try withArchive { archive, _ throws in
      let drop = DroppedItem(
        feed: harbour, sourceName: "Harbour", id: "9", title: nil, link: nil, seen: noon,
        reason: "feeds.conf:12: mute title \"horoscope\"")
      var again = drop
      again.seen = hours(1)
      again.reason = "feeds.conf:13: mute title \"horoscope\""
      for one in [drop, again] {
        _ = try archive.file(
          Filing(state: SourceState(address: harbour), dropped: [one], at: one.seen))
      }
      #expect(try archive.drops(in: noon..<hours(2)) == [drop])
      #expect(try archive.drops(in: hours(0.5)..<hours(2)) == [])
    }
  }

  @Test func `the last two hundred polls of a source are kept, the newest first`() throws {
    try withArchive { archive, _ throws in
      let polls = (0..<203).map { number in
        PollRecord(
          at: hours(Double(number)), httpStatus: number == 5 ? nil : 304, outcome: "unchanged",
          newItems: 0, bytes: number, elapsed: .milliseconds(1234))
      }
      for poll in polls {
        _ = try archive.file(
          Filing(state: SourceState(address: harbour), poll: poll, at: poll.at))
      }
      #expect(try archive.polls(of: harbour, limit: 1000) == polls.suffix(200).reversed())
      #expect(try archive.polls(of: harbour, limit: 3) == polls.suffix(3).reversed())
      #expect(try archive.polls(of: valley, limit: 3) == [])
    }
  }

  @Test func `counts tell what each source brings and what it alone has`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(
          placed(feedItem("1", "A"), in: "shared0000"),
          placed(feedItem("2", "B"), in: "alone00000"),
          placed(feedItem("3", "C"), in: "alone00000"),
          placed(feedItem("4", "D"), in: "alone20000", seen: hours(48))))
      _ = try archive.file(filing(placed(feedItem("1", "A"), in: "shared0000", feed: valley)))
      _ = try archive.file(
        Filing(state: SourceState(address: FeedAddress("https://mute.example/")), at: noon))

      let counts = try archive.itemCounts()
      #expect(counts[harbour] == ItemCounts(total: 4, soleShare: 0.75, perDay: 2))
      #expect(counts[valley] == ItemCounts(total: 1, soleShare: 0, perDay: 0.5))
      #expect(
        counts[FeedAddress("https://mute.example/")]
          == ItemCounts(total: 0, soleShare: nil, perDay: 0))
      let all = try archive.counts()
      #expect(all.items == 5)
      #expect(all.threads == 3)
      #expect(all.sources == 3)
    }
  }

  @Test func `outlets of one owner are not each other's company`() throws {
    try withArchive { archive, _ throws in
      for feed in [harbour, valley] {
        var one = placed(feedItem("1"), feed: feed)
        one.item.owner = "Group"
        _ = try archive.file(filing(one))
      }
      #expect(try archive.itemCounts()[valley]?.soleShare == 1)
    }
  }
}
