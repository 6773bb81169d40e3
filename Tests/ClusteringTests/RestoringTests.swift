import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct RestoringTests {
  /// A stream that joins, merges, repeats columns and changes language, the same in every run.
  static let stream: [NewsItem] = {
    let places = ["Orvena", "Seraq", "Lodda", "Mirov", "Dunmore", "Ansel", "Pell", "Brisac"]
    let events = ["dam burst", "earthquake", "bribery trial", "harbour fire", "rail strike"]
    let people = ["Varga", "Hask", "Duarte", "Holm", "Quill", "Morel"]
    var random: UInt64 = 7
    func pick(_ list: [String]) -> String {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return list[Int(random >> 33) % list.count]
    }
    return (0..<800).map { number in
      let place = pick(places)
      let event = pick(events)
      let title =
        number % 41 == 0
        ? "Harbour notes for day \(number)" : "\(event) in \(place) says \(pick(people))"
      return news(
        "item \(number)", title,
        "The \(event) in \(place) worries \(pick(people)) and \(pick(people)).",
        from: pick(["A", "B", "C", "D"]), after: Double(number) * 0.4 - Double(number % 7),
        language: number % 11 == 0 ? "de" : "en")
    }
  }()

  @Test func `the same items in the same order give the same threads and scores`() {
    var one = StoryClusterer(settings: ClusteringSettings())
    var other = StoryClusterer(settings: ClusteringSettings())
    for item in Self.stream { #expect(one.place(item) == other.place(item)) }
    #expect(one.snapshot() == other.snapshot())
  }

  @Test func `a restart in the middle changes nothing, to the bit`() throws {
    var settings = ClusteringSettings()
    settings.threshold = 0.5  // so that some threads begin twice and are merged later
    var whole = StoryClusterer(settings: settings)
    let expected = Self.stream.map { whole.place($0) }
    #expect(expected.contains { !$0.merges.isEmpty })
    #expect(expected.contains { $0.aloneBecause != nil })

    var before = StoryClusterer(settings: settings)
    for item in Self.stream[..<400] { _ = before.place(item) }
    // Sources whose items are not all asked about, at different places in the count.
    #expect(Set(before.languages.inOrder.map(\.unasked)).count > 2)
    var after = try StoryClusterer(
      restoring: before.snapshot(), settings: settings)
    for index in 400..<600 {
      after.recall(PlacedItem(item: Self.stream[index], placement: expected[index]))
    }
    for index in 600..<800 { #expect(after.place(Self.stream[index]) == expected[index]) }
    #expect(after.snapshot() == whole.snapshot())
    for placement in expected {
      #expect(after.current(placement.thread) == whole.current(placement.thread))
    }
  }

  @Test func `recalling from the beginning gives what placing gave`() {
    var placing = StoryClusterer(settings: ClusteringSettings())
    var recalling = StoryClusterer(settings: ClusteringSettings())
    for item in Self.stream {
      recalling.recall(PlacedItem(item: item, placement: placing.place(item)))
    }
    #expect(recalling.snapshot() == placing.snapshot())
  }

  @Test func `a snapshot that is cut or damaged is refused, never a crash`() throws {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for item in Self.stream[..<60] { _ = clusterer.place(item) }
    let snapshot = clusterer.snapshot()
    for length in stride(from: 0, to: snapshot.count, by: 97) {
      #expect(throws: (any Error).self) {
        try StoryClusterer(restoring: Array(snapshot[..<length]), settings: .init())
      }
    }
    for place in stride(from: 0, to: snapshot.count, by: 13) {
      var damaged = snapshot
      damaged[place] ^= 0xFF
      #expect(throws: UnreadableSnapshot.self) {
        try StoryClusterer(restoring: damaged, settings: .init())
      }
    }
  }

  @Test func `forgetting rare words keeps every open thread`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    for item in Self.stream { _ = clusterer.place(item) }
    let terms = clusterer.threads.map { clusterer.keyTerms(of: $0.id) }
    clusterer.forgetRareTerms()
    #expect(clusterer.threads.map { clusterer.keyTerms(of: $0.id) } == terms)
    #expect(!clusterer.place(Self.stream[799]).isFirst)
  }
}
