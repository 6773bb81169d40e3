import Configuring
import Foundation
import NewsModel

/// When editions close: at the configured times of each day in the configured zone.
struct EditionCalendar: Hashable, Sendable {
  /// Minutes after midnight, ascending; at least one.
  private let closings: [(hour: Int, minute: Int)]
  let zone: TimeZone

  init(closingAt times: [TimeOfDay], in zone: TimeZone) {
    let sorted = times.map { ($0.hour, $0.minute) }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    closings = sorted.isEmpty ? [(6, 30)] : sorted
    self.zone = zone
  }

  static func == (one: Self, other: Self) -> Bool {
    one.zone == other.zone && one.closings.elementsEqual(other.closings, by: ==)
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(zone)
    for closing in closings { hasher.combine(closing.hour * 60 + closing.minute) }
  }

  /// The first closing after `instant`.
  func closing(after instant: Date) -> Date {
    let day = Day(of: instant, in: zone)
    return closings(around: day).first { $0.closes > instant }?.closes ?? instant
  }

  /// The last closing at or before `instant`.
  func closing(notAfter instant: Date) -> Date {
    let day = Day(of: instant, in: zone)
    return closings(around: day).last { $0.closes <= instant }?.closes ?? instant
  }

  /// The edition that closes at `closing` and opens where the last one closed.
  func span(closing: Date, opening: Date) -> EditionSpan {
    let day = Day(of: closing, in: zone)
    let ordinal = (closings(around: day).filter { $0.day == day && $0.closes <= closing }).count
    return EditionSpan(
      day: day, ordinal: max(ordinal, 1), opens: opening, closes: closing, zone: zone.identifier)
  }

  /// The editions that are due at `now`, oldest first, after one that closed at `last`.
  ///
  /// After a long absence the oldest are put together into one, so that at most `limit` are written.
  func due(after last: Date, at now: Date, limit: Int = 14) -> [EditionSpan] {
    var closings: [Date] = []
    var next = closing(after: last)
    while next <= now {
      closings.append(next)
      next = closing(after: next)
    }
    var spans: [EditionSpan] = []
    var opens = last
    for closing in closings.suffix(limit) {
      spans.append(span(closing: closing, opening: opens))
      opens = closing
    }
    return spans
  }

  private func closings(around day: Day) -> [(day: Day, closes: Date)] {
    (-1...1).flatMap { offset -> [(day: Day, closes: Date)] in
      let day = day.adding(days: offset)
      return closings.map { (day, day.instant(hour: $0.hour, minute: $0.minute, in: zone)) }
    }
  }
}
