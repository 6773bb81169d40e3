import Foundation
import NewsModel
import Publishing
import Storing

/// How each source does, for `status`, the status page and the metrics.
enum SourceReport {
  /// One row for each source of feeds.conf, in its order; all are waiting where there is no archive.
  /// `pages` are the file names of the sources' pages.
  static func rows(
    for sources: [FeedSource], in archive: Archive?, at now: Date, zone: TimeZone,
    pages: [FeedAddress: String] = [:]
  ) throws -> [StatusRow] {
    var states: [FeedAddress: SourceState] = [:]
    for state in try archive?.states() ?? [] { states[state.address] = state }
    let counts = try archive?.itemCounts() ?? [:]
    return sources.map { source in
      var state = states[source.address] ?? SourceState(address: source.address)
      if source.isPaused {
        state.condition = .paused
        state.nextPoll = nil
      }
      let count = counts[source.address]
      return StatusRow(
        source: source, state: state, items: count?.total ?? 0, itemsPerDay: count?.perDay ?? 0,
        soleShare: count?.soleShare, silentSince: silence(state, at: now)?.since,
        sentence: sentence(state, at: now, in: zone), page: pages[source.address])
    }
  }

  /// What happened last, since when, and what is done next and when, in words.
  static func sentence(_ state: SourceState, at now: Date, in zone: TimeZone) -> String {
    func time(_ date: Date) -> String { Moment.short(date, in: zone) }
    let since = state.failingSince.map { " since \(time($0))" } ?? ""
    let next = state.nextPoll.map { next in
      next <= now ? "due now" : "\(state.failures > 0 ? "tried" : "asked") again \(time(next))"
    }
    var parts: [String]
    switch state.condition {
    case .waiting: return "not asked yet; due now"
    case .paused: return "paused in feeds.conf; not asked, its items stay"
    case .gone: return "gone\(since): the publisher asks not to be asked again, and it is not"
    case .ok: parts = [silence(state, at: now).map { $0.sentence(time) } ?? "well"]
    case .moved:
      let target = state.movedTo?.withoutCredentials ?? "a new address"
      parts = ["moved to \(target); feeds.conf may be changed"]
      if let silence = silence(state, at: now) { parts.append(silence.sentence(time)) }
    case .failing:
      let times = state.failures > 1 ? ", \(state.failures) times" : ""
      parts = ["failing\(since)\(times): \(state.error ?? "no reason known")"]
    }
    if state.failures > 0 {
      parts.append(state.lastSuccess.map { "last well \(time($0))" } ?? "never well so far")
    } else if let answered = state.lastSuccess {
      parts.append("\(state.httpStatus == 304 ? "unchanged" : "sent its feed") \(time(answered))")
      if let news = state.lastNews { parts.append("last news \(time(news))") }
    }
    return (parts + [next].compactMap { $0 }).joined(separator: "; ")
  }

  /// A source that answers and has nothing new, although it usually has.
  struct Silence {
    let since: Date
    /// The usual time between two of its items, in seconds.
    let gap: TimeInterval

    func sentence(_ time: (Date) -> String) -> String {
      let often =
        gap < 5400
        ? "\(max(1, Int((gap / 60).rounded()))) minutes"
        : gap < 172_800
          ? "\(Int((gap / 3600).rounded())) hours" : "\(Int((gap / 86400).rounded())) days"
      return "silent since \(time(since)), though it usually has news every \(often)"
    }
  }

  /// Silent is a source that is well and has had nothing new for five times its usual gap, and for a
  /// day, since newsrooms sleep. Nil for all others.
  static func silence(_ state: SourceState, at now: Date) -> Silence? {
    guard [.ok, .moved].contains(state.condition), let news = state.lastNews,
      let rate = state.itemsPerDay, let answered = state.lastSuccess, rate > 0
    else { return nil }
    // The rate has been fading by a factor e a week since the last news; what it was then is usual.
    let usual = rate * exp(max(0, answered.timeIntervalSince(news)) / (7 * 86400))
    let gap = 86400 / usual
    let silence = now.timeIntervalSince(news)
    guard gap.isFinite, silence > max(5 * gap, 86400) else { return nil }
    return Silence(since: news, gap: gap)
  }
}
