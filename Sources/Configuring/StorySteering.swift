/// What the operator wants of single stories, from `stories.conf` beside feeds.conf.
package struct StorySteering: Hashable, Sendable {
  /// Ids of threads to follow.
  package var follow: [String] = []
  /// Ids of threads to leave out.
  package var mute: [String] = []
  /// Ids of threads that are one, at least two each.
  package var merge: [[String]] = []
  /// Keys of items that do not belong in their threads.
  package var split: [String] = []
  package var warnings: [ConfigurationProblem] = []

  package init() {}

  /// Reads lines of `follow ID`, `mute ID`, `merge ID ID…` and `split ITEM…`; comments, blanks and
  /// quotes are as in feeds.conf.
  package init(reading text: String, named name: String) throws(ConfigurationErrors) {
    var problems: [ConfigurationProblem] = []
    var soundLines = 0
    for line in SourceLine.all(of: text, file: name) {
      do {
        guard try read(line) else { continue }
        soundLines += 1
        if warnings.isEmpty {
          let warning = line.problem(
            .warning, "stories are read and kept, but steering them has no effect yet",
            at: line.wholeRange)
          warnings.append(warning)
          problems.append(warning)
        }
      } catch {
        problems.append(line.problem(.error, error.message, at: error.range))
      }
    }
    if problems.contains(where: { $0.severity == .error }) {
      throw ConfigurationErrors(
        problems: problems, wouldLoad: soundLines, file: name, noun: "line")
    }
  }

  private enum Verb: String, CaseIterable {
    case follow, mute, merge, split
  }

  /// Whether the line says anything.
  private mutating func read(_ line: SourceLine) throws(LexicalError) -> Bool {
    if let flaw = line.illegible { throw flaw }
    var lexer = ConfigurationLexer(line.characters)
    var tokens: [Token] = []
    while let word = try lexer.next() {
      switch word {
      case .bare(let token), .quoted(let token): tokens.append(token)
      case .option:
        // The key of an item may well hold "=".
        tokens.append(Token(text: String(line.characters[word.range]), range: word.range))
      }
    }
    guard let first = tokens.first else { return false }
    guard let verb = Verb(rawValue: first.text) else {
      let verbs = Verb.allCases.map(\.rawValue)
      let ending = Suggestion.ending(
        for: first.text, among: verbs, else: "a line begins with \(verbs.joined(or: "or"))")
      throw LexicalError(message: "unknown word '\(first.text)'\(ending)", range: first.range)
    }
    let names = tokens.dropFirst().map(\.text)
    if let empty = tokens.dropFirst().first(where: \.text.isEmpty) {
      throw LexicalError(
        message: "an empty name is none; write the id of a story", range: empty.range)
    }
    switch verb {
    case .follow: follow.append(try Self.single(tokens))
    case .mute: mute.append(try Self.single(tokens))
    case .merge:
      guard Set(names).count > 1 else {
        throw LexicalError(
          message: "merging takes two stories or more; write merge ID ID", range: first.range)
      }
      merge.append(names)
    case .split:
      guard !names.isEmpty else {
        throw LexicalError(message: "no item is named; write split ITEM", range: first.range)
      }
      split += names
    }
    return true
  }

  private static func single(_ tokens: [Token]) throws(LexicalError) -> String {
    guard tokens.count > 1 else {
      throw LexicalError(
        message: "no story is named; write \(tokens[0].text) ID", range: tokens[0].range)
    }
    guard tokens.count == 2 else {
      throw LexicalError(
        message: "one story a line; write another line \(tokens[0].text) \(tokens[2].text)",
        range: tokens[2].range)
    }
    return tokens[1].text
  }
}
