import Foundation
import LoopbackServer
import Synchronization
import Testing

/// Lists of feeds that feeds.conf includes, from the server to the archive.
@Suite struct ReadingListTests {
  /// A server that has a list, which may change, and a feed behind every other path.
  private final class Host: Sendable {
    let answer: Mutex<LoopbackServer.Response>
    init(_ list: String) { answer = Mutex(.init(body: Array(list.utf8))) }

    func say(_ text: String, status: Int = 200) {
      answer.withLock { $0 = .init(status: status, body: Array(text.utf8)) }
    }

    func serve(_ request: LoopbackServer.Request) -> LoopbackServer.Response {
      guard request.target != "/list.opml" else { return answer.withLock { $0 } }
      let name = String(request.target.dropFirst().first ?? "x")
      let item = (
        id: name, title: "Story of \(name)", text: "A text.", date: "Fri, 20 Nov 2026 06:00:00 GMT"
      )
      return .init(body: Array(Sample.rss(name.uppercased(), [item]).utf8))
    }
  }

  private static func list(_ outlines: String) -> String {
    "<opml version=\"2.0\"><body>\(outlines)</body></opml>"
  }

  private static func outline(_ url: String, _ title: String) -> String {
    "<outline type=\"rss\" text=\"\(title)\" xmlUrl=\"\(url)\"/>"
  }

  private func premises(
    _ list: (String) -> String, _ line: String = "include SERVER/list.opml"
  ) throws -> (Program, LoopbackServer, Host) {
    let host = Host("")
    let server = try LoopbackServer { host.serve($0) }
    host.say(list(server.url))
    let program = try Program()
    try program.write(
      """
      set state state
      set output digest
      set timezone UTC
      set per-site 6
      set interval 1h
      [news]
      \(line.replacing("SERVER", with: server.url))
      """, to: "feeds.conf")
    return (program, server, host)
  }

  private func asked(_ server: LoopbackServer) -> [String: Int] {
    server.requests.reduce(into: [:]) { $0[$1.target, default: 0] += 1 }
  }

  @Test
  func `what a list names is asked in the same pass, under its folders, and no more than that`()
    async throws
  {
    let (program, server, _) = try premises { url in
      Self.list(
        "<outline text=\"europe\">\(Self.outline(url + "/a.xml", "Alpha"))</outline>"
          + Self.outline(url + "/b.xml", "Beta")
          + Self.outline("file:///etc/hostname", "File")
          + Self.outline("http://127.0.0.2:\(url.split(separator: ":").last ?? "")/c.xml", "Inner"))
    }
    defer { server.stop() }
    #expect(
      try await program.run("check").output.contains("list \(server.url)/list.opml: not read yet"))
    let poll = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(poll.output.contains("2 of 3 sources answered, 2 new items"), "\(poll.output)")
    #expect(poll.complaints.contains("127.0.0.2 is in a private network"))
    #expect(asked(server) == ["/list.opml": 1, "/a.xml": 1, "/b.xml": 1])
    let rows = try await program.run("status", "--json").objects()
    #expect(rows.compactMap { $0["name"] as? String } == ["Alpha", "Beta", "Inner"])
    #expect(
      rows.compactMap { $0["topic"] as? String } == ["news/europe", "news", "news"])
    #expect(rows.last?["list"] as? String == "\(server.url)/list.opml")
    #expect(rows.last?["feeds"] as? Int == 3)
    let check = try await program.run("check").output
    #expect(check.contains("3 feeds, read 11-20 12:00"), "\(check)")
    #expect(check.contains("1 other can be no source"))
    let values = try await program.run("check", "--effective", "\(server.url)/a.xml").output
    #expect(values.contains("Alpha"))
  }

  @Test func `a feed that leaves the list is asked no more, and its items stay`() async throws {
    let (program, server, host) = try premises { url in
      Self.list(Self.outline(url + "/a.xml", "Alpha") + Self.outline(url + "/b.xml", "Beta"))
    }
    defer { server.stop() }
    try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    host.say(
      Self.list(
        Self.outline(server.url + "/a.xml", "Alpha") + Self.outline(server.url + "/d.xml", "Delta"))
    )
    try await program.run("poll", "--now", "2026-11-20T14:00:00Z")
    #expect(asked(server) == ["/list.opml": 1, "/a.xml": 2, "/b.xml": 2], "once a day")
    try await program.run("poll", "--now", "2026-11-21T14:00:00Z")
    try await program.run("poll", "--now", "2026-11-21T16:00:00Z")
    let asked = asked(server)
    #expect(asked["/list.opml"] == 2)
    #expect(asked["/d.xml"] == 2)
    // It was due in the very pass that read the list.
    #expect(asked["/b.xml"] == 3)
    let items = try await program.run("items", "--json").objects()
    #expect(Set(items.compactMap { $0["title"] as? String }).contains("Story of b"))
    let names = try await program.run("status", "--json").objects().compactMap {
      $0["name"] as? String
    }
    #expect(names == ["Alpha", "Delta"])
  }

  @Test(arguments: [
    ("<html><body>Not found</body></html>", 200, "no OPML"), ("", 500, "answered 500"),
    ("<opml><body></body></opml>", 200, "names no feed"),
    ("<opml><body><outline xmlUrl='https://z.example/'/>", 200, "without its end"),
  ])
  func `the last good list holds while another cannot be read, and that is told`(
    body: String, status: Int, told: String
  ) async throws {
    let (program, server, host) = try premises { Self.list(Self.outline($0 + "/a.xml", "Alpha")) }
    defer { server.stop() }
    try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    host.say(body, status: status)
    let poll = try await program.run("poll", "--now", "2026-11-21T14:00:00Z")
    #expect(poll.status == 0)
    #expect(poll.complaints.contains("\(server.url)/list.opml: "), "\(poll.complaints)")
    #expect(poll.output.contains("1 of 1 sources answered"))
    for command in ["check", "status"] {
      let output = try await program.run(command).output
      #expect(output.contains("failing since 11-21 14:00"), "\(output)")
      #expect(output.contains(told) && output.contains("the 1 feed of 11-20 12:00 are followed on"))
    }
    #expect(try program.read("digest/status.html").contains("failing since 11-21 14:00"))
    // It is tried again sooner than in a day, and is well again.
    host.say(Self.list(Self.outline(server.url + "/a.xml", "Alpha")))
    try await program.run("poll", "--now", "2026-11-21T16:00:00Z")
    #expect(try await program.run("check").output.contains("1 feed, read 11-21 16:00"))
  }

  @Test func `a local list is followed, and feeds.conf's own line comes first`() async throws {
    let (program, server, _) = try premises(
      { _ in "" }, "include my.opml lang=fr\nSERVER/a.xml Own")
    defer { server.stop() }
    try program.write(
      try program.read("feeds.conf").replacing("Own", with: "\"Own\""), to: "feeds.conf")
    try program.write(
      Self.list(
        Self.outline(server.url + "/a.xml", "Theirs") + Self.outline(server.url + "/b.xml", "Beta")),
      to: "my.opml")
    let poll = try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    #expect(poll.output.contains("2 of 2 sources answered"), "\(poll.output)\(poll.complaints)")
    let rows = try await program.run("status", "--json").objects()
    #expect(rows.compactMap { $0["name"] as? String } == ["Own", "Beta"])
    #expect(asked(server) == ["/a.xml": 1, "/b.xml": 1])
  }
}
