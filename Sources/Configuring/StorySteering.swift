import Foundation

/// What the operator wants of single stories, from `stories.conf` beside feeds.conf.
package struct StorySteering: Hashable, Sendable {
  package enum Verb: String, Hashable, Sendable, CaseIterable {
    /// A thread to follow: it is told first.
    case follow
    /// A thread to leave out.
    case mute
    /// Two threads or more that are one.
    case merge
    /// Items that do not belong in their threads.
    case split
  }

  /// The id of a thread or the key of an item, where it stands in the file.
  package struct Name: Hashable, Sendable {
    package var text: String
    private var place: ConfigurationProblem

    fileprivate init(_ token: Token, in line: SourceLine) {
      text = token.text
      place = line.problem(.warning, "", at: token.range)
    }

    /// A warning about what the name says.
    package func warning(_ message: String) -> ConfigurationProblem {
      var warning = place
      warning.message = message
      return warning
    }
  }

  /// One line.
  package struct Order: Hashable, Sendable {
    package var verb: Verb
    package var names: [Name]
    /// Where it stands, such as "stories.conf:3".
    package var origin: String

    /// The line without quotes and comments, such as "mute 7f3k".
    package var text: String { ([verb.rawValue] + names.map(\.text)).joined(separator: " ") }
  }

  /// In the order of the file.
  package private(set) var orders: [Order] = []

  package init() {}

  /// Where the file is that belongs to this feeds.conf.
  package static func path(beside configuration: String) -> String {
    (configuration.lastIndex(of: "/").map { String(configuration[...$0]) } ?? "") + "stories.conf"
  }

  /// What `stories.conf` beside this feeds.conf says; nothing where there is no such file. Throws
  /// `ConfigurationErrors` for what is wrong in it, and `UnreadableFile` where it may not be read.
  package init(beside configuration: String) throws {
    let path = Self.path(beside: configuration)
    guard FileManager.default.fileExists(atPath: path) else {
      self.init()
      return
    }
    try self.init(reading: try ConfigurationFile.text(of: path), named: path)
  }

  /// Reads lines of `follow ID`, `mute ID`, `merge ID ID…` and `split ITEM…`; comments, blanks and
  /// quotes are as in feeds.conf.
  package init(reading text: String, named name: String) throws(ConfigurationErrors) {
    var problems: [ConfigurationProblem] = []
    for line in SourceLine.all(of: text, file: name) {
      do {
        try read(line)
      } catch {
        problems.append(line.problem(.error, error.message, at: error.range))
      }
    }
    guard problems.isEmpty else {
      throw ConfigurationErrors(
        problems: problems, wouldLoad: orders.count, file: name, noun: "line")
    }
  }

  private mutating func read(_ line: SourceLine) throws(LexicalError) {
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
    guard let first = tokens.first else { return }
    guard let verb = Verb(rawValue: first.text) else {
      let verbs = Verb.allCases.map(\.rawValue)
      let ending = Suggestion.ending(
        for: first.text, among: verbs, else: "a line begins with \(verbs.joined(or: "or"))")
      throw LexicalError(message: "unknown word '\(first.text)'\(ending)", range: first.range)
    }
    let names = tokens.dropFirst().map { Name($0, in: line) }
    if let empty = tokens.dropFirst().first(where: \.text.isEmpty) {
      throw LexicalError(
        message: "an empty name is none; write the id of a story", range: empty.range)
    }
    switch verb {
    case .follow, .mute:
      try Self.checkSingle(tokens)
      let other: Verb = verb == .follow ? .mute : .follow
      if let before = orders.first(where: { $0.verb == other && $0.names[0].text == names[0].text })
      {
        throw LexicalError(
          message: "\(before.origin) says '\(before.text)'; a story is followed or muted, not both",
          range: tokens[1].range)
      }
    case .merge:
      guard Set(names.map(\.text)).count > 1 else {
        throw LexicalError(
          message: "merging takes two stories or more; write merge ID ID", range: first.range)
      }
    case .split:
      guard !names.isEmpty else {
        throw LexicalError(message: "no item is named; write split ITEM", range: first.range)
      }
    }
    orders.append(Order(verb: verb, names: names, origin: line.origin))
  }

  private static func checkSingle(_ tokens: [Token]) throws(LexicalError) {
    guard tokens.count > 1 else {
      throw LexicalError(
        message: "no story is named; write \(tokens[0].text) ID", range: tokens[0].range)
    }
    guard tokens.count == 2 else {
      throw LexicalError(
        message: "one story a line; write another line \(tokens[0].text) \(tokens[2].text)",
        range: tokens[2].range)
    }
  }
}
