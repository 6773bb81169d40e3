import Foundation
import Glibc
import LoopbackServer
import Testing

@testable import newsloom

/// `read` and `search`, as someone at a terminal meets them.
@Suite struct ReadingTests {
  private static let feed = Sample.rss(
    "Alpha",
    [
      (
        "a1", "Dam gives way near Derno",
        "The Kolva dam near Derno gave way; 15 people are missing.", "Fri, 20 Nov 2026 06:00:00 GMT"
      ),
      ("a2", "東京で大雨", "昨夜、東京都で大雨が降った。", "Fri, 20 Nov 2026 07:00:00 GMT"),
      ("a3", "น้ำท่วมกรุงเทพ", "ฝนตกหนัก", "Fri, 20 Nov 2026 07:30:00 GMT"),
    ])

  private func filled() async throws -> Program {
    let program = try Program()
    try program.write(Self.feed, to: "a.xml")
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      [world]
      file://\(program.folder.path)/a.xml "Alpha Times"
      """, to: "feeds.conf")
    try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    try await program.run("poll", "--now", "2026-11-21T07:00:00Z")
    return program
  }

  /// What a command writes to a terminal of 100 columns.
  private func onTerminal(
    _ program: Program, _ arguments: [String], environment: [String: String]
  ) async throws -> String {
    // openpty(3) is not in Swift's view of the C library; these are its steps on Linux (pty(7)).
    let master = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var isLocked: Int32 = 0
    var number: UInt32 = 0
    _ = unsafe ioctl(master, 0x4004_5431, &isLocked)
    _ = unsafe ioctl(master, 0x8004_5430, &number)
    defer { close(master) }
    let slave = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(slave >= 0)
    var size = winsize(ws_row: 24, ws_col: 100, ws_xpixel: 0, ws_ypixel: 0)
    _ = unsafe ioctl(slave, UInt(TIOCSWINSZ), &size)
    let process = try program.process(arguments, environment: environment)
    process.standardOutput = FileHandle(fileDescriptor: slave, closeOnDealloc: false)
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    _ = fcntl(master, F_SETFL, O_NONBLOCK)
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let isRunning = process.isRunning
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe read(master, $0.baseAddress, $0.count)
      }
      if count > 0 {
        bytes += buffer[..<count]
      } else if !isRunning {
        break
      } else {
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    close(slave)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `piped, an edition has neither escape nor link and keeps to 80 columns`() async throws
  {
    let program = try await filled()
    let text = try await program.run(
      "read", environment: ["PAGER": "false", "COLUMNS": "200", "TERM": "xterm"]
    ).output
    #expect(text.hasPrefix("# Saturday 21 November 2026\n"))
    #expect(text.contains("\n## World\n") && text.contains("Dam gives way near Derno"))
    #expect(!text.contains("\u{1B}"))
    for line in text.split(separator: "\n") where !line.contains("http") {
      #expect(TerminalText.width(String(line)) <= 80)
    }
    #expect(try await program.run("read", "2026-11-20").status == 65)
    #expect(try await program.run("read", "today").output.contains("An open edition"))
  }

  @Test func `on a terminal headlines are links, where it knows them and a pager passes them`()
    async throws
  {
    let program = try await filled()
    let link = "\u{1B}]8;;https://alpha.example/a1\u{1B}\\"
    let usual = try await onTerminal(
      program, ["read"], environment: ["PAGER": "cat", "TERM": "xterm-256color", "NO_COLOR": ""])
    #expect(usual.contains(link) && usual.contains("\u{1B}[1m"))
    let plain = try await onTerminal(
      program, ["read"], environment: ["PAGER": "", "TERM": "xterm", "NO_COLOR": "1"])
    #expect(plain.contains(link) && !plain.contains("\u{1B}["))
    let console = try await onTerminal(
      program, ["read"], environment: ["PAGER": "cat", "TERM": "linux", "NO_COLOR": ""])
    #expect(!console.contains("\u{1B}]") && console.contains("\u{1B}[1m"))
    let dumb = try await onTerminal(
      program, ["read"], environment: ["PAGER": "cat", "TERM": "dumb"])
    #expect(!dumb.contains("\u{1B}"))
    let other = try await onTerminal(
      program, ["read"], environment: ["PAGER": "sed s/Dam/DAM/", "TERM": "xterm"])
    #expect(other.contains("DAM gives way") && !other.contains("\u{1B}"))
    let missing = try await onTerminal(
      program, ["read"], environment: ["PAGER": "/nowhere/pager 2>&-", "TERM": "xterm"])
    #expect(missing.contains("Dam gives way"))
  }

  @Test func `a search has words, phrases, exclusions and conditions as its manual says`()
    async throws
  {
    let program = try await filled()
    func found(_ words: String...) async throws -> Set<String> {
      let process = try await program.run(arguments: ["search"] + words + ["--json"])
      #expect(process.status == 0, "\(process.complaints)")
      return Set(try process.objects().compactMap { $0["id"] as? String })
    }
    #expect(try await found("dam") == ["a1"])
    #expect(try await found("gives way") == ["a1"])
    #expect(try await found("dam", "way gives") == [])
    #expect(try await found("dam", "gives way") == ["a1"])
    #expect(try await found("dam", "-derno") == [])
    #expect(try await found("-dam") == ["a2", "a3"])
    #expect(try await found("-climate", "dern*") == ["a1"])
    #expect(try await found("source:Alpha Times", "missing") == ["a1"])
    #expect(try await found("source:\"Alpha Times\" missing after:2026-11-20") == ["a1"])
    #expect(try await found("topic:world") == ["a1", "a2", "a3"])
    #expect(try await found("after:2026-11-21") == [])
    #expect(try await found("dam", "before:2026-11-21", "after:2026-11-20") == ["a1"])
    #expect(try await found("大雨") == ["a2"])
    #expect(try await found("กรุงเทพ") == ["a3"])
  }

  @Test func `a query that cannot be meant is told in a sentence`() async throws {
    let program = try await filled()
    let none = try await program.run("search", "!?")
    #expect(none.status == 64 && none.complaints.contains("no word to look for in '!?'"))
    #expect(try await program.run("search").status == 64)
    let day = try await program.run("search", "dam", "after:yesterday")
    #expect(day.status == 0 && day.complaints.contains("wants a day such as"))
    let source = try await program.run("search", "dam", "source:nobody")
    #expect(source.complaints.contains("no source is called 'nobody'"))
    #expect(source.complaints.contains("nothing found for dam source:nobody"))
    #expect(try await program.run("search", "--help").output.contains("source:NAME"))
    #expect(try await program.run("search", "--nonsense", "dam").status == 64)
  }
}
