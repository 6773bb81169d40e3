import Foundation
import LoopbackServer
import NewsModel
import Publishing
import Storing
import Testing

@testable import newsloom

/// What is said of a source in words.
@Suite struct SourceReportTests {
  private let now = Date(timeIntervalSince1970: 1_795_176_000)  // 20 November 2026, 12:00 UTC
  private let utc = TimeZone.gmt

  private func state(_ change: (inout SourceState) -> Void) -> SourceState {
    var state = SourceState(address: FeedAddress("https://a.example/feed"))
    change(&state)
    return state
  }

  private func sentence(_ change: (inout SourceState) -> Void) -> String {
    SourceReport.sentence(state(change), at: now, in: utc)
  }

  @Test func `what happened last, since when, and what comes next is said in words`() {
    #expect(sentence { _ in } == "not asked yet; due now")
    #expect(
      sentence {
        $0.condition = .ok
        $0.httpStatus = 304
        ($0.lastSuccess, $0.lastNews, $0.nextPoll) = (now - 600, now - 7200, now + 3600)
      } == "well; unchanged 11-20 11:50; last news 11-20 10:00; asked again 11-20 13:00")
    #expect(
      sentence {
        $0.condition = .failing
        $0.error = "answered 503 (unavailable)"
        $0.failures = 4
        ($0.failingSince, $0.lastSuccess, $0.nextPoll) = (now - 7200, now - 9000, now + 3600)
      }
        == "failing since 11-20 10:00, 4 times: answered 503 (unavailable); last well 11-20 09:30; "
        + "tried again 11-20 13:00")
    #expect(
      sentence {
        $0.condition = .failing
        $0.error = "no address for a.example"
        $0.failures = 1
        ($0.failingSince, $0.nextPoll) = (now - 60, now - 1)
      } == "failing since 11-20 11:59: no address for a.example; never well so far; due now")
    #expect(
      sentence {
        $0.condition = .gone
        $0.failingSince = now - 60
      }.hasPrefix("gone since 11-20 11:59: the publisher asks not to be asked again"))
    #expect(sentence { $0.condition = .paused }.hasPrefix("paused in feeds.conf"))
    #expect(
      sentence {
        $0.condition = .moved
        $0.movedTo = FeedAddress("https://me:pw@b.example/")
        $0.lastSuccess = now
      } == "moved to https://b.example/; feeds.conf may be changed; sent its feed 11-20 12:00")
  }

  @Test func `a source that lives but has nothing new for five times its usual gap is silent`() {
    // Its rate fades while nothing comes: twelve items a day, four and a half days ago.
    func silent(perDay rate: Double, days: Double, condition: SourceState.Condition = .ok)
      -> SourceReport.Silence?
    {
      let state = state {
        $0.condition = condition
        $0.lastNews = now - days * 86400
        $0.lastSuccess = now
        $0.itemsPerDay = rate * exp(-days / 7)
      }
      return SourceReport.silence(state, at: now)
    }
    #expect(silent(perDay: 12, days: 0.9) == nil, "newsrooms sleep")
    #expect(silent(perDay: 12, days: 1.1) != nil)
    #expect(silent(perDay: 0.5, days: 9.9) == nil)
    #expect(silent(perDay: 0.5, days: 10.1) != nil)
    #expect(silent(perDay: 1.0 / 30, days: 149) == nil)
    #expect(silent(perDay: 1.0 / 30, days: 151) != nil)
    #expect(silent(perDay: 12, days: 5, condition: .failing) == nil, "that is told otherwise")
    #expect(
      silent(perDay: 12, days: 5)?.sentence { _ in "then" }
        == "silent since then, though it usually has news every 2 hours")
  }

  @Test func `programs are told of the silence too`() throws {
    let program = try Program()
    let archive = try Archive(at: program.folder.appending(path: "archive.sqlite").path)
    let silent = state {
      $0.condition = .ok
      ($0.lastNews, $0.lastSuccess, $0.itemsPerDay) = (now - 5 * 86400, now, 12)
    }
    _ = try archive.file(Filing(state: silent, at: now))
    let row = try #require(
      try SourceReport.rows(
        for: [FeedSource(address: silent.address)], in: archive, at: now, zone: utc
      ).first)
    let line = row.json(isPublished: false).description
    #expect(line.contains("\"silent_since\":\"2026-11-15T12:00:00Z\""), "\(line)")
  }

  @Test func `status of one source shows its last polls, and try the whole conversation`()
    async throws
  {
    let server = try LoopbackServer { request in
      switch request.target {
      case "/old": .init(status: 301, headers: [("Location", "/feed")])
      case "/bad": .init(status: 503)
      default:
        .init(
          headers: [("ETag", "\"1\"")],
          body: Array(
            Sample.rss("Alpha", [("1", "Story", "Text.", "Fri, 20 Nov 2026 06:00:00 GMT")]).utf8))
      }
    }
    defer { server.stop() }
    let program = try Program()
    try program.write(
      "set state state\nset output digest\nset timezone UTC\nset per-site 6\n"
        + "\(server.url)/old \"Alpha\" interval=1h\n\(server.url)/bad \"Beta\" interval=1h\n",
      to: "feeds.conf")
    try await program.run("poll", "--now", "2026-11-20T12:00:00Z")
    try await program.run("poll", "--now", "2026-11-20T14:00:00Z")
    let alpha = try await program.run("status", "alpha").output
    #expect(alpha.contains("moved to \(server.url)/feed; feeds.conf may be"), "\(alpha)")
    #expect(alpha.contains("11-20 12:00") && alpha.contains("11-20 14:00"))
    let polls = try await program.run("status", "--json", "\(server.url)/bad").objects()
    #expect(polls.map { $0["http_status"] as? Int } == [503, 503])
    #expect(polls.first?["at"] as? String == "2026-11-20T14:00:00Z")
    #expect(try await program.run("status", "nobody").status == 65)
    let tried = try await program.run("try", "\(server.url)/old").output
    for word in [
      "GET \(server.url)/old", "> User-Agent: newsloom", "301", "< Location: /feed",
      "GET \(server.url)/feed", "< ETag: \"1\"", "moved for good", "Story",
    ] { #expect(tried.contains(word), "\(word): \(tried)") }
    let list = try program.write(
      "<opml><body><outline text='A' xmlUrl='https://a.example/'/></body></opml>", to: "l.opml")
    #expect(try await program.run("try", list).output.contains("https://a.example/"))
  }
}
