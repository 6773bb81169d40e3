/// What a mistyped word may have been meant to be.
package enum Suggestion {
  /// The nearest of the words, if it is near enough to be meant: one slip for every three letters,
  /// counting a letter too many, too few, another, or two that changed places.
  package static func nearest(to written: String, among words: some Sequence<String>) -> String? {
    let letters = Array(written.lowercased())
    guard letters.count < 64 else { return nil }
    var best: (word: String, distance: Int)?
    for word in words {
      let other = Array(word.lowercased())
      let limit = max(1, max(letters.count, other.count) / 3)
      guard abs(letters.count - other.count) <= limit else { continue }
      let distance = distance(letters, other)
      if distance <= limit, distance < best?.distance ?? .max, distance < other.count {
        best = (word, distance)
      }
    }
    return best?.word
  }

  /// The end of a message: "; did you mean 'interval'?", or else what is accepted.
  static func ending(
    for written: String, among words: [String], else accepted: String
  ) -> String {
    if let word = nearest(to: written, among: words) { return "; did you mean '\(word)'?" }
    return "; " + accepted
  }

  /// Optimal string alignment distance.
  private static func distance(_ one: [Character], _ other: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...other.count)
    for (i, letter) in one.enumerated() {
      var row = [i + 1]
      for (j, counterpart) in other.enumerated() {
        let isSame = letter == counterpart
        var least = min(last[j + 1] + 1, row[j] + 1, last[j] + (isSame ? 0 : 1))
        if i > 0, j > 0, letter == other[j - 1], one[i - 1] == counterpart {
          least = min(least, beforeLast[j - 1] + 1)
        }
        row.append(least)
      }
      beforeLast = last
      last = row
    }
    return last[other.count]
  }
}

extension [String] {
  /// "a, b or c".
  func joined(or word: String) -> String {
    guard let last, count > 1 else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " \(word) " + last
  }
}
