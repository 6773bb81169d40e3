import Foundation
package import NewsModel
import Synchronization

/// Asks sources for their news: the room's one door to the network and to files.
package final class Fetcher: Sendable {
  let doubts = Doubts()
  let bodies = BodyBudget()
  private let places: Places
  private let state: Mutex<State>

  private struct State {
    var settings: FetchSettings
    var loop: TransferLoop
    var retired: [TransferLoop] = []
  }

  /// Starts the transfer thread. Throws if the system has nothing left to start it with.
  package init(settings: FetchSettings) throws {
    state = Mutex(State(settings: Self.normalised(settings), loop: try TransferLoop()))
    places = Places(
      atOnce: settings.atOnce, perSite: settings.perSite, spacing: settings.spacing)
  }

  /// Asks one source once, at `address` (its own, or where it has moved to), and follows redirects.
  ///
  /// Waits in the line of its site first, taking nobody's place meanwhile, so a task for each due
  /// source may be started at once. When the task is cancelled it soon ends, with a failure that
  /// nobody should keep. Empty validators make the request unconditional. A source that `isSuspect`,
  /// since it was silent the last time, makes way sooner where its host is silent again.
  package func fetch(
    _ source: FeedSource, at address: FeedAddress, ifNotMatching validators: Validators,
    isSuspect: Bool = false
  ) async -> FetchAnswer {
    if address.key.hasPrefix("file://") {
      return FileReading.answer(
        at: address.written, maxSize: source.maxSize, ifNotMatching: validators)
    }
    guard let url = RequestURL(address.written) else {
      let failure = FetchFailure(.forbidden, "\(address) is no http, https or file address")
      return FetchAnswer(outcome: .failed(failure), exchanges: [])
    }
    let entry = ContinuousClock.now
    let turn = await places.enter(Site(host: url.host)) {
      isSuspect && doubts.silences(at: url.origin, since: entry) != nil
    }
    guard let turn else {
      let silences = Task.isCancelled ? nil : doubts.silences(at: url.origin, since: entry)
      let failure = silences.map { FetchFailure(unasked: url, after: $0) } ?? Visit.stopped
      return FetchAnswer(outcome: .failed(failure), exchanges: [])
    }
    return await visit(source, at: url, in: turn, validators, isSuspect: isSuspect)
  }

  // Apart from `fetch`, so that thousands who wait in line do not hold what only a visit needs: 10,000
  // tasks in line take 57 MB, their sources included.
  private func visit(
    _ source: FeedSource, at url: RequestURL, in turn: Places.Turn, _ validators: Validators,
    isSuspect: Bool
  ) async -> FetchAnswer {
    let settings = state.withLock { $0.settings }
    var visit = Visit(
      source, isSuspect: isSuspect, settings: settings, places: places, asking: self)
    let outcome: FetchOutcome
    do {
      outcome = try await visit.outcome(
        at: url, in: turn, ifNotMatching: validators)
    } catch {
      outcome = .failed(error)
    }
    return FetchAnswer(outcome: outcome, exchanges: visit.exchanges)
  }

  /// Counts as a request under way, for as long as it is held, what came of one and has not been dealt
  /// with. Documents come faster than they can be stored, and read they are several times as large:
  /// without it a thousand in line took 150 MB.
  package func keepPlace() -> BodyHold { places.keep() }

  /// Takes other settings from now on. What is under way ends as it began.
  package func update(_ settings: FetchSettings) throws {
    let settings = Self.normalised(settings)
    // A kept connection is used again without asking the guard, so a new policy begins without any.
    let isSamePolicy = state.withLock { state in
      state.settings.privateNetworks == settings.privateNetworks
        && state.settings.listedHosts == settings.listedHosts
        && state.settings.certificates == settings.certificates
    }
    let fresh = isSamePolicy ? nil : try TransferLoop()
    state.withLock { state in
      state.settings = settings
      guard let fresh else { return }
      state.loop.closeWhenIdle()
      state.retired.removeAll(where: \.hasEnded)
      state.retired.append(state.loop)
      state.loop = fresh
    }
    places.update(
      atOnce: settings.atOnce, perSite: settings.perSite, spacing: settings.spacing)
  }

  /// Ends every transfer and the thread, and waits for it. Whoever still waits is told that it was
  /// stopped.
  package func stop() async {
    let loops = state.withLock { $0.retired + [$0.loop] }
    for loop in loops { await loop.close() }
  }

  /// With hosts in the spelling that requests have.
  private static func normalised(_ settings: FetchSettings) -> FetchSettings {
    var settings = settings
    settings.listedHosts = Set(settings.listedHosts.map { HostName.ascii($0[...]) ?? $0 })
    return settings
  }

  /// Makes one request through the loop of the day.
  func perform(_ request: TransferRequest) async -> TransferResult {
    while true {
      let loop = state.withLock { $0.loop }
      let result = await loop.perform(request)
      // A loop that was replaced a moment ago takes nothing more; its successor does.
      guard case .cancelled = result.fault, !Task.isCancelled,
        state.withLock({ $0.loop !== loop })
      else { return result }
    }
  }
}
