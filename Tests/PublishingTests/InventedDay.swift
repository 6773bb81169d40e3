import Foundation
import NewsModel

@testable import Publishing

/// A day of news that never happened, with most things an edition can hold: the golden pages are
/// made of it.
enum InventedDay {
  static var room: Newsroom {
    var room = Newsroom()
    dam(&room)
    bridge(&room)
    election(&room)
    chips(&room)
    quake(&room)
    singles(&room)
    return room
  }

  static var sources: [FeedSource] {
    var sources = room.sources {
      if $0.name == "Wetland Notes" { $0.isQuietBoosted = true }
    }
    var silent = FeedSource(address: FeedAddress("https://harbourweekly.example/rss"))
    silent.name = "Harbour Weekly"
    var broken = FeedSource(address: FeedAddress("https://isleradio.example/rss"))
    broken.name = "Isle Radio"
    sources += [silent, broken]
    return sources
  }

  static var notes: EditionNotes {
    var failing = SourceState(address: FeedAddress("https://isleradio.example/rss"))
    failing.condition = .failing
    failing.error = "503 Service Unavailable"
    failing.lastAsked = Newsroom.at("2026-11-21T05:10:00Z")
    failing.failingSince = Newsroom.at("2026-11-19T22:40:00Z")
    var silent = SourceState(address: FeedAddress("https://harbourweekly.example/rss"))
    silent.condition = .ok
    silent.lastAsked = Newsroom.at("2026-11-21T05:10:00Z")
    silent.itemsPerDay = 4.2
    silent.lastNews = Newsroom.at("2026-11-17T08:00:00Z")
    let dropped = DroppedItem(
      feed: Newsroom.feed(of: "Daily Star"), sourceName: "Daily Star", id: "h1",
      title: "Your horoscope for Saturday", link: "https://dailystar.example/h1",
      seen: Newsroom.at("2026-11-20T18:00:00Z"), reason: "feeds.conf:12: mute title \"horoscope\"")
    let threads = room.threads
    return EditionNotes(
      dropped: [dropped], states: [failing, silent],
      sinceDown: [Newsroom.at("2026-11-21T01:10:00Z")..<Newsroom.at("2026-11-21T04:40:00Z")],
      toldBefore: [threads[0].id: [previous]],
      watched: [threads[3].members[0].item.key: "watch title \"chip\""],
      keyTerms: [threads[0].id: ["dam", "marrow", "valley", "flood"]],
      sourcePages: SourcePage.names(of: sources.map(\.address)))
  }

  /// What a source's page says.
  static var profile: SourceProfile {
    let address = Newsroom.feed(of: "Metro Line")
    var record = SourceRecord(feed: address)
    record.items = 48
    record.copies = 2
    record.shared = 11
    record.first = 3
    record.lag = 95 * 60
    record.alone = 37
    record.recent = [
      .init(
        title: DigestText("Museum of tin toys reopens", language: "en"),
        link: "https://metroline.example/news/17", date: Newsroom.at("2026-11-20T10:15:00Z")),
      .init(
        title: DigestText("فتح متحف الألعاب", language: "ar"), link: nil,
        date: Newsroom.at("2026-11-19T10:15:00Z")),
    ]
    let quote = DigestQuote(
      text: DigestText(
        "A survey in October found corrosion in two of its six main girders.", language: "en"),
      outlet: "Metro Line", link: "https://metroline.example/news/7",
      date: Newsroom.at("2026-11-20T09:00:00Z"))
    return SourceProfile(
      address: address, name: "Metro Line", topic: "local", link: "https://metroline.example/",
      record: record,
      sole: [
        .init(
          quote: quote,
          headline: DigestText("Larch Street bridge to close to heavy traffic", language: "en"),
          page: "2026-11-20-city-closes-larch-street-bridge-lorries-1164jqp65z.html")
      ])
  }

  static let previous = EditionSpan(
    day: Newsroom.span.day.adding(days: -1), ordinal: 1,
    opens: Newsroom.span.opens.addingTimeInterval(-86400), closes: Newsroom.span.opens,
    zone: Newsroom.span.zone)

  /// The edition before, in which nothing came.
  static var emptyDigest: DailyDigest {
    DigestEditor(sources: sources).digest(
      of: previous, isOpen: false, at: previous.closes, from: [],
      notes: EditionNotes(states: notes.states))
  }

  static var statusRows: [StatusRow] {
    sources.map { source in
      var state = notes.states.first { $0.address == source.address }
      if state == nil {
        var well = SourceState(address: source.address)
        well.condition = .ok
        well.httpStatus = 200
        well.lastSuccess = Newsroom.at("2026-11-21T05:10:00Z")
        well.nextPoll = Newsroom.at("2026-11-21T05:40:00Z")
        well.link = "https://\(source.address.host)/"
        state = well
      }
      let isWell = state?.condition == .ok
      return StatusRow(
        source: source, state: state ?? SourceState(address: source.address), items: 12,
        itemsPerDay: 2.5, soleShare: isWell ? 0.31 : nil,
        sentence: isWell ? "well" : "failing since 19 Nov: 503 Service Unavailable",
        page: notes.sourcePages[source.address])
    }
  }

  static func digest(isOpen: Bool = false) -> DailyDigest { edited(isOpen: isOpen).digest }

  static func edited(isOpen: Bool = false) -> DigestEditor.Edited {
    DigestEditor(sources: sources, topLimits: ["world": 3]).edit(
      Newsroom.span, isOpen: isOpen, at: Newsroom.at("2026-11-20T17:05:00Z"), from: room.threads,
      notes: notes)
  }

  private static func dam(_ room: inout Newsroom) {
    room.thread([
      .init(
        outlet: "Wire One", time: "2026-11-19T18:20:00Z",
        title: "Marrow dam gives way after days of rain",
        text: """
          The Marrow dam in the upper Teel valley gave way on Thursday evening after five days of rain, \
          sending water through three villages. Rescue crews reached the village of Hallin by boat. \
          At least 12 dead were counted by midnight, the district office said.
          """, isWire: true),
      .init(
        outlet: "Morning Post", time: "2026-11-19T19:05:00Z",
        title: "Dam bursts in Teel valley, villages under water",
        text: """
          The Marrow dam in the upper Teel valley gave way on Thursday evening after five days of rain, \
          sending water through three villages. (Wire One)
          """, copies: 0, terms: ["dam", "teel", "valley"], score: 0.61),
      .init(
        outlet: "Der Bote", time: "2026-11-20T08:12:00Z",
        title: "Nach Dammbruch im Teel-Tal werden noch 40 Menschen vermisst",
        text: """
          Nach dem Bruch des Marrow-Damms suchen Helfer nach 40 Vermissten. Die Brücke bei Hallin ist \
          unpassierbar, sagte Landrätin Irene Kolb.
          """, language: "de", terms: ["marrow", "hallin"], score: 0.33),
      .init(
        outlet: "Morning Post", time: "2026-11-20T11:40:00Z",
        title: "Engineers warned of cracks in Marrow dam two years ago, papers show",
        text: """
          Engineers of the regional water board warned in 2024 that cracks in the spillway of the Marrow dam \
          were widening, according to inspection papers seen by the Morning Post. The board's director \
          Paula Reyes said repairs had been planned for next spring. Some 18 dead have been counted so far, \
          and the army has sent 600 soldiers to the valley to shore up levees.
          """,
        earlier: [
          (title: "Cracks in Marrow dam known for two years?", seen: "2026-11-20T11:47:00Z")
        ],
        terms: ["marrow", "dam", "valley"], score: 0.58),
      .init(
        outlet: "The Teel Courier", time: "2026-11-20T20:15:00Z",
        title: "Army shores up levees below broken Marrow dam as rain returns",
        text: """
          Soldiers worked through the night to shore up levees below the broken Marrow dam as rain returned \
          to the Teel valley. Rescue workers counted 21 dead by Friday evening. In Hallin, the schoolhouse \
          of Anna Brandt shelters ninety families whose homes were swept away by the flood. Governor Tomas \
          Lind declared a state of emergency in four districts on Friday afternoon.
          """, terms: ["dam", "levees", "teel"], score: 0.47),
      .init(
        outlet: "صدى اليوم", time: "2026-11-20T21:30:00Z",
        title: "ارتفاع حصيلة ضحايا انهيار سد مارو إلى 21 قتيلا",
        text:
          "ارتفعت حصيلة ضحايا انهيار سد مارو إلى 21 قتيلا. وأعلن الحاكم حالة الطوارئ في أربع مناطق.",
        language: "ar", terms: ["سد", "مارو"], score: 0.29),
    ])
  }

  private static func bridge(_ room: inout Newsroom) {
    room.thread([
      .init(
        outlet: "Metro Line", time: "2026-11-20T09:00:00Z",
        title: "City closes Larch Street bridge to lorries from Monday",
        text: """
          Lorries above 7.5 tonnes may not cross the Larch Street bridge from Monday, the city council \
          decided on Friday. A survey in October found corrosion in two of its six main girders.
          """),
      .init(
        outlet: "Morning Post", time: "2026-11-20T10:30:00Z",
        title: "Larch Street bridge to close to heavy traffic",
        text:
          "The city council voted to close the Larch Street bridge to heavy traffic from Monday.",
        terms: ["larch", "bridge"], score: 0.55),
    ])
  }

  private static func election(_ room: inout Newsroom) {
    room.thread([
      .init(
        outlet: "Morning Post", time: "2026-11-14T10:00:00Z",
        title: "Recount ordered in Norrland after tie",
        text:
          "A court ordered a recount in Norrland on Saturday after both candidates had 48,211 votes."
      ),
      .init(
        outlet: "Kvällen", time: "2026-11-20T13:00:00Z",
        title: "Omräkningen i Norrland klar: Ek vinner med elva röster",
        text: """
          Maria Ek vinner valet i Norrland med elva rösters marginal, meddelade valnämnden på fredagen. \
          Motståndaren Olof Strand överklagar inte.
          """, language: "sv", terms: ["norrland", "recount"], score: 0.31),
    ])
  }

  private static func chips(_ room: inout Newsroom) {
    room.thread([
      .init(
        outlet: "Circuit Daily", time: "2026-11-20T14:00:00Z",
        title: "Chip maker Velar halts its newest line over a fault in packaging",
        text: """
          Velar stopped shipments of its newest chip on Friday after customers found that packages crack \
          under heat. The company expects to lose $400 million in the quarter.
          """, topic: "technology"),
      .init(
        outlet: "日々新報", time: "2026-11-20T15:10:00Z",
        title: "ヴェラー、最新半導体の出荷を停止 パッケージに不具合",
        text: "半導体大手ヴェラーは20日、最新チップの出荷を停止したと発表した。熱でパッケージに亀裂が入るという。再開の時期は未定としている。",
        language: "ja", topic: "technology", terms: ["velar"], score: 0.27),
      .init(
        outlet: "Circuit Weekend", time: "2026-11-20T16:10:00Z",
        title: "Velar halts chip line",
        text: "Velar stopped shipments of its newest chip on Friday.",
        owner: "Circuit Daily", topic: "technology", terms: ["velar", "chip"], score: 0.7),
    ])
  }

  private static func quake(_ room: inout Newsroom) {
    room.thread([
      .init(
        outlet: "Coast FM", time: "2026-11-20T22:00:00Z",
        title: "Light quake felt along the Sorrel coast", text: ""),
      .init(
        outlet: "Morning Post", time: "2026-11-20T22:20:00Z",
        title: "Magnitude 4.1 quake shakes Sorrel coast, no damage reported",
        text: "A light earthquake shook the Sorrel coast late on Friday. No damage was reported.",
        terms: ["quake", "sorrel"], score: 0.5),
    ])
  }

  private static func singles(_ room: inout Newsroom) {
    room.thread([
      .init(
        outlet: "Wetland Notes", time: "2026-11-20T07:00:00Z",
        title: "First cranes of the winter at Lake Osk", topic: "nature")
    ])
    for (index, title) in [
      "Museum of tin toys reopens", "Ferry timetable changes for December",
      "Choir seeks tenors", "Water bills to rise by 3 % in January",
      "Library lends sewing machines",
      "Night bus 14 returns",
    ].enumerated() {
      room.thread([
        .init(
          outlet: "Metro Line", time: "2026-11-20T1\(index):15:00Z", title: title, topic: "local")
      ])
    }
    room.thread([
      .init(
        outlet: "Der Bote", time: "2026-11-18T09:00:00Z", title: "Chor sucht Tenöre",
        seen: "2026-11-20T12:00:00Z", language: "de", topic: "local")
    ])
    room.thread([
      .init(
        outlet: "Hollow Blog", time: "2026-11-20T12:30:00Z", title: nil,
        text: "A note without a title, on the price of string and what it tells about the year.",
        language: nil, topic: "local")
    ])
  }
}
