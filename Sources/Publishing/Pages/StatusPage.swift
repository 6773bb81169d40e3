import Foundation
import NewsModel

/// How the sources stand: those in trouble first, then by topic in the order of feeds.conf.
struct StatusPage {
  let bytes: Page.Body

  /// `lists` are what feeds.conf includes, in order.
  init(
    _ rows: [StatusRow], lists: [StatusRow] = [], at moment: Date, zone: String,
    hasFeed: Bool = true
  ) {
    let clock = ZoneClock(zone: zone)
    let today = clock.day(of: moment)
    let troubled = rows.filter(\.isTroubled)
    var conditions: [String] = [Words.count(rows.count, "source")]
    for condition in SourceState.Condition.allCases {
      let count = rows.count { $0.state.condition == condition }
      if count > 0 { conditions.append("\(count) \(condition.rawValue)") }
    }
    var main: HTML = """
      <header class="head">
      <h1>Sources</h1>
      <p class="count">\(conditions.joined(separator: " · "))</p>
      <p class="span">As of \(HTML.time(moment, clock.weekdayAndTime(moment))), \(zone)</p>
      </header>

      """
    if !troubled.isEmpty {
      main += Self.table(troubled, title: "In trouble", number: 0, clock: clock, today: today)
    }
    var topics: [String] = []
    for row in rows where !topics.contains(row.source.topic) { topics.append(row.source.topic) }
    for (index, topic) in topics.enumerated() {
      let mine = rows.filter { $0.source.topic == topic && !$0.isTroubled }
      guard !mine.isEmpty else { continue }
      main += Self.table(
        mine, title: DigestTopic.heading(topic), number: index + 1, clock: clock, today: today)
    }
    if !lists.isEmpty {
      main += Self.table(
        lists, title: "Lists that are followed", number: topics.count + 1, clock: clock,
        today: today)
    }
    bytes = PageFrame(
      title: "Sources · newsloom", root: "",
      bar: [
        "<a href=\"today.html\">Today so far</a>",
        "<a href=\"latest/index.html\">Latest edition</a>",
      ],
      hasFeed: hasFeed, kind: "status"
    ).page(
      main,
      foot: """
        <p>“Alone” is the share of a source’s items that no other source reported; how often it was first and how late else is on its own page, behind its name. The same figures for programs: \
        <a href="status.json">status.json</a>; the list for other readers: <a href="opml.xml">opml.xml</a>.</p>

        """)
  }

  private static func table(
    _ rows: [StatusRow], title: String, number: Int, clock: ZoneClock, today: Day
  ) -> HTML {
    """
    <section aria-labelledby="s\(number)">
    <h2 id="s\(number)">\(title)</h2>
    <div class="scroll" role="group" aria-labelledby="s\(number)" tabindex="0">
    <table>
    <thead><tr><th scope="col">Source</th><th scope="col">State</th><th scope="col" class="n">Last answer</th>\
    <th scope="col" class="n">Next</th><th scope="col" class="n">A day</th><th scope="col" class="n">Alone</th></tr></thead>
    <tbody>
    \(rows.map { row($0, clock: clock, today: today) })</tbody>
    </table>
    </div>
    </section>

    """
  }

  private static func row(_ row: StatusRow, clock: ZoneClock, today: Day) -> HTML {
    func when(_ date: Date?) -> HTML {
      guard let date else { return "–" }
      return HTML.time(date, clock.near(date, on: today))
    }
    let state: HTML =
      row.isTroubled ? "<span class=\"bad\">\(row.sentence)</span>" : "\(row.sentence)"
    let share = row.soleShare.map { "\(Int(($0 * 100).rounded())) %" } ?? "–"
    let name: HTML =
      row.page.map { "<a href=\"source/\($0)\"><bdi>\(row.name)</bdi></a>" }
      ?? HTML.name(row.name, link: row.state.link)
    return """
      <tr><th scope="row">\(name)</th><td>\(state)</td>\
      <td class="n">\(when(row.state.lastSuccess))</td><td class="n">\(when(row.state.nextPoll))</td>\
      <td class="n">\(Words.points(row.itemsPerDay))</td><td class="n">\(share)</td></tr>

      """
  }
}

extension StatusRow {
  fileprivate var isTroubled: Bool {
    switch state.condition {
    case .failing, .gone: true
    case .waiting, .ok, .moved, .paused: false
    }
  }
}
