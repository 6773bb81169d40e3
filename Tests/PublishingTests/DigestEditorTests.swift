import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct DigestEditorTests {
  private let span = Newsroom.span

  private func digest(
    _ room: Newsroom, top: [String: Int] = [:], notes: EditionNotes = .init(),
    change: (inout FeedSource) -> Void = { _ in }
  ) -> DailyDigest {
    DigestEditor(sources: room.sources(change), topLimits: top).digest(
      of: span, isOpen: false, at: span.closes, from: room.threads, notes: notes)
  }

  private func pair(
    _ title: String, _ one: String = "A", _ other: String = "B",
    at time: String = "2026-11-20T09:00:00Z",
    topic: String = "world"
  ) -> [Newsroom.Telling] {
    [
      .init(outlet: one, time: time, title: title, topic: topic),
      .init(outlet: other, time: time, title: title + " again", topic: topic),
    ]
  }

  @Test func `an edition holds what was first seen in its span`() {
    var room = Newsroom()
    room.thread([.init(outlet: "A", time: "2026-11-20T09:00:00Z", title: "In it")])
    room.thread([.init(outlet: "A", time: "2026-11-19T09:00:00Z", title: "Before it")])
    room.thread([.init(outlet: "A", time: "2026-11-21T09:00:00Z", title: "After it")])
    room.thread([
      .init(outlet: "A", time: "2026-11-18T09:00:00Z", title: "Late", seen: "2026-11-20T12:00:00Z")
    ])
    let digest = digest(room)
    #expect(digest.topics.flatMap(\.singles).map(\.title.text) == ["In it", "Late"])
    #expect(digest.counts.items == 2)
    #expect(digest.counts.late == 1)
    #expect(digest.topics.flatMap(\.singles).map(\.isLate) == [false, true])
    #expect(digest.hours.reduce(0, +) == 2)
  }

  @Test func `what a source brings along when it is first followed is not late`() {
    var room = Newsroom()
    room.thread([
      .init(outlet: "A", time: "2026-11-18T09:00:00Z", title: "Old", seen: "2026-11-20T12:00:00Z")
    ])
    var state = SourceState(address: Newsroom.feed(of: "A"))
    state.followedSince = Newsroom.at("2026-11-20T12:00:00Z")
    let digest = digest(room, notes: EditionNotes(states: [state]))
    #expect(digest.counts.items == 1)
    #expect(digest.counts.late == 0)
  }

  @Test func `a day on which newsloom did not run says so, and not that sources had nothing new`() {
    var state = SourceState(address: Newsroom.feed(of: "A"))
    state.condition = .ok
    state.lastAsked = Newsroom.at("2026-11-25T12:00:00Z")
    let away = Newsroom.at("2026-11-10T12:00:00Z")..<Newsroom.at("2026-11-25T12:00:00Z")
    var room = Newsroom()
    room.thread([.init(outlet: "A", time: "2026-11-09T09:00:00Z", title: "Before it")])
    let digest = digest(room, notes: EditionNotes(states: [state], sinceDown: [away]))
    #expect(digest.emptyBecause == "newsloom was not running, so that no source was asked.")
  }

  @Test func `what an outlet says under all its texts is quoted for none`() {
    var room = Newsroom()
    let praise = "The Brand Keys survey of 2019 found Radio Nine the most trusted voice of Arven."
    let long = String(repeating: "Tugs waited for the tide to turn off the cape. ", count: 9)
    for (day, ship) in [("Alma", "Roe"), ("Berta", "Finn")] {
      room.thread([
        .init(outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry \(day) aground", text: long),
        .init(
          outlet: "B", time: "2026-11-20T10:00:00Z",
          title: "Ferry \(day) runs aground off Cape \(ship)",
          text: "The ferry \(day) ran aground off Cape \(ship). \(praise)"),
      ])
    }
    let quotes = digest(room).stories.flatMap { $0.sole + $0.new }.map(\.text.text)
    #expect(!quotes.contains(praise))
  }

  @Test func `a story is two items or more, new or continued`() {
    var room = Newsroom()
    room.thread(pair("New today"))
    room.thread([
      .init(outlet: "A", time: "2026-11-18T09:00:00Z", title: "Old story"),
      .init(outlet: "B", time: "2026-11-20T09:00:00Z", title: "Old story goes on"),
    ])
    room.thread([
      .init(outlet: "A", time: "2026-11-18T09:00:00Z", title: "Told"),
      .init(outlet: "B", time: "2026-11-18T10:00:00Z", title: "Told and done"),
    ])
    let digest = digest(room)
    #expect(digest.counts.stories == 2)
    #expect(digest.counts.fresh == 1)
    #expect(digest.counts.continued == 1)
    let old = digest.stories.first { $0.isContinued }
    #expect(old?.dayNumber == 3)
    #expect(old?.newCount == 1)
    #expect(old?.headline.text == "Old story goes on")
    #expect(old?.standing == ["Day 3", "2 outlets, both independent", "1 new report"])
  }

  @Test func `a story that was quiet for days says since when`() {
    var room = Newsroom()
    room.thread([
      .init(outlet: "A", time: "2026-11-15T09:00:00Z", title: "Sleeps"),
      .init(outlet: "B", time: "2026-11-20T09:00:00Z", title: "Wakes"),
    ])
    let page = String(
      decoding: DigestFormat.html.pages(for: digest(room))[0].bytes, as: UTF8.self)
    #expect(page.contains("quiet for 5 days, awake again"))
  }

  @Test func `a story whose new reports say what was told before is told in a line`() {
    let told = """
      The Marrow dam gave way on Thursday evening and three villages in the valley were flooded by it. \
      Rescue workers reached the village of Hallin by boat before midnight, the district office said.
      """
    let news =
      "Divers found the missing gatekeeper Anna Brandt alive in the turbine hall on Friday."
    func story(_ text: String, copies: Int? = nil) -> DigestTopic {
      var room = Newsroom()
      room.thread([
        .init(outlet: "A", time: "2026-11-19T09:00:00Z", title: "Dam gives way", text: told),
        .init(
          outlet: "B", time: "2026-11-20T09:00:00Z", title: "Dam gives way", text: text,
          copies: copies),
      ])
      return digest(room).topics[0]
    }
    #expect(story(told, copies: 0).brief.count == 1)
    #expect(story(told, copies: 0).brief.first?.rankWords.contains("told before") == true)
    let again = story(String(repeating: told + " ", count: 4))
    #expect(again.stories.isEmpty)
    #expect(again.brief.map(\.quotes) == [[]])
    let goesOn = story(told + " " + news)
    #expect(goesOn.stories.count == 1)
    #expect(goesOn.stories.first?.quotes.map(\.text.text) == [news])
  }

  @Test func `no outlet fills a topic with stories that it alone tells`() {
    var room = Newsroom()
    for number in 0..<9 { room.thread(pair("Busy \(number)", "Busy", "Busy")) }
    room.thread(pair("Shared", "A", "B", at: "2026-11-20T06:00:00Z"))
    let topic = digest(room).topics[0]
    #expect(topic.stories.count { $0.outletCount == 1 } == 3)
    #expect(topic.stories.contains { $0.headline.text.hasPrefix("Shared") })
    #expect(topic.brief.count == 6)
  }

  @Test func `topics stand in the order of feeds conf, and tell their top stories in full`() {
    var room = Newsroom()
    room.thread([.init(outlet: "Z", time: "2026-11-20T09:00:00Z", title: "S", topic: "zoo")])
    for number in 0..<5 { room.thread(pair("Story \(number)", topic: "art")) }
    let digest = digest(room, top: ["art": 2])
    #expect(digest.topics.map(\.path) == ["zoo", "art"])
    #expect(digest.topics[1].stories.count == 2)
    #expect(digest.topics[1].brief.count == 3)
    #expect(Set(digest.stories.map(\.rank.position)) == [1, 2, 3, 4, 5])
  }

  @Test func `single items of quiet sources stand before those of busy ones`() {
    var room = Newsroom()
    for number in 0..<9 {
      room.thread([.init(outlet: "Busy", time: "2026-11-20T09:00:00Z", title: "B\(number)")])
    }
    room.thread([.init(outlet: "Quiet", time: "2026-11-20T07:00:00Z", title: "Q")])
    room.thread([.init(outlet: "Boosted", time: "2026-11-20T06:00:00Z", title: "!")])
    var state = SourceState(address: Newsroom.feed(of: "Boosted"))
    state.itemsPerDay = 50
    let singles = digest(room, notes: EditionNotes(states: [state])) {
      $0.isQuietBoosted = $0.name == "Boosted"
    }.topics[0].singles
    #expect(singles.prefix(2).map(\.outlet) == ["Boosted", "Quiet"])
    #expect(singles.dropFirst(2).allSatisfy { $0.outlet == "Busy" })
  }

  @Test func `more independent groups rank higher, and a rank explains itself`() {
    var room = Newsroom()
    room.thread(pair("Two tell it"))
    room.thread(
      ["A", "B", "C", "D"].map {
        .init(outlet: $0, time: "2026-11-20T09:00:00Z", title: "Four tell it")
      })
    room.thread(
      ["A", "B", "C", "D"].enumerated().map { index, outlet in
        .init(
          outlet: outlet, time: "2026-11-20T09:00:00Z", title: "One text",
          copies: index == 0 ? nil : 0)
      })
    let stories = digest(room).stories
    #expect(stories.map(\.headline.text) == ["Four tell it", "Two tell it", "One text"])
    #expect(stories.map(\.groups.count) == [4, 2, 1])
    for story in stories {
      let sum = story.rank.parts.reduce(0) { $0 + $1.points }
      #expect(abs(sum - story.rank.score) < 0.01)
    }
    #expect(stories[0].rankWords.hasPrefix("Ranked 1st with "))
    #expect(stories[0].rankWords.contains("for 4 independent groups"))
  }

  @Test func `weight, a watch rule and a quiet boost lift a story`() {
    var room = Newsroom()
    room.thread(pair("Plain", "A", "B"))
    room.thread(pair("Weighty", "C", "D"))
    room.thread(pair("Watched", "E", "F"))
    let watched = room.threads[2].members[0].item.key
    let stories = digest(room, notes: EditionNotes(watched: [watched: "watch title \"x\""])) {
      if $0.name == "C" { $0.weight = 3 }
    }.stories
    #expect(stories.map(\.headline.text.first) == ["W", "W", "P"])
    #expect(stories.flatMap(\.items).compactMap(\.watch) == ["title \"x\""])
  }

  @Test func `the same threads give the same digest in any order`() throws {
    let editor = DigestEditor(sources: InventedDay.sources)
    let threads = InventedDay.room.threads
    func bytes(_ threads: [StoryThread]) throws -> [UInt8] {
      try editor.digest(
        of: span, isOpen: false, at: span.closes, from: threads, notes: InventedDay.notes
      ).archived()
    }
    #expect(try bytes(threads) == bytes(threads.reversed()))
  }

  @Test func `a long thread keeps its first, its latest and its new items`() {
    var room = Newsroom()
    room.thread(
      (0..<300).map { number in
        .init(
          outlet: "Outlet \(number % 30)",
          time: number < 100 ? "2026-11-19T09:00:00Z" : "2026-11-20T09:00:00Z",
          title: "Telling \(number)")
      })
    let digest = digest(room)
    let story = digest.stories[0]
    #expect(story.itemCount == 300)
    #expect(story.newCount == 200)
    #expect(story.items.count == 221)
    #expect(story.items.first?.title.text == "Telling 0")
  }

  @Test func `an empty edition says why`() {
    func reason(_ sources: Int, _ change: (inout SourceState) -> Void) -> String? {
      let feeds = (0..<sources).map { FeedSource(address: FeedAddress("https://s\($0).example/")) }
      let states = feeds.map { feed in
        var state = SourceState(address: feed.address)
        change(&state)
        return state
      }
      return DigestEditor(sources: feeds).digest(
        of: span, isOpen: false, at: span.closes, from: [], notes: EditionNotes(states: states)
      ).emptyBecause
    }
    #expect(reason(0) { _ in } == "No source is listed in feeds.conf.")
    #expect(reason(2) { _ in } == "None of the 2 sources has been asked yet.")
    #expect(
      reason(2) {
        $0.lastAsked = span.opens
        $0.condition = .failing
        $0.error = "no network"
      } == "All 2 sources failed: no network.")
    #expect(
      reason(1) {
        $0.lastAsked = span.opens
        $0.condition = .ok
      } == "1 source answered and had nothing new.")
  }

  @Test func `the foot names who failed, who fell silent and when nobody watched`() {
    let digest = InventedDay.digest()
    #expect(digest.failing.map(\.name) == ["Isle Radio"])
    #expect(digest.silent.map(\.name) == ["Harbour Weekly"])
    #expect(digest.gaps.count == 1)
    #expect(digest.dropped.count == 1)
  }

  @Test func `an item dated next year is no later than its sight`() {
    var room = Newsroom()
    room.thread([
      .init(outlet: "A", time: "2027-11-20T09:00:00Z", title: "Ahead", seen: "2026-11-20T09:00:00Z")
    ])
    #expect(digest(room).topics[0].singles[0].date == Newsroom.at("2026-11-20T09:00:00Z"))
  }

  @Test func `a day of five hundred stories told in full stays below a megabyte`() {
    var room = Newsroom()
    let text = (0..<6).map { "Speaker \($0) of the council said the bridge costs \($0)0 crowns. " }
    for number in 0..<500 {
      room.thread(
        (0..<8).map {
          .init(
            outlet: "Outlet \(String(UnicodeScalar(UInt8(65 + $0))))", time: "2026-11-20T09:00:00Z",
            title: "Council \(number) of Immerau debates its bridge for the \($0)th time",
            text: text.joined())
        })
    }
    let digest = digest(room, top: ["world": 500])
    #expect(digest.topics[0].stories.count == 500)
    let page = DigestFormat.html.pages(for: digest)[0].bytes
    #expect(page.count < 1_000_000)
    let words = String(decoding: page, as: UTF8.self)
    #expect(digest.stories.allSatisfy { words.contains("id=\"s-\($0.id.rawValue)\"") })
  }
}
