import Foundation
import NewsModel
import Storing
import Testing

@Suite struct FilingTests {
  @Test func `a filing that fails half-way leaves nothing, and the archive goes on`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      do {
        let archive = try Archive(at: path)
        _ = try archive.file(filing(placed(feedItem("kept"))))
        let before = try archive.states()
        var broken = filing(placed(feedItem("lost"), in: "lost000000"))
        broken.state.validators = Validators(etag: "\"lost\"")
        broken.revised = [(1, feedItem("kept", "Lost")), (4711, feedItem("nobody"))]
        broken.clustererSnapshot = [1]
        #expect(throws: ArchiveError.self) { try archive.file(broken) }
        #expect(try archive.states() == before)
      }
      let archive = try Archive(at: path)
      #expect(try archive.items(since: nil, limit: nil).map(\.item.content) == [feedItem("kept")])
      #expect(try archive.states().map(\.validators) == [Validators.none])
      #expect(try archive.thread("lost000000") == nil)
      #expect(try archive.snapshot() == nil)
      #expect(try archive.search(SearchQuery("dam"), limit: 9).map(\.item.number) == [1])
      #expect(try archive.file(filing(placed(feedItem("next")))) == [2])
    }
  }

  @Test func `answers filed together know of one another, and others see all of them or none`()
    throws
  {
    try withArchive { archive, path throws in
      let reader = try Archive(at: path, for: .reading)
      let sorted = try archive.filing { round throws in
        _ = try round.file(filing(placed(feedItem("a"))))
        let sorted = try round.sort([feedItem("a"), feedItem("b")], of: harbour, at: noon)
        #expect(try reader.counts().items == 0)
        _ = try round.file(filing(placed(feedItem("b")), placed(feedItem("c"), feed: valley)))
        return sorted
      }
      #expect(sorted.known == 1 && sorted.unseen.map(\.id) == ["b"])
      #expect(try reader.counts().items == 3)
    }
  }

  @Test func `the words of answers that are filed together go into the index at once`() throws {
    try withArchive { archive, path throws in
      for round in 0..<2 {
        try archive.filing { filings throws in
          for source in 0..<6 {
            let feed = FeedAddress("https://outlet\(source).example/")
            var answer = filing(placed(feedItem("\(round)"), in: "dam-\(source)", feed: feed))
            answer.poll = PollRecord(
              at: noon, httpStatus: 200, outcome: "ok", newItems: 1, bytes: 1, elapsed: .zero)
            _ = try filings.file(answer)
          }
        }
      }
      try execute(
        "INSERT INTO mark SELECT 'segments', count(DISTINCT segid) FROM words_idx", at: path)
      #expect(try archive.mark("segments") == "2")
      #expect(try archive.search(SearchQuery("dam"), limit: 99).count == 12)
    }
  }

  @Test func `of answers filed together none stays if one cannot be filed`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(filing(placed(feedItem("kept"))))
      #expect(throws: ArchiveError.self) {
        try archive.filing { round throws in
          var first = filing(placed(feedItem("first")))
          first.state.validators = Validators(etag: "\"first\"")
          _ = try round.file(first)
          var broken = filing()
          broken.revised = [(4711, feedItem("nobody"))]
          _ = try round.file(broken)
        }
      }
      #expect(try archive.items(since: nil, limit: nil).map(\.item.content.id) == ["kept"])
      #expect(try archive.states().map(\.validators) == [Validators.none])
      #expect(try archive.file(filing(placed(feedItem("first")))) == [2])
    }
  }

  @Test func `a full disk is told in a sentence and loses nothing that was stored`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      let big = String(repeating: "water ", count: 20_000)
      do {
        let archive = try Archive(at: path, for: .writing, mostPages: 100)
        _ = try archive.file(filing(placed(feedItem("kept"))))
        var fill = filing(placed(feedItem("1", text: big)))
        fill.placed += (2..<9).map { placed(feedItem("\($0)", text: big)) }
        fill.state.validators = Validators(etag: "\"x\"")
        let error = #expect(throws: ArchiveError.self) { try archive.file(fill) }
        #expect(error.map { "\($0)".contains("full") && "\($0)".contains("make room") } == true)
        #expect(try archive.items(since: nil, limit: nil).count == 1)
        #expect(try archive.states().first?.validators == Validators.none)
      }
      let archive = try Archive(at: path)
      #expect(try archive.file(filing(placed(feedItem("1", text: big)))) == [2])
    }
  }

  @Test func `a reader sees what is committed while a writer works`() throws {
    try withArchive { archive, path throws in
      let reader = try Archive(at: path, for: .reading)
      #expect(try reader.counts().items == 0)
      _ = try archive.file(filing(placed(feedItem("a"))))
      #expect(try reader.counts().items == 1)
      #expect(throws: ArchiveError.self) { try reader.file(filing(placed(feedItem("b")))) }
      #expect(try archive.counts().items == 1)
    }
  }

  @Test func `many readers and a writer do not disturb one another`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "storing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }  // As in `withFolder`.
    let path = folder.path + "/newsloom.sqlite"
    let archive = try Archive(at: path)
    let reader = try Archive(at: path, for: .reading)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for number in 0..<200 {
          _ = try archive.file(
            filing(
              placed(feedItem("\(number)", "T \(number)")),
              placed(feedItem("\(number)", "T \(number)"), feed: valley)))
        }
      }
      for one in [archive, reader, reader] {
        group.addTask {
          for _ in 0..<50 {
            // Both items of a filing or none.
            #expect(try one.items(since: nil, limit: nil).count % 2 == 0)
            _ = try one.search(SearchQuery("dam"), limit: 3)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try reader.counts().items == 400)
  }
}
