import Foundation
import NewsModel
import Testing

@testable import Clustering

/// Names in what an item and a thread share, or do not.
@Suite struct NameTests {
  private static let tolvane = [
    news(
      "t1", "Earthquake of magnitude 5.8 shakes Tolvane",
      "An earthquake of magnitude 5.8 shook the islands of Tolvane at dawn, the institute said."),
    news(
      "t2", "Tolvane shaken by strong earthquake",
      "The earthquake that woke the islands of Tolvane was strong, the institute said.", from: "B",
      after: 1),
  ]
  private static let karsk = news(
    "k1", "Earthquake of magnitude 4.9 damages houses in Karsk",
    "An earthquake of magnitude 4.9 shook the valley of Karsk at noon, the institute said.",
    from: "C", after: 30)

  private static func placed(_ item: NewsItem, penalty: Double) -> (StoryClusterer, Placement) {
    var settings = ClusteringSettings()
    settings.otherNamesPenalty = penalty
    var clusterer = StoryClusterer(settings: settings)
    for known in tolvane { _ = clusterer.place(known) }
    let placement = clusterer.place(item)
    return (clusterer, placement)
  }

  @Test func `two events of one kind in two places are two stories`() {
    #expect(!Self.placed(Self.karsk, penalty: 0).1.isFirst, "but for the names they are one")
    let (clusterer, placement) = Self.placed(Self.karsk, penalty: 0.5)
    #expect(placement.isFirst)
    #expect(clusterer.openThreads == 2)
  }

  @Test func `what other names cost is said among the evidence`() throws {
    let free = Self.placed(Self.karsk, penalty: 0).1
    let paid = Self.placed(Self.karsk, penalty: 0.01).1
    let signal = try #require(paid.signals.first { $0.name == "other names" })
    #expect(signal.contribution == -0.01)
    #expect(abs(free.score - paid.score - 0.01) < 1e-9)
    #expect(!free.signals.contains { $0.name == "other names" })
  }

  @Test(arguments: [
    // The name is shared.
    "An earthquake shook Karsk and Tolvane at noon, the institute said.",
    // There is none.
    "An earthquake of magnitude 4.9 shook the valley at noon, the institute said.",
  ])
  func `a shared name costs nothing, nor does none`(text: String) {
    let item = news("x", "Earthquake damages houses", text, from: "C", after: 3)
    #expect(Self.placed(item, penalty: 0).1.score == Self.placed(item, penalty: 0.08).1.score)
  }

  @Test func `a word is a name that stands inside sentences with a capital letter`() throws {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for number in 0..<5 {
      _ = clusterer.place(
        news(
          "n\(number)", "Mayor Opens Bridge",
          "The mayor of Karsk spoke. Bridges last, said Mayor Lind of Karsk.",
          after: Double(number)))
    }
    func isName(_ word: String) throws -> Bool {
      let number = try #require(
        clusterer.vocabulary.terms.indices.first {
          clusterer.vocabulary.stem(UInt32($0)).elementsEqual(word.utf8)
        })
      return clusterer.vocabulary.terms[number].isName
    }
    #expect(try isName("karsk"))
    #expect(try isName("lind"))
    #expect(try !isName("mayor"))
    #expect(try !isName("bridg"))
  }
}
