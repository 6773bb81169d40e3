/// A few words around what a search found.
enum Snippet {
  /// - Parameters:
  ///   - found: what the full-text index marked, if anything was asked of it.
  ///   - text: the item's text, for terms in scripts that the index only knows as pairs of letters.
  static func line(_ found: String?, _ text: String, _ terms: [SearchQuery.Term]) -> String {
    let line = oneLine(found ?? String(text.prefix(160)))
    guard !line.contains("["),
      let (term, place) = terms.lazy.compactMap({ place(of: $0.text, in: text) }).first
    else { return line }
    let start = text.index(place.lowerBound, offsetBy: -30, limitedBy: text.startIndex)
    let end = text.index(place.upperBound, offsetBy: 60, limitedBy: text.endIndex)
    let before = text[(start ?? text.startIndex)..<place.lowerBound]
    let after = text[place.upperBound..<(end ?? text.endIndex)]
    return oneLine(
      (start == nil ? "" : "…") + before + "[\(term)]" + after + (end == nil ? "" : "…"))
  }

  private static func place(
    of term: String, in text: String
  ) -> (term: String, place: Range<String.Index>)? {
    guard term.unicodeScalars.contains(where: LetterPairs.covers),
      let place = text.firstRange(of: term)
    else { return nil }
    return (term, place)
  }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
