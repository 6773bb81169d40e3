import Foundation
import NewsModel
import Testing

@testable import Storing

@Suite struct LoneItemTests {
  @Test func `what is read of lone items is what the whole items say`() throws {
    try withArchive { archive, _ throws in
      var early = feedItem("early")
      early.published = hours(-30)
      var ahead = feedItem("ahead", "A title of tomorrow")
      ahead.published = hours(30)
      var updated = feedItem("updated", "A title that was changed")
      updated.updated = hours(-2)
      for (index, content) in [early, ahead, updated, feedItem("bare", "No date")].enumerated() {
        _ = try archive.file(filing(placed(content, in: "thread000\(index)", seen: hours(1))))
      }
      let numbers = [1, 2, 3, 4, 99]
      let whole = try archive.items(numbered: numbers)
      let lone = try archive.loneItems(numbered: numbers)
      #expect(whole.count == 4)
      #expect(
        lone.sorted { $0.number < $1.number }
          == whole.map { LoneItem($0) }.sorted { $0.number < $1.number })
      #expect(Set(lone.map(\.date)) == [hours(-30), hours(1), hours(-2)])
      #expect(try archive.loneItems(numbered: []).isEmpty)
    }
  }

  @Test func `an archive that stands still does not see what is filed later`() throws {
    try withArchive { archive, _ throws in
      _ = try archive.file(filing(placed(feedItem("a"))))
      let still = try archive.standingStill()
      _ = try archive.file(filing(placed(feedItem("b", "Another title"))))
      #expect(try still.prints(seenIn: hours(-1)..<hours(1)).map(\.members) == [1])
      #expect(try still.items(numbered: [1, 2]).map(\.number) == [1])
      #expect(try archive.items(numbered: [1, 2]).count == 2)
    }
  }
}
