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

  /// Documents that the last hours hold at most.
  static let documentLimit = 100_000

  /// Takes in one document.
  mutating func learn(
    _ reading: ItemReading, now: Double, settings: ClusteringSettings,
    vocabulary: inout Vocabulary
  ) {
    let weight = self.weight(now: now, settings: settings, vocabulary: &vocabulary)
    let language = Int(reading.language)
    vocabulary.languages[language].documents += weight
    vocabulary.languages[language].recentDocuments += 1
    for term in reading.terms {
      vocabulary.terms[Int(term)].documents += weight
      vocabulary.terms[Int(term)].recentDocuments += 1
    }
    documents.append(
      Document(
        time: now, language: reading.language,
        terms: UInt32(truncatingIfNeeded: reading.terms.count)
      ))
    terms += reading.terms
    forget(before: now - settings.recent.inSeconds, vocabulary: &vocabulary)
  }

  /// The share of a language's documents that have the term: the larger of lately and always.
  func share(of term: UInt32, vocabulary: Vocabulary, settings: ClusteringSettings) -> Double {
    let term = vocabulary.terms[Int(term)]
    let language = vocabulary.languages[Int(term.language)]
    // Documents weigh more as time goes on, so the half of one that stands for none does as well.
    let one = unit
    var share = (term.documents + 0.5 * one) / (language.documents + 1.5 * one)
    if language.recentDocuments > settings.recentMinimum {
      share = max(share, (Double(term.recentDocuments) - 0.5) / Double(language.recentDocuments))
    }
    return share
  }

  /// What one document of now weighs.
  var unit = 1.0

  /// Sets `unit`; starts over from 1 before the numbers grow large.
  private mutating func weight(
    now: Double, settings: ClusteringSettings, vocabulary: inout Vocabulary
  ) -> Double {
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
    return unit
  }

  private mutating func forget(before time: Double, vocabulary: inout Vocabulary) {
    while oldestDocument < documents.count,
      documents[oldestDocument].time < time
        || documents.count - oldestDocument > Self.documentLimit
    {
      let document = documents[oldestDocument]
      vocabulary.languages[Int(document.language)].recentDocuments -= 1
      for term in terms[oldestTerm..<oldestTerm + Int(document.terms)] {
        vocabulary.terms[Int(term)].recentDocuments -= 1
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

  /// Renames terms after some were forgotten; none of these may be.
  mutating func rename(_ names: [UInt32?]) {
    compact()
    terms = terms.map { names[Int($0)] ?? $0 }
  }
}
