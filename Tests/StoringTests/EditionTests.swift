import Foundation
import NewsModel
import Storing
import Testing

@Suite struct EditionTests {
  private func record(
    _ day: String, ordinal: Int = 1, closes: Date,
    members: [(thread: ThreadID, item: Int, rank: Int)]
  ) throws -> EditionRecord {
    EditionRecord(
      span: EditionSpan(
        day: try #require(Day(day)), ordinal: ordinal, opens: closes.addingTimeInterval(-86400.1),
        closes: closes, zone: "Europe/Berlin"),
      digest: Array("{\"day\":\"\(day)\"}".utf8) + [0, 255], members: members,
      closedAt: closes.addingTimeInterval(1.7))
  }

  private let dam = ThreadID(rawValue: "dam0000000")
  private let fire = ThreadID(rawValue: "fire000000")

  @Test func `an edition comes back as it was closed`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(placed(feedItem("1")), placed(feedItem("2", "F"), in: "fire000000")))
      let members = [(thread: fire, item: 2, rank: 1), (thread: dam, item: 1, rank: 2)]
      let closed = try record("2026-11-21", closes: noon, members: members)
      try archive.close(closed)
      let found = try #require(try archive.edition(named: "2026-11-21"))
      #expect(found.span == closed.span)
      #expect(found.digest == closed.digest)
      #expect(found.closedAt == closed.closedAt)
      #expect(found.members.elementsEqual(members) { $0 == $1 })
      #expect(try archive.edition(named: "2026-11-22") == nil)
    }
  }

  @Test func `a closed edition is never replaced`() throws {
    try withArchive { archive, _ throws in
      let first = try record("2026-11-21", closes: noon, members: [(thread: dam, item: 1, rank: 1)])
      try archive.close(first)
      var second = first
      second.digest = [1]
      second.members = []
      #expect(throws: ArchiveError.closed("2026-11-21")) { try archive.close(second) }
      #expect(try archive.edition(named: "2026-11-21")?.digest == first.digest)
      #expect(try archive.edition(named: "2026-11-21")?.members.count == 1)
    }
  }

  @Test func `editions are listed the newest first, two of a day apart`() throws {
    try withArchive { archive, _ throws in
      #expect(try archive.lastEdition() == nil)
      try archive.close(record("2026-11-21", closes: noon, members: []))
      try archive.close(record("2026-11-21", ordinal: 2, closes: hours(12), members: []))
      try archive.close(record("2026-11-20", closes: hours(-24), members: []))
      #expect(
        try archive.editions().map(\.name) == ["2026-11-21-2", "2026-11-21", "2026-11-20"])
      #expect(try archive.lastEdition()?.name == "2026-11-21-2")
    }
  }

  @Test func `a thread knows the editions that told it, under all its names`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(
        filing(placed(feedItem("1")), placed(feedItem("2", "F"), in: "fire000000")))
      try archive.close(record("2026-11-19", closes: hours(-48), members: [(fire, 2, 1)]))
      try archive.close(record("2026-11-20", closes: hours(-24), members: [(dam, 1, 1)]))
      #expect(try archive.earlierEditions(of: dam).map(\.name) == ["2026-11-20"])
      _ = try archive.file(
        filing(
          placed(feedItem("3", "G"), merges: [merge("fire000000", into: "dam0000000")])))
      for name in [dam, fire] {
        #expect(
          try archive.earlierEditions(of: name).map(\.name) == ["2026-11-20", "2026-11-19"])
      }
      #expect(try archive.earlierEditions(of: ThreadID(rawValue: "none")) == [])
      // The edition itself still says what it said.
      #expect(try archive.edition(named: "2026-11-19")?.members.first?.thread == fire)
    }
  }
}
