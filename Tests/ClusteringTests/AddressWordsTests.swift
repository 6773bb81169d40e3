import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct AddressWordsTests {
  @Test(arguments: [
    ("https://news.example/2026/11/20/world/kolva-dam-orvena.html", "kolva dam orvena"),
    ("https://news.example/kolva_dam_burst/?source=a-b-c-d-e", "kolva dam burst"),
    (
      "https://news.example/news-and-more/kolva-dam-burst-at-orvena-20261120-p55lc9.html#top",
      "kolva dam burst at orvena"
    ),
    (
      "https://news.example/%D0%BF%D0%BB%D0%BE%D1%82%D0%B8%D0%BD%D0%B0-%D1%83-%D1%80%D0%B5%D0%BA%D0%B8",
      "плотина у реки"
    ),
    ("https://news.example/kolva-dam-burst%zz", "kolva dam burst zz"),
    ("https://news.example/world/europe/uk-2026112034", ""),
    ("https://kolva-dam-burst.example/", ""),
    ("https://news.example", ""),
    ("kolva-dam-burst", ""),
    ("", ""),
  ])
  func `the words are those of the part of the path that has most`(
    address: String, words: String
  ) {
    let list = AddressWords.list(of: address)
    let read = list.words.map { String(decoding: list.bytes[$0.bytes], as: UTF8.self) }
    #expect(read == words.split(separator: " ").map(String.init))
  }

  private static let address = "https://news.example/kolva-dam-inspection-qzx"

  /// A clusterer that has met the words of that address, all but the last, in two texts.
  private static func clusterer() -> StoryClusterer {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for (day, text) in ["Inspection of the Kolva dam", "Kolva dam before inspection"].enumerated() {
      _ = clusterer.place(news("n\(day)", text, after: Double(day)))
    }
    return clusterer
  }

  private static func counts(_ item: NewsItem) -> [String: Float] {
    var clusterer = clusterer()
    let reading = clusterer.read(item)
    return Dictionary(
      uniqueKeysWithValues: zip(
        reading.terms.map { clusterer.vocabulary.written($0) }, reading.counts))
  }

  private static func item(_ title: String, _ text: String = "", at address: String?) -> NewsItem {
    var item = news("x", title, text, from: "Other", after: 3)
    item.content.link = address
    return item
  }

  @Test func `a word that texts have is a word in an address, less where there is a body`() {
    let settings = ClusteringSettings()
    let alone = Self.counts(Self.item("Valley under water", at: Self.address))
    #expect(alone["Valley"] == Float(settings.titleWeight))
    #expect(alone["Kolva"] == Float(settings.titleOnlyAddressWeight))
    #expect(alone["dam"] == Float(settings.titleOnlyAddressWeight))
    #expect(alone["qzx"] == nil)
    let text = "People left their houses before the morning came."
    let told = Self.counts(Self.item("Valley under water", text, at: Self.address))
    #expect(told["Kolva"] == Float(settings.addressWeight))
    #expect(Self.counts(Self.item("Valley under water", at: nil))["Kolva"] == nil)
  }

  @Test func `a word of the title counts no more for standing in the address`() {
    let counts = Self.counts(Self.item("Kolva valley under water", at: Self.address))
    #expect(counts["Kolva"] == Float(ClusteringSettings().titleWeight))
  }

  @Test func `a word of addresses alone becomes none by being there often`() {
    var clusterer = Self.clusterer()
    for hour in 0..<5 {
      var item = news("a\(hour)", "Number \(hour) of many", after: 3 + Double(hour))
      item.content.link = Self.address
      _ = clusterer.place(item)
    }
    let reading = clusterer.read(Self.item("Valley under water", at: Self.address))
    #expect(!reading.terms.contains { clusterer.vocabulary.written($0) == "qzx" })
  }

  @Test func `a title that names nothing finds its story by its address`() {
    func isJoined(_ address: String?) -> Bool {
      var clusterer = Self.clusterer()
      let story = clusterer.place(news("s", "Kolva dam bursts at Orvena", after: 2)).thread
      return clusterer.place(Self.item("Houses under water", at: address)).thread == story
    }
    #expect(isJoined("https://news.example/world/kolva-dam-bursts-houses-water"))
    #expect(!isJoined("https://news.example/world/1234567"))
  }
}
