/// The namespaces that feeds use, by what we make of them.
enum Space: UInt8, Sendable {
  /// RSS in all its versions, CDF, and names without a namespace.
  case core
  case atom, rdf, dc, dcterms, content, sy, slash, media, itunes, podcast, thr, history, wfw
  case feedburner, xhtml, xml, svg, mathml, source, prism, webfeeds
  case other

  /// The namespace of a name, by its URI or, where that is missing or unknown, by its prefix.
  ///
  /// Publishers misspell the URIs (without `http:`, with `https:`, with or without the final
  /// slash), or forget to declare the prefix. A well-known prefix means what it always means.
  ///
  /// - Parameter isMisspelt: whether a URI had to be read tolerantly.
  init(uri: String?, prefix: String?, isMisspelt: inout Bool) {
    isMisspelt = false
    if let uri {
      if let space = Self.byURI[uri] {
        self = space
        return
      }
      if let space = Self.byURI[Self.reduced(uri)] {
        isMisspelt = true
        self = space
        return
      }
      if prefix == nil {
        self = Self.looksLikeCore(uri) ? .core : .other
        return
      }
    }
    guard let prefix else {
      self = .core
      return
    }
    self = Self.byPrefix[prefix.lowercased()] ?? .other
  }

  private static func looksLikeCore(_ uri: String) -> Bool {
    let lower = uri.lowercased()
    return lower.isEmpty || lower.contains("rss") || lower.contains("netscape")
      || lower.contains("userland") || lower.contains("channel")
  }

  /// The URI without its scheme, `www.`, letter case and final `/` or `#`.
  private static func reduced(_ uri: String) -> String {
    var rest = uri.utf8.map(\.asciiLowercased)[...]
    rest = rest.drop { $0 <= 0x20 }
    while let last = rest.last,
      last <= 0x20 || last == UInt8(ascii: "/") || last == UInt8(ascii: "#")
    {
      rest.removeLast()
    }
    for scheme in ["http:", "https:"] where rest.starts(with: scheme.utf8) {
      rest = rest.dropFirst(scheme.utf8.count)
    }
    rest = rest.drop { $0 == UInt8(ascii: "/") }
    if rest.starts(with: "www.".utf8) { rest = rest.dropFirst(4) }
    return String(decoding: rest, as: UTF8.self)
  }

  private static let byURI: [String: Space] = {
    let known: [(Space, [String])] = [
      (
        .core,
        [
          "", "http://backend.userland.com/rss", "http://blogs.law.harvard.edu/tech/rss",
          "http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/",
          "http://channel.netscape.com/rdf/simple/0.9/",
          "http://my.netscape.com/publish/formats/rss-0.91.dtd",
          "http://example.com/newformat#", "http://example.com/necho",
          "http://purl.org/echo/", "uri/of/echo/namespace#", "http://purl.org/net/rss1.1#",
          "http://backend.userland.com/rss2", "http://backend.userland.com/rss091",
          "http://backend.userland.com/rss092", "http://www.rssboard.org/rss-specification",
          "http://cyber.law.harvard.edu/rss/rss.html", "http://purl.org/rss/2.0",
        ]
      ),
      (
        .atom,
        [
          "http://www.w3.org/2005/Atom", "http://purl.org/atom/ns#",
          "http://purl.org/atom/draft-ietf-atompub-format-05", "http://www.w3.org/2005/atom/",
        ]
      ),
      (.rdf, ["http://www.w3.org/1999/02/22-rdf-syntax-ns#"]),
      (
        .dc,
        [
          "http://purl.org/dc/elements/1.1/", "http://purl.org/dc/elements/1.0/",
          "http://purl.org/dc/1.1/",
        ]
      ),
      (.dcterms, ["http://purl.org/dc/terms/"]),
      (.content, ["http://purl.org/rss/1.0/modules/content/"]),
      (
        .sy,
        [
          "http://purl.org/rss/1.0/modules/syndication/",
          "http://purl.org/rss/modules/syndication/",
        ]
      ),
      (.slash, ["http://purl.org/rss/1.0/modules/slash/"]),
      (
        .media,
        [
          "http://search.yahoo.com/mrss/", "http://search.yahoo.com/mrss",
          "http://search.yahoo.com/rss/",
          "http://tools.search.yahoo.com/mrss/", "http://video.search.yahoo.com/mrss",
          "http://video.search.yahoo.com/mrss/",
        ]
      ),
      (
        .itunes,
        [
          "http://www.itunes.com/dtds/podcast-1.0.dtd", "http://example.com/dtds/podcast-1.0.dtd",
          "http://www.google.com/schemas/play-podcasts/1.0",
        ]
      ),
      (
        .podcast,
        [
          "https://podcastindex.org/namespace/1.0",
          "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
        ]
      ),
      (.thr, ["http://purl.org/syndication/thread/1.0"]),
      (.history, ["http://purl.org/syndication/history/1.0"]),
      (.wfw, ["http://wellformedweb.org/CommentAPI/"]),
      (
        .feedburner,
        ["http://rssnamespace.org/feedburner/ext/1.0", "http://www.pheedo.com/namespace/pheedo"]
      ),
      (.xhtml, ["http://www.w3.org/1999/xhtml"]),
      (.xml, ["http://www.w3.org/XML/1998/namespace"]),
      (.svg, ["http://www.w3.org/2000/svg"]),
      (.mathml, ["http://www.w3.org/1998/Math/MathML"]),
      (.source, ["http://source.scripting.com/"]),
      (
        .prism,
        [
          "http://prismstandard.org/namespaces/basic/2.0/",
          "http://prismstandard.org/namespaces/basic/2.1/",
          "http://prismstandard.org/namespaces/basic/3.0/",
          "http://prismstandard.org/namespaces/1.2/basic/",
        ]
      ),
      (.webfeeds, ["http://webfeeds.org/rss/1.0"]),
    ]
    var table: [String: Space] = [:]
    for (space, uris) in known {
      for uri in uris {
        table[uri] = space
        table[reduced(uri)] = space
      }
    }
    return table
  }()

  private static let byPrefix: [String: Space] = [
    "atom": .atom, "atom10": .atom, "atom03": .atom, "a10": .atom, "rdf": .rdf, "dc": .dc,
    "dcterms": .dcterms,
    "content": .content, "sy": .sy, "slash": .slash, "media": .media, "mrss": .media,
    "itunes": .itunes,
    "podcast": .podcast, "googleplay": .itunes, "prism": .prism, "webfeeds": .webfeeds, "thr": .thr,
    "fh": .history, "wfw": .wfw,
    "feedburner": .feedburner, "pheedo": .feedburner, "xhtml": .xhtml, "html": .xhtml, "xml": .xml,
    "svg": .svg, "rss": .core, "rss10": .core, "rss11": .core, "source": .source,
  ]
}

/// The local names that readers ask for, in any namespace. Names are looked up without regard to
/// letter case, since some publishers write `<ITEM>` and `<pubdate>`.
enum LocalName: String, CaseIterable, Sendable {
  // Documents and items
  case rss, rdf, feed, channel, item, items, entry, opml, html, head, body, urlset, sitemapindex,
    plist, svg
  case title, link, description, language, copyright, image, url, ttl, skipHours, skipDays, hour,
    day
  case pubDate, lastBuildDate, managingEditor, webMaster, category, guid, author, comments,
    enclosure
  case source, generator, logo, icon, subtitle, tagline, info, id, updated, modified, published,
    issued
  case created, summary, content, name, email, uri, contributor, rights, webfeeds
  // RSS 1.0 and Dublin Core
  case creator, date, subject, publisher, encoded, identifier, relation, abstract, available
  case dateSubmitted, publicationDate, coverDate, cover
  // Syndication
  case updatePeriod, updateFrequency, updateBase
  // Media RSS
  case group, thumbnail, credit, keywords, player, role
  // Podcasts
  case duration, explicit, keyword, owner
  // Threads and FeedBurner
  case origLink, origEnclosureLink, commentRss, comment
  // CDF
  case lastMod, logoSrc, style, a
  // Attributes
  case href, rel, type, length, version, base, lang, about, resource, isPermaLink, src, mode, label
  case term, domain, value, fileSize, medium, isDefault, text, width, height, scheme, hreflang,
    markdown
  case fullText = "full-text"
  case fullItem, tags
  case other

  init(spelling: String) {
    // Nearly every name is written in the case in which it is known.
    if let known = Self.byName[spelling] {
      self = known
    } else if spelling.utf8.contains(where: { $0 != $0.asciiLowercased }) {
      self = Self.byName[spelling.lowercased()] ?? .other
    } else {
      self = .other
    }
  }

  private static let byName: [String: LocalName] = {
    var table: [String: LocalName] = [:]
    for name in allCases where name != .other {
      table[name.rawValue] = name
      table[name.rawValue.lowercased()] = name
    }
    return table
  }()
}

/// What a name means, for comparing.
struct NameMeaning: BitwiseCopyable, Sendable {
  var space: Space
  var local: LocalName
  var hasPrefix: Bool
  /// Whether HTML has elements in its namespace. Of others the text is kept and the tags are not.
  var isHTML: Bool
  /// Whether HTML gives it no end tag.
  var isVoid: Bool
}

/// A name as one document uses it.
struct TapeName: Sendable {
  var meaning: NameMeaning
  /// As written, without prefix.
  var spelling: String
  var uri: String?
  var hasPrefix: Bool { meaning.hasPrefix }

  init(spelling: String, space: Space, uri: String?, hasPrefix: Bool) {
    let isHTML =
      switch space {
      case .xhtml, .svg, .mathml: true
      case .core, .atom, .other: !hasPrefix
      default: false
      }
    meaning = NameMeaning(
      space: space, local: LocalName(spelling: spelling), hasPrefix: hasPrefix, isHTML: isHTML,
      isVoid: spelling.utf8.count <= 6 && Self.voids.contains(spelling))
    self.spelling = spelling
    self.uri = uri
  }

  private static let voids: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]
}
