import Foundation
import LoopbackServer
import Synchronization
import Testing

/// The commands as a person at a shell meets them.
@Suite struct CommandTests {
  private static let first = Sample.rss(
    "Alpha",
    [
      (
        "a1", "Dam gives way near Derno",
        "The Kolva dam near Derno gave way; 15 people are missing.", "Fri, 20 Nov 2026 06:00:00 GMT"
      ),
      (
        "a2", "Bakers win prize", "Two bakers of Immerau won the Golden Loaf.",
        "Fri, 20 Nov 2026 07:00:00 GMT"
      ),
    ])
  private static let second = Sample.rss(
    "Beta",
    [
      (
        "b1", "Kolva dam collapse: 15 missing at Derno",
        "Fifteen people are missing at Derno after the Kolva dam gave way.",
        "Fri, 20 Nov 2026 08:00:00 GMT"
      )
    ])

  private func filled() throws -> (Program, LoopbackServer) {
    let server = try LoopbackServer { request in
      switch request.target {
      case "/alpha.xml": .init(status: 200, body: Array(Self.first.utf8))
      case "/beta.xml": .init(status: 200, body: Array(Self.second.utf8))
      case "/page.html":
        .init(
          status: 200, headers: [("Content-Type", "text/html")],
          body: Array(
            "<!doctype html><html><head><title>x</title></head><body>Hi</body></html>".utf8))
      default: .init(status: 404)
      }
    }
    let program = try Program()
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      set per-site 6
      [world]
      \(server.url)/alpha.xml "Alpha"
      \(server.url)/beta.xml "Beta"
      """, to: "feeds.conf")
    return (program, server)
  }

  @Test func `a poll fills the archive and the digest, and the commands look into them`()
    async throws
  {
    let (program, server) = try filled()
    defer { server.stop() }
    let poll = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(poll.status == 0, "\(poll.complaints)")
    #expect(poll.output.contains("2 of 2 sources answered, 3 new items"))
    #expect(
      try await program.run("poll", "--now", "2026-11-20T12:00:10Z").output.contains("0 of 0"))

    let items = try await program.run("items", "--json").objects()
    #expect(items.count == 3)
    let dam = items.filter {
      ($0["title"] as? String)?.contains("am") == true && $0["id"] as? String != "a2"
    }
    #expect(Set(dam.compactMap { $0["thread"] as? String }).count == 1)
    let thread = try #require(dam.first?["thread"] as? String)

    let threads = try await program.run("threads", "--day", "2026-11-20")
    #expect(threads.output.contains(thread.prefix(6)))
    #expect(threads.lines.allSatisfy { $0.count <= 80 })
    let show = try await program.run("show", String(thread.prefix(6)))
    #expect(show.output.contains("Alpha") && show.output.contains("Beta"))
    // Whichever of the two answers came second joined the other's thread.
    let why = [
      try await program.run("why", "a1").output, try await program.run("why", "b1").output,
    ]
    #expect(why.filter { $0.contains("It began thread \(thread)") }.count == 1)
    #expect(why.filter { $0.contains("It joined thread \(thread)") }.count == 1)
    #expect(why.allSatisfy { $0.contains("The margin is") })
    let search = try await program.run("search", "golden", "loaf", "--json").objects()
    #expect(search.map { $0["id"] as? String } == ["a2"])
    #expect(
      try await program.run("search", "nothing-like-this").complaints.contains("nothing found"))
    #expect(try await program.run("show", "zzzzzz").status == 65)

    let states = try await program.run("status", "--json").objects()
    #expect(states.map { $0["state"] as? String } == ["ok", "ok"])
    #expect(states.map { $0["items"] as? Int } == [2, 1])

    #expect(try program.read("digest/today.html").contains("Dam gives way near Derno"))
    #expect(
      try await program.run("poll", "--now", "2026-11-21T06:31:00Z").output.contains(
        "2026-11-21 is closed"))
    let written = try program.read("digest/2026/2026-11-21/index.html")
    #expect(try await program.run("digest", "2026-11-21").status == 0)
    #expect(try program.read("digest/2026/2026-11-21/index.html") == written)
    #expect(try await program.run("digest", "--stdout", "--format", "md").output.contains("Derno"))
    #expect(try await program.run("read").output.contains("Derno"))
    let backup = try await program.run("backup", "copy.sqlite")
    #expect(backup.output.contains("3 items"))
    #expect(try await program.run("backup", "copy.sqlite").status == 74)
  }

  @Test func `what is wrong with a source is told, and costs only that source`() async throws {
    let (program, server) = try filled()
    defer { server.stop() }
    try program.write(
      """
      set state state
      set per-site 6
      \(server.url)/alpha.xml
      \(server.url)/page.html
      \(server.url)/missing.xml
      http://127.0.0.1:1/refused.xml
      """, to: "feeds.conf")
    let poll = try await program.run("poll")
    #expect(poll.status == 0)
    #expect(poll.output.contains("1 of 4"))
    #expect(poll.complaints.contains("HTML"))
    let states = try await program.run("status", "--json").objects()
    #expect(states.map { $0["state"] as? String } == ["ok", "failing", "failing", "failing"])
    #expect(states.map { $0["http_status"] as? Int } == [200, 200, 404, nil])
    try program.write("set state state\n\(server.url)/page.html\n", to: "feeds.conf")
    #expect(try await program.run("poll", "--all").status == 1)
  }

  @Test func `an item that a body breaks off in is stored when it comes whole`() async throws {
    let whole = Self.first
    let cut = Int(whole.utf8.count) - 100
    let isCut = Mutex(true)
    let server = try LoopbackServer { _ in
      let body = Array(whole.utf8)
      return .init(status: 200, body: isCut.withLock { $0 } ? Array(body[..<cut]) : body)
    }
    defer { server.stop() }
    let program = try Program()
    try program.write("set state state\n\(server.url)/a.xml\n", to: "feeds.conf")
    try await program.run("poll", "--all")
    #expect(
      try await program.run("items", "--json").objects().map { $0["id"] as? String } == ["a1"])
    isCut.withLock { $0 = false }
    try await program.run("poll", "--all")
    let titles = try await program.run("items", "--json").objects().compactMap {
      $0["title"] as? String
    }
    #expect(Set(titles) == ["Dam gives way near Derno", "Bakers win prize"])
    #expect(titles.count == 2)
  }

  @Test func `before the first poll there is nothing to list, and every source is waiting`()
    async throws
  {
    let program = try Program()
    try program.write("set state state\nhttps://a.example/rss\n", to: "feeds.conf")
    let items = try await program.run("items", "--json")
    #expect(items.status == 0 && items.output.isEmpty)
    #expect(items.complaints.contains("nothing has been stored yet"))
    #expect(
      try await program.run("status", "--json").objects().map { $0["state"] as? String } == [
        "waiting"
      ])
    #expect(try await program.run("why", "1").status == 65)
  }

  @Test func `a broken feeds.conf is explained and ends with 78`() async throws {
    let program = try Program()
    try program.write(
      "https://a.example/rss intervall=3m\nhttps://b.example/rss\n", to: "feeds.conf")
    for command in [["check"], ["poll"], ["run"]] {
      let outcome = try await program.run(command[0])
      #expect(outcome.status == 78)
      #expect(outcome.complaints.contains("did you mean 'interval'?"))
      #expect(
        outcome.complaints.contains("1 error; 1 source would load")
          || outcome.complaints.contains("1 error; 1 sources would load"))
    }
    #expect(try await program.run("check", "-c", "nowhere.conf").status == 78)
    #expect(try await program.run("poll", "--nonsense").status == 64)
  }

  @Test func `the configuration may be named before the command`() async throws {
    let program = try Program()
    try program.write("https://a.example/rss\n", to: "other.conf")
    #expect(try await program.run("-c", "other.conf", "check").output.contains("1 source"))
    #expect(try await program.run("check", "-c", "other.conf").output.contains("1 source"))
    #expect(try await program.run("-c", "other.conf").status == 64)
  }

  @Test func `a credential that others can read is refused with a sentence, else it is sent`()
    async throws
  {
    let server = try LoopbackServer { _ in .init(status: 200, body: Array(Self.first.utf8)) }
    defer { server.stop() }
    let program = try Program()
    try program.write("set state state\n\(server.url)/a.xml auth=@paper\n", to: "feeds.conf")
    let secret = try program.write("bob:secret\n", to: "state/credentials/paper")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: secret)
    let refused = try await program.run("poll", "--all")
    #expect(refused.complaints.contains("others can read"))
    #expect(!refused.complaints.contains("Stop("))
    #expect(server.requests.isEmpty)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
    #expect(try await program.run("poll", "--all").status == 0)
    #expect(server.requests.last?.header("Authorization") == "Basic Ym9iOnNlY3JldA==")
  }

  @Test func `check reads stories.conf too`() async throws {
    let program = try Program()
    try program.write("https://a.example/rss\n", to: "feeds.conf")
    try program.write("follow 7f3k\n", to: "stories.conf")
    let sound = try await program.run("check")
    #expect(sound.status == 0 && sound.complaints.isEmpty)
    try program.write("folow 7f3k\n", to: "stories.conf")
    let refused = try await program.run("check")
    #expect(refused.status == 78)
    #expect(refused.complaints.contains("stories.conf:1:1"))
  }

  @Test func `check shows what applies to a source and where it comes from`() async throws {
    let program = try Program()
    try program.write(
      "set interval 20m..2h\n[world] lang=de\nhttps://a.example/rss \"A\" timeout=5s\n",
      to: "feeds.conf")
    let outcome = try await program.run("check", "--effective", "https://a.example/rss", "--json")
    let values = try outcome.objects().reduce(into: [String: String]()) {
      $0[$1["name"] as? String ?? ""] = $1["origin"] as? String
    }
    #expect(values["interval"] == "feeds.conf:1")
    #expect(values["lang"] == "feeds.conf:2")
    #expect(values["timeout"] == "feeds.conf:3")
    #expect(values["max-size"] == "default")
    #expect(try await program.run("check", "--effective", "https://b.example/rss").status == 65)
  }

  @Test func `what cannot be written is an I/O error with a sentence`() async throws {
    let program = try Program()
    try program.write("not a folder", to: "state")
    try program.write("set state state\nfile:///nowhere.xml\n", to: "feeds.conf")
    let poll = try await program.run("poll")
    #expect(poll.status == 74)
    #expect(poll.complaints.contains("state"))
    #expect(try await program.run("backup", "copy.sqlite").status == 74)
  }

  @Test func `parse prints JSON and tells what is no feed`() async throws {
    let program = try Program()
    try program.write(Self.first, to: "a.xml")
    try program.write(
      "<html><head><link rel=alternate type=application/rss+xml href=/f.xml></head></html>",
      to: "b.html")
    let object = try #require(try await program.run("parse", "a.xml").objects().first)
    #expect(object["format"] as? String == "rss20")
    #expect((object["items"] as? [Any])?.count == 2)
    let page = try await program.run("parse", "b.html", "--base", "https://b.example/")
    #expect(page.status == 65)
    #expect(page.complaints.contains("https://b.example/f.xml"))
    let all = try await program.run("parse", "--jsonl", "b.html", "a.xml", "b.html").objects()
    #expect(all.map { $0["exit"] as? Int } == [65, nil, 65])
    #expect(try await program.run("parse", "nowhere.xml").status == 74)
    try program.write(
      "{\"file\":\"a.xml\",\"base\":null,\"content_type\":\"text/xml\"}\n", to: "m.jsonl")
    #expect(try await program.run("parse", "--manifest", "m.jsonl").lines.count == 1)
    #expect(try await program.run("parse").status == 64)
  }

  @Test func `cluster joins items of one event and refuses a broken line by its number`()
    async throws
  {
    let program = try Program()
    let lines = [
      #"{"id":"1","source":"a","title":"Dam near Derno gives way, 15 missing","published":"2026-11-20T06:00:00Z"}"#,
      #"{"id":"2","source":"b","title":"Bakers of Immerau win Golden Loaf","published":"2026-11-20T06:10:00Z"}"#,
      #"{"id":"3","source":"c","title":"Fifteen missing as Derno dam gives way","published":"2026-11-20T06:20:00Z"}"#,
    ].joined(separator: "\n")
    let threads = try await program.run("cluster", input: lines).objects().compactMap {
      $0["thread"] as? String
    }
    #expect(threads.count == 3 && threads[0] == threads[2] && threads[0] != threads[1])
    let online = try await program.run("cluster", "--online", input: lines).objects()
    #expect(online.map { $0["first"] as? Bool } == [true, true, false])
    let broken = try await program.run("cluster", input: lines + "\n{\"id\":\"4\"}\n")
    #expect(broken.status == 65)
    #expect(broken.complaints.contains(":4:"))
  }

  @Test func `the demo makes a digest without the network`() async throws {
    let program = try Program()
    let demo = try await program.run("demo", "--output", "demo")
    #expect(demo.status == 0, "\(demo.complaints)")
    let index = try program.read("demo/index.html")
    #expect(index.contains("<html"))
  }

  @Test func `help names every command, and every command helps`() async throws {
    let program = try Program()
    let help = try await program.run("--help").output
    for command in [
      "run", "poll", "check", "parse", "try", "cluster", "status", "items", "threads", "show",
      "why",
      "search", "digest", "read", "backup", "demo",
    ] {
      #expect(help.contains("  \(command) "), "\(command)")
      #expect(try await program.run(command, "--help").status == 0)
    }
  }
}
