import Foundation
import LoopbackServer
import Synchronization
import Testing

/// What newsloom tells others: the command of `after-digest` and the server of `webhook`.
@Suite struct TellingTests {
  private static let feed = Sample.rss(
    "Alpha",
    [
      (
        "a1", "Dam gives way near Derno", "The Kolva dam gave way.",
        "Fri, 20 Nov 2026 06:00:00 GMT"
      ),
      ("a2", "Bakers win prize", "A golden loaf.", "Fri, 20 Nov 2026 07:00:00 GMT"),
    ])

  /// A server that has one feed and takes what is posted as it is told to.
  private final class Hook: Sendable {
    let status = Mutex(204)
    func answer(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
      if request.method == "POST" { return .init(status: status.withLock { $0 }) }
      return .init(status: 200, body: Array(TellingTests.feed.utf8))
    }
  }

  private func premises(_ settings: String) throws -> (Program, LoopbackServer, Hook) {
    let hook = Hook()
    let server = try LoopbackServer { hook.answer($0) }
    let program = try Program()
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      set per-site 6
      \(settings.replacing("HOOK", with: "\(server.url)/SECRET?token=SECRET"))
      \(server.url)/a.xml "Alpha"
      watch title "dam"
      """, to: "feeds.conf")
    return (program, server, hook)
  }

  private func script(_ program: Program, _ text: String) throws -> String {
    let path = try program.write("#!/bin/sh\n\(text)\n", to: "publish")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    return path
  }

  private func posts(_ server: LoopbackServer) -> [LoopbackServer.Request] {
    server.requests.filter { $0.method == "POST" }
  }

  @Test func `the command is run once for each edition that closes, with its directory`()
    async throws
  {
    let (program, server, _) = try premises("set after-digest ./publish \"two words\"")
    defer { server.stop() }
    _ = try script(
      program, #"printf '%s\n' "$@" >> said; ls "$2"; printf 'red \033[31m\n'; exit 3"#)
    let first = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(first.status == 0 && !program.exists("said"), "\(first.complaints)")
    let closing = try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    #expect(closing.status == 0, "a command that fails is not the poll's failure")
    let directory = program.folder.resolvingSymlinksInPath().path + "/digest/2026/2026-11-21"
    #expect(
      try program.read("said").split(separator: "\n").map(String.init) == [
        "two words", directory,
      ])
    #expect(closing.complaints.contains("after-digest: index.html"))
    #expect(closing.complaints.contains("after-digest: red [31m"))
    #expect(!closing.complaints.contains("\u{1B}"))
    #expect(
      closing.complaints.contains("ended with status 3 for the edition of 2026-11-21"))
    #expect(
      try await program.run("status").output.contains("after-digest ended with status 3"))

    try await program.run("poll", "--all", "--now", "2026-11-21T08:00:00Z")
    try await program.run("digest", "2026-11-21")
    #expect(try program.read("said").split(separator: "\n").count == 2, "run once")
    try await program.run("poll", "--all", "--now", "2026-11-22T07:00:00Z")
    #expect(try program.read("said").contains("2026-11-22"))
  }

  @Test func `a command that is not there is told, and set later it is not run for the past`()
    async throws
  {
    let (program, server, _) = try premises("")
    defer { server.stop() }
    try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    let text = try program.read("feeds.conf")
    try program.write("set after-digest /nowhere/publish\n" + text, to: "feeds.conf")
    let after = try await program.run("poll", "--now", "2026-11-21T08:00:00Z")
    #expect(!after.complaints.contains("after-digest"))
    let closing = try await program.run("poll", "--now", "2026-11-22T07:00:00Z")
    #expect(closing.complaints.contains("after-digest could not be started: No such file"))
    #expect(closing.status == 0)
  }

  @Test func `the server gets the edition's JSON and each item that is watched for`() async throws {
    let (program, server, _) = try premises("set webhook HOOK")
    defer { server.stop() }
    let poll = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(poll.output.contains("“Dam gives way near Derno” is watched for by feeds.conf:7"))
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    let posts = posts(server)
    #expect(posts.map { $0.header("Newsloom-Event") } == ["watch", "edition"])
    #expect(posts.allSatisfy { $0.header("Content-Type") == "application/json" })
    #expect(Set(posts.map { $0.header("Idempotency-Key") }).count == 2)
    let hit = try #require(
      try JSONSerialization.jsonObject(with: Data(posts[0].body)) as? [String: Any])
    #expect(hit["rule"] as? String == "watch title \"dam\"")
    #expect((hit["origin"] as? String)?.hasSuffix("feeds.conf:7") == true)
    let item = try #require(hit["item"] as? [String: Any])
    #expect(item["title"] as? String == "Dam gives way near Derno")
    #expect(
      String(decoding: posts[1].body, as: UTF8.self)
        == (try program.read("digest/2026/2026-11-21/digest.json")))
    let status = try await program.run("status").output
    #expect(status.contains("webhook: took the edition of 2026-11-21"))
    #expect(!(poll.complaints + poll.output + status).contains("SECRET"))
  }

  @Test
  func `what could not be delivered is sent again under the same key, and given up in the end`()
    async throws
  {
    let (program, server, hook) = try premises("set webhook HOOK")
    defer { server.stop() }
    hook.status.withLock { $0 = 503 }
    let failed = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(failed.status == 0)
    #expect(failed.complaints.contains("127.0.0.1 answered 503"))
    #expect(!failed.complaints.contains("SECRET"))
    #expect(
      try await program.run("status").output.contains("1 waiting, next try"))
    hook.status.withLock { $0 = 200 }
    try await program.run("poll", "--now", "2026-11-20T12:00:02Z")
    #expect(posts(server).count == 1, "not before its time")
    try await program.run("poll", "--now", "2026-11-20T12:00:10Z")
    #expect(Set(posts(server).map { $0.header("Idempotency-Key") }).count == 1)
    #expect(posts(server).count == 2)
    try await program.run("poll", "--now", "2026-11-20T13:00:00Z")
    #expect(posts(server).count == 2, "what was taken is not sent again")

    hook.status.withLock { $0 = 404 }
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    let last = try await program.run("poll", "--now", "2026-11-22T06:00:00Z")
    #expect(!last.complaints.contains("given up"))
    let given = try await program.run("poll", "--now", "2026-11-23T05:00:00Z")
    #expect(given.complaints.contains("given up after a day"))
  }

  @Test func `an edition goes to sendmail as it is printed, to whom it is meant for`() async throws
  {
    let (program, server, _) = try premises("")
    defer { server.stop() }
    try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    let plain = try await program.run("digest", "--stdout", "--format", "eml").output
    let mail = try await program.run(
      "digest", "--stdout", "--format", "eml", "--to", "Ann <ann@example.org>"
    ).output
    let head = mail.replacing("\r\n", with: "\n").components(separatedBy: "\n\n")[0].split(
      separator: "\n")
    #expect(head.filter { $0.hasPrefix("To: ") } == ["To: Ann <ann@example.org>"])
    #expect(head.contains { $0.hasPrefix("From: ") } && head.contains { $0.hasPrefix("Subject: ") })
    #expect(
      plain.components(separatedBy: "To: ").count == mail.components(separatedBy: "To: ").count)
    for wrong in ["nobody", "a@b.example\nBcc: c@d.example", "ä@b.example"] {
      #expect(
        try await program.run("digest", "--stdout", "--format", "eml", "--to", wrong).status == 64)
    }
    #expect(try await program.run("digest", "--stdout", "--to", "a@b.example").status == 64)
  }

  @Test func `a private server is not told where none may be reached`() async throws {
    let (program, server, _) = try premises("set webhook HOOK\nset private-networks no")
    defer { server.stop() }
    try program.write(try program.write(Self.feed, to: "a.xml"), to: "path")
    let text = try program.read("feeds.conf").replacing(
      "\(server.url)/a.xml", with: "file://\(program.folder.path)/a.xml")
    try program.write(text, to: "feeds.conf")
    let poll = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(poll.complaints.contains("private network"))
    #expect(server.requests.isEmpty)
  }

  @Test(.timeLimit(.minutes(3)))
  func `a daemon polls on while its command runs, and a stop cuts the command short`()
    async throws
  {
    let (program, server, _) = try premises("set after-digest ./publish\nset webhook HOOK")
    defer { server.stop() }
    _ = try script(program, "echo begun; sleep 60; echo never")
    let text = try program.read("feeds.conf").replacing("a.xml \"", with: "a.xml interval=1s \"")
    try program.write(text, to: "feeds.conf")
    let process = try program.process(["run", "--now", "2026-11-21T06:29:57Z"])
    try program.start(process)
    try await wait(for: "the command") { try program.read("log").contains("after-digest: begun") }
    let before = server.requests.count { $0.method == "GET" }
    try await wait(for: "two more polls") {
      server.requests.count { $0.method == "GET" } >= before + 2
    }
    try await wait(for: "the edition's letter") {
      posts(server).contains { $0.header("Newsloom-Event") == "edition" }
    }
    let begun = ContinuousClock.now
    process.terminate()
    try await wait(for: "the end") { !process.isRunning }
    #expect(ContinuousClock.now - begun < .seconds(5))
    let said = try program.read("log")
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.contains("cut short when newsloom stopped"))
    #expect(said.contains("<5>Alpha: “Dam gives way near Derno” is watched for by"))
    #expect(!said.contains("never") && !said.contains("SECRET"))
    let again = try await program.run("poll", "--now", "2026-11-21T06:40:00Z")
    #expect(!again.complaints.contains("after-digest"), "\(again.complaints)")
  }
}
