/// Finds the feeds that an HTML page names.
enum FeedDiscovery {
  /// Media types by how sure they make us; of the last kind are also pages' programs and tables.
  private static let types: [(type: String, rank: Int)] = [
    ("application/rss+xml", 0), ("application/atom+xml", 0), ("application/feed+json", 0),
    ("application/rdf+xml", 1), ("text/xml", 1), ("application/xml", 1), ("application/json", 2),
  ]

  /// How the addresses of feeds end that a page links to as to any other page.
  private static let endings = [
    "/feed", "/feed/", "/rss", "/rss/", "/atom", "/atom/", ".rss", ".atom", "rss.xml", "feed.xml",
    "atom.xml", "index.rdf", "feed.json",
  ]

  private static let longestTag = 2048
  private static let mostFeeds = 32

  /// The addresses of `link rel=alternate` elements with a feed's media type, absolute, the surest
  /// kinds first; where there is none, of links whose addresses look like a feed's.
  static func feeds(in page: [UInt8], base: String?) -> [String] {
    // A page's head is at its beginning; a megabyte holds the longest seen.
    let page = page.prefix(1 << 20)
    var named: [(address: String, rank: Int)] = []
    var linked: [String] = []
    var base = base
    var index = page.startIndex
    var unread = Unread()
    while let start = page[index...].firstIndex(of: UInt8(ascii: "<")),
      named.count < mostFeeds
    {
      index = start + 1
      if let end = unread.end(in: page, from: index) {
        index = end
        continue
      }
      let tag = page[index..<min(index + longestTag, page.endIndex)]
      let isAnchor = name(tag, is: "a")
      guard isAnchor || name(tag, is: "link") || name(tag, is: "base"),
        let end = endOfTag(tag)
      else { continue }
      index = end
      let attributes = attributes(String(decoding: tag[..<end], as: UTF8.self))
      guard let href = attributes["href"],
        let address = CanonicalLink.resolve(HTMLEntities.decode(href), against: base)
      else { continue }
      if isAnchor {
        if linked.count < mostFeeds, looksLikeFeed(address), !linked.contains(address) {
          linked.append(address)
        }
      } else if name(tag, is: "base") {
        base = address
      } else if let rank = rank(of: attributes), !named.contains(where: { $0.address == address }) {
        named.append((address, rank))
      }
    }
    guard !named.isEmpty else { return linked }
    return (0...2).flatMap { rank in named.filter { $0.rank == rank }.map(\.address) }
  }

  /// How sure a `link` element makes us of its feed; nil if it names none.
  private static func rank(of attributes: [String: String]) -> Int? {
    let relations = (attributes["rel"] ?? "").lowercased().split { $0.isWhitespace }
    let type = (attributes["type"] ?? "").lowercased().prefix { $0 != ";" }
    if relations.contains("feed") { return 0 }
    guard relations.contains("alternate") else { return nil }
    return types.first { $0.type == type }?.rank
  }

  private static func looksLikeFeed(_ address: String) -> Bool {
    let path = address.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return endings.contains { path.hasSuffix($0) }
  }

  /// Comments and scripts, in which nothing is named. What has been searched for in vain is not
  /// searched for again.
  private struct Unread {
    private var missing: Set<String> = []

    /// Where the one that begins here ends; nil if none does.
    mutating func end(in page: ArraySlice<UInt8>, from index: Int) -> Int? {
      let rest = page[index...]
      let isComment = rest.starts(with: "!--".utf8)
      let end = isComment ? "-->" : "</script"
      guard isComment || name(rest.prefix(16), is: "script"), !missing.contains(end) else {
        return nil
      }
      if let found = ByteSearch.end(of: isComment ? "-->" : "</script", in: rest) { return found }
      missing.insert(end)
      return nil
    }
  }

  /// Where the tag's ">" is, which is none inside of quotes.
  private static func endOfTag(_ tag: ArraySlice<UInt8>) -> Int? {
    var quote: UInt8?
    for index in tag.indices {
      switch tag[index] {
      case let byte where byte == quote: quote = nil
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = quote ?? tag[index]
      case UInt8(ascii: ">") where quote == nil: return index
      case UInt8(ascii: "<") where quote == nil: return nil
      default: break
      }
    }
    return nil
  }

  private static func name(_ bytes: ArraySlice<UInt8>, is word: String) -> Bool {
    let letters = Array(word.utf8)
    guard bytes.count > letters.count else { return false }
    let head = bytes.prefix(letters.count).map { $0 | 0x20 }
    let next = bytes[bytes.startIndex + letters.count]
    return head == letters && (next <= 0x20 || next == UInt8(ascii: ">"))
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
