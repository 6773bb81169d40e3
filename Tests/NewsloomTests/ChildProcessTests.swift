import Foundation
import Synchronization
import Testing

@testable import newsloom

@Suite struct ChildProcessTests {
  private final class Ear: Sendable {
    private let heard = Mutex<[String]>([])
    func hear(_ line: String) { heard.withLock { $0.append(line) } }
    var lines: [String] { heard.withLock { $0 } }
  }

  private func run(_ words: [String], within limit: Duration = .seconds(20)) async throws -> (
    end: ChildProcess.End, lines: [String]
  ) {
    let ear = Ear()
    let child = ChildProcess(words: words, timeLimit: limit, grace: .milliseconds(300))
    let end = try await child.run { ear.hear($0) }
    return (end, ear.lines)
  }

  @Test func `a program's words are its arguments, whatever a shell would make of them`()
    async throws
  {
    let heard = try await run(["printf", "%s|", "a b", "$HOME", "*", ";", "`id`", ""])
    #expect(heard.end == .exited(0))
    #expect(heard.lines == ["a b|$HOME|*|;|`id`||"])
  }

  @Test func `how it ended and what it said on both outputs is known`() async throws {
    let failed = try await run(["/bin/sh", "-c", "echo one; echo two >&2; printf three; exit 7"])
    #expect(failed.end == .exited(7))
    #expect(failed.lines == ["one", "two", "three"])
    #expect(try await run(["/bin/sh", "-c", "kill -KILL $$"]).end == .killed(signal: 9))
    await #expect(throws: ChildProcess.StartFailure.self) {
      try await self.run(["/nowhere/program"])
    }
    await #expect(throws: ChildProcess.StartFailure.self) { try await self.run([]) }
  }

  @Test func `it inherits neither files nor ignored signals, and hears nothing meant for us`()
    async throws
  {
    let file = try FileHandle(forReadingFrom: URL(filePath: "/dev/null"))
    defer { try? file.close() }
    let heard = try await run([
      "/bin/sh", "-c", "ls /proc/self/fd; grep SigIgn /proc/self/status; echo x$NOTIFY_SOCKET",
    ])
    // The fourth is ls's own, for the folder it reads.
    #expect(heard.lines.prefix(4) == ["0", "1", "2", "3"])
    #expect(heard.lines.count == 6)
    let ignored = heard.lines.dropFirst(4).first?.suffix(16)
    // Signals 32 and 33 are the C library's own.
    #expect(ignored.flatMap { UInt64($0, radix: 16) }.map { $0 & 0x7FFF_FFFF } == 0)
    #expect(heard.lines.last == "x")
  }

  @Test func `a time limit ends it with all that it started, though it will not hear`()
    async throws
  {
    let begun = ContinuousClock.now
    let heard = try await run(
      ["/bin/sh", "-c", "trap '' TERM; sleep 60 & echo $!; while :; do sleep 1; done"],
      within: .milliseconds(400))
    #expect(heard.end == .tookTooLong)
    #expect(ContinuousClock.now - begun < .seconds(5))
    let child = try #require(heard.lines.first.flatMap { pid_t($0) })
    try await wait(upTo: .seconds(5), for: "the end of its child") { kill(child, 0) != 0 }
  }

  @Test func `what it leaves running is not waited for`() async throws {
    let begun = ContinuousClock.now
    let heard = try await run(["/bin/sh", "-c", "sleep 20 & echo done"])
    #expect(heard.end == .exited(0) && heard.lines == ["done"])
    #expect(ContinuousClock.now - begun < .seconds(10))
  }

  @Test func `a cancelled task ends it`() async throws {
    let task = Task { try await self.run(["sleep", "60"]).end }
    try await Task.sleep(for: .milliseconds(200))
    task.cancel()
    #expect(try await task.value == .stopped)
  }

  @Test func `of very much output the beginning is told`() async throws {
    let heard = try await run([
      "/bin/sh", "-c", "seq 1 1000; head -c 100000 /dev/zero | tr '\\0' x",
    ])
    #expect(heard.lines.count == 201)
    #expect(heard.lines.last?.hasSuffix("more lines)") == true)
    let long = try await run(["/bin/sh", "-c", "head -c 9000 /dev/zero | tr '\\0' x"])
    #expect(long.lines.map(\.count) == [501])
  }

  @Test(arguments: [
    ("/usr/bin/publish", ["/usr/bin/publish"]),
    ("publish  --to \"my site\" -v", ["publish", "--to", "my site", "-v"]),
    (#"a "say \"hi\"" b"c d"e """#, ["a", "say \"hi\"", "bc de", ""]),
    ("~/bin/x ~/y", ["/home/ann/bin/x", "~/y"]),
  ])
  func `a command is split at blanks outside of quotes`(text: String, words: [String]) {
    #expect(Premises.words(ofCommand: text, environment: ["HOME": "/home/ann"]) == words)
  }
}
