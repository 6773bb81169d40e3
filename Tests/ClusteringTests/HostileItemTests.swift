import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct HostileItemTests {
  @Test func `a text of a million words costs no more than its beginning`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let words = (0..<1_000_000).map { "word\($0)" }.joined(separator: " ")
    let start = ContinuousClock.now
    _ = clusterer.place(news("long", words, words))
    #expect(ContinuousClock.now - start < .seconds(1))
    #expect(clusterer.vocabulary.count < 1000)
    #expect(clusterer.snapshot().count < 100_000)
  }

  @Test func `a word without end is no word`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    _ = clusterer.place(news("x", String(repeating: "a", count: 500_000), "", from: "A"))
    #expect(clusterer.vocabulary.terms.allSatisfy { Int($0.length) <= WordList.wordLimit })
  }

  @Test func `one title for ever stays one thread of bounded size`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for number in 0..<3000 {
      _ = clusterer.place(
        news(
          "\(number)", "Buy gold at Mirov today", "Gold \(number) offer \(number * 7)",
          after: 0.001 * Double(number)))
    }
    #expect(clusterer.threads.allSatisfy { $0.profile.count <= OpenThread.termLimit })
    #expect(clusterer.threads.allSatisfy { $0.prints.count <= OpenThread.printLimit })
  }

  @Test func `ten thousand items in an hour from one source are placed in bounded time`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let start = ContinuousClock.now
    for number in 0..<10_000 {
      _ = clusterer.place(
        news(
          "\(number)", "Listing \(number) in street \(number % 50)",
          "Rooms \(number % 9), price \(number).",
          from: "Flood", after: Double(number) / 10_000))
    }
    #expect(ContinuousClock.now - start < .seconds(180))
    #expect(clusterer.openThreads <= 10_000)
  }

  @Test(arguments: [-1e15, -62_135_596_800, 0, 4e9, 1e15])
  func `dates far from now are placed`(seconds: Double) {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    _ = clusterer.place(news("now", "Karst dam bursts", "Orvena flooded."))
    var item = news("then", "Karst dam bursts", "Orvena flooded.", from: "B")
    item.content.published = Date(timeIntervalSince1970: seconds)
    item.firstSeen = Date(timeIntervalSince1970: max(seconds, 0))
    let placement = clusterer.place(item)
    #expect(placement.score.isFinite)
    _ = clusterer.place(news("again", "Karst dam bursts", "Orvena flooded.", from: "C", after: 1))
  }

  @Test func `mixed scripts and directions are read word by word`() {
    var list = WordList()
    list.append("Łódź 東京都 السلام ไทยรัฐ U.S. 1,000 Mattis’s naïve Größe \u{202E}x", limit: 60)
    let words = list.words.map { String(decoding: list.bytes[$0.bytes], as: UTF8.self) }
    #expect(words.contains("łódź"))
    #expect(words.contains("東京"))
    #expect(words.contains("京都"))
    #expect(words.contains("السلام"))
    #expect(words.contains("u.s"))
    #expect(words.contains("1000"))
    #expect(words.contains("mattis"))
    #expect(words.contains("größe"))
  }
}
