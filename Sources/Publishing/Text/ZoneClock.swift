import Foundation
import NewsModel

/// Writes instants as a clock and a calendar on the wall would show them in the edition's zone.
struct ZoneClock {
  private let zone: TimeZone

  /// An unknown zone's clock shows UTC.
  init(zone name: String) {
    zone = TimeZone(identifier: name) ?? .gmt
  }

  func day(of instant: Date) -> Day { Day(of: instant, in: zone) }

  /// "14:02"
  func time(_ instant: Date) -> String {
    let local =
      Int(instant.timeIntervalSince1970.rounded(.down)) + zone.secondsFromGMT(for: instant)
    let minute = ((local / 60) % 1440 + 1440) % 1440
    return "\(CivilTime.padded(minute / 60, 2)):\(CivilTime.padded(minute % 60, 2))"
  }

  /// "21 Nov 14:02"
  func dayAndTime(_ instant: Date) -> String {
    "\(Self.short(day(of: instant))) \(time(instant))"
  }

  /// "Sat 21 Nov 14:02"
  func weekdayAndTime(_ instant: Date) -> String {
    let day = day(of: instant)
    return "\(Self.weekdays[day.weekday].prefix(3)) \(Self.short(day)) \(time(instant))"
  }

  /// The time alone for what lies within an edition of about a day, where it can mean one instant
  /// only; else day and time.
  func near(_ instant: Date, in span: EditionSpan) -> String {
    let isDay = span.closes.timeIntervalSince(span.opens) <= 90_000
    if isDay, instant >= span.opens, instant <= span.closes { return time(instant) }
    let day = day(of: instant)
    return day.year == span.day.year ? dayAndTime(instant) : near(instant, on: span.day)
  }

  /// The time alone where the day is the given one, else day and time; the year where it differs.
  func near(_ instant: Date, on other: Day) -> String {
    let day = day(of: instant)
    if day == other { return time(instant) }
    if day.year == other.year { return dayAndTime(instant) }
    return "\(Self.short(day)) \(day.year)"
  }

  /// "Saturday 21 November 2026"
  static func long(_ day: Day) -> String {
    "\(weekdays[day.weekday]) \(day.day) \(month(day.month)) \(day.year)"
  }

  /// "Saturday 21 November 2026", or "…, second edition".
  static func title(of span: EditionSpan) -> String {
    let day = long(span.day)
    switch span.ordinal {
    case ...1: return day
    case 2: return day + ", second edition"
    case 3: return day + ", third edition"
    default: return day + ", \(Words.ordinal(span.ordinal)) edition"
    }
  }

  /// "21 Nov"
  static func short(_ day: Day) -> String { "\(day.day) \(month(day.month).prefix(3))" }

  static func month(_ number: Int) -> String { months[(number + 11) % 12] }

  static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
