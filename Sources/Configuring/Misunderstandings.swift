import Foundation

// What to say to a line that is not understood: the nearest thing that would have been.
extension ConfigurationReader {
  static let keywords = ["set", "include", "pause", "mute", "keep", "watch"]

  /// Whether a word is meant as an address, right or wrong.
  static func looksLikeAddress(_ word: String) -> Bool {
    let scheme = word.prefix { $0 != ":" }.lowercased()
    guard scheme.utf8.count < word.utf8.count, !scheme.contains("=") else { return false }
    return word.contains("://") || ["http", "https", "file", "feed"].contains(scheme)
  }

  /// Whether what is indented would be a statement if it were not.
  static func beginsStatement(_ line: SourceLine, at start: Int) -> Bool {
    let word = String(line.characters[start...].prefix { !$0.isBlank })
    return keywords.contains(word) || looksLikeAddress(word)
  }

  static func unknown(_ word: String) -> String {
    if Directive.named(word)?.readSetting != nil {
      return "unknown word '\(word)'; did you mean 'set \(word)'?"
    }
    if word.contains("."), !word.hasPrefix("."), !word.contains("=") {
      return "'\(word)' is not a whole URL; did you mean 'https://\(word)'?"
    }
    let accepted = "a line begins with a URL, [topic] or \(keywords.joined(or: "or"))"
    return "unknown word '\(word)'" + Suggestion.ending(for: word, among: keywords, else: accepted)
  }

  static func misplaced(_ word: Word) -> String {
    switch word {
    case .option(let key, let value) where Directive.named(key.text)?.readSetting != nil:
      "an option stands behind a URL or indented below it; for all, write set \(key.text) \(value.text)"
    case .option:
      "an option stands behind a URL, or indented on a line below it"
    case .quoted, .bare:
      "quotes do not begin a line; it begins with a URL, [topic] or \(keywords.joined(or: "or"))"
    }
  }

  static func bareWord(_ word: String, in place: Directive.Place) -> String {
    if Directive.named(word)?.places.contains(place) == true {
      return "'\(word)' has no value; write \(word)=VALUE without blanks"
    }
    if looksLikeAddress(word) { return "a source has a line of its own; begin a new one here" }
    switch place {
    case .section: return "'\(word)' is not an option; write key=value"
    case .source, .setting:
      return "'\(word)' is not an option; write key=value, or a title in quotes: \"\(word)\""
    }
  }

  static func unknownOption(_ key: String, in place: Directive.Place) -> String {
    if let directive = Directive.named(key) {
      switch directive.places.sorted(by: { $0.rawValue < $1.rawValue }).first {
      case .setting: return "'\(key)' holds for all sources; write set \(key) VALUE"
      case .section: return "'\(key)' belongs to a section; write it behind [topic]"
      case .source: return "'\(key)' belongs to one source; write it behind its URL"
      case nil: break
      }
    }
    let names = Directive.names(for: place).sorted()
    let accepted = "a \(place.rawValue) takes \(names.joined(or: "and"))"
    return "unknown option '\(key)'" + Suggestion.ending(for: key, among: names, else: accepted)
  }

  static func unknownSetting(_ key: String) -> String {
    if Directive.named(key) != nil {
      return "'\(key)' cannot be set for all; write \(key)=VALUE behind a URL or [topic]"
    }
    let names = Directive.names(for: .setting).sorted()
    let accepted = "there are \(names.joined(or: "and"))"
    return "unknown setting '\(key)'" + Suggestion.ending(for: key, among: names, else: accepted)
  }

  /// What an error says of itself, without a final stop.
  static func sentence(of error: any Error) -> String {
    let text = (error as? any LocalizedError)?.errorDescription ?? String(describing: error)
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
