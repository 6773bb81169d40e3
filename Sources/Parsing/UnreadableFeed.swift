/// A body that is no feed: an ordinary thing to meet at an address.
package struct UnreadableFeed: Error, Hashable {
  /// What it is, on one line without a final stop, such as "an HTML page; it names the feed …".
  package var sentence: String
  /// The feeds that an HTML page names (`link rel=alternate`), absolute.
  package var feeds: [String]

  package init(_ sentence: String, feeds: [String] = []) {
    self.sentence = sentence
    self.feeds = feeds
  }

  /// Something that is recognised by its first bytes and cannot be text.
  init?(signatureOf body: [UInt8]) {
    let signatures: [(bytes: [UInt8], what: String)] = [
      ([0x1F, 0x8B], "data compressed with gzip"),
      (Array("PK\u{3}\u{4}".utf8), "a zip archive"),
      (Array("%PDF".utf8), "a PDF document"),
      ([0x89, 0x50, 0x4E, 0x47], "a PNG image"),
      ([0xFF, 0xD8, 0xFF], "a JPEG image"),
      (Array("GIF8".utf8), "a GIF image"),
      ([0x28, 0xB5, 0x2F, 0xFD], "data compressed with zstd"),
    ]
    guard let match = signatures.first(where: { body.starts(with: $0.bytes) }) else { return nil }
    self.init(match.what)
  }

  /// What a document with this root element is.
  init(root: String) {
    let known: [String: String] = [
      "opml": "an OPML list of feeds", "urlset": "a sitemap", "sitemapindex": "a sitemap index",
      "plist": "a property list", "svg": "an SVG image", "kml": "a map in KML",
      "wsdl": "a WSDL description", "xsl:stylesheet": "an XSLT style sheet",
      "opensearchdescription": "an OpenSearch description", "error": "an error message in XML",
    ]
    let name = PlainText.line(ofText: String(root.prefix(40)))
    self.init(known[root.lowercased()] ?? "XML whose root element is <\(name)>, which is no feed")
  }

  /// An HTML page.
  init(page: [UInt8], base: String?) {
    let feeds = FeedDiscovery.feeds(in: page, base: base)
    guard let first = feeds.first else {
      self.init("an HTML page; it names no feed")
      return
    }
    let more = feeds.count > 1 ? " and \(feeds.count - 1) more" : ""
    self.init("an HTML page; it names the feed \(first)\(more)", feeds: feeds)
  }
}
