import Foundation
import Logging
import ServiceLifecycle
import Storing

/// The daemon's forgetting: now and then a little of what `set keep` no longer wants, so that filing
/// never waits long.
struct TidyService: Service {
  private let desk: NewsDesk
  private let clock: NewsClock
  private let logger: Logger

  /// Where there is nothing to forget, it is looked again so much later.
  private static let pause = Duration.seconds(600)

  init(desk: NewsDesk, clock: NewsClock, logger: Logger) {
    self.desk = desk
    self.clock = clock
    self.logger = logger
  }

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        while true {
          let forgotten = await forgetSome()
          if forgotten > 0 { logger.info("\(forgotten) old items forgotten, as `set keep` says") }
          try await Task.sleep(for: Self.pause)
        }
      }
    } catch is CancellationError {
      // What is left is forgotten another time.
    }
  }

  private func forgetSome() async -> Int {
    var sum = 0
    do {
      while !Task.isCancelled {
        let forgotten = try desk.archive.forget(await desk.retention(at: clock.now))
        guard forgotten > 0 else { break }
        sum += forgotten
        // Others want to write too.
        try await Task.sleep(for: .milliseconds(500))
      }
    } catch is CancellationError {
      return sum
    } catch {
      logger.error("what is old could not be forgotten: \(error)")
    }
    return sum
  }
}
