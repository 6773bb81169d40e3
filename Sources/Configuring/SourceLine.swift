/// One line of a file, as characters, so that places in it are counted as its reader counts them.
struct SourceLine {
  let file: String
  /// Counted from 1.
  let number: Int
  let characters: [Character]
  /// Which characters hold a secret; they are never shown.
  private(set) var secrets: [Range<Int>] = []

  init(file: String, number: Int, characters: [Character]) {
    self.file = file
    self.number = number
    self.characters = characters
    // Most lines have neither sign, and are many.
    guard characters.contains(where: { $0 == "@" || $0 == "=" }) else { return }
    for word in characters.indices.split(whereSeparator: { characters[$0].isBlank }) {
      let letters = characters[word.startIndex..<word.endIndex]
      if let password = AddressForm.password(in: letters) {
        secrets.append(
          password.lowerBound + word.startIndex..<password.upperBound + word.startIndex)
      } else if let start = Self.secretStart(in: letters) {
        // Up to the quotes' end, since there may be blanks within.
        let isQuoted = letters.contains("\"")
        let end = characters[start...].firstIndex { isQuoted ? $0 == "\"" : $0.isBlank }
        secrets.append(start..<(end ?? characters.endIndex))
      }
    }
  }

  /// Where a secret begins that a word holds as `auth=` without `@`, or as a header that tells one.
  private static func secretStart(in word: ArraySlice<Character>) -> Int? {
    if word.starts(with: "auth=") {
      let value = word.dropFirst(5).drop { $0 == "\"" }
      return value.isEmpty || value.first == "@" ? nil : value.startIndex
    }
    let text = String(word).lowercased()
    let names = ["authorization:", "cookie:"]
    guard text.hasPrefix("header="), names.contains(where: text.contains),
      let colon = word.firstIndex(of: ":")
    else { return nil }
    return colon + 1
  }

  /// The lines of a file's text: ended by LF, CR LF or CR, without the byte order mark.
  static func all(of text: String, file: String) -> [SourceLine] {
    let start = text.unicodeScalars.first == "\u{FEFF}" ? 1 : 0
    let whole = String(text.unicodeScalars.dropFirst(start))
    let ends: Set<Character> = ["\n", "\r\n", "\r"]
    return whole.split(omittingEmptySubsequences: false, whereSeparator: ends.contains)
      .enumerated()
      .map { SourceLine(file: file, number: $0.offset + 1, characters: Array($0.element)) }
  }

  /// Where the line is, such as "feeds.conf:12".
  var origin: String { "\(file):\(number)" }

  /// The line with its secrets starred out.
  var shown: String {
    var shown = characters
    for secret in secrets { for place in secret { shown[place] = "*" } }
    return String(shown)
  }

  /// The characters between the blanks at both ends.
  var wholeRange: Range<Int> {
    let start = characters.firstIndex { !$0.isBlank } ?? 0
    let end = characters.lastIndex { !$0.isBlank } ?? start
    return start..<end + 1
  }

  /// What keeps the line from being text, if anything does. What is not UTF-8 came here as U+FFFD.
  var illegible: LexicalError? {
    for (place, character) in characters.enumerated() where character != "\t" {
      if let byte = character.asciiValue, byte >= 0x20, byte != 0x7F { continue }
      for scalar in character.unicodeScalars {
        if scalar == "\u{FFFD}" {
          return LexicalError(
            message: "this is not UTF-8; save the file as UTF-8", range: place..<place + 1)
        }
        if scalar.properties.generalCategory == .control {
          let code = String(scalar.value, radix: 16, uppercase: true)
          return LexicalError(
            message:
              "the control character 0x\(code) stands here; write text, blanks and tabs only",
            range: place..<place + 1)
        }
      }
    }
    return nil
  }

  func problem(
    _ severity: ConfigurationProblem.Severity, _ message: String, at range: Range<Int>
  ) -> ConfigurationProblem {
    var told = message
    for secret in secrets {
      told = told.replacing(":\(String(characters[secret]))@", with: ":***@")
    }
    return ConfigurationProblem(
      severity: severity, file: file, line: number, column: range.lowerBound + 1,
      length: max(range.count, 1), message: told, sourceLine: shown)
  }
}

extension Character {
  /// Whether it sets words apart. Nearly all are ASCII, for which no table is needed.
  var isBlank: Bool {
    if let byte = asciiValue { return byte == 0x20 || (0x09...0x0D).contains(byte) }
    return isWhitespace
  }
}
