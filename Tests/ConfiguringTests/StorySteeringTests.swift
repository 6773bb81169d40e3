import Foundation
import Testing

@testable import Configuring

@Suite struct StorySteeringTests {
  @Test func `stories are followed, muted, merged and split by their ids`() throws {
    let text = """
      # mine
      follow 2026-11-19-hormuz-closure-7f3k   # every day
      mute "2026-11-18-derby"
      merge a b c
      merge d e
      split "https://a.example/rss tag:a.example,2026:1?x=y" https://b.example/?id=5
      """
    let steering = try StorySteering(reading: text, named: "stories.conf")
    #expect(steering.orders.map(\.verb) == [.follow, .mute, .merge, .merge, .split])
    #expect(
      steering.orders.map { $0.names.map(\.text) } == [
        ["2026-11-19-hormuz-closure-7f3k"], ["2026-11-18-derby"], ["a", "b", "c"], ["d", "e"],
        ["https://a.example/rss tag:a.example,2026:1?x=y", "https://b.example/?id=5"],
      ])
    #expect(steering.orders[1].origin == "stories.conf:3")
    #expect(steering.orders[1].text == "mute 2026-11-18-derby")
  }

  @Test func `a name that turns out to be nobody's is told with its place`() throws {
    let steering = try StorySteering(reading: "\nmerge 7f3k  \"a b\"", named: "stories.conf")
    #expect(
      steering.orders[0].names[1].warning("there is no story 'a b'").rendered == """
        stories.conf:2:13: warning: there is no story 'a b'
            2 | merge 7f3k  "a b"
              |             ^~~~~
        """)
  }

  @Test func `what stands beside feeds.conf is read, and nothing where nothing is`() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "steering-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // A folder that stays behind in the temporary directory fails no test.
    defer { try? FileManager.default.removeItem(at: folder) }
    let feeds = folder.appending(path: "feeds.conf").path
    #expect(try StorySteering(beside: feeds) == StorySteering())
    try Data("mute x".utf8).write(to: folder.appending(path: "stories.conf"))
    #expect(try StorySteering(beside: feeds).orders.map(\.text) == ["mute x"])
    #expect(try StorySteering(beside: feeds).orders[0].origin == "\(folder.path)/stories.conf:1")
  }

  @Test func `an empty file steers nothing and warns of nothing`() throws {
    #expect(try StorySteering(reading: "\n# none\n", named: "stories.conf") == StorySteering())
  }

  @Test func `all errors are told with their places`() {
    let errors = #expect(throws: ConfigurationErrors.self) {
      try StorySteering(
        reading:
          "folow a\nmute\nfollow a b\nmerge a a\nsplit\nfollow \"\"\nmute ok\nx\u{7}\nfollow ok",
        named: "stories.conf")
    }
    #expect(
      errors?.problems.filter { $0.severity == .error }.map {
        "\($0.line):\($0.column): \($0.message)"
      }
        == [
          "1:1: unknown word 'folow'; did you mean 'follow'?",
          "2:1: no story is named; write mute ID",
          "3:10: one story a line; write another line follow b",
          "4:1: merging takes two stories or more; write merge ID ID",
          "5:1: no item is named; write split ITEM",
          "6:8: an empty name is none; write the id of a story",
          "8:2: the control character 0x7 stands here; write text, blanks and tabs only",
          "9:8: stories.conf:7 says 'mute ok'; a story is followed or muted, not both",
        ])
    #expect(errors?.summary == "stories.conf: 8 errors; 1 line would load")
  }
}
