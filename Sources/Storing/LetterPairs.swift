/// Pairs of neighbouring letters, for finding words in scripts that are written without spaces.
///
/// SQLite's tokenizer takes a whole Chinese sentence for one word. Its trigram tokenizer finds
/// nothing shorter than three letters, and most Chinese and Japanese words have two.
enum LetterPairs {
  /// Whether the letter belongs to a script whose words are not, or not reliably, told apart by
  /// spaces. (Korean has spaces, but hangs particles on its words.)
  static func covers(_ letter: Unicode.Scalar) -> Bool {
    switch letter.value {
    case ..<0x0E00: false
    // Thai, Lao, Myanmar, Khmer: letters only, since the tokenizer cuts words at vowel signs.
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF:
      letter.properties.generalCategory == .otherLetter
    // Hangul letters; kana; ideographs with their extensions; Hangul syllables; wide forms.
    case 0x1100...0x11FF, 0x3005...0x3007, 0x3041...0x3096, 0x30A1...0x30FA, 0x30FC...0x30FF,
      0x3130...0x318F, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFF66...0xFF9F, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  /// The pairs in the texts, and each run's last letter alone so that a search for one letter finds
  /// it; nil if there are none, as in most texts.
  static func grams(of texts: [String]) -> String? {
    var grams = ""
    for text in texts {
      // Letters beyond U+0E00 take three bytes that begin at 0xE0.
      guard text.utf8.contains(where: { $0 >= 0xE0 }) else { continue }
      var last: Unicode.Scalar?
      // A NUL ends a text in SQLite. What is indexed must be what is read back, or it could not be
      // taken out of the index again.
      let text = text.unicodeScalars.prefix { $0 != "\0" }
      for letter in text where covers(letter) || !isSilent(letter) {
        if covers(letter) {
          if let last { add(last, letter) }
          last = letter
        } else {
          if let only = last { add(only, nil) }
          last = nil
        }
      }
      if let last { add(last, nil) }
    }
    return grams.isEmpty ? nil : grams

    func add(_ one: Unicode.Scalar, _ other: Unicode.Scalar?) {
      if !grams.isEmpty { grams.unicodeScalars.append(" ") }
      grams.unicodeScalars.append(one)
      if let other { grams.unicodeScalars.append(other) }
    }
  }

  /// A run of such letters as a query for the column of pairs: the pairs in a row, or for a single
  /// letter every pair that begins with it.
  static func query(for run: some Sequence<Unicode.Scalar>) -> String {
    let letters = Array(run)
    guard letters.count > 1 else { return "\"\(letters.map(String.init).joined())\"*" }
    let pairs = zip(letters, letters.dropFirst()).map { "\($0)\($1)" }
    return "\"\(pairs.joined(separator: " "))\""
  }

  /// Vowel signs and the like, which neither end a run nor count as letters of it.
  static func isSilent(_ letter: Unicode.Scalar) -> Bool {
    switch letter.value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3099...0x309A:
      !(letter.properties.generalCategory == .otherLetter)
    default: false
    }
  }
}
