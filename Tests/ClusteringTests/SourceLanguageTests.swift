import NewsModel
import Testing

@testable import Clustering

@Suite struct SourceLanguageTests {
  /// An item in English, a quarter of it small words, and one that has none.
  private static func english(_ id: String, from source: String = "The Post") -> NewsItem {
    news(
      id, "The mayor of Orvena resigns over the dam",
      "She said on Sunday that she had not been told of the cracks in the wall before the flood.",
      from: source)
  }
  private static let headlines = news(
    "h", "Mayor resigns", "Orvena council elects Varga interim mayor; engineers inspect cracks")
  private static let tagalog = news(
    "t", "Nagbitiw ang alkalde ng bayan dahil sa sirang dam",
    "Sinabi niya noong Linggo na hindi siya sinabihan tungkol sa mga bitak sa pader bago ang baha.")

  /// A clusterer that has taken in so many English items of one source.
  private static func clusterer(after count: Int) -> StoryClusterer {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for number in 0..<count { _ = clusterer.place(english("n\(number)")) }
    return clusterer
  }

  private static func reading(_ item: NewsItem, by clusterer: StoryClusterer) -> ItemReading {
    var clusterer = clusterer
    return clusterer.read(item)
  }

  @Test func `after fifty items in one language a source is believed`() {
    let next = Self.english("x")
    #expect(Self.reading(next, by: Self.clusterer(after: 49)).isLanguageAsked)
    let reading = Self.reading(next, by: Self.clusterer(after: 50))
    #expect(!reading.isLanguageAsked && reading.code == "en")
  }

  @Test func `a source is believed of nothing but its own items in the language it declares`() {
    let clusterer = Self.clusterer(after: 50)
    #expect(Self.reading(Self.english("x", from: "The Times"), by: clusterer).isLanguageAsked)
    var german = Self.english("x")
    german.content.language = "de"
    #expect(Self.reading(german, by: clusterer).isLanguageAsked)
  }

  @Test func `every sixteenth item is asked about all the same`() {
    var clusterer = Self.clusterer(after: 50)
    let asked = (0..<48).map { number in
      let item = Self.english("x\(number)")
      let isAsked = Self.reading(item, by: clusterer).isLanguageAsked
      _ = clusterer.place(item)
      return isAsked
    }
    #expect(asked.indices.filter { asked[$0] } == [15, 31, 47])
  }

  @Test func `an item without the language's small words is asked about`() {
    let clusterer = Self.clusterer(after: 50)
    #expect(Self.reading(Self.headlines, by: clusterer).isLanguageAsked)
    let reading = Self.reading(Self.tagalog, by: clusterer)
    #expect(reading.isLanguageAsked && reading.code == "tl")
  }

  @Test func `one item in another language has all asked about until fifty agree again`() {
    var clusterer = Self.clusterer(after: 60)
    _ = clusterer.place(Self.tagalog)
    for number in 0..<50 {
      let item = Self.english("x\(number)")
      #expect(Self.reading(item, by: clusterer).isLanguageAsked)
      _ = clusterer.place(item)
    }
    #expect(!Self.reading(Self.english("y"), by: clusterer).isLanguageAsked)
  }

  @Test func `a language whose small words are not known is asked about`() {
    var languages = SourceLanguages()
    for _ in 0..<60 { languages.note("tl", isAsked: true, source: 1, day: 0) }
    var words = WordList()
    words.append("Nagbitiw ang alkalde ng bayan", limit: 10)
    #expect(languages.language(of: words, words, source: 1) == nil)
  }

  @Test func `a source that has been silent is forgotten`() {
    var languages = SourceLanguages()
    languages.note("en", isAsked: true, source: 1, day: 3)
    languages.note("en", isAsked: true, source: 2, day: 12)
    languages.forget(before: 5)
    #expect(languages.inOrder.map(\.source) == [2])
  }
}
