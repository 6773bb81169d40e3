/// A word of a line, and which characters of the line it is.
struct Token: Hashable {
  var text: String
  var range: Range<Int>
  /// How far the text stands from the beginning of the range; nil where escapes broke the count.
  var offset: Int?

  /// The characters of the line that a part of the text is.
  func range(of part: Range<Int>?) -> Range<Int> {
    guard let part, let offset else { return range }
    let start = range.lowerBound + offset
    return start + part.lowerBound..<max(start + part.upperBound, start + part.lowerBound + 1)
  }
}

/// What lies between two blanks of a line.
enum Word: Hashable {
  case bare(Token)
  /// `"…"`, quotes taken off.
  case quoted(Token)
  /// `key=value`.
  case option(key: Token, value: Token)

  var range: Range<Int> {
    switch self {
    case .bare(let token), .quoted(let token): token.range
    case .option(let key, let value): key.range.lowerBound..<value.range.upperBound
    }
  }
}

/// A line whose words cannot be told apart.
struct LexicalError: Error {
  var message: String
  var range: Range<Int>
}

/// Takes a line apart into words, from left to right.
struct ConfigurationLexer {
  private let characters: [Character]
  private(set) var position = 0

  init(_ characters: [Character], from position: Int = 0) {
    self.characters = characters
    self.position = position
  }

  /// Moves on to the next word; false at the line's end or at a comment.
  mutating func advance() -> Bool {
    while position < characters.count, characters[position].isBlank { position += 1 }
    return position < characters.count && !isAtComment
  }

  /// The next word; nil at the line's end or at a comment.
  mutating func next() throws(LexicalError) -> Word? {
    guard advance() else { return nil }
    if characters[position] == "\"" { return .quoted(try quoted()) }
    let start = position
    while position < characters.count, isKeyLetter(characters[position]) { position += 1 }
    guard position > start, position < characters.count, characters[position] == "=" else {
      position = start
      return .bare(bare())
    }
    let key = Token(text: String(characters[start..<position]), range: start..<position)
    position += 1
    let isQuoted = position < characters.count && characters[position] == "\""
    return .option(key: key, value: isQuoted ? try quoted() : bare())
  }

  /// Everything up to the line's end or a comment, blanks at its end taken off. One quoted word is
  /// taken out of its quotes; a quote further on only keeps a `#` from beginning a comment.
  mutating func rest() throws(LexicalError) -> Token? {
    guard advance() else { return nil }
    let start = position
    if characters[position] == "\"" {
      let token = try quoted()
      if !advance() { return token }
      position = start
    }
    var isInQuotes = false
    var end = start
    while position < characters.count, isInQuotes || !isAtComment {
      if characters[position] == "\"" { isInQuotes.toggle() }
      if !characters[position].isBlank { end = position + 1 }
      position += 1
    }
    return Token(text: String(characters[start..<end]), range: start..<end, offset: 0)
  }

  /// `/regex/` and its flags: the regex as written between the slashes.
  mutating func regex() throws(LexicalError) -> (pattern: Token, flags: Token) {
    let start = position
    position += 1
    while position < characters.count, characters[position] != "/" {
      position += characters[position] == "\\" ? 2 : 1
    }
    guard position < characters.count else {
      throw LexicalError(
        message: "the regular expression does not end; write /regex/ or /regex/i",
        range: start..<characters.count)
    }
    let pattern = Token(
      text: String(characters[start + 1..<position]), range: start..<position + 1, offset: 1)
    position += 1
    let flags = bare()
    return (pattern, flags)
  }

  /// The character that the next word begins with, after `advance()`.
  var upcoming: Character? { position < characters.count ? characters[position] : nil }

  private var isAtComment: Bool {
    characters[position] == "#" && (position == 0 || characters[position - 1].isBlank)
  }

  private func isKeyLetter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber) || character == "-"
      || character == "_"
  }

  private mutating func bare() -> Token {
    let start = position
    while position < characters.count, !characters[position].isBlank { position += 1 }
    return Token(text: String(characters[start..<position]), range: start..<position, offset: 0)
  }

  private mutating func quoted() throws(LexicalError) -> Token {
    let start = position
    var text = ""
    var hasEscapes = false
    position += 1
    while position < characters.count, characters[position] != "\"" {
      if characters[position] == "\\" {
        hasEscapes = true
        position += 1
        guard position < characters.count, "\"\\".contains(characters[position]) else {
          throw LexicalError(
            message: "a backslash in quotes stands before \" or \\ only; write \\\\ for one",
            range: position - 1..<min(position + 1, characters.count))
        }
      }
      text.append(characters[position])
      position += 1
    }
    guard position < characters.count else {
      throw LexicalError(
        message: "the quotes do not end; write \" at the end, and \\\" for one within",
        range: start..<characters.count)
    }
    position += 1
    if position < characters.count, !characters[position].isBlank {
      throw LexicalError(
        message: "the quotes end too early; write a blank behind them, and \\\" for one within",
        range: position - 1..<position)
    }
    return Token(text: text, range: start..<position, offset: hasEscapes ? nil : 1)
  }
}
