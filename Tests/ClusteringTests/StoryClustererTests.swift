import Foundation
import NewsModel
import Testing

@testable import Clustering

@Suite struct StoryClustererTests {
  let dam = [
    news(
      "a", "Karst dam above Orvena gives way", "The Karst dam burst and flooded Orvena.", from: "A"),
    news(
      "b", "Orvena flooded as Karst dam bursts", "People fled Orvena when the Karst dam burst.",
      from: "B", after: 2),
  ]

  @Test func `the same event told by another source joins its thread`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let first = clusterer.place(dam[0])
    let second = clusterer.place(dam[1])
    #expect(first.isFirst)
    #expect(!second.isFirst)
    #expect(second.thread == first.thread)
    #expect(second.score >= second.threshold)
    #expect(clusterer.openThreads == 1)
  }

  @Test func `the placement says which words decided, and its signals add up to the score`() throws
  {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    _ = clusterer.place(dam[0])
    let second = clusterer.place(dam[1])
    #expect(second.sharedTerms.map(\.term).contains("Karst"))
    let sum = second.signals.reduce(0) { $0 + $1.contribution }
    #expect(abs(sum - second.score) < 1e-9)
    #expect(second.signals.first?.name == "shared words")
    let words = try #require(second.signals.first).contribution
    #expect(abs(second.sharedTerms.reduce(0) { $0 + $1.share } - words) < 0.05)
  }

  @Test func `another event in the same words begins a thread of its own`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    // Earlier days taught how common the words of every such event are.
    let places = ["Lipa", "Osk", "Varn", "Tessin", "Quor", "Halm", "Brun", "Ister", "Dova", "Kell"]
    for (number, place) in places.enumerated() {
      _ = clusterer.place(
        news(
          "before \(number)", "Earthquake of magnitude \(number).5 shakes \(place)",
          "The earthquake was felt in \(place).", after: Double(number - 400)))
    }
    let threads = clusterer.threads(of: [
      news(
        "a", "Earthquake of magnitude 6.1 shakes Tolmin island",
        "Houses fell in Seraq on Tolmin island.", from: "A"),
      news(
        "b", "Earthquake of magnitude 4.8 felt in Brescany", "Windows rattled in Lodda at night.",
        from: "B", after: 1),
      news(
        "c", "Tolmin island counts damage after earthquake", "Seraq on Tolmin island lost houses.",
        from: "C", after: 2),
    ])
    #expect(threads[0] != threads[1])
    #expect(threads[0] == threads[2])
  }

  @Test func `the runner-up and how close it came are named`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let one = clusterer.place(dam[0])
    let other = clusterer.place(
      news("c", "Orvena council on Karst budget", "Orvena argues about Karst money.", from: "C"))
    #expect(other.isFirst == (other.score < other.threshold))
    if other.isFirst { #expect(other.runnerUp?.thread == one.thread) }
    #expect(other.margin >= 0)
  }

  @Test(arguments: [
    "The Papers: dam gives way in Orvena", "Morning briefing: Karst dam, Orvena flood",
    "Live updates: Karst dam bursts above Orvena", "Die Woche im Rückblick: Karst dam in Orvena",
  ])
  func `a round-up is kept alone and says why`(title: String) {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    _ = clusterer.place(dam[0])
    let roundUp = clusterer.place(news("r", title, "The Karst dam burst and flooded Orvena."))
    #expect(roundUp.isFirst)
    #expect(roundUp.aloneBecause != nil)
    let later = clusterer.place(dam[1])
    #expect(later.thread != roundUp.thread)
  }

  @Test func `a title that its source prints day after day is a column and stays alone`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let days = (0..<5).map {
      news(
        "\($0)", "Harbour notes for \($0) November", "Tides, moorings and fog at Mirov harbour.",
        after: Double($0) * 24)
    }
    let placements = days.map { clusterer.place($0) }
    #expect(placements.suffix(2).allSatisfy { $0.aloneBecause != nil && $0.isFirst })
  }

  @Test func `items of different languages do not share a thread`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let threads = clusterer.threads(of: [
      news("a", "Orvena Karst", "", from: "A", language: "en"),
      news("b", "Orvena Karst", "", from: "B", language: "de"),
    ])
    #expect(threads[0] != threads[1])
  }

  @Test func `a thread closes when its window has passed`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let threads = clusterer.threads(of: [
      dam[0],
      news(
        "b", "Karst dam above Orvena gives way", "The Karst dam burst and flooded Orvena.",
        from: "B", after: 6 * 24),
    ])
    #expect(threads[0] != threads[1])
    #expect(clusterer.openThreads == 1)
  }

  @Test func `a thread ages with the news that passes by, not with time alone`() {
    let later = news(
      "b", "Karst dam above Orvena gives way", "The Karst dam burst and flooded Orvena.",
      from: "B", after: 3 * 24)
    func ageing(among others: Int) -> Double {
      var clusterer = StoryClusterer(settings: ClusteringSettings())
      _ = clusterer.place(dam[0])
      for number in 0..<others {
        _ = clusterer.place(
          news(
            "\(number)", "Word\(number) beside word\(number + 1)", after: Double(number) / 20))
      }
      let placement = clusterer.place(later)
      #expect(!placement.isFirst)
      return placement.signals.first { $0.name == "age" }?.contribution ?? 0
    }
    let quiet = ageing(among: 10)
    let busy = ageing(among: 1_200)
    #expect(quiet > -0.01)
    #expect(busy < -0.05)
  }

  @Test func `an item that arrives late joins the thread of its time`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let threads = clusterer.threads(of: [
      dam[1], news("x", "Rates rise in Lutonia", "The central bank of Lutonia acts.", after: 40),
      news(
        "late", "Karst dam above Orvena bursts", "Orvena is flooded, the Karst dam burst.",
        from: "C", after: 1),
    ])
    #expect(threads[2] == threads[0])
  }

  @Test func `items without a title, a text or a word are placed too`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let placements = [
      news("a", nil, "The Karst dam burst and flooded Orvena before dawn.", from: "A"),
      news("b", nil, "Orvena was flooded before dawn when the Karst dam burst.", from: "B"),
      news("c", "", ""), news("d", nil, "!!! … ???"), news("e", "\u{0301}\u{200D}", "\u{FFFD}"),
    ].map { clusterer.place($0) }
    #expect(placements[1].thread == placements[0].thread)
    #expect(placements[2...].allSatisfy { $0.isFirst && $0.score == 0 })
  }

  @Test func `two threads that turn out to be one are merged under the older name`() throws {
    var settings = ClusteringSettings()
    settings.threshold = 0.9
    var clusterer = StoryClusterer(settings: settings)
    let bursts = "Karst dam Orvena flood concrete wall cracks"
    let rescue = "Karst dam Orvena flood rescue mud helicopter"
    let items = [
      news("a1", bursts, from: "A"), news("b1", rescue, from: "B"),
      news("a2", bursts, from: "C", after: 1), news("b2", rescue, from: "D", after: 1),
    ]
    let placements = items.map { clusterer.place($0) }
    let merge = try #require(placements.flatMap(\.merges).first)
    #expect(merge.score >= settings.mergeThreshold)
    #expect(merge.kept == placements[0].thread)
    #expect(merge.gone == placements[1].thread)
    #expect(clusterer.current(merge.gone) == merge.kept)
    #expect(clusterer.openThreads == 1)
  }

  @Test func `an item that was left alone is drawn into a thread that grew towards it`() throws {
    let karst = "Karst dam mayor Varga"
    let items = [
      news("a", karst, "engineers wall warned cracks filling", from: "A"),
      news("lone", "", "Orvena mud water helicopters roofs", from: "B"),
      news("b", karst, "Orvena people leaving slowly homes", from: "C", after: 1),
      news("c", karst, "Orvena mud water rising roads", from: "D", after: 2),
      news("d", karst, "Orvena mud water helicopters roofs", from: "E", after: 3),
    ]
    var settings = ClusteringSettings()
    var clusterer = StoryClusterer(settings: settings)
    let placements = items.map { clusterer.place($0) }
    #expect(placements.map(\.isFirst) == [true, true, false, false, false])
    #expect(placements[4].thread == placements[0].thread)
    let merge = try #require(placements.flatMap(\.merges).first)
    #expect(merge.kept == placements[0].thread)
    #expect(merge.gone == placements[1].thread)
    #expect(merge.score >= settings.threshold + settings.secondLookExtra)
    #expect(clusterer.openThreads == 1)
    var recalled = StoryClusterer(settings: settings)
    for (item, placement) in zip(items, placements) {
      recalled.recall(PlacedItem(item: item, placement: placement))
    }
    #expect(recalled.snapshot() == clusterer.snapshot())
    settings.secondLook = .zero
    var without = StoryClusterer(settings: settings)
    _ = items.map { without.place($0) }
    #expect(without.openThreads == 2)
  }

  @Test func `an item with a description that shares one word alone pays for it, a title does not`()
    throws
  {
    func score(_ text: String, penalty: Double) -> Double {
      var settings = ClusteringSettings()
      settings.oneWordPenalty = penalty
      settings.threshold = 0
      settings.titleOnlyExtra = 0
      var clusterer = StoryClusterer(settings: settings)
      _ = clusterer.place(dam[0])
      return clusterer.place(news("x", "Orvena elects mayor", text, from: "C", after: 1)).score
    }
    let text = "Voters chose Lina Duarte with half of the ballots counted by night."
    #expect(abs(score(text, penalty: 0) - score(text, penalty: 0.05) - 0.05) < 1e-9)
    #expect(score("", penalty: 0) == score("", penalty: 0.05))
  }

  @Test func `among a language's first items the size of a thread says little`() throws {
    func bonus(after others: Int) throws -> Double {
      var clusterer = StoryClusterer(settings: ClusteringSettings())
      for number in 0..<others {
        _ = clusterer.place(news("o\(number)", "Word\(number) beside word\(number + 1)"))
      }
      for number in 0..<4 {
        _ = clusterer.place(
          news("\(number)", dam[0].content.title, dam[0].content.text, from: "S\(number)", after: 1)
        )
      }
      let last = clusterer.place(
        news("x", dam[0].content.title, dam[0].content.text, from: "Z", after: 1))
      return try #require(last.signals.first { $0.name == "size" }).contribution
    }
    let settings = ClusteringSettings()
    let whole = settings.sizeBonus * log(4)
    #expect(try bonus(after: 0) < whole * 0.05)
    #expect(abs(try bonus(after: Int(settings.sizeBonusItems) - 5) - whole / 2) < whole * 0.05)
    #expect(try bonus(after: 20 * Int(settings.sizeBonusItems)) > whole * 0.9)
  }

  @Test func `the bonus of a thread that stays in the news fades more slowly`() throws {
    func bonus(_ hotShare: Double) throws -> Double {
      var settings = ClusteringSettings()
      settings.hotShare = hotShare
      var clusterer = StoryClusterer(settings: settings)
      for number in 0..<400 {
        let item =
          number % 4 == 0
          ? news(
            "\(number)", dam[0].content.title, dam[0].content.text, from: "S\(number)",
            after: Double(number) / 10)
          : news("\(number)", "Word\(number) beside word\(number + 1)", after: Double(number) / 10)
        _ = clusterer.place(item)
      }
      let last = clusterer.place(
        news("x", dam[0].content.title, dam[0].content.text, from: "Z", after: 40))
      return try #require(last.signals.first { $0.name == "size" }).contribution
    }
    let hot = try bonus(0.1)
    let cold = try bonus(0)
    #expect(hot > cold * 1.5)
  }

  @Test func `a thread that is much of the news draws in a title alone more, and nothing else`()
    throws
  {
    func gain(_ text: String) throws -> Double {
      func placed(_ gain: Double) -> Placement {
        var settings = ClusteringSettings()
        settings.titleShareGain = gain
        var clusterer = StoryClusterer(settings: settings)
        for number in 0..<30 {
          _ = clusterer.place(
            news(
              "\(number)", dam[0].content.title, dam[0].content.text, from: "S\(number)",
              after: Double(number) / 10))
        }
        return clusterer.place(
          news("x", dam[0].content.title, text, from: "Z", after: 4))
      }
      let placement = placed(1)
      let named = placement.signals.first { $0.name == "in the news" }?.contribution ?? 0
      #expect(abs(placement.score - placed(0).score - named) < 1e-9)
      return named
    }
    #expect(try gain("") > 0.1)
    #expect(try gain(dam[0].content.text) == 0)
  }

  @Test func `what a source puts under every text makes no story`() {
    let template = """
      Subscribe to our channel for more of the morning programme, weekdays at 6 with Tala Reyes and \
      guests, and visit our page for the live stream.
      """
    let captions = [
      ("Bridge closed", "Trucks wait since the bolts broke."),
      ("Nurse wins prize", "Her ward celebrates with cake."),
      ("Rice dearer", "Farmers blame locusts in May."),
      ("Ferry delayed", "Waves broke a mooring at noon."),
      ("School painted", "Parents brought brushes."),
      ("Museum robbed", "Thieves took seven clocks."),
      ("Choir tours", "Singers leave for Lisbon."),
    ]
    let items = captions.enumerated().map { number, caption in
      news(
        "\(number)", caption.0, "\(caption.1) \(template)", from: "Channel",
        after: Double(number))
    }
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let placements = items.map { clusterer.place($0) }
    // The first three show what the template is; from then on it counts for nothing.
    #expect(placements.dropFirst(3).allSatisfy { $0.isFirst && $0.copyOf == nil })
    #expect(placements.dropFirst(3).allSatisfy { $0.score < 0.05 })
  }

  @Test func `what stands below a long template goes with it, what stands below a date line stays`()
  {
    /// The marks of the last two words of a text in which the template stands below the head.
    func marks(_ template: String, below heads: [String]) -> [Bool] {
      var templates = Templates()
      func shingled(_ head: String) -> Templates.Shingled {
        var list = WordList()
        list.append("\(head) \(template) \(head) blows on", limit: 200)
        return Templates.shingled(list)
      }
      for head in heads.dropLast() { templates.note(shingled(head), source: 1, day: 0) }
      return templates.marks(in: shingled(heads[3]), source: 1).suffix(2)
    }
    let line = "May 3 2026 5 00 AM"
    let foot =
      "subscribe to our channel for all of the morning programme on weekdays with Tala Reyes and guests"
    let captions = [
      "north wind rises here now", "south wind falls there then", "east wind turns back again",
      "west storm breaks old trees",
    ]
    let none = [false, false]
    #expect(marks(foot, below: captions) == [true, true])
    #expect(marks(line, below: captions) == none)
    #expect(marks(foot, below: ["north", "south", "east", "west"]) == none)
  }

  @Test(arguments: [
    ("Watch: https://youtu.be/aB3xY9?list=PLgy_1 now", ["Watch", "now"]),
    ("see www.example.com/news/12, HTTP://x.example and", ["see", "and"]),
    ("the http: of www", ["the", "of", "www"]), ("https://x.example/only", []),
    ("U.S. https policy", ["U.S", "https", "policy"]),
  ])
  func `web addresses are no words`(text: String, words: [String]) {
    var list = WordList()
    list.append(text, limit: 100)
    #expect(list.words.map { String(decoding: list.written[$0.written], as: UTF8.self) } == words)
  }

  @Test func `what few texts of a source share, or a short name, is no template`() {
    var templates = Templates()
    func shingled(_ text: String) -> Templates.Shingled {
      var list = WordList()
      list.append(text, limit: 100)
      return Templates.shingled(list)
    }
    let sentence = "the dam above Karst gave way at dawn on Friday"
    for text in ["one \(sentence)", "two \(sentence)", "Prime Minister Lina Duarte spoke"] {
      templates.note(shingled(text), source: 1, day: 0)
    }
    #expect(templates.marks(in: shingled(sentence), source: 1).isEmpty)
    templates.note(shingled("four \(sentence)"), source: 1, day: 0)
    #expect(templates.marks(in: shingled(sentence), source: 1) == Array(repeating: true, count: 10))
    #expect(templates.marks(in: shingled(sentence), source: 2).isEmpty)
    for _ in 0..<3 {
      templates.note(shingled("Prime Minister Lina Duarte spoke"), source: 1, day: 0)
    }
    let marks = templates.marks(in: shingled("Prime Minister Lina Duarte spoke today"), source: 1)
    #expect(!marks.contains(true))
    templates.forget(before: 1)
    #expect(templates.inOrder.isEmpty)
  }

  @Test func `the key terms are words as they were written`() {
    var clusterer = StoryClusterer(settings: ClusteringSettings())
    let thread = clusterer.threads(of: dam)[0]
    let terms = clusterer.keyTerms(of: thread)
    #expect(terms.contains("Karst"))
    #expect(terms.contains("Orvena"))
    #expect(terms.count <= 8)
    #expect(clusterer.keyTerms(of: ThreadID(rawValue: "none")).isEmpty)
  }
}
