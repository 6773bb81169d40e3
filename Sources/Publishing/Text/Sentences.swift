/// Cuts text into sentences by the full stops of its script.
///
/// Latin, Cyrillic, Greek, Hebrew: `.`, `!`, `?`, `…` before white space, unless the dot ends an
/// initial, a number or a known abbreviation, or a lower-case letter follows. Chinese and Japanese
/// `。！？`, Devanagari `।`, Arabic `؟` and Urdu `۔`, Armenian `։`, Ethiopic `።`, Khmer `។` and Burmese `။`
/// end one wherever they stand. A line end does too. Thai marks no ends; its blanks are taken.
enum Sentences {
  /// The sentences of the first `limit` scalars. A last one that the limit cut is left out.
  static func split(_ text: String, limit: Int = 4000) -> [String] {
    var found: [String] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var index = start
    var count = 0
    var wordStart = start
    func close(at end: String.Index) {
      let line = String(scalars[start..<end]).plainLine()
      if !line.isEmpty { found.append(line) }
    }
    while index < scalars.endIndex, count < limit {
      let scalar = scalars[index]
      var next = scalars.index(after: index)
      count += 1
      switch kind(of: scalar) {
      case .letter: break
      case .blank: wordStart = next
      case .lineEnd:
        close(at: index)
        start = next
        wordStart = next
      case .end:
        next = pastClosers(from: next, in: scalars)
        close(at: next)
        start = next
        wordStart = next
      case .stop:
        let after = pastClosers(from: next, in: scalars)
        if endsSentence(at: index, after: after, word: wordStart..<index, in: scalars) {
          close(at: after)
          start = after
          wordStart = after
          next = after
        }
      }
      index = next
    }
    if index >= scalars.endIndex { close(at: index) }
    return found
  }

  private enum Kind {
    case letter, blank, lineEnd, stop, end
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x0A, 0x0D, 0x2028, 0x2029: .lineEnd
    case 0x09, 0x20, 0xA0: .blank
    case 0x21, 0x2E, 0x3F, 0x2026: .stop
    case 0x3002, 0xFF01, 0xFF1F, 0xFF61, 0x0964, 0x0965, 0x061F, 0x06D4, 0x0589, 0x1362, 0x17D4,
      0x104B:
      .end
    default: .letter
    }
  }

  /// Past closing quotes and brackets, and further stops ("?!", "...").
  private static func pastClosers(
    from index: String.Index, in scalars: String.UnicodeScalarView
  ) -> String.Index {
    var index = index
    while index < scalars.endIndex {
      switch scalars[index] {
      case "\"", "'", ")", "]", "’", "”", "»", "›", "」", "』", "）", ".", "!", "?", "…", "！", "？":
        index = scalars.index(after: index)
      default: return index
      }
    }
    return index
  }

  private static func endsSentence(
    at stop: String.Index, after: String.Index, word: Range<String.Index>,
    in scalars: String.UnicodeScalarView
  ) -> Bool {
    guard after < scalars.endIndex else { return true }
    guard kind(of: scalars[after]) == .blank || kind(of: scalars[after]) == .lineEnd else {
      return false
    }
    let rest = scalars[after...].drop { kind(of: $0) == .blank }
    if let next = rest.first, next.properties.isLowercase { return false }
    guard scalars[stop] == "." else { return true }
    let before = scalars[word].drop { !$0.properties.isAlphabetic && !("0"..."9").contains($0) }
    if before.count == 1, let only = before.first, only.properties.isAlphabetic { return false }
    // "U.S.", "z. B.", "a.m.": single letters between dots.
    if before.contains("."), before.split(separator: ".").allSatisfy({ $0.count == 1 }) {
      return false
    }
    return !abbreviations.contains(String(before).lowercased())
  }

  private static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "gen", "col", "lt", "sgt", "capt", "sen",
    "rep", "gov", "rev", "hon", "vs", "etc", "no", "nr", "vol", "fig", "approx", "dept", "inc",
    "ltd", "corp", "co", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "bzw", "ca", "usw", "str", "mio", "mrd", "abs", "art", "mme", "mlle", "sra",
    "dra", "ing", "dott", "им", "ул", "г", "тыс", "млн", "млрд",
  ]
}
