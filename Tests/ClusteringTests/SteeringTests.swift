import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct SteeringTests {
  private static let dam = [
    news("d1", "Dam bursts above Orvena", "The Orvena dam burst at dawn; Varga flew there."),
    news(
      "d2", "Orvena dam burst: hundreds flee", "Hundreds flee the Orvena dam's flood.", from: "B",
      after: 1),
    news(
      "d3", "Varga visits Orvena after dam burst", "Varga visits the burst Orvena dam.", from: "C",
      after: 2),
  ]
  private static let trial = [
    news("t1", "Bribery trial of minister Hask opens", "Hask denies bribery at the trial."),
    news(
      "t2", "Hask denies bribery as trial opens", "The bribery trial of Hask has begun.", from: "B",
      after: 1),
  ]

  private static func placed(_ items: [NewsItem]) -> (StoryClusterer, [ThreadID]) {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let threads = clusterer.threads(of: items)
    return (clusterer, threads)
  }

  @Test func `two threads merged by order take each other's later items`() {
    var (clusterer, threads) = Self.placed(Self.dam + Self.trial)
    #expect(Set(threads).count == 2)
    clusterer.merge(threads[3], into: threads[0])
    #expect(clusterer.current(threads[3]) == threads[0])
    let later = clusterer.place(
      news(
        "t3", "Hask bribery trial hears witness", "A witness at the Hask trial.", from: "D",
        after: 3))
    #expect(later.thread == threads[0])
    #expect(clusterer.openThreads == 1)
  }

  @Test func `a thread merged into one that closed long ago goes on under the older name`() {
    var (clusterer, threads) = Self.placed(Self.dam)
    let closed = ThreadID(rawValue: "0123456789")
    clusterer.merge(threads[0], into: closed)
    let later = clusterer.place(
      news(
        "d4", "Orvena dam burst kills nine", "Nine died when the Orvena dam burst.", from: "D",
        after: 3))
    #expect(later.thread == closed)
    #expect(clusterer.current(threads[0]) == closed)
  }

  @Test func `a merge of two threads that are both closed changes nothing`() {
    var (clusterer, _) = Self.placed(Self.dam)
    let before = clusterer.snapshot()
    clusterer.merge(ThreadID(rawValue: "a"), into: ThreadID(rawValue: "b"))
    #expect(clusterer.snapshot() == before)
  }

  @Test func `a column that was kept alone takes items once it is merged by order`() {
    let column = news(
      "c1", "The Papers: Orvena dam burst", "Orvena dam burst on every front page.", from: "E")
    var (clusterer, threads) = Self.placed(Self.trial + [column])
    #expect(clusterer.slots[threads[2]].map { clusterer.threads[$0].isSealed } == true)
    clusterer.merge(threads[2], into: threads[0])
    let later = clusterer.place(
      news(
        "d4", "Orvena dam burst: nine dead", "Nine died when the Orvena dam burst.", from: "D",
        after: 3))
    #expect(later.thread == threads[0])
  }

  @Test func `items split off stay apart, and later ones find the better of the two`() {
    let other = [
      news(
        "x1", "Dam burst near Lodda drowns cattle", "The Lodda dam burst; cattle drowned.",
        from: "B", after: 1),
      news(
        "x2", "Lodda dam burst drowns cattle, farmers say", "Lodda farmers lost cattle.", from: "C",
        after: 2),
    ]
    var settings = ClusteringSettings()
    settings.threshold = 0.1
    settings.mergeThreshold = 0.05
    var clusterer = StoryClusterer(settings: settings)
    let threads = clusterer.threads(of: Self.dam + other)
    #expect(Set(threads).count == 1)
    let name = clusterer.newName(for: other[0].key) { _ in false }
    clusterer.split(other, into: name, leaving: [(threads[0], Self.dam)])
    let more = clusterer.place(
      news("x3", "Cattle drowned as Lodda dam burst", "Lodda cattle drowned.", from: "D", after: 3))
    #expect(more.thread == name)
    #expect(more.merges.isEmpty)
    let back = clusterer.place(
      news(
        "d4", "Varga back in Orvena", "Varga is in Orvena again after its dam burst.", from: "D",
        after: 4))
    #expect(back.thread == threads[0])
    #expect(back.merges.isEmpty)
    #expect(clusterer.current(name) != clusterer.current(threads[0]))
    // Without the parting, words so alike make them one at once.
    clusterer.apart = []
    let last = clusterer.place(
      news("x4", "Lodda dam burst: farmers mourn drowned cattle", "Lodda dam burst.", after: 5))
    #expect(!last.merges.isEmpty)
  }

  @Test func `a merge by order ends a parting`() {
    var (clusterer, threads) = Self.placed(Self.dam)
    let name = clusterer.newName(for: Self.dam[2].key) { _ in false }
    clusterer.split([Self.dam[2]], into: name, leaving: [(threads[0], Array(Self.dam[..<2]))])
    #expect(clusterer.openThreads == 2)
    #expect(clusterer.areApart(name, threads[0]))
    clusterer.merge(name, into: threads[0])
    #expect(clusterer.current(name) == threads[0])
    #expect(clusterer.apart.isEmpty)
  }

  @Test func `a new name is none that anybody has`() {
    let (clusterer, _) = Self.placed(Self.dam)
    let first = clusterer.newName(for: Self.dam[0].key) { _ in false }
    #expect(clusterer.newName(for: Self.dam[0].key) { $0 == first } != first)
    #expect(first != ThreadID(begunBy: Self.dam[0].key))
  }

  @Test func `steering survives a restart to the bit`() throws {
    var (clusterer, threads) = Self.placed(Self.dam + Self.trial)
    let name = clusterer.newName(for: Self.dam[2].key) { _ in false }
    clusterer.split([Self.dam[2]], into: name, leaving: [(threads[0], Array(Self.dam[..<2]))])
    clusterer.merge(threads[3], into: threads[0])
    var restored = try StoryClusterer(restoring: clusterer.snapshot(), settings: .init())
    #expect(restored.snapshot() == clusterer.snapshot())
    for item in RestoringTests.stream[..<100] {
      #expect(restored.place(item) == clusterer.place(item))
    }
    #expect(restored.snapshot() == clusterer.snapshot())
  }

  @Test func `items that were split away leave nothing behind`() {
    var (clusterer, threads) = Self.placed(Self.dam)
    let name = clusterer.newName(for: Self.dam[2].key) { _ in false }
    clusterer.split([Self.dam[2]], into: name, leaving: [(threads[0], Array(Self.dam[..<2]))])
    for (slot, thread) in clusterer.threads.enumerated() where thread.isOpen {
      for term in thread.profile.terms {
        #expect(clusterer.postings[Int(term)].count { $0 == UInt32(slot) } == 1)
      }
    }
    for (term, slots) in clusterer.postings.enumerated() {
      for slot in slots {
        #expect(clusterer.threads[Int(slot)].profile.index(of: UInt32(term)) != nil)
      }
    }
    #expect(clusterer.keyTerms(of: threads[0]).contains("visits") == false)
  }
}
