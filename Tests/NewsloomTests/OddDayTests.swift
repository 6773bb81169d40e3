import Foundation
import LoopbackServer
import Synchronization
import Testing

/// Days on which there is nothing to tell, or nobody to tell it: the pages say why.
@Suite struct OddDayTests {
  private static let feed = Sample.rss(
    "Alpha", [("a1", "Dam gives way", "The dam gave way.", "Thu, 19 Nov 2026 06:00:00 GMT")])

  private func premises(_ sources: String, _ settings: String = "") throws -> Program {
    let program = try Program()
    try program.write(
      "set state state\nset output digest\nset timezone UTC\nset per-site 6\n\(settings)\n\(sources)\n",
      to: "feeds.conf")
    return program
  }

  /// The edition as each form says it, by name.
  private func forms(_ program: Program, _ edition: String = "2026-11-21") async throws -> [(
    name: String, text: String
  )] {
    var forms = [(name: "read", text: try await program.run("read", edition).output)]
    for file in ["index.html", "digest.md", "digest.txt", "digest.json"] {
      forms.append((file, try program.read("digest/2026/\(edition)/\(file)")))
    }
    // Lines are broken at other places in each.
    return forms.map { form in
      (form.name, form.text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }
  }

  @Test func `where no source can be reached, the edition says so and names them`() async throws {
    let program = try premises(
      "http://127.0.0.1:1/a.xml \"Alpha\"\nhttp://127.0.0.1:1/b.xml \"Beta\"")
    for hour in ["06:00", "14:00"] {
      let poll = try await program.run("poll", "--all", "--now", "2026-11-20T\(hour):00Z")
      #expect(poll.status == 1 && poll.complaints.contains("no source answered"))
    }
    try await program.run("poll", "--all", "--now", "2026-11-21T07:00:00Z")
    for form in try await forms(program) {
      #expect(form.text.contains("Alpha") && form.text.contains("Beta"), "\(form.name)")
      #expect(form.text.contains("ailed") || form.text.contains("failing"), "\(form)")
    }
    let index = try program.read("digest/index.html")
    #expect(index.contains("2026-11-21"))
  }

  @Test func `where nothing new came, the edition says that sources answered`() async throws {
    let server = try LoopbackServer { request in
      request.header("If-None-Match") == nil
        ? .init(status: 200, headers: [("ETag", "\"a\"")], body: Array(Self.feed.utf8))
        : .init(status: 304)
    }
    defer { server.stop() }
    let program = try premises("\(server.url)/a.xml \"Alpha\" interval=1s")
    try await program.run("poll", "--now", "2026-11-19T12:00:00Z")
    try await program.run("poll", "--now", "2026-11-20T07:00:00Z")
    try await program.run("poll", "--now", "2026-11-20T19:00:00Z")
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    let all = try await forms(program)
    for form in all where form.name != "digest.json" {
      #expect(form.text.contains("othing new"), "\(form)")
      #expect(!form.text.contains("Dam gives way"), "a story that was told is not told again")
    }
  }

  @Test(.timeLimit(.minutes(3)))
  func `hours in which nobody was there are told in every form`() async throws {
    let server = try LoopbackServer { _ in .init(status: 200, body: Array(Self.feed.utf8)) }
    defer { server.stop() }
    let program = try premises("\(server.url)/a.xml \"Alpha\"")
    for start in ["2026-11-21T02:10:00Z", "2026-11-21T05:40:00Z"] {
      let process = try program.process(["run", "--now", start])
      process.standardError = FileHandle.nullDevice
      try process.run()
      try await wait(for: "today's page") { program.exists("digest/today.html") }
      try await Task.sleep(for: .milliseconds(500))
      process.terminate()
      try await wait(for: "the end") { !process.isRunning }
    }
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    for form in try await forms(program) where form.name != "digest.json" {
      #expect(form.text.contains("not running"), "\(form.name)")
      #expect(form.text.contains("02:10") && form.text.contains("05:40"), "\(form)")
    }
    let json = try program.read("digest/2026/2026-11-21/digest.json")
    #expect(json.contains("2026-11-21T02:10") && json.contains("2026-11-21T05:40"))
  }

  @Test func `several editions a day follow each other, and the archive lists them by month`()
    async throws
  {
    let text = Mutex(Self.feed)
    let server = try LoopbackServer { _ in
      .init(status: 200, body: Array(text.withLock { $0 }.utf8))
    }
    defer { server.stop() }
    let program = try premises(
      "\(server.url)/a.xml \"Alpha\" interval=1s", "set digest-at 06:30 18:00")
    try await program.run("poll", "--now", "2026-10-31T05:00:00Z")
    for time in [
      "2026-10-31T07:00:00Z", "2026-10-31T19:00:00Z", "2026-11-01T07:00:00Z",
      "2026-11-01T19:00:00Z",
    ] {
      text.withLock { [time] in
        $0 = Sample.rss(
          "Alpha", [("b\(time)", "Report of \(time)", "Words.", "Sat, 31 Oct 2026 06:00:00 GMT")])
      }
      try await program.run("poll", "--now", time)
    }
    let names = ["2026-10-31", "2026-10-31-2", "2026-11-01", "2026-11-01-2"]
    for name in names { #expect(program.exists("digest/2026/\(name)/index.html"), "\(name)") }
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: program.folder.appending(path: "digest/latest").path) == "2026/2026-11-01-2")
    // Each leads to the one before; what is newer is found through the archive's own line.
    for (before, name) in zip(names, names.dropFirst()) {
      let page = try program.read("digest/2026/\(name)/index.html")
      #expect(
        page.contains("../../2026/\(before)/index.html") as Bool, "\(name) leads to \(before)")
      #expect(page.contains("../../index.html") as Bool)
    }
    let index = try program.read("digest/index.html")
    let order = names.reversed().map { index.range(of: "2026/\($0)/")?.lowerBound }
    #expect(order.allSatisfy { $0 != nil })
    #expect(order.compactMap(\.self) == order.compactMap(\.self).sorted(), "newest first")
    let november = try #require(index.range(of: "November 2026"))
    let october = try #require(index.range(of: "October 2026"))
    #expect(november.lowerBound < october.lowerBound)
    let second = try await program.run("read", "2026-10-31-2")
    #expect(second.output.hasPrefix("# Saturday 31 October 2026, second edition"))
    #expect(try await program.run("digest", "2026-10-31-2").status == 0)
    #expect(try await program.run("read", "2026-10-31-3").status == 65)
  }
}
