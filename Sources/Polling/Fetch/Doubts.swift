import NewsModel
import Synchronization

/// What the silence of an origin means for its other feeds.
///
/// Ten feeds of a dead host, two at a time and each for its whole time, would take five timeouts. So
/// one of them is the witness, and waits to its end. The others of which nobody knows better give up
/// at half their time if somebody waits for their turn; those get shares of what is left, enough for a
/// server that lives. Any answer at all ends the doubt.
final class Doubts: Sendable {
  private static let memory: Duration = .seconds(120)
  /// A witness and so many others without a word are proof enough for those who wait behind them.
  private static let proof = 5
  private let doubts = Mutex<[String: Doubt]>([:])

  /// What has been seen of an origin since it last answered.
  private struct Doubt {
    /// Who waits to the end, and when that is.
    var witness: Places.Turn?
    var end: ContinuousClock.Instant
    /// When the first whole time was over.
    var found: ContinuousClock.Instant?
    /// Requests that ended without a word.
    var silences = 0
  }

  /// The time that a request to an origin may take, of what its source allows. `isSuspect`: its source
  /// was silent the last time too; `waiting`: so many others wait for the site.
  func timeout(
    _ timeout: Duration, at origin: String, isSuspect: Bool, waiting: Int,
    now: ContinuousClock.Instant = .now
  ) -> Duration {
    let left: Duration? = doubts.withLock { doubts in
      guard let doubt = doubts[origin] else { return nil }
      if isSuspect, doubt.witness != nil { return max(.zero, doubt.end - now) }
      guard let found = doubt.found, now - found < Self.memory else { return nil }
      return timeout / 2
    }
    guard let left else { return timeout }
    let most = timeout / 6
    let least = min(max(timeout / 20, .seconds(1)), most)
    return min(max(left / (waiting + 1), least), most)
  }

  /// Whether a request that has been silent for half its time is to end, for the sake of those who
  /// wait. `rest` is what is left of its time.
  func yields(
    _ turn: Places.Turn, at origin: String, isSuspect: Bool, waiting: Int, rest: Duration,
    now: ContinuousClock.Instant = .now
  ) -> Bool {
    doubts.withLock { doubts in
      if let witness = doubts[origin]?.witness, witness != turn { return isSuspect && waiting > 0 }
      doubts[origin, default: Doubt(end: now)].witness = turn
      doubts[origin]?.end = now + rest
      return false
    }
  }

  /// How many requests an origin has left without a word, if that was proven after `entry` and by
  /// enough of them; else nil.
  func silences(
    at origin: String, since entry: ContinuousClock.Instant
  ) -> Int? {
    doubts.withLock { doubts in
      guard let doubt = doubts[origin], let found = doubt.found, found > entry,
        doubt.silences >= Self.proof
      else { return nil }
      return doubt.silences
    }
  }

  /// Learns whether an origin answers: any answer ends the doubt.
  func learn(
    from result: TransferResult, of turn: Places.Turn, at origin: String, wasWhole: Bool,
    now: ContinuousClock.Instant = .now
  ) {
    doubts.withLock { doubts in
      if result.status != nil {
        doubts[origin] = nil
        return
      }
      var doubt = doubts[origin] ?? Doubt(end: now)
      if doubt.witness == turn { doubt.witness = nil }
      if let found = doubt.found, now - found >= Self.memory {
        doubt.found = nil
        doubt.silences = 0
      }
      if case .timedOut = result.fault {
        doubt.silences += 1
        // Counted from the first silence: what then ends before its whole time proves nothing, and a
        // server that is slow has its chance again.
        if wasWhole, doubt.found == nil { doubt.found = now }
      }
      doubts[origin] = doubt
      if doubt.witness == nil, doubt.found == nil, doubt.silences == 0 { doubts[origin] = nil }
      if doubts.count > 1000 {
        doubts = doubts.filter {
          $0.value.witness != nil || $0.value.found.map { now - $0 < Self.memory } ?? false
        }
      }
    }
  }
}

extension SourceState {
  /// Whether the source may be silent, for all that is known: it never answered, or did not the last
  /// time. After three times, and every eighth, it is trusted all the same: a slow one has its chance.
  package var isSuspect: Bool {
    guard httpStatus == nil else { return false }
    if failures == 0 { return lastSuccess == nil }
    return failures != 3 && !failures.isMultiple(of: 8)
  }
}
