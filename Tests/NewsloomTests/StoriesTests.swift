import Foundation
import Testing

/// What stories.conf orders, and placing the archive anew, through the whole program.
@Suite struct StoriesTests {
  /// A dam that bursts (four items, of which the last is another dam's) and a trial (three).
  private static func news(in scene: StoriesScene) async throws {
    try await scene.poll(
      "Alpha",
      [
        (
          "d1", "Orvena dam bursts after rain", "The Orvena dam burst at dawn after rain.",
          StoriesScene.date(0)
        ),
        (
          "t1", "Bribery trial of Hask opens", "Minister Hask denies bribery in court.",
          StoriesScene.date(0)
        ),
      ])
    try await scene.poll(
      "Beta",
      [
        (
          "d2", "Hundreds flee as Orvena dam bursts", "The Orvena dam burst; hundreds flee.",
          StoriesScene.date(1)
        ),
        (
          "t2", "Hask denies bribery as trial opens", "Hask said in court he took no bribe.",
          StoriesScene.date(1)
        ),
      ])
    try await scene.poll(
      "Gamma",
      [
        (
          "d3", "Orvena dam burst: nine dead", "Nine died when the Orvena dam burst.",
          StoriesScene.date(2)
        ),
        (
          "d4", "After Orvena dam bursts, Lodda dam cracks", "The Lodda dam cracks too.",
          StoriesScene.date(2)
        ),
        (
          "v1", "Vote begins in Mirov", "Polling stations opened in Mirov at eight.",
          StoriesScene.date(2)
        ),
      ])
  }

  @Test func `stories are merged and split once, for good, and a replay does the same`()
    async throws
  {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    let before = try await scene.threads()
    #expect(Set(["d1", "d2", "d3", "d4"].map { before[$0] }).count == 1)
    #expect(Set(["t1", "t2"].map { before[$0] }).count == 1)
    let dam = try #require(before["d1"])
    let trial = try #require(before["t1"])
    let lodda = try await scene.number(of: "d4")
    try scene.program.write(
      "split \(lodda)\nmerge \(trial) \(dam)\nfollow nobody\n", to: "stories.conf")
    let told = try await scene.poll("Alpha", [])
    #expect(told.output.contains("item \(lodda) taken out of \(dam)"))
    #expect(told.output.contains("is part of"))
    #expect(told.complaints.contains("stories.conf:3:8: warning: there is no story 'nobody'"))
    var after = try await scene.threads()
    #expect(Set(["d1", "d2", "d3", "t1", "t2"].map { after[$0] }).count == 1)
    #expect(after["d4"] != after["d1"])

    // Old names lead to what lives, and later items to the better of the two.
    let shown = try await scene.program.run("show", trial, "--json").objects()
    #expect((shown.first?["members"] as? [Any])?.count == 5)
    let again = try await scene.poll(
      "Beta",
      [
        (
          "d5", "Lodda dam cracks after Orvena", "The Lodda dam cracks, after Orvena's.",
          StoriesScene.date(5)
        ),
        (
          "d6", "Orvena dam burst: toll at twelve", "Twelve died in the Orvena flood.",
          StoriesScene.date(5)
        ),
      ])
    #expect(!again.output.contains("taken out"), "what was done is not done again")
    after = try await scene.threads()
    #expect(after["d5"] == after["d4"])
    #expect(after["d6"] == after["d1"])
    #expect(after["d5"] != after["d6"])

    let replayed = try await scene.replay()
    #expect(replayed.output.contains("9 items in 3 threads placed anew: no differences."))
    #expect(try await scene.replay().output == replayed.output)

    // The opposite line undoes it.
    let apart = try #require(after["d4"])
    try scene.program.write("split \(lodda)\nmerge \(apart) \(dam)\n", to: "stories.conf")
    try await scene.poll("Alpha", [])
    after = try await scene.threads()
    #expect(after["d4"] == after["d1"] && after["d5"] == after["d1"])
    #expect(try await scene.replay().output.contains("no differences"))

    let why = try await scene.program.run("why", "\(lodda)")
    #expect(why.output.contains("stories.conf"), "\(why.output)")
  }

  @Test func `a daemon stopped and started places as one that never stopped, steering included`()
    async throws
  {
    // Each poll is a process of its own; what one of them left in memory is spoilt.
    let whole = try StoriesScene()
    let broken = try StoriesScene()
    for scene in [whole, broken] {
      try await Self.news(in: scene)
      let lodda = try await scene.number(of: "d4")
      try scene.program.write("split \(lodda)\n", to: "stories.conf")
      try await scene.poll("Alpha", [])
      if scene === broken { try scene.program.spoilSnapshot() }
      try await scene.poll(
        "Beta",
        [
          (
            "d5", "Lodda dam cracks after Orvena", "The Lodda dam cracks, after Orvena's.",
            StoriesScene.date(5)
          ),
          (
            "d6", "Orvena dam burst: toll at twelve", "Twelve died in the Orvena flood.",
            StoriesScene.date(5)
          ),
        ])
    }
    func placements(_ scene: StoriesScene) async throws -> [String] {
      var found: [String] = []
      for number in 1...9 {
        let why = try await scene.program.run("why", "\(number)", "--json").objects()
        let placement = try #require(why.first?["placement"])
        let bytes = try JSONSerialization.data(withJSONObject: placement, options: .sortedKeys)
        let id = why.first?["id"] as? String ?? ""
        found.append(id + " " + String(decoding: bytes, as: UTF8.self))
      }
      return found
    }
    // Ids are made of addresses, and the two servers have different ports.
    func anonymous(_ lines: [String]) -> [String] {
      lines.map { $0.replacing(/"thread":"[0-9a-z]{10}"/, with: "") }
    }
    #expect(anonymous(try await placements(whole)) == anonymous(try await placements(broken)))
    #expect(try await broken.replay().output.contains("no differences"))
  }

  @Test func `a followed story is told first and marked, a muted one is listed as dropped`()
    async throws
  {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    let threads = try await scene.threads()
    let dam = try #require(threads["d1"])
    let trial = try #require(threads["t1"])
    try scene.program.write(
      "follow \(trial.prefix(6))\nmute 2020-11-22-orvena-\(dam).html\n", to: "stories.conf")
    try await scene.poll("Alpha", [])
    let today = try scene.program.read("digest/today.html")
    #expect(today.contains("You follow it"))
    #expect(today.contains("Hask") && !today.contains("Orvena"))
    #expect(try await scene.program.run("threads", "--day", "2020-11-22").output.contains("Orvena"))

    // The next morning the edition closes.
    try await scene.poll("Alpha", [], after: 24)
    let dropped = try scene.program.read("digest/2020/2020-11-23/dropped.txt")
    #expect(dropped.contains("stories.conf:2: mute") && dropped.contains("Orvena dam bursts"))
    let text = try scene.program.read("digest/2020/2020-11-23/digest.txt")
    #expect(text.contains("You follow it") && !text.contains("Orvena"))
    let status = try await scene.program.run("status").output
    #expect(status.contains("1 story followed, 1 left out"), "\(status)")

    try scene.program.write("", to: "stories.conf")
    try await scene.poll(
      "Beta",
      [
        (
          "d7", "Orvena dam burst: inquiry", "The Orvena dam burst is looked into.",
          StoriesScene.date(26)
        )
      ])
    #expect(try scene.program.read("digest/today.html").contains("Orvena"))
  }

  @Test func `a closed edition's links stay good after a merge`() async throws {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    let threads = try await scene.threads()
    try await scene.poll("Alpha", [], after: 24)
    let pages = try scene.program.storyPages()
    #expect(pages.count == 2)
    try scene.program.write(
      "merge \(threads["d1"] ?? "") \(threads["t1"] ?? "")\n", to: "stories.conf")
    try await scene.poll(
      "Beta",
      [
        (
          "t3", "Bribery trial of Hask goes on", "Hask denies in court that he took a bribe.",
          StoriesScene.date(26)
        )
      ]
    )
    for page in pages {
      #expect(scene.program.exists("digest/story/\(page)"))
      let text = try scene.program.read("digest/story/\(page)")
      #expect(text.contains("Hask"), "\(page) shows or leads to the story")
    }
  }

  @Test func `a mistake in stories conf stops what a mistake in feeds conf stops`() async throws {
    let scene = try StoriesScene()
    try scene.program.write("merge 7f3k\n", to: "stories.conf")
    for command in ["poll", "check"] {
      let outcome = try await scene.program.run(command)
      #expect(outcome.status == 78)
      #expect(outcome.complaints.contains("stories.conf:1:1: error: merging takes two stories"))
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `the daemon obeys stories conf when it is told to read its files again`() async throws {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    let threads = try await scene.threads()
    let manager = try ServiceManager(in: scene.program.folder)
    let process = try scene.program.process(
      ["run", "--now", scene.now], environment: ["NOTIFY_SOCKET": manager.path])
    try scene.program.start(process)
    try await wait(for: "READY") { manager.words.contains { $0.hasPrefix("READY=1") } }
    #expect(try scene.program.read("digest/today.html").contains("Orvena"))

    try scene.program.write("mute x y\n", to: "stories.conf")
    kill(process.processIdentifier, SIGHUP)
    try await wait(for: "word of the mistake") {
      manager.words.contains { $0.contains("stories.conf has errors since") }
    }
    #expect(try scene.program.read("log").contains("one story a line"))

    let dam = try #require(threads["d1"])
    let trial = try #require(threads["t1"])
    let vote = try #require(threads["v1"])
    try scene.program.write("merge \(trial) \(vote)\nmute \(dam)\n", to: "stories.conf")
    kill(process.processIdentifier, SIGHUP)
    try await wait(upTo: .seconds(60), for: "today's page without the dam") {
      try !scene.program.read("digest/today.html").contains("Orvena")
    }
    #expect(try scene.program.read("log").contains("story \(vote) is part of \(trial) now"))
    #expect(try await scene.threads()["v1"] == trial)
    process.terminate()
    try await wait(for: "the end") { !process.isRunning }
    #expect(process.terminationStatus == 0)
  }

  @Test func `replay tells what another setting would do, and changes nothing`() async throws {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    let before = try Data(contentsOf: scene.program.folder.appending(path: "state/newsloom.sqlite"))
    let split = try await scene.replay("--set", "threshold=2")
    #expect(split.output.contains("would split") && split.output.contains("Orvena dam bursts"))
    #expect(split.output.contains("7 items in 3 threads placed anew with threshold=2"))
    for line in split.lines { #expect(line.count <= 80) }
    let objects = try await scene.replay("--set", "threshold=2", "--json").objects()
    #expect(objects.first?["kind"] as? String == "split")
    #expect(objects.last?["kind"] as? String == "summary")
    let summary = try #require(objects.last)
    #expect(summary["splits"] as? Int == 2 && summary["moved"] as? Int == 4, "\(summary)")
    let joined = try await scene.replay("--set", "threshold=0", "--set", "title-only-extra=0")
    #expect(joined.output.contains("threads placed anew with threshold=0"))
    let after = try Data(contentsOf: scene.program.folder.appending(path: "state/newsloom.sqlite"))
    #expect(before == after)
  }

  @Test(arguments: [
    ("treshold=1", "did you mean 'threshold'?"), ("threshold", "takes KEY=VALUE"),
    ("threshold=much", "takes a number from 0 upwards"),
    ("window=5", "takes a length of time such as 48h or 5d"),
  ])
  func `a setting that is none is refused with what would do`(given: String, said: String)
    async throws
  {
    let scene = try StoriesScene()
    let outcome = try await scene.program.run("replay", "--set", given)
    #expect(outcome.status == 64)
    #expect(outcome.complaints.contains(said), "\(outcome.complaints)")
    if given.hasPrefix("tre") { #expect(outcome.complaints.contains("merge-threshold")) }
  }

  @Test func `what was forgotten leaves the rest to be placed anew as it was`() async throws {
    let scene = try StoriesScene(settings: "set keep 8d 4G\nset window 1d")
    try await Self.news(in: scene)
    for day in 1...20 {
      try await scene.poll(
        "Alpha",
        [
          (
            "a\(day)", "Vote in Mirov, day \(day): storm over the count",
            "Mirov counts its votes; day \(day) brings another storm of words.",
            StoriesScene.date(day * 24)
          ),
          (
            "b\(day)", "Harbour \(day) of Pell closed by strike",
            "Dockers of Pell strike on day \(day).",
            StoriesScene.date(day * 24)
          ),
        ], after: 24)
    }
    #expect(try await scene.threads()["d1"] == nil)
    let replayed = try await scene.replay()
    #expect(replayed.output.contains("no differences"), "\(replayed.output)")
    let summary = try #require(try await scene.replay("--json").objects().last)
    let first = try #require(try await scene.program.run("items", "--json").objects().first)
    #expect((summary["settled"] as? Int ?? 0) >= (first["number"] as? Int ?? .max) - 1)
    // Two items a day for eight days, less those before the next checkpoint: there is one a day at
    // most, and a poll that is a second early makes it wait for the day after.
    #expect((summary["items"] as? Int ?? 0) >= 12)
  }

  @Test func `a change of the window is known to a replay`() async throws {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    let text = try scene.program.read("feeds.conf")
    try scene.program.write("set window 1d\n" + text, to: "feeds.conf")
    try await scene.poll(
      "Beta",
      [
        (
          "d8", "Orvena dam burst: a week later", "A week after the Orvena dam burst.",
          StoriesScene.date(60)
        )
      ],
      after: 57)
    #expect(try await scene.threads()["d8"] != scene.threads()["d1"])
    #expect(try await scene.replay().output.contains("no differences"))
    let wider = try await scene.replay("--set", "window=5d")
    #expect(wider.output.contains("would be one"), "\(wider.output)")
  }

  @Test func `an item that its publisher changes is placed anew as it first came`() async throws {
    let scene = try StoriesScene()
    try await Self.news(in: scene)
    try await scene.poll(
      "Gamma",
      [
        (
          "d3", "Hask trial: bribery, bribery, bribery", "Minister Hask and his bribery trial.",
          StoriesScene.date(3)
        ),
        (
          "t9", "Hask bribery trial goes on", "The bribery trial of minister Hask goes on.",
          StoriesScene.date(3)
        ),
      ])
    #expect(try await scene.program.run("items", "--json").output.contains("\"revisions\":2"))
    #expect(try await scene.replay().output.contains("no differences"))
  }
}

extension Program {
  /// The names of the stories' pages.
  fileprivate func storyPages() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: folder.appending(path: "digest/story").path
    ).filter { $0.hasSuffix(".html") }
  }
}
