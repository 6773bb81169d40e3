import Foundation
import NewsModel
import Testing

@testable import Polling

@Suite struct DueQueueTests {
  @Test func `the earliest comes first, and of equals the one listed first`() {
    var queue = DueQueue()
    let order = [5, 3, 9, 3, 1, 7, 3, 0, 9, 2]
    for (place, seconds) in order.enumerated() {
      queue.insert(
        .init(time: .start + Double(seconds), place: place, address: FeedAddress("\(place)")))
    }
    var found: [[Int]] = []
    while let first = queue.removeFirst() {
      found.append([Int(first.time.timeIntervalSince(.start)), first.place])
    }
    #expect(
      found == [
        [0, 7], [1, 4], [2, 9], [3, 1], [3, 3], [3, 6], [5, 0], [7, 5], [9, 2], [9, 8],
      ])
    #expect(queue.first == nil)
  }
}

@Suite struct PollPaceTests {
  private let bounds: ClosedRange<Duration> = .seconds(900) ... .seconds(43200)

  @Test(
    arguments: [
      (nil, 0, nil, 900), (96, 0, nil, 900), (12, 0, nil, 3600), (0.5, 0, nil, 43200),
      (0, 0, nil, 43200), (12, 0, 8 * 3600, 3600), (12, 0, 24 * 3600, 10800),
      (12, 20, nil, 1800),
    ] as [(Double?, Int, TimeInterval?, Int)])
  func `the pace follows the rate, slows with silence and quickens with a crowd of items`(
    rate: Double?, newItems: Int, silence: TimeInterval?, seconds: Int
  ) {
    let interval = PollPace.interval(
      within: bounds, rate: rate, newItems: newItems, silence: silence, before: .seconds(3600))
    #expect(interval == .seconds(seconds))
  }

  @Test func `a fixed interval is no pace`() {
    let interval = PollPace.interval(
      within: .seconds(7) ... .seconds(7), rate: 1000, newItems: 50, silence: 1e9, before: nil)
    #expect(interval == .seconds(7))
  }

  @Test func `the first document says nothing about the rate`() {
    #expect(PollPace.rate(nil, newItems: 100, since: nil, at: .start) == nil)
    #expect(PollPace.rate(nil, newItems: 3, since: .start - 86400, at: .start) == 3)
    #expect(PollPace.rate(nil, newItems: 3, since: .start - 60, at: .start) == 12)
  }

  @Test func `a failing source that is asked seldom anyway is not asked more often for it`() {
    let seldom: ClosedRange<Duration> = .seconds(7 * 86400) ... .seconds(14 * 86400)
    let pause = PollPace.backOff(within: seldom, failures: 9, isOverloaded: true)
    #expect(pause == .seconds(7 * 86400))
  }

  @Test func `skipped hours and days are those of Greenwich`() {
    let hints = PublishingHints(skipHours: [23], skipDays: [0])
    let saturday = Date(timeIntervalSince1970: 1_783_205_999)  // 22:59:59
    #expect(PollPace.allowed(saturday, by: hints) == saturday)
    // An hour that is skipped, and then a whole Sunday.
    #expect(PollPace.allowed(saturday + 1, by: hints) == saturday + 1 + 25 * 3600)
  }

  @Test func `chance is the same for the same, and spread over all`() {
    let address = FeedAddress("https://news.example/")
    #expect(PollPace.chance(address, at: .start) == PollPace.chance(address, at: .start))
    let chances = (0..<1000).map { PollPace.chance(address, at: .start + Double($0)) }
    #expect(chances.allSatisfy { (0..<1).contains($0) })
    #expect((450...550).contains(chances.count { $0 < 0.5 }))
  }
}
