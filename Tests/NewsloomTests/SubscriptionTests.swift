import Foundation
import LoopbackServer
import Testing

@testable import newsloom

/// `add`, `import` and `export`.
@Suite struct SubscriptionTests {
  private static let feed = Sample.rss("Alpha \"Times\"", [])

  private func server() throws -> LoopbackServer {
    try LoopbackServer { request in
      switch request.target {
      case "/feed.xml": .init(status: 200, body: Array(Self.feed.utf8))
      case "/":
        .init(
          status: 200, headers: [("Content-Type", "text/html")],
          body: Array(
            """
            <!doctype html><html><head><title>x</title>
            <link rel="alternate" type="application/rss+xml" href="/feed.xml">
            <link rel="alternate" type="application/rss+xml" href="/comments.xml">
            </head><body>Hi</body></html>
            """.utf8))
      default: .init(status: 404)
      }
    }
  }

  @Test func `add finds the feed behind a page and adds one line to its section`() async throws {
    let server = try server()
    defer { server.stop() }
    let program = try Program()
    let before =
      "# mine\nset state state\n[world] top=3\nhttps://a.example/\n  lang=de\n\n# end\n[science]\nhttps://b.example/ # last"
    let path = try program.write(before, to: "feeds.conf")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    // A page leads to a feed on its own host, which is private here and must be listed.
    let refused = try await program.run("add", "\(server.url)/", "world")
    #expect(refused.status == 65 && refused.complaints.contains("private network"))
    #expect(try program.read("feeds.conf") == before)
    let added = try await program.run("add", "\(server.url)/feed.xml", "world")
    #expect(added.status == 0, "\(added.complaints)")
    #expect(added.output.contains("under [world]"))
    let line = "\(server.url)/feed.xml \"Alpha \\\"Times\\\"\""
    #expect(
      try program.read("feeds.conf")
        == before.replacing("  lang=de\n", with: "  lang=de\n\(line)\n") + "\n")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
    #expect((mode as? NSNumber)?.intValue == 0o600)
    let again = try await program.run("add", "\(server.url)/feed.xml")
    #expect(again.status == 65 && again.complaints.contains("already"))
    #expect(try await program.run("add", "\(server.url)/nothing.xml").status == 65)

    try program.write("set private-networks yes\n", to: "feeds.conf")
    let found = try await program.run("add", "\(server.url)/", "news/new")
    #expect(found.complaints.contains("names another feed: \(server.url)/comments.xml"))
    #expect(
      try program.read("feeds.conf") == "set private-networks yes\n\n[news/new]\n\(line)\n")
    #expect(try await program.run("check").output.contains("1 source in 1 topic"))
  }

  @Test func `a list goes to lines of feeds.conf and back the same`() async throws {
    let program = try Program()
    try program.write(
      """
      https://loose.example/?a=1&b=2 "Loose <& \\"free\\""
      [world/europe]
      https://a.example/rss "A"
      https://bob:secret@b.example/rss "B"
      [science]
      https://c.example/rss
      """, to: "feeds.conf")
    for format in [[], ["--newsboat"]] {
      let list = try await program.run(arguments: ["export"] + format)
      #expect(list.status == 0 && !list.output.contains("secret"))
      try program.write(list.output, to: "list")
      try program.write("", to: "empty.conf")
      let lines = try await program.run("import", "-c", "empty.conf", "list")
      #expect(lines.status == 0, "\(lines.complaints)")
      try program.write(lines.output, to: "again.conf")
      let back = try await program.run(arguments: ["export", "-c", "again.conf"] + format)
      #expect(
        back.output.replacing("c.example\" ", with: "")
          == list.output.replacing("c.example\" ", with: ""))
      #expect(lines.output.contains("[world/europe]\nhttps://a.example/rss \"A\""))
      #expect(try await program.run("import", "list").complaints.contains("nothing that"))
    }
  }

  @Test func `what can be no source is told and left out`() async throws {
    let program = try Program()
    try program.write(
      """
      # my feeds
      https://a.example/rss "World news" "~A [one]" "other"
      "query:unread:unread = \\"yes\\""
      exec:~/bin/feed tag
      https://a.example/rss
      not a feed
      https://b.example/rss "!hidden"
      """, to: "urls")
    let lines = try await program.run("import", "urls")
    #expect(
      lines.output
        == "https://b.example/rss\n\n[World news]\nhttps://a.example/rss \"A [one]\"\n")
    #expect(lines.complaints.components(separatedBy: "left out").count == 4)
    try program.write("<html></html>", to: "page.opml")
    #expect(try await program.run("import", "page.opml").status == 65)
    #expect(try await program.run("import", "nowhere").status == 74)
  }

  @Test(arguments: [
    (nil, "a\n[x]\nb\n", "a\n[x]\nb\nNEW\n"),
    ("x", "a\n[x]\nb\n\n[y]\nc\n", "a\n[x]\nb\nNEW\n\n[y]\nc\n"),
    ("y", "[x]\nb", "[x]\nb\n\n[y]\nNEW\n"), ("x", "", "[x]\nNEW\n"), (nil, "", "NEW\n"),
    ("x", "[x] top=1\n# none\n", "[x] top=1\nNEW\n# none\n"),
  ])
  func `a line goes to the end of its section`(topic: String?, before: String, after: String) {
    #expect(FeedsFile.text(before, adding: "NEW", to: topic) == after)
  }
}
