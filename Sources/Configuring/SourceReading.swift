import NewsModel

// Sources, sections and the options of both.
extension ConfigurationReader {
  /// A source, after its address was told from other words.
  mutating func readSource(
    _ written: Token, isPaused: Bool, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) {
    let errors = errorCount
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
    warnOfPassword(in: written, of: line)
    let options = readOptions(&lexer, of: line, in: .source)
    guard let address, seen[address] == nil else { return }
    seen[address] = line.origin
    above = .source(sources.count)
    sources.append(
      SourceDraft(
        address: address, origin: line.origin, topic: section.topic ?? "",
        sectionOrigin: section.origin, isPaused: isPaused,
        section: section.options, ownOptions: options,
        isSound: errorCount == errors))
  }

  /// A line that begins with a blank: more options for the source above.
  mutating func readOptionLine(_ lexer: inout ConfigurationLexer, of line: SourceLine) {
    let start = lexer.position
    if let upcoming = lexer.upcoming, upcoming == "[" || Self.beginsStatement(line, at: start) {
      return report(
        "an indented line holds options of the source above; take away the blanks before this",
        at: start..<start + 1, of: line)
    }
    switch above {
    case .nothing:
      let end = line.characters.lastIndex { !$0.isBlank } ?? start
      report(
        "an indented line holds options of the source above, and there is none; write a URL first",
        at: start..<end + 1, of: line)
    case .refusedSource:
      _ = readOptions(&lexer, of: line, in: .source, allowsTitle: false)
    case .source(let index):
      let errors = errorCount
      let given = readOptions(
        &lexer, of: line, in: .source, allowsTitle: false, after: sources[index].lineOptions)
      sources[index].lineOptions += given
      if errorCount > errors { sources[index].isSound = false }
    }
  }

  /// `[topic]`, and the options which its sources begin with.
  mutating func readSection(_ line: SourceLine) throws(LexicalError) {
    above = .nothing
    guard let close = line.characters.firstIndex(of: "]") else {
      throw LexicalError(
        message: "the section's name does not end; write [topic] or [topic/subtopic]",
        range: 0..<line.characters.count)
    }
    let parts = line.characters[1..<close].split(separator: "/", omittingEmptySubsequences: false)
      .map { String($0).trimming(while: \.isBlank) }
    section = Section(topic: parts.joined(separator: "/"), origin: line.origin)
    if parts.contains(where: \.isEmpty) {
      report(
        "a section needs a name; write [topic] or [topic/subtopic]", at: 0..<close + 1, of: line)
    }
    var lexer = ConfigurationLexer(line.characters, from: close + 1)
    if let next = lexer.upcoming, !next.isBlank {
      return report(
        "the section's name goes on; write a blank behind ]", at: close + 1..<close + 2, of: line)
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
  mutating func readOptions(
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

  /// One option if it is sound; else it is reported.
  mutating func readOption(
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
        "'\(key.text)' has no value; write \(key.text)=\(directive.kind.rawValue)", at: key,
        of: line)
      return nil
    }
    do {
      var scratch = FeedSource(address: FeedAddress(""))
      try read(value.text, &scratch)
      if let header = scratch.headers.first, Self.holdsSecret(header) {
        warnOfSecret("a secret", at: value.range, of: line)
      }
    } catch {
      report(error.message, at: value.range(of: error.part), of: line)
      return nil
    }
    warnOfPassword(in: value, of: line)
    warnIfIdle(directive, key: key, of: line)
    return Given(directive: directive, text: value.text, origin: line.origin)
  }

  private static func holdsSecret(_ header: HTTPHeader) -> Bool {
    ["authorization", "proxy-authorization", "cookie"].contains(header.name.lowercased())
  }
}
