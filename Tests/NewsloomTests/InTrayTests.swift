import Foundation
import NewsModel
import Synchronization
import Testing

@testable import newsloom

/// Answers that wait are filed together, but not too many.
@Suite struct InTrayTests {
  private func dispatch(_ name: String, items: Int = 0) -> Correspondent.Dispatch {
    var dispatch = Correspondent.Dispatch(
      source: FeedSource(address: FeedAddress("https://\(name).example/rss")),
      answer: FetchAnswer(outcome: .gone, exchanges: []), reading: nil, bodyHash: nil, bytes: 0,
      elapsed: .zero)
    dispatch.items = (0..<items).map { FeedItem(id: "\($0)") }
    return dispatch
  }

  private func hosts(_ dispatches: [Correspondent.Dispatch]) -> [String] {
    dispatches.map(\.source.address.host)
  }

  @Test func `all that wait are taken at once, in the order in which they came`() {
    let tray = InTray {}
    #expect(tray.take().isEmpty)
    tray.put(dispatch("a"))
    #expect(hosts(tray.take()) == ["a.example"])
    tray.put(dispatch("b"))
    tray.put(dispatch("c"))
    #expect(hosts(tray.take()) == ["b.example", "c.example"])
    #expect(tray.take().isEmpty)
  }

  @Test func `not more than forty-eight are taken, and none after some hundred items`() {
    let tray = InTray {}
    for number in 0..<50 { tray.put(dispatch("a\(number)")) }
    #expect(tray.take().count == 48)
    #expect(tray.take().count == 2)
    tray.put(dispatch("a", items: 799))
    tray.put(dispatch("large", items: 5000))
    tray.put(dispatch("b"))
    #expect(hosts(tray.take()) == ["a.example", "large.example"])
    #expect(hosts(tray.take()) == ["b.example"])
  }

  @Test func `it rings once for what comes, and again for what was left when some was taken`() {
    let bell = Bell()
    let tray = InTray { bell.count.add(1, ordering: .relaxed) }
    for number in 0..<50 { tray.put(dispatch("a\(number)")) }
    #expect(bell.rung == 1)
    #expect(tray.take().count == 48 && bell.rung == 2)
    #expect(tray.take().count == 2 && bell.rung == 2)
    #expect(tray.take().isEmpty && bell.rung == 2)
    tray.put(dispatch("b"))
    #expect(bell.rung == 3)
  }

  private final class Bell: Sendable {
    let count = Atomic(0)
    var rung: Int { count.load(ordering: .relaxed) }
  }
}
