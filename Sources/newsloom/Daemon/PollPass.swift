import Foundation
import NewsModel
import Polling

/// One pass over the sources that are due, each answer filed as it comes, with those that wait.
struct PollPass {
  /// How a pass went.
  struct Tally: Sendable {
    /// Sources; lists are not counted.
    var asked = 0
    var answered = 0
    var newItems = 0
    /// Lists that name other feeds than before.
    var changedLists = 0
    var failed: [(source: FeedSource, sentence: String)] = []
  }

  private let desk: NewsDesk
  private let correspondent: Correspondent
  private let clock: NewsClock

  init(desk: NewsDesk, correspondent: Correspondent, clock: NewsClock) {
    self.desk = desk
    self.correspondent = correspondent
    self.clock = clock
  }

  /// Asks every source and list that is due (or every one at all) once, and then what the lists named
  /// newly. `tell` hears of each source's answer that was filed, and how many are asked in all.
  func run(all: Bool, telling tell: (FeedSource, NewsDesk.Filed, Int) -> Void) async throws -> Tally
  {
    var tally = Tally()
    let errands = await desk.errands(at: clock.now, all: all)
    try await run(errands, &tally, tell)
    if tally.changedLists > 0 {
      try await run(await desk.errands(at: clock.now), &tally, tell)
    }
    return tally
  }

  /// The fetcher holds each back until its site and the whole have a place for it, so all may start
  /// at once.
  private func run(
    _ errands: [Correspondent.Errand], _ tally: inout Tally,
    _ tell: (FeedSource, NewsDesk.Filed, Int) -> Void
  ) async throws {
    tally.asked += errands.count { !$0.isList }
    let (bell, rings) = AsyncStream.makeStream(of: Void.self)
    let tray = InTray { rings.yield() }
    // Who has ended is let go of at once: a task that somebody has yet to hear of holds 17 kB.
    try await withThrowingDiscardingTaskGroup { group in
      for errand in errands {
        group.addTask { [correspondent] in tray.put(await correspondent.run(errand)) }
      }
      var left = errands.count
      var bell = bell.makeAsyncIterator()
      while left > 0 {
        await bell.next()
        try await Task.sleep(for: InTray.patience)
        let dispatches = tray.take()
        let results = await desk.file(dispatches, at: clock.now)
        for (dispatch, result) in zip(dispatches, results) {
          count(try result.get(), of: dispatch, &tally, tell)
        }
        left -= dispatches.count
      }
    }
  }

  private func count(
    _ filed: NewsDesk.Filed, of dispatch: Correspondent.Dispatch, _ tally: inout Tally,
    _ tell: (FeedSource, NewsDesk.Filed, Int) -> Void
  ) {
    if let error = filed.state.error { tally.failed.append((dispatch.source, error)) }
    if dispatch.isList {
      if filed.listChange != nil { tally.changedLists += 1 }
      return
    }
    if filed.state.error == nil { tally.answered += 1 }
    tally.newItems += filed.newItems
    tell(dispatch.source, filed, tally.asked)
  }
}
