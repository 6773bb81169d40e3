import Foundation
import NewsModel

/// Reads files line by line and keeps what they say, and what is wrong with it, without stopping at
/// an error. What a source gets in the end is known only after the last line: `Configuration` puts
/// it together.
struct ConfigurationReader {
  typealias Opener = (_ pattern: String, _ from: String) throws -> [(name: String, text: String)]

  /// An option or setting as it was read: its value is sound.
  struct Given {
    let directive: Directive
    let text: String
    let origin: String
  }

  /// A source as far as its lines say.
  struct SourceDraft {
    let address: FeedAddress
    let origin: String
    let topic: String
    /// Where its section begins; nil above the first section.
    let sectionOrigin: String?
    let isPaused: Bool
    let section: [Given]
    var ownOptions: [Given] = []
    var lineOptions: [Given] = []
    var isSound = true
  }

  private struct Section {
    /// Nil above the first section.
    var topic: String?
    var origin: String?
    var options: [Given] = []
  }

  /// What an indented line belongs to.
  private enum Above {
    case nothing
    case source(Int)
    /// A source that was refused, whose options are looked at all the same.
    case refusedSource
  }

  private(set) var problems: [ConfigurationProblem] = []
  private(set) var sources: [SourceDraft] = []
  private(set) var settings = Settings()
  private(set) var settingsGiven: [String: Given] = [:]
  private(set) var rules: [FilterRule] = []
  private(set) var topLimits: [String: Given] = [:]

  private let open: Opener
  private var section = Section()
  private var above = Above.nothing
  private var openFiles: [String] = []
  private var filesRead = 0
  private var seen: [FeedAddress: String] = [:]

  init(open: @escaping Opener) {
    self.open = open
  }

  /// Reads a file's text, and through `open` what it includes. An included file begins in the
  /// section that its `include` stands in; what it opens itself ends with it.
  mutating func read(_ text: String, named name: String) {
    openFiles.append(name)
    filesRead += 1
    for line in SourceLine.all(of: text, file: name) { read(line) }
    above = .nothing
    openFiles.removeLast()
  }

  private mutating func read(_ line: SourceLine) {
    var lexer = ConfigurationLexer(line.characters)
    guard lexer.advance() else { return }
    if let flaw = line.illegible {
      above = .refusedSource
      return report(flaw.message, at: flaw.range, of: line)
    }
    do {
      if line.characters[0].isWhitespace {
        try readOptionLine(&lexer, of: line)
      } else if line.characters[0] == "[" {
        try readSection(line)
      } else {
        try readStatement(&lexer, of: line)
      }
    } catch {
      report(error.message, at: error.range, of: line)
    }
  }

  private mutating func readStatement(
    _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let before = above
    above = .nothing
    guard let word = try lexer.next() else { return }
    guard case .bare(let first) = word else {
      above = before
      return report(Self.misplaced(word), at: word.range, of: line)
    }
    switch first.text {
    case "set": try readSetting(&lexer, of: line)
    case "mute", "keep", "watch": try readRule(first, &lexer, of: line)
    case "include": try readInclude(first, &lexer, of: line)
    case "pause":
      above = .refusedSource
      guard case .bare(let address)? = try lexer.next() else {
        return report("'pause' stands before a source; write pause https://…", at: first, of: line)
      }
      try readSource(address, isPaused: true, &lexer, of: line)
    default:
      above = .refusedSource
      if Self.looksLikeAddress(first.text) {
        try readSource(first, isPaused: false, &lexer, of: line)
      } else {
        report(Self.unknown(first.text), at: first, of: line)
      }
    }
  }

  // MARK: Sources, sections and their options

  private mutating func readSource(
    _ written: Token, isPaused: Bool, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let errors = problems.count { $0.severity == .error }
    above = .refusedSource
    var address: FeedAddress?
    do {
      address = try AddressForm.source(written.text)
    } catch {
      report(error.message, at: written.range(of: error.part), of: line)
    }
    if let address, let first = seen[address] {
      report("the same URL is already at \(first); leave one of them out", at: written, of: line)
    }
    if let password = AddressForm.password(in: written.text) {
      warn(
        "a password in this file is seen by all who may read it; auth=@name keeps it out",
        at: written.range(of: password), of: line)
    }
    let options = readOptions(&lexer, of: line, in: .source)
    guard let address, seen[address] == nil else { return }
    seen[address] = line.origin
    above = .source(sources.count)
    sources.append(
      SourceDraft(
        address: address, origin: line.origin, topic: section.topic ?? "",
        sectionOrigin: section.origin, isPaused: isPaused,
        section: section.options, ownOptions: options,
        isSound: problems.count { $0.severity == .error } == errors))
  }

  private mutating func readOptionLine(
    _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let start = lexer.position
    if let upcoming = lexer.upcoming, upcoming == "[" || Self.beginsStatement(line, at: start) {
      return report(
        "an indented line holds options of the source above; take away the blanks before this",
        at: start..<start + 1, of: line)
    }
    switch above {
    case .nothing:
      let end = line.characters.lastIndex { !$0.isWhitespace } ?? start
      report(
        "an indented line holds options of the source above, and there is none; write a URL first",
        at: start..<end + 1, of: line)
    case .refusedSource:
      _ = readOptions(&lexer, of: line, in: .source, allowsTitle: false)
    case .source(let index):
      let errors = problems.count { $0.severity == .error }
      let given = readOptions(
        &lexer, of: line, in: .source, allowsTitle: false, after: sources[index].lineOptions)
      sources[index].lineOptions += given
      if problems.count(where: { $0.severity == .error }) > errors { sources[index].isSound = false }
    }
  }

  private mutating func readSection(_ line: SourceLine) throws(LexicalError) {
    above = .nothing
    guard let close = line.characters.firstIndex(of: "]") else {
      throw LexicalError(
        message: "the section's name does not end; write [topic] or [topic/subtopic]",
        range: 0..<line.characters.count)
    }
    let parts = line.characters[1..<close].split(separator: "/", omittingEmptySubsequences: false)
      .map { String($0).trimming(while: \.isWhitespace) }
    section = Section(topic: parts.joined(separator: "/"), origin: line.origin)
    if parts.contains(where: \.isEmpty) {
      report(
        "a section needs a name; write [topic] or [topic/subtopic]", at: 0..<close + 1, of: line)
    }
    var lexer = ConfigurationLexer(line.characters, from: close + 1)
    if let next = lexer.upcoming, !next.isWhitespace {
      report("the section's name goes on; write a blank behind ]", at: close + 1..<close + 2, of: line)
    }
    section.options = readOptions(&lexer, of: line, in: .section, allowsTitle: false)
    guard let topic = section.topic,
      let top = section.options.first(where: { $0.directive.name == "top" })
    else { return }
    if let first = topLimits[topic], first.text != top.text {
      report(
        "[\(topic)] has top=\(first.text) at \(first.origin); leave one of them out",
        at: 0..<close + 1, of: line)
    } else {
      topLimits[topic] = top
    }
  }

  /// The options in the rest of a line that are sound; the others are reported. `after` holds those
  /// of earlier lines which none of these may repeat.
  private mutating func readOptions(
    _ lexer: inout ConfigurationLexer, of line: SourceLine, in place: Directive.Place,
    allowsTitle: Bool = true, after earlier: [Given] = []
  ) -> [Given] {
    var given: [Given] = []
    do {
      while let word = try lexer.next() {
        let option: Given?
        switch word {
        case .option(let key, let value):
          option = readOption(key, value, of: line, in: place)
        case .quoted(let title) where allowsTitle:
          let key = Token(text: "name", range: title.range)
          option = readOption(key, title, of: line, in: place)
        case .quoted(let title):
          option = nil
          report(
            "a title stands on the line of its source; here write key=value", at: title, of: line)
        case .bare(let text):
          option = nil
          report(Self.bareWord(text.text, in: place), at: text, of: line)
        }
        guard let option else { continue }
        let first = (earlier + given).first { $0.directive.name == option.directive.name }
        if let first, !option.directive.isRepeatable {
          report(
            "'\(option.directive.name)' is already given at \(first.origin); leave one of them out",
            at: word.range, of: line)
        } else {
          given.append(option)
        }
      }
    } catch {
      report(error.message, at: error.range, of: line)
    }
    return given
  }

  private mutating func readOption(
    _ key: Token, _ value: Token, of line: SourceLine, in place: Directive.Place
  ) -> Given? {
    guard let directive = Directive.named(key.text), directive.places.contains(place),
      let read = directive.readSource
    else {
      report(Self.unknownOption(key.text, in: place), at: key, of: line)
      return nil
    }
    guard !value.text.isEmpty else {
      report(
        "'\(key.text)' has no value; write \(key.text)=\(directive.kind.rawValue)", at: key, of: line)
      return nil
    }
    do {
      var scratch = FeedSource(address: FeedAddress(""))
      try read(value.text, &scratch)
      if scratch.headers.contains(where: { Self.secretHeaders.contains($0.name.lowercased()) }) {
        warn(
          "a secret in this file is seen by all who may read it; auth=@name keeps it out",
          at: value, of: line)
      }
    } catch {
      report(error.message, at: value.range(of: error.part), of: line)
      return nil
    }
    warnIfIdle(directive, key: key, value: value, of: line)
    return Given(directive: directive, text: value.text, origin: line.origin)
  }

  private static let secretHeaders: Set<String> = ["authorization", "proxy-authorization", "cookie"]

  // MARK: Settings, rules and includes

  private mutating func readSetting(
    _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let word = try lexer.next()
    guard case .bare(let key)? = word else {
      let written = if case .option(let key, let value)? = word {
        "set \(key.text) \(value.text)"
      } else { "set KEY VALUE, such as set digest-at 06:30" }
      return report("a setting has a blank behind its key; write \(written)",
        at: word?.range ?? 0..<3, of: line)
    }
    guard let directive = Directive.named(key.text), let read = directive.readSetting else {
      return report(Self.unknownSetting(key.text), at: key, of: line)
    }
    guard let value = try lexer.rest(), !value.text.isEmpty else {
      return report(
        "'\(key.text)' has no value; write set \(key.text) \(directive.kind.rawValue)",
        at: key, of: line)
    }
    if let first = settingsGiven[key.text] {
      report(
        "'\(key.text)' is already set at \(first.origin); leave one of them out", at: key, of: line)
    }
    do {
      try read(value.text, &settings)
    } catch {
      return report(error.message, at: value.range(of: error.part), of: line)
    }
    if let password = AddressForm.password(in: value.text) {
      warn(
        "a password in this file is seen by all who may read it", at: value.range(of: password),
        of: line)
    }
    warnIfIdle(directive, key: key, value: value, of: line)
    settingsGiven[key.text] = Given(directive: directive, text: value.text, origin: line.origin)
  }

  private mutating func readRule(
    _ verb: Token, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let accepted = "write \(verb.text) [FIELD] /regex/i or \(verb.text) [FIELD] \"words\""
    var field: FilterRule.Field?
    var hasPattern = lexer.advance()
    if hasPattern, lexer.upcoming != "/", lexer.upcoming != "\"", let word = try lexer.next() {
      let text = String(line.characters[word.range])
      field = FilterRule.Field(rawValue: text)
      hasPattern = lexer.advance()
      if field == nil {
        let fields = FilterRule.Field.allCases.map(\.rawValue)
        let hint =
          hasPattern
          ? Suggestion.ending(
            for: text, among: fields, else: "write \(fields.joined(or: "or"))")
          : "; write \(verb.text) \"\(text)\" if it is a word to look for"
        return report("'\(text)' is not a field\(hint)", at: word.range, of: line)
      }
    }
    guard hasPattern else {
      return report("the rule says nothing to look for; \(accepted)", at: verb, of: line)
    }
    let pattern: FilterRule.Pattern
    let place: Range<Int>
    if lexer.upcoming == "/" {
      let (regex, flags) = try lexer.regex()
      place = regex.range
      guard flags.text.isEmpty || flags.text == "i" else {
        return report(
          "'\(flags.text)' is not a flag; write i, nothing, or \\/ for a slash within the expression",
          at: flags, of: line)
      }
      guard !regex.text.isEmpty else {
        return report("an empty expression finds everything; \(accepted)", at: regex, of: line)
      }
      pattern = .regex(regex.text, caseless: flags.text == "i")
    } else if case .quoted(let words)? = try lexer.next() {
      place = words.range
      pattern = .words(words.text)
    } else {
      let start = lexer.position
      return report("this is no pattern; \(accepted)", at: max(start - 1, 0)..<start, of: line)
    }
    let end = lexer.position
    if let more = try lexer.next() {
      return report("the rule ends before this; \(accepted)", at: more.range, of: line)
    }
    do {
      let text = String(line.characters[..<end])
      let rule = try FilterRule(
        verb.text == "mute" ? .mute : verb.text == "keep" ? .keep : .watch, field, pattern,
        topic: section.topic, origin: line.origin, text: text)
      rules.append(rule)
    } catch {
      report("\(error.sentence); \(accepted)", at: place, of: line)
    }
  }

  private mutating func readInclude(
    _ word: Token, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let accepted = "write a path from this file's directory, such as feeds.d/*.conf"
    guard let path = try lexer.rest(), !path.text.isEmpty else {
      return report("nothing is named to include; \(accepted)", at: word, of: line)
    }
    guard !path.text.contains("://") else {
      return report("only files can be included; \(accepted)", at: path, of: line)
    }
    guard openFiles.count < 16, filesRead < 1000 else {
      return report(
        "too many files; includes may stand 16 deep, and 1000 files may be read", at: path, of: line)
    }
    let files: [(name: String, text: String)]
    do {
      files = try open(path.text, line.file)
    } catch {
      return report("\(Self.sentence(of: error)); \(accepted)", at: path, of: line)
    }
    if files.isEmpty {
      let isGlob = path.text.contains { "*?[".contains($0) }
      if isGlob {
        warn("no file has such a name now; \(accepted)", at: path, of: line)
      } else {
        report("there is no file '\(path.text)'; \(accepted)", at: path, of: line)
      }
    }
    let surrounding = section
    for file in files {
      if openFiles.contains(file.name) {
        report(
          "'\(file.name)' is being read already, so this would never end; leave it out",
          at: path, of: line)
      } else if filesRead < 1000 {
        read(file.text, named: file.name)
        section = surrounding
      }
    }
  }

  // MARK: Problems

  private mutating func warnIfIdle(
    _ directive: Directive, key: Token, value: Token, of line: SourceLine
  ) {
    if !directive.isEffective {
      warn("'\(directive.name)' is read and kept, but has no effect yet", at: key, of: line)
    }
    for part in ValuePart.all(of: value.text) where directive.idleValues.contains(part.text) {
      warn(
        "'\(part.text)' is read and kept, but has no effect yet", at: value.range(of: part.range),
        of: line)
    }
  }

  private mutating func report(_ message: String, at token: Token, of line: SourceLine) {
    report(message, at: token.range, of: line)
  }

  private mutating func report(_ message: String, at range: Range<Int>, of line: SourceLine) {
    problems.append(line.problem(.error, message, at: range))
  }

  private mutating func warn(_ message: String, at token: Token, of line: SourceLine) {
    warn(message, at: token.range, of: line)
  }

  private mutating func warn(_ message: String, at range: Range<Int>, of line: SourceLine) {
    problems.append(line.problem(.warning, message, at: range))
  }
}
