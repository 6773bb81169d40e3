import Foundation
import NewsModel
import Storing
import Testing

@Suite struct NoticeTests {
  private func filing(_ numbers: ClosedRange<Int>) -> Filing {
    var filing = Filing(state: SourceState(address: harbour), at: noon)
    filing.notices = numbers.map { Notice(.watch, about: "harbour \($0)", detail: "x", at: noon) }
    return filing
  }

  @Test func `a notice is kept with what it tells of until it has been told`() throws {
    try withArchive { archive, path throws in
      _ = try archive.file(filing(1...2))
      let first = try archive.notices()
      #expect(first.map(\.notice.subject) == ["harbour 1", "harbour 2"])
      #expect(Set(first.map(\.key)).count == 2)
      #expect(first.allSatisfy { $0.tries == 0 && $0.due == noon })

      try archive.postpone(
        first[0].number, until: hours(1), because: "busy", others: [first[1].number])
      let later = try archive.notices()
      #expect(later.map(\.due) == [hours(1), hours(1)])
      #expect(later.map(\.tries) == [1, 0])
      #expect(later.map(\.trouble) == ["busy", nil])
      #expect(later.map(\.key) == first.map(\.key))

      try archive.settle([first[0].number])
      #expect(try archive.notices().map(\.notice.subject) == ["harbour 2"])
    }
  }

  @Test func `one subject is told once, and another time after that only if it is new`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(filing(1...1))
      _ = try archive.file(filing(1...1))
      #expect(try archive.notices().count == 1)
    }
  }

  @Test func `of items that are watched for, the newest thousand wait`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(filing(1...700))
      _ = try archive.file(filing(701...1400))
      let waiting = try archive.notices().map(\.notice.subject)
      #expect(waiting.count == 1000)
      #expect(waiting.first == "harbour 401" && waiting.last == "harbour 1400")
    }
  }

  @Test func `an edition that cannot be closed leaves no notice`() throws {
    try withArchive { archive, _ throws in
      let day = try #require(Day("2026-11-21"))
      let record = EditionRecord(
        span: EditionSpan(day: day, ordinal: 1, opens: noon, closes: hours(1), zone: "UTC"),
        digest: [], members: [], closedAt: hours(1))
      try archive.close(record, notices: [Notice(.edition, about: "2026-11-21", at: noon)])
      #expect(throws: ArchiveError.closed("2026-11-21")) {
        try archive.close(record, notices: [Notice(.command, about: "2026-11-21", at: noon)])
      }
      #expect(try archive.notices().map(\.notice.kind) == [.edition])
    }
  }
}
