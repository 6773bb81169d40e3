import Foundation
import NewsModel
import Polling

/// One pass over the sources that are due, each answer filed as it comes.
struct PollPass {
  /// How a pass went.
  struct Tally: Sendable {
    var asked = 0
    var answered = 0
    var newItems = 0
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

  /// Asks every source that is due (or every one at all) once. The fetcher holds each back until its
  /// site and the whole have a place for it, so all may start at once. `tell` hears of each answer
  /// that was filed, and how many sources are asked in all.
  func run(all: Bool, telling tell: (FeedSource, NewsDesk.Filed, Int) -> Void) async throws -> Tally
  {
    let errands = await desk.errands(at: clock.now, all: all)
    var tally = Tally(asked: errands.count)
    try await withThrowingTaskGroup(of: Correspondent.Dispatch.self) { group in
      for errand in errands {
        group.addTask { [correspondent] in await correspondent.run(errand) }
      }
      for try await dispatch in group {
        let filed = try await desk.file(dispatch, at: clock.now)
        if filed.state.error == nil { tally.answered += 1 }
        tally.newItems += filed.newItems
        if let error = filed.state.error { tally.failed.append((dispatch.source, error)) }
        tell(dispatch.source, filed, tally.asked)
      }
    }
    return tally
  }
}
