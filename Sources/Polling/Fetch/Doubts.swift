import Synchronization

/// The origins that have lately said nothing at all, and how long the next request there may take.
///
/// Ten feeds of a dead host, two at a time, would take five timeouts. After one of silence the rest
/// get a sixth of theirs each: enough for a server that lives, and nobody goes unasked. (After two, the
/// feed that follows the first to time out would get a whole one again, just before the second does.)
final class Doubts: Sendable {
  private static let memory: Duration = .seconds(120)
  /// When each origin's silence was found.
  private let doubts = Mutex<[String: ContinuousClock.Instant]>([:])

  /// The time that a request to an origin may take, of what its source allows.
  func timeout(_ timeout: Duration, at origin: String) -> Duration {
    doubts.withLock { doubts in
      guard let last = doubts[origin], .now - last < Self.memory else {
        return timeout
      }
      return timeout / 6
    }
  }

  /// Learns whether an origin answers: any answer ends the doubt.
  func learn(from result: TransferResult, at origin: String) {
    doubts.withLock { doubts in
      if result.status != nil {
        doubts[origin] = nil
      } else if case .timedOut = result.fault {
        // Counted from the first silence: what then ends before its whole time proves nothing, and a
        // server that is slow has its chance again.
        if let last = doubts[origin], .now - last < Self.memory { return }
        if doubts.count >= 1000 { doubts = doubts.filter { .now - $0.value < Self.memory } }
        doubts[origin] = .now
      }
    }
  }
}
