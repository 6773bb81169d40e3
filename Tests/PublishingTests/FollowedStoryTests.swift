import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct FollowedStoryTests {
  private static func pair(_ title: String, _ one: String, _ other: String, at time: String)
    -> [Newsroom.Telling]
  {
    [
      .init(outlet: one, time: time, title: title),
      .init(outlet: other, time: time, title: title + " again"),
    ]
  }

  /// Three stories, of which the last one is the least.
  private static let room = {
    var room = Newsroom()
    room.thread(
      pair("Dam bursts", "A", "B", at: "2026-11-21T05:00:00Z")
        + [.init(outlet: "C", time: "2026-11-21T05:00:00Z", title: "Dam bursts, says C")])
    room.thread(pair("Vote begins", "A", "B", at: "2026-11-20T15:00:00Z"))
    room.thread(pair("A derby ends", "D", "D", at: "2026-11-20T06:00:00Z"))
    return room
  }()

  private static func digest(following: Set<ThreadID>, top: Int = 12) -> DailyDigest {
    DigestEditor(sources: room.sources(), topLimits: ["world": top]).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads,
      notes: EditionNotes(followed: following))
  }

  @Test func `a story that is followed is told first, in full, and says so`() throws {
    let derby = Self.room.threads[2].id
    let before = Self.digest(following: [], top: 1)
    #expect(before.topics[0].stories.map(\.headline.text) == ["Dam bursts"])
    #expect(before.stories.allSatisfy { $0.isFollowed == nil })

    let digest = Self.digest(following: [derby], top: 1)
    #expect(digest.stories.first?.id == derby)
    #expect(digest.topics[0].stories.map(\.id) == [derby])
    let story = try #require(digest.stories.first)
    #expect(story.isFollowed == true && story.rank.position == 1)
    #expect(story.rank.parts.contains { $0.words == "a story you follow" && $0.points == 100 })
    #expect(story.standing.first == "You follow it")
  }

  @Test func `followed stories are told in full however many a topic tells`() {
    let all = Set(Self.room.threads.map(\.id))
    #expect(Self.digest(following: all, top: 1).topics[0].stories.count == 3)
  }

  @Test(arguments: [DigestFormat.html, .md, .txt, .eml])
  func `every format says that a story is followed`(format: DigestFormat) throws {
    let derby = Self.room.threads[2].id
    func text(_ digest: DailyDigest) -> String {
      format.pages(for: digest, neighbours: Neighbours(), identity: "x").map {
        String(decoding: $0.bytes, as: UTF8.self)
      }.joined().replacing("=\r\n", with: "")
    }
    #expect(text(Self.digest(following: [derby])).contains("You follow it"))
    #expect(!text(Self.digest(following: [])).contains("You follow it"))
  }

  @Test func `an item alone in a story that is followed is marked`() {
    var room = Newsroom()
    room.thread([.init(outlet: "A", time: "2026-11-20T09:00:00Z", title: "Alone")])
    let digest = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads,
      notes: EditionNotes(followed: [room.threads[0].id]))
    #expect(digest.topics[0].singles[0].watch == "a story you follow")
  }

  @Test func `an edition that was archived before stories could be followed is read`() throws {
    let digest = Self.digest(following: [])
    let bytes = try digest.archived()
    #expect(!String(decoding: bytes, as: UTF8.self).contains("isFollowed"))
    #expect(try DailyDigest(archived: bytes) == digest)
    let followed = Self.digest(following: [Self.room.threads[2].id])
    #expect(try DailyDigest(archived: followed.archived()) == followed)
  }
}
