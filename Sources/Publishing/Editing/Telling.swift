import NewsModel

/// What an item says was told to an agency, word for word.
///
/// Reports of one interview are written anew by each outlet, so no text is a copy of another; yet all
/// that they know, they know from the agency. Two signs together show it: both name the agency as the
/// one that was told ("he told IRNA", "sagte der dpa", "déclaré à l'AFP"), and both have the same eight
/// words in a row between quotation marks. Either alone proves nothing: an outlet that adds an agency's
/// line to its own report names it too, and a public speech is quoted by all.
struct Telling {
  /// The agencies that the text names as told.
  private(set) var agencies: Set<String> = []
  /// Each eight words in a row that the text has between quotation marks, in lower case.
  private(set) var quoted: Set<String> = []

  /// Characters of a text that are read.
  private static let charactersRead = 6000
  /// Words in a row that are no accident.
  private static let run = 8
  /// Words after the telling word among which the agency's name stands.
  private static let reach = 5
  /// Characters after which quotation marks that nothing closed are taken for a slip.
  private static let longestQuote = 1500

  private static let tellingWords: Set<String> = [
    "told", "speaking", "spoke", "interview", "sagte", "sagten", "gegenüber", "gespräch",
    "déclaré", "dit", "confié", "indiqué", "entretien", "dijo", "declaró", "aseguró", "entrevista",
    "disse", "afirmou", "detto", "dichiarato", "intervista", "zei", "tegen",
    "сказал", "сказала", "рассказал", "рассказала", "сообщил", "сообщила", "интервью", "беседе",
  ]

  /// - Parameter text: an item's plain text.
  init(_ text: String) {
    let read = text.prefix(Self.charactersRead)
    quoted = Self.runs(in: read)
    guard !quoted.isEmpty else { return }
    agencies = Self.agencies(toldIn: read)
  }

  /// Whether both report what the agency was told.
  func isOf(_ agency: String, with other: Telling, thatIsTheAgencys isAgencys: Bool) -> Bool {
    agencies.contains(agency) && (isAgencys || other.agencies.contains(agency))
      && !quoted.isDisjoint(with: other.quoted)
  }

  private static func agencies(toldIn text: Substring) -> Set<String> {
    var found: Set<String> = []
    let words = text.split { $0.isWhitespace || "'’".contains($0) }
    for (index, word) in words.enumerated() where tellingWords.contains(word.lowercased()) {
      let after = words[(index + 1)...].prefix(reach)
      for start in after.indices {
        if let agency = agency(at: after[start...]) { found.insert(agency) }
        // What comes after the clause's end is another matter.
        if after[start].last.map({ ".,;:!?".contains($0) }) ?? true { break }
      }
    }
    return found
  }

  /// The agency whose name the words begin with, in its own spelling.
  private static func agency(at words: ArraySlice<Substring>) -> String? {
    for length in stride(from: min(4, words.count), to: 0, by: -1) {
      let name = words.prefix(length).joined(separator: " ").trimmedOfMarks
      // "pa", "ap" and "ani" are words of some language: an agency is written in capitals, or as it
      // spells itself.
      guard let agency = Origins.agency(called: name),
        name.first?.isUppercase == true || name == agency
      else { continue }
      return agency
    }
    return nil
  }

  private static func runs(in text: Substring) -> Set<String> {
    var runs: Set<String> = []
    var closers = ""
    var start: Substring.Index?
    for index in text.indices {
      let character = text[index]
      guard let begun = start else {
        if let closing = closing[character] {
          closers = closing
          start = text.index(after: index)
        }
        continue
      }
      guard closers.contains(character) else { continue }
      start = nil
      let quote = text[begun..<index]
      guard quote.utf8.count <= longestQuote else { continue }
      let words = quote.split { !$0.isLetter && !$0.isNumber }.map { $0.lowercased() }
      guard words.count >= run else { continue }
      for first in 0...(words.count - run) {
        runs.insert(words[first..<first + run].joined(separator: " "))
      }
    }
    return runs
  }

  /// What closes a quotation, by what opens it.
  private static let closing: [Character: String] = [
    "“": "”“", "„": "“”", "«": "»", "»": "«", "\"": "\"",
  ]
}

extension String {
  fileprivate var trimmedOfMarks: String {
    var rest = self[...]
    while let last = rest.last, !last.isLetter { rest.removeLast() }
    while let first = rest.first, !first.isLetter { rest.removeFirst() }
    return String(rest)
  }
}
