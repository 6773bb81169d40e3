/// A file name with `*`, `?` and `[…]`, as the shell reads it (POSIX.1, 2.13): `[!a-z]` is anything
/// else, and a name that begins with a dot is found only by a pattern that does.
struct Glob {
  private let pattern: [Character]

  init(_ pattern: some StringProtocol) {
    self.pattern = Array(pattern)
  }

  func matches(_ name: String) -> Bool {
    let letters = Array(name)
    if letters.first == ".", pattern.first != "." { return false }
    // The last star, and how much of the name it has taken; whatever does not fit is tried with
    // one letter more in it. No earlier star need ever be tried again, so this is never exponential.
    var star: (place: Int, taken: Int)?
    var place = 0
    var letter = 0
    while letter < letters.count {
      if place < pattern.count, pattern[place] == "*" {
        star = (place, letter)
        place += 1
      } else if place < pattern.count, let next = step(from: place, over: letters[letter]) {
        place = next
        letter += 1
      } else if let last = star {
        star = (last.place, last.taken + 1)
        place = last.place + 1
        letter = last.taken + 1
      } else {
        return false
      }
    }
    return pattern[place...].allSatisfy { $0 == "*" }
  }

  /// Where the pattern goes on after one letter; nil if the letter does not fit.
  private func step(from place: Int, over letter: Character) -> Int? {
    switch pattern[place] {
    case "?": return place + 1
    case "[":
      let isNegated = place + 1 < pattern.count && "!^".contains(pattern[place + 1])
      let start = place + (isNegated ? 2 : 1)
      // A bracket that stands first is one of the letters.
      guard let close = pattern.indices.dropFirst(start + 1).first(where: { pattern[$0] == "]" })
      else { return letter == "[" ? place + 1 : nil }
      return isListed(letter, in: pattern[start..<close]) != isNegated ? close + 1 : nil
    case let same: return same == letter ? place + 1 : nil
    }
  }

  private func isListed(_ letter: Character, in set: ArraySlice<Character>) -> Bool {
    var place = set.startIndex
    while place < set.endIndex {
      if place + 2 < set.endIndex, set[place + 1] == "-" {
        if set[place] <= set[place + 2], (set[place]...set[place + 2]).contains(letter) {
          return true
        }
        place += 3
      } else {
        if set[place] == letter { return true }
        place += 1
      }
    }
    return false
  }
}
