import Foundation
import NewsModel
import Storing
import Testing

@Suite struct ThreadTests {
  @Test func `a span's threads come whole, with members and revisions outside of it`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(
          placed(feedItem("old"), in: "other00000", seen: hours(-30)),
          placed(feedItem("1", "A"), seen: hours(-20)), placed(feedItem("2", "B"), seen: noon),
          placed(feedItem("3", "C"), seen: hours(20))))
      _ = try archive.file(
        Filing(
          state: SourceState(address: harbour), revised: [(2, feedItem("1", "A2"))], at: hours(30)))
      let threads = try archive.threads(seenIn: noon..<hours(1))
      #expect(threads.map(\.id.rawValue) == ["dam0000000"])
      #expect(threads[0].members.map(\.number) == [2, 3, 4])
      #expect(threads[0].members[0].revisions.map(\.title) == ["A", "A2"])
      #expect(try archive.threads(seenIn: hours(1)..<hours(2)) == [])
      #expect(
        try archive.threads(seenIn: hours(-30)..<noon).map(\.id.rawValue)
          == ["other00000", "dam0000000"])
    }
  }

  @Test func `a merge moves all items, and the name that went leads to the one that lives`() throws
  {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(
          placed(feedItem("1", "A"), in: "first00000"), placed(feedItem("2", "B"), in: "second0000")
        ))
      _ = try archive.file(
        filing(
          placed(
            feedItem("3", "C"), in: "first00000",
            merges: [merge("second0000", into: "first00000")])))
      let thread = try #require(try archive.thread("second0000"))
      #expect(thread.id.rawValue == "first00000")
      #expect(thread.aliases.map(\.rawValue) == ["second0000"])
      #expect(thread.members.map(\.number) == [1, 2, 3])
      // What was decided at the time stays as it was decided.
      #expect(thread.members[1].placement.thread.rawValue == "second0000")
      #expect(try archive.placed(after: 1).first?.placement.thread.rawValue == "second0000")
      #expect(try archive.counts().threads == 1)
    }
  }

  @Test func `chains of merges lead to the thread that lives, in whatever order they came`() throws
  {
    try withArchive { archive, _ throws in
      for (number, name) in ["a000000000", "b000000000", "c000000000", "d000000000"].enumerated() {
        _ = try archive.file(filing(placed(feedItem("\(number)", "T\(number)"), in: name)))
      }
      _ = try archive.file(
        filing(
          placed(
            feedItem("x", "X"), in: "c000000000",
            merges: [
              merge("d000000000", into: "c000000000"), merge("c000000000", into: "b000000000"),
            ]),
          placed(
            feedItem("y", "Y"), in: "d000000000", merges: [merge("d000000000", into: "a000000000")])
        ))
      for name in ["a000000000", "b000000000", "c000000000", "d000000000"] {
        let thread = try #require(try archive.thread(name))
        #expect(thread.id.rawValue == "a000000000")
        #expect(thread.members.count == 6)
      }
      #expect(try archive.thread("b")?.aliases.count == 3)
      // A merge that was made before, or the other way round, changes nothing.
      _ = try archive.file(
        filing(
          placed(
            feedItem("z", "Z"), in: "b000000000", merges: [merge("a000000000", into: "d000000000")])
        ))
      #expect(try archive.thread("d")?.id.rawValue == "a000000000")
      #expect(try archive.thread("d")?.members.count == 7)
    }
  }

  @Test func `a thread is found by the beginning of its name`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(
          placed(feedItem("1", "A"), in: "7fk0000000"),
          placed(feedItem("2", "B"), in: "7fz0000000"),
          placed(feedItem("3", "C"), in: "7f")))
      #expect(try archive.thread("7FK")?.id.rawValue == "7fk0000000")
      #expect(try archive.thread("7f")?.id.rawValue == "7f")
      #expect(
        throws: ArchiveError.ambiguous(
          ["7f", "7fk0000000", "7fz0000000"].map(ThreadID.init(rawValue:)))
      ) { try archive.thread("7") }
      for none in ["", "8", "7fk00000001", "%", "_", "' OR 1"] {
        #expect(try archive.thread(none) == nil)
      }
    }
  }

  @Test func `a beginning that only fits names of one thread is not ambiguous`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(
          placed(feedItem("1", "A"), in: "7fk0000000"),
          placed(
            feedItem("2", "B"), in: "7fz0000000", merges: [merge("7fz0000000", into: "7fk0000000")])
        ))
      #expect(try archive.thread("7f")?.id.rawValue == "7fk0000000")
    }
  }
}
