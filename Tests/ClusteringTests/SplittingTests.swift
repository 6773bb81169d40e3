import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct SplittingTests {
  /// Two stories of one town, so alternating that each new item finds both in one thread.
  private static let items: [NewsItem] = {
    let dam = [
      ("Orvena dam bursts", "The dam above Orvena burst at dawn and flooded the valley."),
      ("Flood from Orvena dam", "Hundreds flee the valley below the Orvena dam after its burst."),
      ("Orvena dam had cracks", "Engineers saw cracks in the dam at Orvena before it burst."),
      ("Valley under water", "The burst dam at Orvena left the valley under water, engineers say."),
      ("Nine dead at Orvena dam", "Nine died in the valley when the dam at Orvena burst."),
    ]
    let trial = [
      ("Orvena bribery trial opens", "Minister Hask denies bribery as his trial in Orvena opens."),
      ("Hask denies bribery", "Hask told the Orvena court that the bribery charge is false."),
      ("Witness at Hask's trial", "A witness told the Orvena court of envelopes for Hask."),
    ]
    let all = [dam[0], trial[0], dam[1], trial[1], dam[2], trial[2], dam[3], dam[4]]
    return all.enumerated().map { number, words in
      news("n\(number)", words.0, words.1, from: "Paper \(number)", after: Double(number) / 10)
    }
  }()
  private static let trialItems = ["n1", "n3", "n5"]

  /// Settings by which one shared name is enough to be one story, at first.
  private static let settings = {
    var settings = ClusteringSettings()
    settings.threshold = 0.01
    settings.oneWordPenalty = 0
    return settings
  }()

  private static func placed(
    _ items: [NewsItem] = items, settings: ClusteringSettings = settings
  ) -> (clusterer: StoryClusterer, placements: [Placement]) {
    var clusterer = StoryClusterer(settings: settings)
    let placements = items.map { clusterer.place($0) }
    return (clusterer, placements)
  }

  @Test func `a thread that has grown to hold two stories becomes two`() throws {
    let (clusterer, placements) = Self.placed()
    #expect(Set(placements.map(\.thread)).count == 1)
    #expect(placements.dropLast().allSatisfy { $0.split == nil })
    let split = try #require(placements.last?.split)
    #expect(split.items.map(\.rawValue) == Self.trialItems)
    #expect(split.from == placements[0].thread)
    #expect(split.likeness < Self.settings.splitThreshold)
    #expect(clusterer.openThreads == 2)
  }

  @Test func `each side takes its own later items, and the larger one keeps the name`() throws {
    var (clusterer, placements) = Self.placed()
    let split = try #require(placements.last?.split)
    let verdict = clusterer.place(
      news("n8", "Hask found guilty of bribery", "The trial of Hask is over.", after: 2))
    #expect(verdict.thread == split.into)
    let toll = clusterer.place(
      news("n9", "Tenth victim of dam burst", "A tenth died after the dam burst.", after: 2))
    #expect(toll.thread == placements[0].thread)
  }

  @Test func `what is left of a thread weighs as if the others had never been in it`() throws {
    let (clusterer, placements) = Self.placed()
    let slot = try #require(clusterer.slots[placements[0].thread])
    let thread = clusterer.threads[slot]
    var sum = TermVector()
    for member in thread.members { _ = sum.add(member.vector) }
    #expect(thread.items == 5)
    #expect(thread.profile.terms == sum.terms)
    #expect(zip(thread.profile.weights, sum.weights).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(thread.prints.map(\.key.rawValue) == ["n0", "n2", "n4", "n6", "n7"])
    #expect(!thread.owners.contains(Hash.of("Paper 3".utf8)))
    for term in clusterer.postings.indices {
      let has = thread.profile.index(of: UInt32(term)) != nil
      #expect(clusterer.postings[term].contains(UInt32(slot)) == has)
    }
  }

  @Test func `one story stays one however long it grows`() {
    let items = (0..<60).map { number in
      news(
        "d\(number)", "Orvena dam burst kills \(number)",
        "The dam above Orvena burst; \(number) died in the flooded valley, engineers say.",
        from: "Paper \(number)", after: Double(number) / 10)
    }
    #expect(Self.placed(items).placements.allSatisfy { $0.split == nil })
  }

  @Test func `what somebody ordered to be one is not taken apart`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let early = Self.items.prefix(7).map { clusterer.place($0).thread }
    for thread in early { clusterer.merge(thread, into: early[0]) }
    let last = clusterer.place(Self.items[7])
    #expect(clusterer.current(last.thread) == early[0])
    #expect(last.split == nil)
    #expect(clusterer.openThreads == 1)
  }

  @Test func `titles alone say too little to tell two stories by`() {
    let titles = Self.items.map { item in
      news(item.key.rawValue, item.content.title, from: item.sourceName)
    }
    #expect(Self.placed(titles).placements.allSatisfy { $0.split == nil })
  }

  @Test func `a threshold of 0 leaves every thread whole`() {
    var settings = Self.settings
    settings.splitThreshold = 0
    #expect(Self.placed(settings: settings).clusterer.openThreads == 1)
  }

  @Test func `recalling what was placed, split and all, gives the same state to the bit`() {
    let (clusterer, placements) = Self.placed()
    var recalled = StoryClusterer(settings: Self.settings)
    for (item, placement) in zip(Self.items, placements) {
      recalled.recall(PlacedItem(item: item, placement: placement))
    }
    #expect(recalled.snapshot() == clusterer.snapshot())
  }

  @Test(arguments: [1, 4, 7, 8])
  func `a snapshot before or after a split goes on as if nothing had stopped`(count: Int) throws {
    let whole = Self.placed()
    var stopped = StoryClusterer(settings: Self.settings)
    for item in Self.items.prefix(count) { _ = stopped.place(item) }
    var again = try StoryClusterer(restoring: stopped.snapshot(), settings: Self.settings)
    let rest = Self.items.dropFirst(count).map { again.place($0) }
    #expect(rest == Array(whole.placements.dropFirst(count)))
    #expect(again.snapshot() == whole.clusterer.snapshot())
  }
}
