import Foundation
import Logging
import NewsModel
import ServiceLifecycle

/// The daemon's publishing: today's page now and then as news comes, an edition when it closes.
struct PublishService: Service {
  private let desk: EditionDesk
  private let clock: NewsClock
  private let logger: Logger
  private let news: AsyncStream<Void>

  /// today.html is rewritten at most so often.
  private static let pause = Duration.seconds(20)
  /// Closings are looked for at least so often, since a clock may be set.
  private static let longestWait = 60.0

  init(desk: EditionDesk, clock: NewsClock, logger: Logger, news: AsyncStream<Void>) {
    self.desk = desk
    self.clock = clock
    self.logger = logger
    self.news = news
  }

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        try await withThrowingTaskGroup(of: Void.self) { group in
          group.addTask { try await publishToday() }
          group.addTask { try await closeEditions() }
          try await group.waitForAll()
        }
      }
    } catch is CancellationError {
      // A daemon that is told to stop leaves its pages as they are: whole.
    }
  }

  private func publishToday() async throws {
    await attempt { try await desk.publishToday(at: clock.now) }
    for await _ in news {
      let begun = ContinuousClock.now
      await attempt { try await desk.publishToday(at: clock.now) }
      // A day of a hundred thousand items takes many seconds to edit; polling is to have most of the
      // processor's time.
      try await Task.sleep(for: max(Self.pause, (ContinuousClock.now - begun) * 10))
    }
  }

  private func closeEditions() async throws {
    while true {
      await attempt {
        for edition in try await desk.closeEditions(at: clock.now) {
          logger.notice("the edition of \(edition.name) is closed")
        }
        try Absences.noteAlive(at: clock.now, in: desk.archive)
      }
      let wait = await desk.news.nextClosing(after: clock.now).timeIntervalSince(clock.now)
      try await Task.sleep(for: .seconds(min(max(wait, 0.05), Self.longestWait)))
    }
  }

  /// A page that cannot be written leaves the last good one; the next try may do better.
  private func attempt(_ work: () async throws -> Void) async {
    do {
      try await work()
    } catch {
      logger.error("the digest could not be written: \(Stop(error)?.sentence ?? "\(error)")")
    }
  }
}
