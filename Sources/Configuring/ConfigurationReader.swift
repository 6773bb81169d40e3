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

  struct Section {
    /// Nil above the first section.
    var topic: String?
    var origin: String?
    var options: [Given] = []
  }

  /// What an indented line belongs to.
  enum Above {
    case nothing
    case source(Int)
    /// A source that was refused, whose options are looked at all the same.
    case refusedSource
  }

  var problems: [ConfigurationProblem] = []
  var errorCount = 0
  var sources: [SourceDraft] = []
  var lists: [ListDraft] = []
  var settings = Settings()
  var settingsGiven: [String: Given] = [:]
  var rules: [FilterRule] = []
  var topLimits: [String: Given] = [:]

  let open: Opener
  var section = Section()
  var above = Above.nothing
  var openFiles: [String] = []
  var filesRead = 0
  var seen: [FeedAddress: String] = [:]

  init(open: @escaping Opener) {
    self.open = open
  }

  /// Reads a file's text, and through `open` what it includes. An included file begins in the
  /// section that its `include` stands in; what it opens itself ends with it.
  mutating func read(_ text: String, named name: String) {
    openFiles.append(ConfigurationFile.normal(name))
    filesRead += 1
    for line in SourceLine.all(of: text, file: name) { read(line) }
    above = .nothing
    openFiles.removeLast()
  }

  mutating func read(_ line: SourceLine) {
    var lexer = ConfigurationLexer(line.characters)
    guard lexer.advance() else { return }
    if let flaw = line.illegible {
      above = .refusedSource
      return report(flaw.message, at: flaw.range, of: line)
    }
    do {
      if line.characters[0].isBlank {
        readOptionLine(&lexer, of: line)
      } else if line.characters[0] == "[" {
        try readSection(line)
      } else {
        try readStatement(&lexer, of: line)
      }
    } catch {
      report(error.message, at: error.range, of: line)
    }
  }

  mutating func readStatement(
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
    case "mute": try readRule(.mute, at: first, &lexer, of: line)
    case "keep": try readRule(.keep, at: first, &lexer, of: line)
    case "watch": try readRule(.watch, at: first, &lexer, of: line)
    case "include": try readInclude(first, &lexer, of: line)
    case "pause":
      above = .refusedSource
      guard case .bare(let address)? = try lexer.next() else {
        return report("'pause' stands before a source; write pause https://…", at: first, of: line)
      }
      readSource(address, isPaused: true, &lexer, of: line)
    default:
      above = .refusedSource
      if Self.looksLikeAddress(first.text) {
        readSource(first, isPaused: false, &lexer, of: line)
      } else {
        report(Self.unknown(first.text), at: first, of: line)
      }
    }
  }

  mutating func warnOfPassword(in address: Token, of line: SourceLine) {
    if let password = AddressForm.password(in: address.text) {
      warnOfSecret("a password", at: address.range(of: password), of: line)
    }
  }

  mutating func warnOfSecret(_ what: String, at range: Range<Int>, of line: SourceLine) {
    warn(
      "\(what) in this file is seen by all who may read it; auth=@name keeps it out", at: range,
      of: line)
  }

  mutating func warnIfIdle(_ directive: Directive, key: Token, of line: SourceLine) {
    guard !directive.isEffective else { return }
    warn("'\(directive.name)' is read and kept, but has no effect yet", at: key, of: line)
  }

  mutating func report(_ message: String, at token: Token, of line: SourceLine) {
    report(message, at: token.range, of: line)
  }

  mutating func report(_ message: String, at range: Range<Int>, of line: SourceLine) {
    errorCount += 1
    problems.append(line.problem(.error, message, at: range))
  }

  mutating func warn(_ message: String, at token: Token, of line: SourceLine) {
    warn(message, at: token.range, of: line)
  }

  mutating func warn(_ message: String, at range: Range<Int>, of line: SourceLine) {
    problems.append(line.problem(.warning, message, at: range))
  }
}
