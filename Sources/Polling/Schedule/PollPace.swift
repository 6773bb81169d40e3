import Foundation
import NewsModel

/// How long to leave a source alone, by what it publishes, what it asks for and how it fails.
enum PollPace {
  /// No wish of a publisher, and no failure, keeps us away for longer.
  static let longest: Duration = .seconds(31 * 86400)
  /// A source that fails for ever is still asked about once a day.
  static let longestBackOff: Duration = .seconds(86400)
  /// How long one source's refusal may slow the others of its registered domain.
  static let longestForOthers: Duration = .seconds(3600)
  /// Over how long the publishing rate is averaged, in days.
  private static let memory = 7.0

  /// New items a day, averaged with older days counting less and less. The first document says
  /// nothing about the rate, since its items may have gathered for a year: what was known before stays.
  static func rate(
    _ rate: Double?, newItems: Int, since last: Date?, at now: Date
  ) -> Double? {
    guard let last else { return rate }
    let days = max(0, now.timeIntervalSince(last) / 86400)
    guard let rate else { return Double(newItems) / max(days, 0.25) }
    return rate * exp(-days / memory) + Double(newItems) / memory
  }

  /// The pace between the source's bounds: twice in the usual gap between its items, slower as its
  /// silence grows (a night should not lose an hour in the morning, a dead year may), and faster at
  /// once where more than a few items came at a time, for then some may have come and gone unseen.
  static func interval(
    within bounds: ClosedRange<Duration>, rate: Double?, newItems: Int, silence: TimeInterval?,
    before: Duration?
  ) -> Duration {
    guard bounds.lowerBound < bounds.upperBound else { return bounds.lowerBound }
    guard let rate else { return bounds.lowerBound }
    let gap = 86400 / max(rate, 0.001)
    var seconds = max(gap / 2, (silence ?? 0) / 8)
    if newItems > 4, let before { seconds = min(seconds, before.timeInterval / 2) }
    let clamped = min(max(seconds, bounds.lowerBound.timeInterval), bounds.upperBound.timeInterval)
    return .seconds(clamped)
  }

  /// The pause after so many failures in a row: fewer and fewer requests, never none. A server that
  /// says it is overloaded is left alone sooner than one whose answer is merely wrong.
  static func backOff(
    within bounds: ClosedRange<Duration>, failures: Int, isOverloaded: Bool
  ) -> Duration {
    let doublings = min(20, max(0, failures - (isOverloaded ? 1 : 3)))
    let base = max(bounds.lowerBound, .seconds(1)).timeInterval
    let most = max(longestBackOff, bounds.lowerBound).timeInterval
    return .seconds(min(base * pow(2, Double(doublings)), most))
  }

  /// The first moment from `time` on at which the publisher wants to be asked. Hours and days are
  /// GMT; a publisher who leaves none is not taken at his word.
  static func allowed(_ time: Date, by hints: PublishingHints) -> Date {
    guard !hints.skipHours.isEmpty || !hints.skipDays.isEmpty else { return time }
    let hour = Int((time.timeIntervalSince1970 / 3600).rounded(.down))
    for ahead in 0..<(8 * 24) {
      let candidate = hour + ahead
      let day = Int((Double(candidate) / 24).rounded(.down))
      guard !hints.skipHours.contains(candidate - day * 24),
        !hints.skipDays.contains(Day(daysSince1970: day).weekday)
      else { continue }
      return ahead == 0 ? time : Date(timeIntervalSince1970: Double(candidate) * 3600)
    }
    return time
  }

  /// A number from 0 up to 1 that depends on the source and the moment alone.
  static func chance(_ address: FeedAddress, at time: Date) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let moment = time.timeIntervalSince1970.bitPattern
    let bytes =
      Array(address.key.utf8) + (0..<8).map { UInt8(truncatingIfNeeded: moment >> ($0 * 8)) }
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash ^= hash >> 29
    hash = hash &* 0xbf58_476d_1ce4_e5b9
    return Double(hash >> 11) / Double(1 << 53)
  }
}
