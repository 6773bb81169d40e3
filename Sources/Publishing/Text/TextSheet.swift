/// Lines of a fixed width, for terminals. A character's columns are what a terminal takes: two for
/// East Asian wide ones, none for combining marks.
struct TextSheet {
  private(set) var text = ""
  private let width: Int

  init(width: Int) {
    self.width = width
  }

  mutating func blank() { if !text.hasSuffix("\n\n") { text += "\n" } }

  mutating func rule(_ character: Character) {
    text += String(repeating: character, count: width) + "\n"
  }

  /// A line longer than the sheet is wide stays whole: a link.
  mutating func unbroken(_ line: String) { text += line.plainLine() + "\n" }

  /// A paragraph, broken at blanks, and inside a word only where it is wider than the sheet or its
  /// script has no blanks.
  mutating func line(_ paragraph: String, first: String = "", rest: String = "") {
    var line = first
    var column = Self.columns(of: first)
    var isFresh = true
    func room(_ columns: Int) -> Bool { column + columns <= width }
    for word in paragraph.plainLine().split(separator: " ") {
      let columns = Self.columns(of: word)
      if room(columns + (isFresh ? 0 : 1)) {
        if !isFresh { line += " " }
        line += word
        column += columns + (isFresh ? 0 : 1)
        isFresh = false
        continue
      }
      let isUnbreakable = columns <= width - Self.columns(of: rest) && !Self.isWide(word)
      if isUnbreakable {
        text += line + "\n"
        line = rest + word
        column = Self.columns(of: rest) + columns
        isFresh = false
        continue
      }
      if !isFresh, room(3) {
        line += " "
        column += 1
      }
      for character in word {
        let columns = Self.columns(of: character)
        if !room(columns) {
          text += line + "\n"
          line = rest
          column = Self.columns(of: rest)
        }
        line.append(character)
        column += columns
      }
      isFresh = false
    }
    text += line + "\n"
  }

  static func columns(of text: some StringProtocol) -> Int {
    text.utf8.allSatisfy { $0 < 0x80 }
      ? text.utf8.count : text.reduce(0) { $0 + columns(of: $1) }
  }

  private static func isWide(_ word: Substring) -> Bool {
    guard word.utf8.contains(where: { $0 >= 0xE0 }) else { return false }
    return word.contains { columns(of: $0) == 2 }
  }

  static func columns(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0..<0x300: return 1
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format: return 0
      default: return 1
      }
    }
  }
}
