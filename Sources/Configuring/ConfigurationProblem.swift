/// Something that is wrong in a file of the operator's, and where.
package struct ConfigurationProblem: Error, Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable {
    case error, warning
  }

  package var severity: Severity
  package var file: String
  /// Counted from 1.
  package var line: Int
  /// Characters (not bytes, not columns of a terminal), counted from 1.
  package var column: Int
  /// How many characters are meant; at least 1.
  package var length: Int
  /// One sentence that says what would have been accepted.
  package var message: String
  /// The line, passwords starred out.
  package var sourceLine: String

  /// The problem in GNU form, the line, and a caret under the place: three lines, no final newline.
  package var rendered: String {
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count))
    let blank = String(repeating: " ", count: max(5, number.count))
    let shown = sourceLine.map(Self.visible)
    let start = min(max(column - 1, 0), shown.count)
    let end = min(start + max(length, 1), shown.count)
    // Tabs are repeated, for only the terminal knows how wide they are.
    let indent = shown[..<start].map { character in
      character == "\t" ? "\t" : String(repeating: " ", count: DisplayWidth.of(character))
    }
    let tildes = max(1, DisplayWidth.of(shown[start..<end])) - 1
    return """
      \(file):\(line):\(column): \(severity.rawValue): \(String(message.map(Self.visible)))
      \(margin)\(number) | \(String(shown))
      \(blank) | \(indent.joined())^\(String(repeating: "~", count: tildes))
      """
  }

  /// What may be printed of a character: a control, which a terminal might obey, or one that turns
  /// the direction of the text becomes U+FFFD.
  private static func visible(_ character: Character) -> Character {
    if character == "\t" { return character }
    let isHarmless = character.unicodeScalars.allSatisfy { scalar in
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: false
      case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
      default: true
      }
    }
    return isHarmless ? character : "\u{FFFD}"
  }
}
