import Foundation

/// Text in which words are looked for without regard to case: lower case, composed, as UTF-8.
///
/// Ten rules of words over 1,000 items of 2 kB take 0.14 s here; as regular expressions, which see
/// a `String` as UTF-16, they took 1.04 s.
struct FoldedText: Hashable, Sendable {
  private let bytes: [UInt8]

  init(_ text: String) {
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    bytes =
      isASCII
      ? text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      : Array(text.lowercased().precomposedStringWithCanonicalMapping.utf8)
  }

  /// Words that stand one after the other, whatever is between them as long as it is no word.
  struct Phrase: Hashable, Sendable {
    fileprivate let words: [[UInt8]]
    fileprivate let beginsAtEdge: Bool
    fileprivate let endsAtEdge: Bool

    /// Nil where there is no word.
    init?(_ text: String) {
      let folded = text.lowercased().precomposedStringWithCanonicalMapping
      let words = folded.split { !$0.isLetter && !$0.isNumber }
      guard let first = words.first?.unicodeScalars.first,
        let last = words.last?.unicodeScalars.last
      else { return nil }
      self.words = words.map { Array($0.utf8) }
      beginsAtEdge = FoldedText.hasEdges(first)
      endsAtEdge = FoldedText.hasEdges(last)
    }
  }

  func contains(_ phrase: Phrase) -> Bool {
    let first = phrase.words[0]
    var start = 0
    while let found = bytes[start...].firstIndex(of: first[0]) {
      if contains(phrase, at: found) { return true }
      start = found + 1
    }
    return false
  }

  private func contains(_ phrase: Phrase, at start: Int) -> Bool {
    if phrase.beginsAtEdge, let before = scalar(before: start), Self.isInWord(before) {
      return false
    }
    var place = start
    for (number, word) in phrase.words.enumerated() {
      if number > 0 {
        let end = place
        while let next = scalar(at: place), !Self.isInWord(next) { place += UTF8.width(next) }
        guard place > end else { return false }
      }
      guard bytes[place...].starts(with: word) else { return false }
      place += word.count
    }
    guard phrase.endsAtEdge, let after = scalar(at: place) else { return true }
    return !Self.isInWord(after)
  }

  private func scalar(at place: Int) -> Unicode.Scalar? {
    guard place < bytes.count else { return nil }
    if bytes[place] < 0x80 { return Unicode.Scalar(bytes[place]) }
    var decoder = UTF8()
    var rest = bytes[place...].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&rest) else { return nil }
    return scalar
  }

  private func scalar(before place: Int) -> Unicode.Scalar? {
    guard let start = bytes[..<place].lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return nil }
    return scalar(at: start)
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      return ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
      return true
    default:
      return false
    }
  }

  /// Whether words in the letter's script are set apart by blanks. In Chinese, Japanese, Thai, Lao,
  /// Burmese and Khmer they are not, and a word is found anywhere.
  private static func hasEdges(_ letter: Unicode.Scalar) -> Bool {
    switch letter.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x31F0...0x31FF,
      0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
      false
    default: true
    }
  }
}

extension UTF8 {
  /// How many bytes a scalar takes.
  fileprivate static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case ..<0x80: 1
    case ..<0x800: 2
    case ..<0x10000: 3
    default: 4
    }
  }
}
