import Synchronization

/// The origins that have lately said nothing at all, and how long the next request there may take.
///
/// Ten feeds of a dead host, two at a time, would take five timeouts. After two of silence the rest
/// get a sixth of theirs each: enough for a server that lives, and nobody goes unasked.
final class Doubts: Sendable {
  private struct Doubt {
    var silences = 0
    var last = ContinuousClock.now
  }

  private static let memory: Duration = .seconds(120)
  private let doubts = Mutex<[String: Doubt]>([:])

  /// The time that a request to an origin may take, of what its source allows.
  func timeout(_ timeout: Duration, at origin: String) -> Duration {
    doubts.withLock { doubts in
      guard let doubt = doubts[origin], doubt.silences >= 2, .now - doubt.last < Self.memory else {
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
        if doubts.count >= 1000 { doubts = doubts.filter { .now - $0.value.last < Self.memory } }
        doubts[origin, default: Doubt()].silences += 1
        doubts[origin]?.last = .now
      }
    }
  }
}
