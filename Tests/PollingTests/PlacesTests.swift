import Foundation
import NewsModel
import Synchronization
import Testing

@testable import Polling

@Suite struct PlacesTests {
  private let one = Site(host: "one.example")
  private let two = Site(host: "two.example")

  /// Lets so many visitors in at each site; returns the most there ever were, at each and over all.
  private func mostAtOnce(
    _ places: Places, visitors: [(Site, Int)]
  ) async -> (each: [Site: Int], all: Int) {
    struct Count {
      var now: [Site: Int] = [:]
      var most: [Site: Int] = [:]
      var mostAll = 0
    }
    final class Counter: Sendable { let count = Mutex(Count()) }
    let counter = Counter()
    await withTaskGroup(of: Void.self) { group in
      for (site, number) in visitors {
        for _ in 0..<number {
          group.addTask {
            guard let turn = await places.enter(site) else { return }
            counter.count.withLock { count in
              count.now[site, default: 0] += 1
              count.most[site] = max(count.most[site] ?? 0, count.now[site] ?? 0)
              count.mostAll = max(count.mostAll, count.now.values.reduce(0, +))
            }
            for _ in 0..<20 { await Task.yield() }
            counter.count.withLock { $0.now[site, default: 0] -= 1 }
            places.leave(turn)
          }
        }
      }
    }
    return counter.count.withLock { ($0.most, $0.mostAll) }
  }

  @Test func `what was brought and is not dealt with takes a place until it is let go of`() async {
    let places = Places(atOnce: 1, perSite: 2, spacing: .zero)
    var held: BodyHold? = places.keep()
    let entered = Flag()
    await withTaskGroup(of: Void.self) { group in
      group.addTask { [one] in
        guard let turn = await places.enter(one) else { return }
        entered.raise()
        places.leave(turn)
      }
      for _ in 0..<1000 { await Task.yield() }
      #expect(held != nil && !entered.isUp)
      held = nil
      await group.waitForAll()
    }
    #expect(entered.isUp)
  }

  @Test func `no more at one site, and no more over all, than there are places`() async {
    let places = Places(atOnce: 5, perSite: 2, spacing: .zero)
    let sites = (0..<10).map { Site(host: "\($0).example") }
    let most = await mostAtOnce(places, visitors: sites.map { ($0, 20) })
    #expect(most.each.values.allSatisfy { $0 <= 2 })
    #expect(most.each.count == 10)
    #expect(most.all <= 5)
  }

  @Test func `a site that is full keeps nobody else waiting`() async throws {
    let places = Places(atOnce: 3, perSite: 1, spacing: .zero)
    let turn = try #require(await places.enter(one))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask { if let turn = await places.enter(one) { places.leave(turn) } }
      }
      // All fifty wait for the first site, or will; the second is open.
      for _ in 0..<100 { await Task.yield() }
      places.leave(try #require(await places.enter(two)))
      places.leave(turn)
    }
  }

  @Test func `two requests to one site begin apart, those to another do not wait for them`()
    async throws
  {
    let places = Places(atOnce: 10, perSite: 10, spacing: .milliseconds(50))
    let begun = ContinuousClock.now
    for _ in 0..<3 { places.leave(try #require(await places.enter(one))) }
    #expect(ContinuousClock.now - begun >= .milliseconds(100))
  }

  @Test func `a site that refuses is asked more slowly, until nobody waits for it any more`()
    async throws
  {
    let places = Places(atOnce: 9, perSite: 9, spacing: .milliseconds(1))
    let first = try #require(await places.enter(one))
    places.slow(one)
    let begun = ContinuousClock.now
    for _ in 0..<2 { places.leave(try #require(await places.enter(one))) }
    #expect(ContinuousClock.now - begun >= .seconds(1))
    places.leave(first)
    // The last of the slow ones has to be waited for; those behind it go at the old pace.
    places.leave(try #require(await places.enter(one)))
    let later = ContinuousClock.now
    for _ in 0..<3 { places.leave(try #require(await places.enter(one))) }
    #expect(ContinuousClock.now - later < .seconds(1))
  }

  @Test func `a crowd begins sooner after one another, so that all have begun in a round's time`()
    async throws
  {
    let places = Places(
      atOnce: 9, perSite: 1, spacing: .seconds(1), longestRound: .milliseconds(500))
    let begun = ContinuousClock.now
    let first = try #require(await places.enter(one))
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask { if let turn = await places.enter(one) { places.leave(turn) } }
      }
      for _ in 0..<200 { await Task.yield() }
      places.leave(first)
    }
    // A second after the first, and then ten milliseconds each; fifty seconds as the setting says.
    #expect(ContinuousClock.now - begun < .seconds(60))
  }

  @Test func `whoever is cancelled leaves no gap behind`() async throws {
    let places = Places(atOnce: 1, perSite: 1, spacing: .zero)
    let turn = try #require(await places.enter(one))
    for site in [one, two] { #expect(await entersThoughCancelled(places, site) == false) }
    places.leave(turn)
    places.leave(try #require(await places.enter(two)))
    #expect(await places.enter(one) != nil)
  }

  @Test func `whoever is cancelled while spaced out gives the site back`() async throws {
    let places = Places(atOnce: 9, perSite: 1, spacing: .seconds(3600))
    places.leave(try #require(await places.enter(one)))
    #expect(await entersThoughCancelled(places, one) == false)
    #expect(await entersThoughCancelled(places, one) == false)
    #expect(await places.enter(two) != nil)
  }

  private func entersThoughCancelled(_ places: Places, _ site: Site) async -> Bool? {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await places.enter(site) != nil }
      for _ in 0..<100 { await Task.yield() }
      group.cancelAll()
      return await group.next()
    }
  }

  @Test func `more places are open at once when the settings say so`() async {
    let places = Places(atOnce: 1, perSite: 1, spacing: .zero)
    #expect(await places.enter(one) != nil)
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { await places.enter(one) != nil }
      group.addTask { await places.enter(two) != nil }
      for _ in 0..<100 { await Task.yield() }
      places.update(atOnce: 3, perSite: 2, spacing: .zero)
      for await entered in group { #expect(entered) }
    }
  }

  @Test func `whoever waits long for an answer lends the place, once, and three for each there is`()
    async throws
  {
    let places = Places(atOnce: 1, perSite: 1, spacing: .zero)
    var turns: [Places.Turn] = []
    for number in 0..<4 {
      let turn = try #require(await places.enter(Site(host: "\(number).example")))
      places.lend(turn)
      places.lend(turn)
      turns.append(turn)
    }
    #expect(await entersThoughCancelled(places, one) == false)
    // Three are lent; the fourth has the one place there is.
    places.leave(turns[0])
    #expect(await entersThoughCancelled(places, one) == false)
    places.leave(turns[3])
    #expect(await places.enter(one) != nil)
  }

  @Test func `a lent place is taken back when the answer begins, and nobody let in for it`()
    async throws
  {
    let places = Places(atOnce: 1, perSite: 1, spacing: .zero)
    let first = try #require(await places.enter(one))
    places.lend(first)
    let second = try #require(await places.enter(two))
    places.takeBack(first)
    places.takeBack(first)
    places.leave(second)
    #expect(await entersThoughCancelled(places, two) == false)
    places.leave(first)
    #expect(await places.enter(two) != nil)
  }

  @Test func `a turn that is of no use when it comes is given on at once`() async throws {
    let places = Places(atOnce: 9, perSite: 1, spacing: .seconds(3600))
    let first = try #require(await places.enter(one))
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<50 {
        group.addTask { await places.enter(one, unless: { true }) == nil }
      }
      while places.waiting(at: one) < 50 { await Task.yield() }
      places.leave(first)
      for await isOut in group { #expect(isOut) }
    }
    #expect(places.waiting(at: one) == 0)
  }
}
