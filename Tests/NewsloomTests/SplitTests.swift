import Foundation
import Testing

/// A thread that turns out to hold two stories, through the whole program.
@Suite struct SplitTests {
  private static let told = [
    (
      "Hask visits Orvena after dam burst",
      "Minister Hask went to Orvena, where the dam burst at dawn."
    ),
    (
      "Hask on trial over Orvena dam", "Minister Hask is on trial for bribery over the Orvena dam."
    ),
    (
      "Orvena dam burst floods valley",
      "The dam above Orvena burst and flooded the whole valley below, engineers say."
    ),
    (
      "Hask trial: minister denies bribery", "Minister Hask denies bribery as his trial opens."
    ),
    (
      "Hundreds flee flooded valley",
      "Hundreds flee the flooded valley below the dam that burst, engineers say."
    ),
    (
      "Witness at Hask bribery trial",
      "A witness at the trial told of bribery and of envelopes for minister Hask."
    ),
    (
      "Engineers saw cracks in dam",
      "Engineers saw cracks in the dam before it burst and flooded the valley."
    ),
    ("Nine dead in flooded valley", "Nine died when the dam burst and flooded the valley."),
  ]

  /// Lets three outlets tell of it in turn, an item an hour.
  private static func tell(_ items: Range<Int>, in scene: StoriesScene) async throws {
    for number in items {
      try await scene.poll(
        StoriesScene.names[number % 3],
        [("n\(number)", told[number].0, told[number].1, StoriesScene.date(number))])
    }
  }

  @Test func `a thread that holds two stories becomes two, in the archive and in a replay`()
    async throws
  {
    let scene = try StoriesScene()
    try await Self.tell(0..<7, in: scene)
    let before = try await scene.threads()
    #expect(Set(before.values).count == 1)
    let dam = try #require(before["n0"])
    try await Self.tell(7..<8, in: scene)
    let after = try await scene.threads()
    let trial = try #require(after["n1"])
    #expect(trial != dam)
    for id in ["n0", "n2", "n4", "n6", "n7"] { #expect(after[id] == dam) }
    for id in ["n1", "n3", "n5"] { #expect(after[id] == trial) }
    let replayed = try await scene.replay()
    #expect(replayed.output.contains("8 items in 2 threads placed anew: no differences."))
    let other = try await scene.replay("--set", "split-threshold=0")
    #expect(other.output.contains("would be one"), "\(other.output)")
  }

  @Test func `why says that an item's thread turned out to be two`() async throws {
    let scene = try StoriesScene()
    try await Self.tell(0..<8, in: scene)
    let threads = try await scene.threads()
    let dam = try #require(threads["n0"])
    let trial = try #require(threads["n1"])
    let last = try await scene.number(of: "n7")
    for (id, isMoved) in [("n1", true), ("n0", false), ("n7", false)] {
      let number = try await scene.number(of: id)
      let why = try await scene.program.run("why", "\(number)").output
        .replacing(/\s+/, with: " ")
      #expect(why.contains("item \(last) showed \(dam) to be two stories"), "\(why)")
      #expect(why.contains("this one \(isMoved ? "among them" : "not"), went to \(trial)"))
      #expect(why.contains("Its thread is \(trial) now.") == isMoved)
      let json = try await scene.program.run("why", "\(number)", "--json").objects()
      let splits = try #require(json.first?["splits_since"] as? [[String: Any]])
      #expect(splits.map { $0["into"] as? String } == [trial])
      #expect((splits.first?["items"] as? [Any])?.count == 3)
    }
  }

  @Test func `a daemon whose state was lost finds the same two stories again`() async throws {
    let scene = try StoriesScene()
    try await Self.tell(0..<8, in: scene)
    try scene.program.spoilSnapshot()
    let before = try await scene.threads()
    try await scene.poll(
      "Beta",
      [
        (
          "n8", "Hask found guilty of bribery", "Minister Hask was found guilty; his trial ends.",
          StoriesScene.date(8)
        )
      ])
    let after = try await scene.threads()
    #expect(after["n8"] == before["n1"])
    #expect(try await scene.replay().output.contains("no differences"))
  }

  @Test func `the clusterer alone gives both stories' items their own thread`() async throws {
    let program = try Program()
    let lines = Self.told.enumerated().map { number, told in
      """
      {"id":"n\(number)","source":"Paper \(number)","title":"\(told.0)","summary":"\(told.1)",\
      "published":"2026-09-01T12:0\(number):00Z","language":"en"}
      """
    }
    try program.write(lines.joined(separator: "\n"), to: "items.jsonl")
    let threads = try await program.run("cluster", "items.jsonl").objects()
      .map { $0["thread"] as? String }
    #expect(Set([0, 2, 4, 6, 7].map { threads[$0] }).count == 1)
    #expect(Set([1, 3, 5].map { threads[$0] }).count == 1)
    #expect(threads[0] != threads[1])
  }
}
