package import NewsModel

/// One file of the digest directory.
package struct Page: Hashable, Sendable {
  package typealias Body = [UInt8]

  /// Relative to the digest directory, with `/` between its parts.
  package var path: String
  package var bytes: Body

  package init(path: String, bytes: Body) {
    self.path = path
    self.bytes = bytes
  }
}

/// The editions on either side, as far as they can be linked from a page that is never rewritten:
/// what is newer is found through the archive's index, which opens at the edition's own line.
package struct Neighbours: Hashable, Sendable {
  package var previous: EditionSpan?

  package init(previous: EditionSpan? = nil) {
    self.previous = previous
  }
}

/// What an edition is written as.
package enum DigestFormat: String, Hashable, Sendable, Codable, CaseIterable {
  case html, md, txt, json, atom, eml, epub

  /// What an edition is written as where nothing else is said.
  package static let usual: [DigestFormat] = [.html, .md, .txt, .json, .atom, .eml]

  /// The name of the file in the edition's directory; for `atom`, of one in the digest directory.
  package var fileName: String {
    switch self {
    case .html: "index.html"
    case .md: "digest.md"
    case .txt: "digest.txt"
    case .json: "digest.json"
    case .atom: "stories.xml"
    case .eml: "digest.eml"
    case .epub: "digest.epub"
    }
  }

  var mediaType: String {
    switch self {
    case .html: "text/html"
    case .md: "text/markdown"
    case .txt: "text/plain"
    case .json: "application/json"
    case .atom: "application/atom+xml"
    case .eml: "message/rfc822"
    case .epub: "application/epub+zip"
    }
  }

  /// Whether an edition's directory holds a file of it. Feeds are read where they always were, so
  /// that they stand above the editions.
  package var isOfEdition: Bool { self != .atom }

  /// The edition in this format: its file for the edition's directory, or for `atom` a feed of its
  /// stories. `beside` are the formats it is written in, itself among them, for the links between
  /// them. `identity` is the digest directory's own, for what must differ from other directories'.
  package func pages(
    for digest: DailyDigest, neighbours: Neighbours = .init(),
    beside formats: [DigestFormat] = DigestFormat.usual, identity: String = ""
  ) -> [Page] {
    let bytes =
      switch self {
      case .html:
        EditionPage(
          digest, place: .archive, previous: neighbours.previous,
          formats: formats.filter(\.isOfEdition), hasFeed: formats.contains(.atom)
        ).bytes
      case .md: MarkdownPages(digest).bytes
      case .txt: TextPages(digest).bytes
      case .json: JSONPages.edition(digest)
      case .atom: AtomFeed(digest.stories, identity: identity).bytes
      case .eml: MailPages(digest, previous: neighbours.previous, identity: identity).bytes
      case .epub: EpubPages(digest, identity: identity).bytes
      }
    let path = isOfEdition ? digest.span.directory + "/" + fileName : fileName
    return [Page(path: path, bytes: bytes)]
  }
}

extension EditionSpan {
  /// Where a closed edition lies, from the digest directory: `2026/2026-11-21`.
  package var directory: String { "\(CivilTime.padded(day.year, 4))/\(name)" }
}
