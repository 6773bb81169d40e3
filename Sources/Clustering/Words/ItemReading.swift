import Foundation
import NewsModel

/// What the clusterer sees of one item: its words, counted, and the marks of its text.
struct ItemReading {
  var language: UInt8
  /// In order of number, each once.
  var terms: [UInt32] = []
  /// How often each occurs, the title's counting more.
  var counts: [Float] = []
  /// Whether it has next to nothing but a title.
  var isTitleOnly: Bool
  /// The hash of the owner's name.
  var owner: UInt64
  /// Seconds since 1970.
  var date: Double
  var print: TextPrint
  /// The hash of the source's name, and the text's shingles, for its template.
  var source: UInt64
  var shingled: Templates.Shingled
  /// Its title's words as a column has them; nil if they are too few.
  var column: UInt64?
  /// Why the title alone shows that the item holds several stories.
  var aloneBecause: String?

  /// Words of a title that are read.
  static let titleWords = 60
  /// Words of a body below which an item is as good as its title alone.
  static let fewWords = 5

  init(
    _ item: NewsItem, settings: ClusteringSettings, vocabulary: inout Vocabulary,
    templates: Templates
  ) {
    let title = item.content.title ?? ""
    let body = item.content.summaryText ?? item.content.text
    let code = Language.of(title, body, declared: item.content.language)
    language = vocabulary.language(code)
    date = item.date.timeIntervalSince1970
    owner = Hash.of(item.owner.utf8)

    var titleList = WordList()
    titleList.append(title, limit: Self.titleWords)
    titleList.dropSuffix(item.sourceName)
    var bodyList = WordList()
    bodyList.append(body, limit: max(settings.bodyWords, TextPrint.wordsRead))
    source = Hash.of(item.sourceName.utf8) &+ owner
    shingled = Templates.shingled(bodyList)
    bodyList.remove(templates.marks(in: shingled, source: source))
    print = TextPrint(key: item.key, title: titleList, text: bodyList)
    isTitleOnly = bodyList.count < Self.fewWords
    column = RecurringTitles.hash(of: titleList, owner: owner)
    if settings.keepsContainersAlone { aloneBecause = Containers.reason(title: titleList) }

    let counter = TermCounter(code: code, language: language)
    var found: [(term: UInt32, count: Float)] = []
    found.reserveCapacity(titleList.count + min(bodyList.count, settings.bodyWords))
    counter.add(
      titleList, limit: Self.titleWords, weight: Float(settings.titleWeight), to: &found,
      &vocabulary)
    counter.add(bodyList, limit: settings.bodyWords, weight: 1, to: &found, &vocabulary)
    found.sort { $0.term < $1.term }
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

/// Makes terms of words: small words away, endings off.
private struct TermCounter: ~Copyable {
  let isEnglish: Bool
  let language: UInt8
  let stemmer: Stemmer
  let stopWords: HashSet

  init(code: String, language: UInt8) {
    isEnglish = code == "en"
    self.language = language
    stemmer = Stemmer(language: isEnglish ? "" : code)
    stopWords = StopWords.of(code)
  }

  func add(
    _ list: WordList, limit: Int, weight: Float, to found: inout [(term: UInt32, count: Float)],
    _ vocabulary: inout Vocabulary
  ) {
    var stem: [UInt8] = []
    for word in list.words.prefix(limit) {
      let bytes = list.bytes[word.bytes]
      if bytes.count < 2, !word.hasDigit { continue }
      if stopWords.contains(word.hash) { continue }
      stem.removeAll(keepingCapacity: true)
      stem += bytes
      if word.isAlphabetic {
        if isEnglish { LightStemmer.stem(&stem) } else { stemmer.stem(&stem, from: 0) }
      }
      let term = vocabulary.term(
        stem[...], written: list.written[word.written], language: language)
      found.append((term, weight))
    }
  }
}
