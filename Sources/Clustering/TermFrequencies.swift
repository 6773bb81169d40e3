import Foundation

/// How common terms are: over weeks, fading, and in the last hours, exactly.
struct TermFrequencies: Sendable {
  struct Document: Hashable, Sendable {
    var time: Double
    var language: UInt8
    var terms: UInt32
  }

  /// Documents of the last hours, oldest first, and their terms one after another.
  var documents: [Document] = []
  var terms: [UInt32] = []
  private var oldestDocument = 0
  private var oldestTerm = 0
  /// Seconds since 1970 at which one document weighs 1; nil before the first.
  var epoch: Double?
  /// What one document of now weighs: more and more, so that older ones fade beside it.
  var unit = 1.0

  /// Documents that the last hours hold at most.
  static let documentLimit = 50_000

  /// Takes in one document.
  mutating func learn(
    _ reading: ItemReading, now: Double, settings: ClusteringSettings,
    vocabulary: inout Vocabulary
  ) {
    setUnit(now: now, settings: settings, vocabulary: &vocabulary)
    let language = Int(reading.language)
    vocabulary.languages[language].documents += unit
    vocabulary.languages[language].recentDocuments += 1
    vocabulary.languages[language].passed += 1
    var known = vocabulary.terms.mutableSpan
    for term in reading.terms {
      known[Int(term)].documents += unit
      known[Int(term)].recentDocuments += 1
    }
    documents.append(
      Document(
        time: now, language: reading.language,
        terms: UInt32(truncatingIfNeeded: reading.terms.count)))
    terms += reading.terms
    forget(before: now - settings.recent.inSeconds, vocabulary: &vocabulary)
  }

  /// The share of a language's documents that have the term. Where today made it commoner than
  /// weeks did, it lies between the two: a wave's words weigh little while the wave lasts, and the
  /// words of today's one big story still hold it together.
  func share(of term: UInt32, vocabulary: Vocabulary, settings: ClusteringSettings) -> Double {
    let term = vocabulary.terms[Int(term)]
    let language = Int(term.language)
    let share =
      (term.documents + 0.5 * unit)
      / (vocabulary.languages[language].documents + (1.5 + settings.unseenDocuments) * unit)
    let recently = vocabulary.languages[language].recentDocuments
    guard recently > settings.recentMinimum else { return share }
    let lately = (Double(term.recentDocuments) - 0.5) / Double(recently)
    guard lately > share else { return share }
    return share * pow(lately / share, settings.recentWeight)
  }

  /// Brings `unit` up to `now`; starts over from 1 before the numbers grow large.
  private mutating func setUnit(
    now: Double, settings: ClusteringSettings, vocabulary: inout Vocabulary
  ) {
    let halfLife = max(3600, settings.frequencyHalfLife.inSeconds)
    let start = epoch ?? now
    epoch = start
    var halves = (now - start) / halfLife
    if halves >= 32 {
      let scale = exp2(-halves)
      for index in vocabulary.languages.indices { vocabulary.languages[index].documents *= scale }
      for index in vocabulary.terms.indices { vocabulary.terms[index].documents *= scale }
      epoch = now
      halves = 0
    }
    unit = exp2(halves)
  }

  private mutating func forget(before time: Double, vocabulary: inout Vocabulary) {
    while oldestDocument < documents.count,
      documents[oldestDocument].time < time
        || documents.count - oldestDocument > Self.documentLimit
    {
      let document = documents[oldestDocument]
      vocabulary.languages[Int(document.language)].recentDocuments -= 1
      var known = vocabulary.terms.mutableSpan
      for place in oldestTerm..<oldestTerm + Int(document.terms) {
        known[Int(terms[place])].recentDocuments -= 1
      }
      oldestTerm += Int(document.terms)
      oldestDocument += 1
    }
    if oldestDocument > 4096, oldestDocument * 2 > documents.count { compact() }
  }

  /// Drops what was forgotten from the front of both arrays.
  mutating func compact() {
    documents.removeFirst(oldestDocument)
    terms.removeFirst(oldestTerm)
    oldestDocument = 0
    oldestTerm = 0
  }

  /// Gives the terms their new numbers after some were forgotten, none of these.
  mutating func rename(_ names: [UInt32?]) {
    compact()
    for index in terms.indices { terms[index] = names[Int(terms[index])] ?? terms[index] }
  }
}
