import Foundation
import Testing

/// A directory of files as a source, through the whole program.
@Suite struct FolderTests {
  private func rss(_ id: String, _ title: String) -> String {
    Sample.rss(
      "Drop", [(id: id, title: title, text: "A text.", date: "Fri, 20 Nov 2026 06:00:00 GMT")])
  }

  private func premises() throws -> Program {
    let program = try Program()
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      file://\(program.folder.resolvingSymlinksInPath().path)/drop/ "Drop" interval=1m
      """, to: "feeds.conf")
    try FileManager.default.createDirectory(
      at: program.folder.appending(path: "drop"), withIntermediateDirectories: true)
    return program
  }

  private func titles(_ program: Program) async throws -> [String] {
    try await program.run("items", "--json").objects().compactMap { $0["title"] as? String }
  }

  @Test func `every file that is dropped is read once, and what is broken waits for a change`()
    async throws
  {
    let program = try premises()
    let empty = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(empty.status == 0, "\(empty.complaints)")
    for number in 1...5 {
      try program.write(rss("\(number)", "Story \(number)"), to: "drop/\(number).xml")
    }
    let whole = rss("6", "Story 6")
    try program.write(String(whole.prefix(60)), to: "drop/6.xml")
    let poll = try await program.run("poll", "--now", "2026-11-20T12:02:00Z")
    #expect(poll.output.contains("5 new items"), "\(poll.output)\(poll.complaints)")
    #expect(poll.complaints.contains("6.xml: "))
    #expect(Set(try await titles(program)) == Set((1...5).map { "Story \($0)" }))
    let status = try await program.run("status", "--json").objects()
    #expect(status.first?["state"] as? String == "failing")
    // A restart later nothing is read anew; what was half written is, once it is whole.
    try program.write(whole, to: "drop/6.xml")
    try program.write(rss("2", "Story 2, corrected"), to: "drop/2.xml")
    let later = try await program.run("poll", "--now", "2026-11-20T12:04:00Z")
    #expect(later.output.contains("1 new item"), "\(later.output)\(later.complaints)")
    let all = Set(try await titles(program))
    #expect(all.contains("Story 6") && all.contains("Story 2, corrected") && all.count == 6)
    #expect(
      try await program.run("status", "--json").objects().first?["state"] as? String == "ok")
    let idle = try await program.run("poll", "--now", "2026-11-20T12:06:00Z")
    #expect(idle.output.contains("0 new items"))
  }

  @Test func `a thousand files are read in two passes, and none is lost`() async throws {
    let program = try premises()
    for number in 0..<1000 {
      try program.write(rss("\(number)", "Number \(number)"), to: "drop/\(number).xml")
    }
    for minute in 0..<2 {
      try await program.run("poll", "--now", "2026-11-20T12:00:0\(minute)Z")
    }
    #expect(try await titles(program).count == 1000)
  }
}
