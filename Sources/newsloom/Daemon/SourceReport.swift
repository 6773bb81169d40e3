import Foundation
import NewsModel
import Publishing
import Storing

/// How each source does, for `status`, the status page and the metrics.
enum SourceReport {
  /// One row for each source of feeds.conf, in its order; all are waiting where there is no archive.
  /// `pages` are the file names of the sources' pages.
  static func rows(
    for sources: [FeedSource], in archive: Archive?, zone: TimeZone,
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
        soleShare: count?.soleShare, sentence: sentence(state, in: zone),
        page: pages[source.address])
    }
  }

  /// How a source stands and since when, in words.
  private static func sentence(_ state: SourceState, in zone: TimeZone) -> String {
    let since = state.failingSince.map { " since \(Moment.short($0, in: zone))" } ?? ""
    switch state.condition {
    case .waiting: return "not asked yet"
    case .ok: return "well"
    case .moved:
      return
        "moved to \(state.movedTo?.withoutCredentials ?? "a new address"); feeds.conf may be changed"
    case .gone: return "gone\(since): the publisher asks not to be asked again"
    case .paused: return "paused in feeds.conf"
    case .failing:
      let times = state.failures > 1 ? ", \(state.failures) times" : ""
      return "failing\(since)\(times): \(state.error ?? "no reason known")"
    }
  }
}
