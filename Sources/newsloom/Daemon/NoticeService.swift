import Logging
import ServiceLifecycle

/// The daemon's telling of others, beside its polling and publishing, which never wait for it.
struct NoticeService: Service {
  private let herald: Herald
  private let logger: Logger

  /// What waits to be told is looked for so often.
  private static let pause = Duration.seconds(2)

  init(herald: Herald, logger: Logger) {
    self.herald = herald
    self.logger = logger
  }

  func run() async throws {
    do {
      try await cancelWhenGracefulShutdown {
        try await withThrowingTaskGroup(of: Void.self) { group in
          // A command that takes minutes must not hold up the letters.
          group.addTask { try await repeatedly { try await herald.runCommands() } }
          group.addTask { try await repeatedly { try await herald.postLetters() } }
          try await group.waitForAll()
        }
      }
    } catch is CancellationError {
      // What was not told stays in the archive for the next start.
    }
  }

  private func repeatedly(_ work: () async throws -> Void) async throws {
    var trouble: String?
    while true {
      do {
        try await work()
        trouble = nil
      } catch {
        // Said once, though it is tried every few seconds: a full disk stays full for a while.
        if trouble != "\(error)" { logger.error("nobody outside can be told: \(error)") }
        trouble = "\(error)"
      }
      try await Task.sleep(for: Self.pause)
    }
  }
}
