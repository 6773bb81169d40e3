import Foundation

/// An outlet's feed, written in its format.
struct DemoDocument {
  var outlet: DemoOutlet
  /// Newest first.
  var items: [DemoItem]

  var xml: String {
    let lines =
      switch outlet.format {
      case .rss20: rss20
      case .rss10: rss10
      case .atom10: atom10
      }
    return (["<?xml version=\"1.0\" encoding=\"utf-8\"?>"] + lines).joined(separator: "\n") + "\n"
  }

  private var home: String { "https://\(outlet.key).example/" }

  /// That of the last change, so that a feed without news is the same bytes as before.
  private var updated: Date { items.map(\.updated).max() ?? DemoFeeds.start }

  private func link(_ item: DemoItem) -> String { "\(home)news/\(item.number)" }

  private var rss20: [String] {
    var lines = [
      "<rss version=\"2.0\">", "<channel>",
      "<title>\(escaped(outlet.name))</title>", "<link>\(home)</link>",
      "<description>\(escaped(outlet.name)): news</description>",
      "<language>\(outlet.language)</language>",
      "<lastBuildDate>\(mailDate(updated))</lastBuildDate>",
    ]
    for item in items {
      lines += [
        "<item>",
        "<title>\(escaped(item.title))</title>",
        "<link>\(link(item))?utm_source=rss</link>",
        "<guid isPermaLink=\"false\">\(outlet.key)-\(item.number)</guid>",
        "<pubDate>\(mailDate(item.published))</pubDate>",
        "<description>\(escaped("<p>\(escaped(item.text))</p>"))</description>",
        "</item>",
      ]
    }
    return lines + ["</channel>", "</rss>"]
  }

  private var rss10: [String] {
    var lines = [
      "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"",
      "  xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns=\"http://purl.org/rss/1.0/\">",
      "<channel rdf:about=\"\(home)\">",
      "<title>\(escaped(outlet.name))</title>", "<link>\(home)</link>",
      "<description>\(escaped(outlet.name)): news</description>",
      "<dc:language>\(outlet.language)</dc:language>",
      "<items><rdf:Seq>",
    ]
    lines += items.map { "<rdf:li rdf:resource=\"\(link($0))\"/>" }
    lines += ["</rdf:Seq></items>", "</channel>"]
    for item in items {
      lines += [
        "<item rdf:about=\"\(link(item))\">",
        "<title>\(escaped(item.title))</title>",
        "<link>\(link(item))</link>",
        "<description>\(escaped(item.text))</description>",
        "<dc:date>\(item.published.formatted(.iso8601))</dc:date>",
        "</item>",
      ]
    }
    return lines + ["</rdf:RDF>"]
  }

  private var atom10: [String] {
    var lines = [
      "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"\(outlet.language)\">",
      "<title>\(escaped(outlet.name))</title>", "<id>\(home)</id>", "<link href=\"\(home)\"/>",
      "<author><name>\(escaped(outlet.name))</name></author>",
      "<updated>\(updated.formatted(.iso8601))</updated>",
    ]
    for item in items {
      lines += [
        "<entry>",
        "<title>\(escaped(item.title))</title>",
        "<id>tag:\(outlet.key).example,2026:\(item.number)</id>",
        "<link rel=\"alternate\" href=\"\(link(item))\"/>",
        "<published>\(item.published.formatted(.iso8601))</published>",
        "<updated>\(item.updated.formatted(.iso8601))</updated>",
        "<summary>\(escaped(item.text))</summary>",
        "</entry>",
      ]
    }
    return lines + ["</feed>"]
  }

  /// RFC 822's date, as RSS 2.0 asks for: `Mon, 02 Mar 2026 07:40:00 GMT`.
  private func mailDate(_ date: Date) -> String {
    date.formatted(
      Date.VerbatimFormatStyle(
        format: """
          \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \
          \(year: .defaultDigits) \
          \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
          \(minute: .twoDigits):\(second: .twoDigits) GMT
          """,
        locale: Locale(identifier: "en_US_POSIX"), timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)))
  }

  private func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
      .replacing(">", with: "&gt;")
  }
}
