import NewsModel

// Settings, rules and includes.
extension ConfigurationReader {
  /// `set key value`.
  mutating func readSetting(
    _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let word = try lexer.next()
    guard case .bare(let key)? = word else {
      var written = "KEY VALUE, such as set digest-at 06:30"
      if case .option(let key, let value)? = word { written = "\(key.text) \(value.text)" }
      return report(
        "a setting has a blank behind its key; write set \(written)", at: word?.range ?? 0..<3,
        of: line)
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
    warnOfPassword(in: value, of: line)
    warnIfIdle(directive, key: key, of: line)
    settingsGiven[key.text] = Given(directive: directive, text: value.text, origin: line.origin)
  }

  /// `mute`, `keep` or `watch`, an optional field, and what to look for.
  mutating func readRule(
    _ verb: FilterRule.Verb, at word: Token, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let accepted = "write \(verb.rawValue) [FIELD] /regex/i or \(verb.rawValue) [FIELD] \"words\""
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
          : "; write \(verb.rawValue) \"\(text)\" if it is a word to look for"
        return report("'\(text)' is not a field\(hint)", at: word.range, of: line)
      }
    }
    guard hasPattern else {
      return report("the rule says nothing to look for; \(accepted)", at: word, of: line)
    }
    let pattern: FilterRule.Pattern
    let place: Range<Int>
    let start = lexer.position
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
      return report("this is no pattern; \(accepted)", at: start..<lexer.position, of: line)
    }
    let end = lexer.position
    if let more = try lexer.next() {
      return report("the rule ends before this; \(accepted)", at: more.range, of: line)
    }
    do {
      let text = String(line.characters[..<end])
      let rule = try FilterRule(
        verb, field, pattern, topic: section.topic, origin: line.origin, text: text)
      rules.append(rule)
    } catch {
      report("\(error.sentence); \(accepted)", at: place, of: line)
    }
  }

  /// `include path`; what the files say is read in its place.
  mutating func readInclude(
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
        "too many files; includes may stand 16 deep, and 1000 files may be read", at: path, of: line
      )
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
      if openFiles.contains(ConfigurationFile.normal(file.name)) {
        report(
          "'\(file.name)' is being read already, so this would never end; leave it out",
          at: path, of: line)
      } else if filesRead < 1000 {
        read(file.text, named: file.name)
        section = surrounding
      }
    }
  }
}
