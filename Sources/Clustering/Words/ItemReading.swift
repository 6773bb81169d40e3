import Foundation
import NewsModel

/// What the clusterer sees of one item: its words, counted, and the marks of its text.
struct ItemReading {
  var language: UInt8
  /// The same as a code, whether cld2 was asked for it, and the name of the source it was learned of.
  var code: String
  var isLanguageAsked: Bool
  var languageSource: UInt64
  /// In order of number, each once.
  var terms: [UInt32] = []
  /// How often each occurs, the title's counting more.
  var counts: [Float] = []
  /// What may be labels of its title.
  var labels: [TitleLabels.Candidate]
  /// Its text's words as they stood inside sentences.
  var seen: [SeenInSentence]
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
  /// Documents that must have had a word of an address, of which older ones weigh less.
  static let documentsOfWord = 1.5

  /// `unit` is what a document of now weighs beside older ones.
  init(
    _ item: NewsItem, settings: ClusteringSettings, vocabulary: inout Vocabulary,
    unit: Double, templates: Templates, labels known: TitleLabels, languages: SourceLanguages
  ) {
    let title = item.content.title ?? ""
    let body = item.content.summaryText ?? item.content.text
    date = item.date.timeIntervalSince1970
    owner = Hash.of(item.owner.utf8)

    var titleList = WordList()
    titleList.append(title, limit: Self.titleWords)
    titleList.dropSuffix(item.sourceName)
    var bodyList = WordList()
    bodyList.append(body, limit: max(settings.bodyWords, TextPrint.wordsRead))
    source = Hash.of(item.sourceName.utf8) &+ owner
    let declared = item.content.language
    languageSource = SourceLanguages.name(of: source, declaring: declared)
    let learned = languages.language(of: titleList, bodyList, source: languageSource)
    isLanguageAsked = learned == nil
    code = learned ?? Language.of(title, body, declared: declared)
    language = vocabulary.language(code)
    shingled = Templates.shingled(bodyList)
    bodyList.remove(templates.marks(in: shingled, source: source))
    print = TextPrint(key: item.key, title: titleList, text: bodyList)
    isTitleOnly = bodyList.count < Self.fewWords
    column = RecurringTitles.hash(of: titleList, owner: owner)
    if settings.keepsContainersAlone { aloneBecause = Containers.reason(title: titleList) }

    labels = TitleLabels.candidates(in: title, left: titleList, source: source)
    let day = StoryClusterer.day(date)
    for label in labels where known.isLabel(label, day: day) {
      titleList.drop(label.words, atEnd: label.isBehind)
    }
    var counter = TermCounter(
      code: code, language: language, room: titleList.count + bodyList.count)
    counter.add(titleList, limit: Self.titleWords, &vocabulary)
    let ofTitle = counter.count
    counter.add(bodyList, limit: settings.bodyWords, isText: true, &vocabulary)
    seen = counter.seen
    let ofText = counter.count
    let addressWeight = isTitleOnly ? settings.titleOnlyAddressWeight : settings.addressWeight
    if addressWeight > 0, let link = item.content.link {
      counter.add(
        address: AddressWords.list(of: link), knownIn: Self.documentsOfWord * unit, vocabulary)
    }
    (terms, counts) = counter.counted(
      title: ofTitle, weighing: Float(settings.titleWeight), text: ofText,
      address: Float(addressWeight))
  }
}
