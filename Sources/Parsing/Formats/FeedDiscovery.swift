/// Finds the feeds that an HTML page names.
enum FeedDiscovery {
  private static let types = [
    "application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml",
    "application/json", "text/xml", "application/xml",
  ]

  /// The addresses of `link rel=alternate` elements with a feed's media type, absolute, in order.
  static func feeds(in page: [UInt8], base: String?) -> [String] {
    // A page's head is at its beginning; a megabyte holds the longest seen.
    let page = page.prefix(1 << 20)
    var feeds: [String] = []
    var base = base
    var index = page.startIndex
    while let start = page[index...].firstIndex(of: UInt8(ascii: "<")), feeds.count < 32 {
      index = start + 1
      let window = page[index..<min(index + 4096, page.endIndex)]
      let isLink = name(window, is: "link")
      guard isLink || name(window, is: "base"), let end = window.firstIndex(of: UInt8(ascii: ">"))
      else { continue }
      let attributes = attributes(String(decoding: page[index..<end], as: UTF8.self))
      index = end
      guard let href = attributes["href"] else { continue }
      if !isLink {
        base = CanonicalLink.resolve(href, against: base) ?? base
        continue
      }
      let rel = (attributes["rel"] ?? "").lowercased().split(separator: " ")
      let type = (attributes["type"] ?? "").lowercased().prefix { $0 != ";" }
      guard rel.contains("alternate") || rel.contains("feed"),
        types.contains(where: { type == $0 }) || rel.contains("feed"),
        let address = CanonicalLink.resolve(HTMLEntities.decode(href), against: base),
        !feeds.contains(address)
      else { continue }
      feeds.append(address)
    }
    return feeds
  }

  private static func name(_ bytes: ArraySlice<UInt8>, is word: String) -> Bool {
    let letters = Array(word.utf8)
    guard bytes.count > letters.count else { return false }
    let head = bytes.prefix(letters.count).map { $0 | 0x20 }
    return head == letters && bytes[bytes.startIndex + letters.count] <= 0x20
  }

  /// The attributes of a tag, names in lower case.
  private static func attributes(_ tag: String) -> [String: String] {
    var result: [String: String] = [:]
    var rest = tag.drop { !$0.isWhitespace }
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "/" }
      let name = rest.prefix { !$0.isWhitespace && $0 != "=" }
      guard !name.isEmpty else { return result }
      rest = rest.dropFirst(name.count).drop { $0.isWhitespace }
      guard rest.first == "=" else { continue }
      rest = rest.dropFirst().drop { $0.isWhitespace }
      let value: Substring
      if let quote = rest.first, quote == "\"" || quote == "'" {
        value = rest.dropFirst().prefix { $0 != quote }
        rest = rest.dropFirst(value.count + 2)
      } else {
        value = rest.prefix { !$0.isWhitespace }
        rest = rest.dropFirst(value.count)
      }
      if result[name.lowercased()] == nil { result[name.lowercased()] = String(value) }
    }
  }
}
