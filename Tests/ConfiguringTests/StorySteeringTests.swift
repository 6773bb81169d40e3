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
    #expect(steering.follow == ["2026-11-19-hormuz-closure-7f3k"])
    #expect(steering.mute == ["2026-11-18-derby"])
    #expect(steering.merge == [["a", "b", "c"], ["d", "e"]])
    #expect(
      steering.split == [
        "https://a.example/rss tag:a.example,2026:1?x=y", "https://b.example/?id=5",
      ])
    #expect(steering.warnings.map(\.line) == [2])
    #expect(steering.warnings[0].message.hasSuffix("has no effect yet"))
  }

  @Test func `an empty file steers nothing and warns of nothing`() throws {
    #expect(try StorySteering(reading: "\n# none\n", named: "stories.conf") == StorySteering())
  }

  @Test func `all errors are told with their places`() {
    let errors = #expect(throws: ConfigurationErrors.self) {
      try StorySteering(
        reading: "folow a\nmute\nfollow a b\nmerge a a\nsplit\nfollow \"\"\nmute ok\nx\u{7}",
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
        ])
    #expect(errors?.summary == "stories.conf: 7 errors, 1 warning; 1 line would load")
  }
}
