import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct BigDayTests {
  /// Five items of one topic and forty of another, none joined with any other.
  private var digest: DailyDigest {
    var room = Newsroom()
    for number in 0..<45 {
      let topic = number < 5 ? "home" : "world"
      room.thread([
        .init(
          outlet: "Outlet \(number % 7)", time: "2026-11-20T09:00:00Z", title: "Single \(number).",
          topic: topic)
      ])
    }
    var editor = DigestEditor(sources: room.sources())
    editor.mostSingles = 25
    return editor.digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
  }

  @Test func `an edition of a very big day lists some of its single items and counts all`() {
    let digest = digest
    #expect(digest.counts.singles == 45)
    #expect(digest.topics.map(\.path).sorted() == ["home", "world"])
    for topic in digest.topics {
      #expect(topic.singles.count == (topic.path == "home" ? 5 : 20))
      #expect(topic.unlisted == (topic.path == "home" ? nil : 20))
    }
  }

  @Test(arguments: DigestFormat.allCases.filter(\.isOfEdition))
  func `every format says where the items are that it does not list`(format: DigestFormat) throws {
    let page = try #require(format.pages(for: digest).first)
    let text = String(decoding: page.bytes, as: UTF8.self).replacing("=\n", with: "")
    let words = format == .json ? "\"unlisted\":20" : "nd 20 more, which "
    #expect(text.components(separatedBy: words).count == (format == .eml ? 3 : 2))
    let usual = try #require(format.pages(for: InventedDay.digest()).first)
    #expect(!String(decoding: usual.bytes, as: UTF8.self).contains("unlisted"))
  }

  @Test func `topics with few single items have all of theirs listed`() {
    #expect(DigestEditor.share(of: 100, among: [10, 60, 30]) == .max)
    #expect(DigestEditor.share(of: 90, among: [10, 60, 30]) == 50)
    #expect(DigestEditor.share(of: 60, among: [10, 60, 30]) == 25)
    #expect(DigestEditor.share(of: 2, among: [10, 60, 30]) == 0)
    #expect(DigestEditor.share(of: 2, among: []) == .max)
  }

  @Test func `an edition is archived as it would be in one piece`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var hostile = digest
    hostile.topics[0].path = #"","singles":[],"topics":[]"#
    for digest in [digest, hostile, InventedDay.digest(), InventedDay.emptyDigest] {
      #expect(try digest.archived() == Array(encoder.encode(digest)))
      #expect(try DailyDigest(archived: digest.archived()) == digest)
    }
  }
}
