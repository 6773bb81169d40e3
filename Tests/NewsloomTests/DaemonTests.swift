import Foundation
import LoopbackServer
import Testing

/// `newsloom run`, started and told what to do as systemd would.
@Suite struct DaemonTests {
  private static let quakes = Sample.rss(
    "One",
    [
      (
        "1", "Quake shakes Lorvia", "A strong quake shook the north.",
        "Sat, 21 Nov 2026 06:00:00 GMT"
      )
    ])

  private struct Daemon {
    let program: Program
    let process: Process
    let manager: ServiceManager
  }

  private func start(_ program: Program, _ arguments: [String] = []) throws -> Daemon {
    let manager = try ServiceManager(in: program.folder)
    let process = try program.process(
      ["run"] + arguments,
      environment: ["NOTIFY_SOCKET": manager.path, "WATCHDOG_USEC": "6000000"])
    try program.start(process)
    return Daemon(program: program, process: process, manager: manager)
  }

  private func stop(_ daemon: Daemon) async throws {
    let begun = ContinuousClock.now
    daemon.process.terminate()
    try await wait(for: "the end") { !daemon.process.isRunning }
    let log = try daemon.program.read("log")
    #expect(daemon.process.terminationStatus == 0, "\(log)")
    #expect(ContinuousClock.now - begun < .seconds(5))
  }

  @Test(.timeLimit(.minutes(3)))
  func `a daemon tells systemd what it does, takes up a new source and survives a broken file`()
    async throws
  {
    let server = try LoopbackServer { request in
      .init(
        status: 200, headers: [("Content-Type", "application/rss+xml")],
        body: Array(request.target == "/one.xml" ? Self.quakes.utf8 : Sample.rss("Two", []).utf8))
    }
    defer { server.stop() }
    let program = try Program()
    let head = "set state state\nset output digest\nset timezone UTC\nset per-site 6\n"
    try program.write(head + "\(server.url)/one.xml interval=1s\n", to: "feeds.conf")
    let daemon = try start(program)
    try await wait(for: "READY") { daemon.manager.words.contains { $0.hasPrefix("READY=1") } }
    try await wait(for: "two polls") {
      server.requests.filter { $0.target == "/one.xml" }.count >= 2
    }
    try await wait(for: "today's page") { program.exists("digest/today.html") }
    try await wait(for: "WATCHDOG") { daemon.manager.words.contains("WATCHDOG=1") }
    try await wait(for: "STATUS") { daemon.manager.words.contains { $0.contains("STATUS=1 feed") } }

    try program.write(
      head + "\(server.url)/one.xml interval=1s\n\(server.url)/two.xml\n", to: "feeds.conf")
    kill(daemon.process.processIdentifier, SIGHUP)
    try await wait(for: "RELOADING") {
      daemon.manager.words.contains { $0.hasPrefix("RELOADING=1\nMONOTONIC_USEC=") }
    }
    try await wait(for: "the new source") { server.requests.contains { $0.target == "/two.xml" } }

    try program.write(head + "\(server.url)/three.xml intervall=3s\n", to: "feeds.conf")
    kill(daemon.process.processIdentifier, SIGHUP)
    try await wait(for: "word of the broken file") {
      daemon.manager.words.contains { $0.contains("feeds.conf has errors since") }
    }
    #expect(try program.read("log").contains("did you mean 'interval'?"))
    let before = server.requests.count
    try await wait(for: "the old sources still asked") { server.requests.count > before }
    #expect(!server.requests.contains { $0.target == "/three.xml" })

    try await stop(daemon)
    #expect(daemon.manager.words.contains { $0.hasPrefix("STOPPING=1") })
    let items = try await program.run(
      "items", "--json", "-c", try workingFile(program, head, server))
    #expect(items.lines.count == 1)
  }

  private func workingFile(_ program: Program, _ head: String, _ server: LoopbackServer) throws
    -> String
  {
    try program.write(head + "\(server.url)/one.xml\n", to: "feeds.conf")
  }

  @Test(.timeLimit(.minutes(2)))
  func `a daemon ends within five seconds although a server never answers`() async throws {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(60)), .close]) }
    defer { server.stop() }
    let program = try Program()
    try program.write("set state state\n\(server.url)/slow.xml\n", to: "feeds.conf")
    let daemon = try start(program)
    try await wait(for: "a request") { !server.requests.isEmpty }
    try await stop(daemon)
  }

  @Test(.timeLimit(.minutes(2)))
  func `what was stored before a kill is there after it, once, and is not asked for early`()
    async throws
  {
    let server = try LoopbackServer { _ in
      .init(status: 200, headers: [("ETag", "\"a\"")], body: Array(Self.quakes.utf8))
    }
    defer { server.stop() }
    let program = try Program()
    try program.write("set state state\n\(server.url)/one.xml interval=1h\n", to: "feeds.conf")
    let daemon = try start(program)
    try await wait(for: "the item") {
      try await program.run("items", "--json").lines.count == 1
    }
    kill(daemon.process.processIdentifier, SIGKILL)
    try await wait(for: "the end") { !daemon.process.isRunning }
    let again = try start(program)
    try await wait(for: "READY") { again.manager.words.contains { $0.hasPrefix("READY=1") } }
    try await Task.sleep(for: .seconds(1))
    #expect(server.requests.count == 1)
    try await stop(again)
    #expect(try await program.run("items", "--json").lines.count == 1)
    try await program.run("poll", "--all")
    #expect(server.requests.last?.header("If-None-Match") == "\"a\"")
  }

  @Test(.timeLimit(.minutes(3)))
  func `a full disk loses no news: it comes when there is room again`() async throws {
    let text = String(repeating: "The dam near Derno gave way in the night. ", count: 200)
    let items = (0..<200).map {
      (id: "\($0)", title: "Report number \($0)", text: text, date: "Sat, 21 Nov 2026 06:00:00 GMT")
    }
    let feed = Sample.rss("Long", items)
    let server = try LoopbackServer { request in
      request.header("If-None-Match") == nil
        ? .init(status: 200, headers: [("ETag", "\"a\"")], body: Array(feed.utf8))
        : .init(status: 304)
    }
    defer { server.stop() }
    let program = try Program()
    try program.write("set state state\n\(server.url)/long.xml interval=1s\n", to: "feeds.conf")
    // A limit on the size of files stands in for the disk: half a megabyte is less than the items.
    let process = try program.process(["run"])
    let executable = try #require(process.executableURL)
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "trap '' XFSZ; ulimit -f 1000; exec \(executable.path) run"]
    try program.start(process)
    try await wait(for: "several tries") { server.requests.count >= 3 }
    process.terminate()
    try await wait(for: "the end") { !process.isRunning }
    let said = try program.read("log")
    #expect(process.terminationStatus == 0, "\(said)")
    #expect(said.contains("the archive could not be written"))
    #expect(server.requests.allSatisfy { $0.header("If-None-Match") == nil })
    try await program.run("poll", "--all")
    #expect(try await program.run("items", "--json").lines.count == 200)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a daemon that is told to stop as soon as it listens ends in order`() async throws {
    let program = try Program()
    try program.write("set state state\nfile:///nowhere/feed.xml\n", to: "feeds.conf")
    for _ in 0..<5 {
      let process = try program.process(["run"])
      process.standardError = FileHandle.nullDevice
      try process.run()
      // Signal 15 is bit 14 of the mask of those that are caught.
      while process.isRunning {
        let status = try String(
          contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("SigCgt") })
        let mask = try #require(UInt64(line.split(separator: "\t")[1], radix: 16))
        if mask & 1 << 14 != 0 { break }
      }
      process.terminate()
      try await wait(for: "the end") { !process.isRunning }
      #expect(process.terminationReason == .exit && process.terminationStatus == 0)
    }
  }

  @Test(.timeLimit(.minutes(2)))
  func `a second daemon on the same state is refused with a sentence`() async throws {
    let program = try Program()
    try program.write("set state state\nfile:///nowhere/feed.xml\n", to: "feeds.conf")
    let daemon = try start(program)
    try await wait(for: "READY") { daemon.manager.words.contains { $0.hasPrefix("READY=1") } }
    let second = try await program.run("run")
    #expect(second.status == 74)
    #expect(second.complaints.contains("newsloom"))
    try await stop(daemon)
  }
}
