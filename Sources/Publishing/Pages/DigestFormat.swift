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
  case html, md, txt, json, eml

  /// The name of the file in the edition's directory.
  package var fileName: String {
    switch self {
    case .html: "index.html"
    case .md: "digest.md"
    case .txt: "digest.txt"
    case .json: "digest.json"
    case .eml: "digest.eml"
    }
  }

  /// The edition's files in this format. `beside` are the formats it is written in, itself among
  /// them, for the links between them.
  package func pages(
    for digest: DailyDigest, neighbours: Neighbours = .init(),
    beside formats: [DigestFormat] = DigestFormat.allCases
  ) -> [Page] {
    let bytes =
      switch self {
      case .html:
        EditionPage(
          digest, place: .archive, previous: neighbours.previous, formats: formats
        ).bytes
      case .md: MarkdownPages(digest).bytes
      case .txt: TextPages(digest).bytes
      case .json: JSONPages.edition(digest)
      case .eml: MailPages(digest, previous: neighbours.previous).bytes
      }
    return [Page(path: digest.span.directory + "/" + fileName, bytes: bytes)]
  }
}

extension EditionSpan {
  /// Where a closed edition lies, from the digest directory: `2026/2026-11-21`.
  package var directory: String { "\(CivilTime.padded(day.year, 4))/\(name)" }
}
