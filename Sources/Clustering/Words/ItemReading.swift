import Foundation
import NewsModel

/// What the clusterer sees of one item: its words, counted, and the marks of its text.
struct ItemReading {
  var language: UInt8
  /// In order of number, each once.
  var terms: [UInt32]
  /// How often each occurs, the title's counting more.
  var counts: [Float]
  /// Whether it has nothing but a title.
  var isTitleOnly: Bool
  var owner: UInt64
  var date: Double
  var print: TextPrint
  var aloneBecause: String?

  /// Words of a title that are read.
  static let titleWords = 60

  init(_ item: NewsItem, settings: ClusteringSettings, vocabulary: inout Vocabulary) {
    let title = item.content.title ?? ""
    let body = item.content.summaryText ?? item.content.text
    let code = Language.of(title + "\n" + body.prefix(500), declared: item.content.language)
    let language = vocabulary.language(code)
    self.language = language
    date = item.date.timeIntervalSince1970
    owner = Hash.of(item.owner.utf8)
    var titleList = WordList()
    titleList.append(title, limit: Self.titleWords)
    var bodyList = WordList()
    bodyList.append(body, limit: max(settings.bodyWords, TextPrint.wordsRead))
    print = TextPrint(key: item.key, title: titleList, text: bodyList)
    isTitleOnly = bodyList.count < 5
    aloneBecause = settings.keepsContainersAlone ? Containers.reason(title: titleList) : nil

    let stemmer = Stemmer(language: code)
    let stopWords = StopWords.of(code)
    var found: [(term: UInt32, count: Float)] = []
    var stem: [UInt8] = []
    func count(_ list: WordList, limit: Int, weight: Float, _ vocabulary: inout Vocabulary) {
      for word in list.words.prefix(limit) {
        let bytes = list.bytes[word.bytes]
        if bytes.count < 2, !word.hasDigit { continue }
        if stopWords.contains(Hash.of(bytes)) { continue }
        stem.removeAll(keepingCapacity: true)
        stem += bytes
        if word.isAlphabetic { stemmer.stem(&stem, from: 0) }
        let term = vocabulary.term(
          stem[...], written: list.written[word.written], language: language)
        found.append((term, weight))
      }
    }
    count(titleList, limit: Self.titleWords, weight: Float(settings.titleWeight), &vocabulary)
    count(bodyList, limit: settings.bodyWords, weight: 1, &vocabulary)
    found.sort { $0.term < $1.term }
    terms = []
    counts = []
    for (term, weight) in found {
      if terms.last == term {
        counts[counts.count - 1] += weight
      } else {
        terms.append(term)
        counts.append(weight)
      }
    }
  }
}
