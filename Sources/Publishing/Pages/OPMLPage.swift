import NewsModel

/// `opml.xml`: the sources by topic (OPML 2.0), for other readers. Credentials in an address stay
/// behind, since the directory is there to be read by others.
package enum OPMLPage {
  package static func bytes(of rows: [StatusRow]) -> Page.Body {
    var topics: [String] = []
    for row in rows where !topics.contains(row.source.topic) { topics.append(row.source.topic) }
    let groups = topics.map { topic -> HTML in
      let lines = rows.filter { $0.source.topic == topic }.map(outline)
      guard !topic.isEmpty else { return "\(lines)" }
      return """
        <outline text="\(topic)">
        \(lines)</outline>

        """
    }
    let page: HTML = """
      <?xml version="1.0" encoding="utf-8"?>
      <opml version="2.0">
      <head><title>newsloom</title></head>
      <body>
      \(groups)</body>
      </opml>

      """
    return page.bytes
  }

  private static func outline(_ row: StatusRow) -> HTML {
    let home: HTML = row.state.link?.webLink.map { " htmlUrl=\"\($0)\"" } ?? HTML()
    return """
      <outline type="rss" text="\(row.name)" xmlUrl="\(row.source.address.withoutCredentials)"\(home)/>

      """
  }
}
