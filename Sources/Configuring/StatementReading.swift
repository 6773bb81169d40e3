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

  /// `include path`, whose text is read in its place, or `include list`, with options.
  mutating func readInclude(
    _ word: Token, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) throws(LexicalError) {
    let accepted =
      "write a path from this file's directory, such as feeds.d/*.conf, or the URL of an OPML list"
    var ahead = lexer
    switch try ahead.next() {
    case .bare(let list)?, .quoted(let list)?:
      if Self.namesList(list.text) { return readList(list, &ahead, of: line) }
    case .option?, nil: break
    }
    guard let path = try lexer.rest(), !path.text.isEmpty else {
      return report("nothing is named to include; \(accepted)", at: word, of: line)
    }
    guard let files = opened(path, of: line, accepted: accepted) else { return }
    let surrounding = section
    for file in files {
      if openFiles.contains(ConfigurationFile.normal(file.name)) {
        report(
          "'\(file.name)' is being read already, so this would never end; leave it out",
          at: path, of: line)
      } else if file.name.lowercased().hasSuffix(".opml") {
        addList(ConfigurationFile.address(of: file.name), options: [], at: path, of: line)
      } else if filesRead < 1000 {
        read(file.text, named: file.name)
        section = surrounding
      }
    }
  }

  private static func namesList(_ text: String) -> Bool {
    text.contains("://") || text.lowercased().hasSuffix(".opml")
  }

  /// A list by its URL, or by a path that ends in .opml; behind it, options for what it names.
  private mutating func readList(
    _ written: Token, _ lexer: inout ConfigurationLexer, of line: SourceLine
  ) {
    warnOfPassword(in: written, of: line)
    let errors = errorCount
    var addresses: [FeedAddress] = []
    if written.text.contains("://") {
      do {
        addresses = [try AddressForm.source(written.text)]
      } catch {
        report(error.message, at: written.range(of: error.part), of: line)
      }
    } else {
      let accepted = "write the path of an OPML file from this file's directory"
      addresses = (opened(written, of: line, accepted: accepted) ?? []).map {
        ConfigurationFile.address(of: $0.name)
      }
    }
    let options = readOptions(&lexer, of: line, in: .source)
    guard errorCount == errors else { return }
    for address in addresses { addList(address, options: options, at: written, of: line) }
  }

  private mutating func addList(
    _ address: FeedAddress, options: [Given], at written: Token, of line: SourceLine
  ) {
    if let first = lists.first(where: { $0.address == address }) {
      return report(
        "the same list is already at \(first.origin); leave one of them out", at: written, of: line)
    }
    lists.append(
      ListDraft(
        address: address, origin: line.origin, topic: section.topic ?? "",
        sectionOrigin: section.origin, section: section.options, options: options))
  }

  /// The files that an include names; nil, and reported, where there are none to be had.
  private mutating func opened(
    _ path: Token, of line: SourceLine, accepted: String
  ) -> [(name: String, text: String)]? {
    guard openFiles.count < 16, filesRead < 1000 else {
      report(
        "too many files; includes may stand 16 deep, and 1000 files may be read", at: path, of: line
      )
      return nil
    }
    let files: [(name: String, text: String)]
    do {
      files = try open(path.text, line.file)
    } catch {
      report("\(Self.sentence(of: error)); \(accepted)", at: path, of: line)
      return nil
    }
    if files.isEmpty {
      let isGlob = path.text.contains { "*?[".contains($0) }
      if isGlob {
        warn("no file has such a name now; \(accepted)", at: path, of: line)
      } else {
        report("there is no file '\(path.text)'; \(accepted)", at: path, of: line)
      }
    }
    return files
  }
}
