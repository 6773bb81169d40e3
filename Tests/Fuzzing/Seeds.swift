import Foundation

/// What the fuzzers begin with: captured feeds and the tests' own, and of these the dates, links and
/// pieces of HTML.
enum Seeds {
  /// Bytes of a seed. Longer ones cost more time than they find ways.
  private static let longest = 6_000
  /// Seeds of a kind that one file gives.
  private static let most = 6

  static func write(for target: FuzzTarget, to folder: String) {
    var seen: Set<String> = []
    while let file = readLine() {
      // `try?`: a file that cannot be read gives no seeds.
      guard let data = try? Data(contentsOf: URL(filePath: file)) else { continue }
      let text = String(decoding: data.prefix(200_000), as: UTF8.self)
      let found =
        target == .document && !file.hasSuffix(".swift")
        ? [Data(data.prefix(longest))]
        : pieces(of: text, in: file, for: target).map { Data($0.utf8.prefix(longest)) }
      for seed in found where seen.insert(String(decoding: seed, as: UTF8.self)).inserted {
        // `try?`: one seed less.
        try? seed.write(to: URL(filePath: folder).appending(path: "seed-\(seen.count)"))
      }
    }
  }

  private static func pieces(
    of text: String, in file: String, for target: FuzzTarget
  ) -> [String] {
    if file.hasSuffix(".swift") { return literals(of: text) }
    let pieces: [Substring]
    switch target {
    case .configuration: return [text]
    case .document: return []
    case .html:
      pieces = between("<![CDATA[", "]]>", in: text) + between("<description>", "</desc", in: text)
      return pieces.prefix(most).map {
        String($0).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
          .replacing("&amp;", with: "&")
      }
    case .date:
      pieces = ["Date>", "dc:date>", "published>", "updated>", "issued>", "modified>"].flatMap {
        between($0, "<", in: text).prefix(most)
      }
    case .link:
      pieces = ["link>", "href=\"", "url=\"", "src=\""].flatMap { mark in
        between(mark, mark.hasSuffix(">") ? "<" : "\"", in: text).prefix(most)
      }
    }
    return pieces.filter { !$0.isEmpty && $0.utf8.count < 500 }.map(String.init)
  }

  private static func between(_ start: String, _ end: String, in text: String) -> [Substring] {
    text.split(separator: start).dropFirst().prefix(100).map { piece in
      piece.firstRange(of: end).map { piece[..<$0.lowerBound] } ?? piece
    }
  }

  /// The string literals of a test: what its author thought of.
  private static func literals(of source: String) -> [String] {
    let parts = source.split(separator: "\"\"\"", omittingEmptySubsequences: false)
    return parts.enumerated().flatMap { index, part -> [String] in
      if index % 2 == 1 { return [String(part)] }
      return part.split(separator: "\n").flatMap { line -> [String] in
        let words = String(line).replacing("\\\"", with: "\u{1}")
          .split(separator: "\"", omittingEmptySubsequences: false)
        return stride(from: 1, to: words.count, by: 2).map {
          String(words[$0]).replacing("\u{1}", with: "\"")
        }
      }
    }.filter { !$0.isEmpty }
  }
}
