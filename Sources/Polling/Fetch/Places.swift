import Foundation
import NewsModel
import Synchronization

/// Who may ask now: so many requests for each site, begun so far apart, and so many over all.
///
/// A fetch first waits for its site, then for one of the places over all. It takes the second only
/// when it could begin at once, so that those who wait for a slow site keep nobody else waiting.
///
/// Whoever waits long for an answer lends the place over all to others, and takes it back when an
/// answer begins: a hundred hosts that say nothing would else stop the pass for a timeout or two.
final class Places: Sendable {
  /// A turn at a site and a place over all, to be given back.
  struct Turn: Hashable {
    let site: Site
    fileprivate let number: UInt64
  }

  /// However many wait for a site, they have all begun after about so long; the spacing shrinks for
  /// it, never the number in flight. A thousand feeds at one host would else take eight minutes.
  private let longestRound: Duration
  private static let longestSpacing: Duration = .seconds(5)
  /// For each place over all so many may be lent. What is lent are connections on which nothing moves.
  private static let lentForEach = 3
  private let state: Mutex<State>

  private struct State {
    var atOnce: Int
    var perSite: Int
    var spacing: Duration
    var underWay = 0
    /// Turns that go on without a place.
    var lent: Set<UInt64> = []
    var lastTicket: UInt64 = 0
    var queue = Line()
    var sites: [Site: Crowd] = [:]
    /// Those who wait; a ticket that is in a line but not here has been torn up.
    var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
  }

  /// Those who ask at one site.
  private struct Crowd {
    var underWay = 0
    var spacing: Duration
    var nextStart = ContinuousClock.now
    var queue = Line()
  }

  init(atOnce: Int, perSite: Int, spacing: Duration, longestRound: Duration = .seconds(60)) {
    self.longestRound = longestRound
    state = Mutex(State(atOnce: max(1, atOnce), perSite: max(1, perSite), spacing: spacing))
  }

  /// Other limits from now on. What is under way is not disturbed.
  func update(atOnce: Int, perSite: Int, spacing: Duration) {
    state.withLock { state in
      state.atOnce = max(1, atOnce)
      state.perSite = max(1, perSite)
      state.spacing = spacing
      for site in state.sites.keys { state.sites[site]?.spacing = spacing }
      for site in Array(state.sites.keys) { Self.admit(to: site, &state) }
      Self.admit(&state)
    }
  }

  /// Waits for a turn at a site. Nil, and nothing taken, when the task is cancelled or the turn, once
  /// it has come, is of no use any more.
  func enter(_ site: Site, unless isUseless: () -> Bool = { false }) async -> Turn? {
    guard await turn(at: site) else { return nil }
    // Asked before the spacing, so that whoever is not to ask at all costs nobody time.
    guard !isUseless() else {
      leaveSite(site)
      return nil
    }
    guard await spaced(at: site) else { return nil }
    guard await wait(orTake: { Self.takePlace(&$0) }, in: { $0.queue.append($1) }) else {
      leaveSite(site)
      return nil
    }
    return state.withLock { state in
      state.lastTicket += 1
      return Turn(site: site, number: state.lastTicket)
    }
  }

  /// Gives the turn back.
  func leave(_ turn: Turn) {
    state.withLock { state in
      if state.lent.remove(turn.number) == nil { state.underWay -= 1 }
      Self.admit(&state)
    }
    leaveSite(turn.site)
  }

  /// Lets somebody else have the place over all, the turn at the site being kept.
  func lend(_ turn: Turn) {
    state.withLock { state in
      guard state.lent.count < state.atOnce * Self.lentForEach,
        state.lent.insert(turn.number).inserted
      else { return }
      state.underWay -= 1
      Self.admit(&state)
    }
  }

  /// Takes back the place that was lent, whether one is free or not: nobody is let in until those who
  /// are at work are fewer than there are places again.
  func takeBack(_ turn: Turn) {
    state.withLock { state in
      if state.lent.remove(turn.number) != nil { state.underWay += 1 }
    }
  }

  /// How many wait for a turn at a site.
  func waiting(at site: Site) -> Int {
    state.withLock { $0.sites[site]?.queue.count ?? 0 }
  }

  /// Takes a place over all, whether one is free or not, until the hold is let go of.
  func keep() -> BodyHold {
    state.withLock { $0.underWay += 1 }
    return BodyHold { [self] in
      state.withLock { state in
        state.underWay -= 1
        Self.admit(&state)
      }
    }
  }

  /// Spaces what waits for a site further apart: it has said that it is too much.
  func slow(_ site: Site) {
    state.withLock { state in
      guard let spacing = state.sites[site]?.spacing else { return }
      let slower = max(spacing * 2, .seconds(1))
      state.sites[site]?.spacing = max(spacing, min(slower, Self.longestSpacing))
    }
  }

  /// One of the site's turns.
  private func turn(at site: Site) async -> Bool {
    await wait(
      orTake: { state in
        var crowd = state.sites[site] ?? Crowd(spacing: state.spacing)
        // A crowd that has dispersed takes its haste, or its patience, with it.
        if crowd.underWay == 0, crowd.queue.isEmpty { crowd.spacing = state.spacing }
        let isFree = crowd.underWay < state.perSite && crowd.queue.isEmpty
        if isFree { crowd.underWay += 1 }
        state.sites[site] = crowd
        return isFree
      },
      in: { state, ticket in
        guard var crowd = state.sites[site] else { return }
        crowd.queue.append(ticket)
        let fair = longestRound / crowd.queue.count
        crowd.spacing = min(crowd.spacing, fair)
        state.sites[site] = crowd
      })
  }

  /// The time at which the site may be asked again.
  private func spaced(at site: Site) async -> Bool {
    let start = state.withLock { state in
      guard let crowd = state.sites[site] else { return ContinuousClock.now }
      let start = max(.now, crowd.nextStart)
      state.sites[site]?.nextStart = start + crowd.spacing
      return start
    }
    guard start > .now else { return true }
    do {
      try await Task.sleep(until: start, clock: .continuous)
      return true
    } catch {
      leaveSite(site)
      return false
    }
  }

  private func leaveSite(_ site: Site) {
    state.withLock { state in
      state.sites[site]?.underWay -= 1
      Self.admit(to: site, &state)
      guard let crowd = state.sites[site], crowd.underWay == 0, crowd.queue.isEmpty,
        crowd.nextStart <= .now
      else { return }
      state.sites[site] = nil
    }
  }

  /// Takes at once what can be taken, or waits in a line for it.
  private func wait(
    orTake take: (inout State) -> Bool, in queue: (inout State, UInt64) -> Void
  ) async -> Bool {
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { turn in
        let answer: Bool? = state.withLock { state in
          // Asked under the lock: a cancellation from now on finds the ticket.
          if Task.isCancelled { return false }
          if take(&state) { return true }
          state.waiting[ticket] = turn
          queue(&state, ticket)
          return nil
        }
        if let answer { turn.resume(returning: answer) }
      }
    } onCancel: {
      state.withLock { $0.waiting.removeValue(forKey: ticket) }?.resume(returning: false)
    }
  }

  private static func takePlace(_ state: inout State) -> Bool {
    guard state.underWay < state.atOnce, state.queue.isEmpty else { return false }
    state.underWay += 1
    return true
  }

  private static func admit(_ state: inout State) {
    while state.underWay < state.atOnce, let ticket = state.queue.next() {
      guard let turn = state.waiting.removeValue(forKey: ticket) else { continue }
      state.underWay += 1
      turn.resume(returning: true)
    }
  }

  private static func admit(to site: Site, _ state: inout State) {
    while let crowd = state.sites[site], crowd.underWay < state.perSite,
      let ticket = state.sites[site]?.queue.next()
    {
      guard let turn = state.waiting.removeValue(forKey: ticket) else { continue }
      state.sites[site]?.underWay += 1
      turn.resume(returning: true)
    }
  }
}

/// Tickets in order of arrival.
private struct Line {
  private var tickets: [UInt64] = []
  private var first = 0

  var count: Int { tickets.count - first }
  var isEmpty: Bool { count == 0 }

  mutating func append(_ ticket: UInt64) {
    tickets.append(ticket)
  }

  mutating func next() -> UInt64? {
    guard first < tickets.count else { return nil }
    defer {
      first += 1
      if first > 64, first * 2 > tickets.count {
        tickets.removeFirst(first)
        first = 0
      }
    }
    return tickets[first]
  }
}
