import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct TitleLabelTests {
  /// What a title's words are once the source has printed all of these titles, one a day.
  private static func words(_ title: String, after titles: [String]) -> [String] {
    var settings = ClusteringSettings()
    settings.keepsContainersAlone = false
    var clusterer = StoryClusterer(settings: settings)
    for (day, title) in titles.enumerated() {
      _ = clusterer.place(news("n\(day)", title, after: Double(day) * 24))
    }
    let item = news("x", title, after: Double(titles.count) * 24)
    let reading = clusterer.read(item)
    return reading.terms.map { clusterer.vocabulary.written($0) }.sorted()
  }

  private static let programme = [
    "Rosary hour at the chapel | Teleradyo (8 August 2020)",
    "Market prices rise again | Teleradyo (9 August 2020)",
    "Red Cross rescues nurse | Teleradyo (10 August 2020)",
  ]

  @Test func `what a source puts behind its titles is no word of them, whatever its date`() {
    let title = "Typhoon nears the coast | Teleradyo (11 August 2020)"
    #expect(Self.words(title, after: Self.programme) == ["Typhoon", "coast", "nears"])
    #expect(Self.words(title, after: Array(Self.programme.prefix(2))).contains("Teleradyo"))
  }

  @Test func `programmes of one name are no story`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let threads = (0..<12).map { number in
      clusterer.place(
        news(
          "n\(number)",
          "Subject\(number) topic\(number) matter\(number) | Teleradyo (\(number) August 2020)",
          after: Double(number))
      ).thread
    }
    #expect(Set(threads.suffix(9)).count == 9)
  }

  @Test func `what stands before a colon may name a story, until it has stood there for a week`() {
    let titles = (0..<9).map { "Orvena dam burst: part\($0) chapter\($0) report\($0)" }
    let title = "Orvena dam burst: nine people missing"
    #expect(Self.words(title, after: Array(titles.prefix(6))).contains("Orvena"))
    #expect(Self.words(title, after: titles) == ["missing", "nine", "people"])
  }

  @Test func `a title keeps what would leave too little of it`() {
    let titles = (0..<9).map { "Orvena dam burst: part\($0) chapter\($0) report\($0)" }
    #expect(Self.words("Orvena dam burst: nine missing", after: titles).contains("Orvena"))
    #expect(Self.words("Teleradyo (11 August 2020)", after: Self.programme).contains("Teleradyo"))
    #expect(Self.words("News | Teleradyo (11 August 2020)", after: Self.programme).isEmpty)
  }

  @Test func `a publisher's name that is gone takes no other words along`() {
    let titles = (0..<4).map { "Rosary\($0) hour at the chapel | The Post" }
    #expect(
      Self.words("Typhoon nears coast | The Post", after: titles) == ["Typhoon", "coast", "nears"])
  }

  @Test func `a label of one source is none of another`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for (day, title) in Self.programme.enumerated() {
      _ = clusterer.place(news("n\(day)", title, after: Double(day)))
    }
    let other = news("x", "Typhoon nears the coast | Teleradyo (11 August 2020)", from: "Other")
    let reading = clusterer.read(other)
    #expect(reading.terms.contains { clusterer.vocabulary.written($0) == "Teleradyo" })
  }

  @Test func `what a source prints no more is forgotten`() {
    var labels = TitleLabels()
    let old = TitleLabels.Candidate(label: 1, words: 1, isBehind: true)
    let new = TitleLabels.Candidate(label: 2, words: 1, isBehind: true)
    for day in 0..<3 {
      labels.note(old, day: Int32(day))
      labels.note(new, day: Int32(day + 10))
    }
    labels.forget(before: 5)
    #expect(!labels.isLabel(old, day: 13) && labels.isLabel(new, day: 13))
  }
}
