import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct StoryReadingTests {
  private static let before = """
    The ferry Alma ran aground off Cape Roe on Thursday with 140 passengers aboard. Tugs waited for the \
    tide to turn.
    """

  private func story(_ tellings: [Newsroom.Telling]) -> DigestStory? {
    var room = Newsroom()
    room.thread(tellings)
    return DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    ).stories.first
  }

  private let earlier = Newsroom.Telling(
    outlet: "A", time: "2026-11-19T09:00:00Z", title: "Ferry Alma runs aground", text: before)

  @Test func `new is what no item before this edition said`() {
    let story = story([
      earlier,
      .init(
        outlet: "B", time: "2026-11-20T09:00:00Z", title: "Alma towed free",
        text: """
          The ferry Alma ran aground off Cape Roe on Thursday with 140 passengers aboard. Captain Ines Moor \
          resigned before noon after prosecutors searched the harbour office in Velden.
          """),
    ])
    // What the page already quotes below the headline is not quoted again.
    let said = (story?.quotes ?? []).map(\.text.text) + (story?.new ?? []).map(\.text.text)
    #expect(said.contains { $0.hasPrefix("Captain Ines Moor") })
    #expect(story?.new.contains { $0.text.text.hasPrefix("The ferry Alma") } == false)
  }

  @Test func `nothing is new in a story that began in this edition, nor in another language`() {
    let first = story([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry Alma aground", text: Self.before),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Captain resigns",
        text: "Captain Ines Moor resigned after prosecutors searched the harbour office in Velden."),
    ])
    #expect(first?.new.isEmpty == true)
    let other = story([
      earlier,
      .init(
        outlet: "C", time: "2026-11-20T10:00:00Z", title: "Fähre Alma",
        text: "Die Fähre Alma lief am Donnerstag mit 140 Menschen an Bord vor Kap Roe auf Grund.",
        language: "de"),
    ])
    #expect(other?.new.isEmpty == true)
  }

  @Test func `only in one source are names and figures that no other has`() {
    let long =
      Self.before + " "
      + String(repeating: "Tugs waited for the tide to turn off the cape. ", count: 9)
    let story = story([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry Alma runs aground", text: long),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Ferry Alma runs aground off Cape Roe",
        text: """
          The ferry Alma ran aground off Cape Roe on Thursday. Tugs waited. An inspector named Edda Lorn had \
          warned the company Nordlinie of a broken sonar on 12 March.
          """),
    ])
    #expect(story?.sole.map(\.outlet) == ["B"])
    #expect(story?.sole.first?.text.text.hasPrefix("An inspector named Edda Lorn") == true)
  }

  @Test func `only in one source is also what no other has words for, after names and figures`() {
    let filler = (1...25).map { "The tugs waited for tide number \($0) to turn off the cape." }
      .joined(separator: " ")
    let named = "An inspector named Edda Lorn had warned the company Nordlinie of a broken sonar."
    let worded = """
      Passengers aboard the ferry complained for months about rusty railings, leaking lifeboats and alarms \
      that nobody repaired.
      """
    let near = "The ferry waited off the cape for the tide to turn while the tugs waited too."
    func sole(_ text: String, beside other: String) -> [String] {
      let story = story([
        .init(
          outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry Alma aground", text: other),
        .init(
          outlet: "B", time: "2026-11-20T10:00:00Z", title: "Ferry Alma runs aground",
          text: "\(Self.before) \(text)"),
      ])
      return story?.sole.filter { $0.outlet == "B" }.map(\.text.text) ?? []
    }
    let long = "\(Self.before) \(filler)"
    #expect(sole("\(worded) \(named)", beside: long) == [named, worded])
    #expect(sole("\(worded) \(near)", beside: long) == [worded])
    #expect(sole(near, beside: long).isEmpty)
    #expect(sole(worded, beside: "\(long) \(worded)").isEmpty)
    // The silence of a text that is long enough to miss a name in says nothing of everyday words.
    let short = "\(Self.before) \(filler.prefix(500))."
    #expect(sole("\(worded) \(named)", beside: short) == [named])
  }

  @Test func `what one outlet alone says is found where no item has a title`() {
    let filler = { (word: String) in
      (1...11).map { "The \(word) waited for tide number \($0) to turn off the cape." }
        .joined(separator: " ")
    }
    let story = story([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "",
        text: "\(Self.before) \(filler("tugs"))"),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "",
        text: """
          \(Self.before) \(filler("crew")) An inspector named Edda Lorn had warned the company Nordlinie \
          that the ferry Alma had a broken sonar.
          """),
    ])
    #expect(story?.sole.map(\.outlet) == ["B"])
  }

  @Test func `the silence of a short text means nothing`() {
    let story = story([
      .init(outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry Alma aground", text: "Short."),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Ferry Alma runs aground",
        text: "An inspector named Edda Lorn had warned the company Nordlinie of a broken sonar."),
    ])
    #expect(story?.sole.isEmpty == true)
  }

  @Test func `a teaser is not quoted`() {
    let story = story([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry Alma runs aground",
        text: "Sign up for our harbour newsletter today. The post appeared first on Harbour Site."),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Ferry Alma aground", text: Self.before),
    ])
    #expect(story?.quotes.map(\.outlet) == ["B", "B"])
  }

  @Test func `figures that differ are told with who gave them`() {
    let figures = story([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "Ferry aground",
        text: "The ferry had 140 passengers aboard when it ran aground on Thursday."),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Ferry runs aground",
        text: "Police counted 152 passengers on the ferry after it ran aground in 2026 at noon."),
    ])?.figures
    #expect(figures?.map { $0.values.map(\.text.text) } == [["140 passengers", "152 passengers"]])
    #expect(figures?.first?.values.map(\.outlet) == ["A", "B"])
  }

  @Test func `a headline that changed words is told, one that changed marks is not`() {
    let changes = story([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "Two dead in ferry accident",
        earlier: [(title: "Ferry accident off Cape Roe", seen: "2026-11-20T09:05:00Z")]),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Ferry: aground!",
        earlier: [(title: "Ferry aground", seen: "2026-11-20T10:05:00Z")]),
    ])?.headlineChanges
    #expect(changes?.map(\.before.text) == ["Ferry accident off Cape Roe"])
  }
}

@Suite struct OriginsTests {
  private func origins(_ tellings: [Newsroom.Telling]) -> [String] {
    var room = Newsroom()
    room.thread(tellings)
    return Origins(of: room.threads[0].members).names
  }

  private let time = "2026-11-20T09:00:00Z"

  @Test func `an agency that an item names is its origin`() {
    let names = origins([
      .init(outlet: "Reuters", time: time, title: "T", isWire: true),
      .init(outlet: "A", time: time, title: "T", text: "VELDEN (Reuters) - A ferry ran aground."),
      .init(outlet: "B", time: time, title: "T", text: "A ferry ran aground. (Reuters)"),
      .init(outlet: "C", time: time, title: "T", author: "By Reuters"),
      .init(outlet: "D", time: time, title: "T", source: "Reuters"),
      .init(outlet: "E", time: time, title: "T", text: "Reuters (the agency) reported it first."),
    ])
    #expect(names == ["Reuters", "Reuters", "Reuters", "Reuters", "Reuters", "E"])
  }

  private static let said =
    "“All of the harbours asked to use our pilots in the fight against ice and fog,” he said."

  @Test func `outlets that retell what one agency was told are one origin`() {
    let names = origins([
      .init(
        outlet: "A", time: time, title: "T", text: "The pilot spoke. \(Self.said) He told IRNA so."),
      .init(
        outlet: "B", time: time, title: "T", text: "Speaking with IRNA, he said more. \(Self.said)"),
      .init(outlet: "C", time: time, title: "T", text: "He told IRNA that pilots are few."),
      .init(outlet: "D", time: time, title: "T", text: "He said it in a speech. \(Self.said)"),
      .init(
        outlet: "E", time: time, title: "T", text: "He told the AP otherwise. \(Self.said)"),
    ])
    #expect(names == ["IRNA", "IRNA", "C", "D", "E"])
  }

  @Test func `what was told to an agency is its own where it prints it too, in any language`() {
    let quote = "„Die Fähre fährt erst wieder, wenn der letzte Lotse an Bord ist“"
    let names = origins([
      .init(outlet: "Wire", time: time, title: "T", text: "VELDEN (dpa) - \(quote), sagte er."),
      .init(outlet: "A", time: time, title: "T", text: "\(quote), sagte der Lotse der dpa."),
      .init(outlet: "B", time: time, title: "T", text: "\(quote), sagte der Lotse vor Gericht."),
    ])
    #expect(names == ["dpa", "dpa", "B"])
  }

  @Test func `what one outlet alone adds to a retold interview is told as its own`() {
    var room = Newsroom()
    let long = String(repeating: "The pilots waited for the tide to turn off the cape. ", count: 9)
    room.thread([
      .init(
        outlet: "A", time: time, title: "Pilot on ferry Alma",
        text: "\(Self.said) He told IRNA. \(long)"
      ),
      .init(
        outlet: "B", time: "2026-11-20T10:00:00Z", title: "Pilot speaks of ferry Alma",
        text: """
          The pilot of the ferry told IRNA so on Friday in the harbour. \(Self.said) An inspector named Edda Lorn had warned the \
          company Nordlinie of a broken pilot sonar.
          """),
    ])
    let story = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    ).stories.first
    #expect(story?.groups.map(\.origin) == ["IRNA"])
    #expect(story?.sole.map(\.outlet) == ["B"])
  }

  @Test func `a follower read before the agency is told as the copy all the same`() throws {
    var newsroom = Newsroom()
    let text = "The Teel dam held through the night, the ministry said on Friday morning."
    newsroom.thread([
      .init(outlet: "Herald", time: "2026-11-20T08:10:00Z", title: "Teel dam held", text: text),
      .init(
        outlet: "Wire", time: "2026-11-20T07:15:00Z", title: "Dam on the Teel holds", text: text,
        seen: "2026-11-20T08:20:00Z", isWire: true, copies: 0),
    ])
    let span = Newsroom.span
    let digest = DigestEditor(sources: newsroom.sources()).digest(
      of: span, isOpen: false, at: span.closes, from: newsroom.threads, notes: EditionNotes())
    let topic = try #require(digest.topics.first)
    let items = try #require((topic.stories + topic.brief).first).items
    #expect(items.map(\.isCopy) == [true, false])
    #expect(Set(items.map(\.origin)).count == 1)
  }

  @Test func `a copy has the origin of what it copies, and one owner is one origin`() {
    let names = origins([
      .init(outlet: "A", time: time, title: "T"),
      .init(outlet: "B", time: time, title: "T", copies: 0),
      .init(outlet: "C", time: time, title: "T", copies: 1),
      .init(outlet: "A Weekend", time: time, title: "T", owner: "A"),
      .init(outlet: "B", time: time, title: "T"),
    ])
    #expect(names == ["A", "A", "A", "A", "B"])
  }
}

@Suite struct LeadChoiceTests {
  @Test(arguments: [
    ("Dam gives way in Teel valley after days of rain", "You won't believe what this dam did"),
    ("Dam gives way in Teel valley after days of rain", "Why did the dam in Teel valley give way?"),
    ("Dam gives way in Teel valley after days of rain", "LIVE: DAM GIVES WAY IN TEEL VALLEY"),
    ("Dam gives way in Teel valley after days of rain", "7 things to know about the broken dam"),
    ("Dam gives way in Teel valley after days of rain", "Dam gives way in Teel | The Morning Post"),
    ("Dam gives way in Teel valley after days of rain", "Dam"),
    ("Staudamm im Teel-Tal nach Regen gebrochen", "Warum der Damm im Teel-Tal brach"),
    ("Dam gives way in Teel valley after days of rain", ""),
  ])
  func `a plain headline is clearer than one that sells`(plain: String, selling: String) {
    #expect(LeadChoice.points(for: plain) > LeadChoice.points(for: selling))
  }

  @Test func `the headline in the words most outlets use leads`() {
    var room = Newsroom()
    let time = "2026-11-20T09:00:00Z"
    room.thread([
      .init(outlet: "A", time: time, title: "Heartbreak and hope among the ruins of a village"),
      .init(outlet: "B", time: time, title: "Marrow dam bursts, flooding Hallin village"),
      .init(outlet: "C", time: time, title: "Marrow dam burst floods three villages near Hallin"),
    ])
    let lead = LeadChoice(among: room.threads[0].members, origins: ["A", "B", "C"]) { _ in true }
    #expect(lead.index != 0)
  }
}
