package import Foundation

/// A calendar day. Which instants belong to it depends on a time zone, which is always an argument.
package struct Day: Hashable, Sendable, Comparable, Codable, CustomStringConvertible {
  package let year: Int
  package let month: Int
  package let day: Int

  package init(of instant: Date, in zone: TimeZone) {
    let seconds = instant.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: instant))
    self.init(daysSince1970: Int((seconds / 86400).rounded(.down)))
  }

  /// From `YYYY-MM-DD`; nil for anything else, and for days that no month has.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let number = CivilTime.days(year: year, month: month, day: day)
    self.init(daysSince1970: number)
    guard self.month == month, self.day == day else { return nil }
  }

  package init(daysSince1970 days: Int) {
    (year, month, day) = CivilTime.date(days: days)
  }

  package var daysSince1970: Int { CivilTime.days(year: year, month: month, day: day) }

  /// 0 is Sunday.
  package var weekday: Int { ((daysSince1970 + 4) % 7 + 7) % 7 }

  package func adding(days: Int) -> Day { Day(daysSince1970: daysSince1970 + days) }

  /// The instant at which a clock in the zone shows `hour:minute` on this day. Where the clock skips
  /// that time, the instant it would have been; where it shows it twice, the first.
  package func instant(hour: Int, minute: Int, in zone: TimeZone) -> Date {
    let local = Double(daysSince1970 * 86400 + hour * 3600 + minute * 60)
    let before = zone.secondsFromGMT(for: Date(timeIntervalSince1970: local - 86400))
    let guess = Date(timeIntervalSince1970: local - Double(before))
    let there = zone.secondsFromGMT(for: guess)
    guard there != before else { return guess }
    let other = Date(timeIntervalSince1970: local - Double(there))
    return zone.secondsFromGMT(for: other) == there ? other : guess
  }

  package var description: String {
    "\(CivilTime.padded(year, 4))-\(CivilTime.padded(month, 2))-\(CivilTime.padded(day, 2))"
  }

  package static func < (one: Self, other: Self) -> Bool {
    one.daysSince1970 < other.daysSince1970
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let day = Day(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "'\(text)' is not a day such as 2026-11-21")
    }
    self = day
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The proleptic Gregorian calendar as arithmetic, since Foundation's formatters cost 83 µs a date.
package enum CivilTime {
  /// Days from 1970-01-01 to a date (Howard Hinnant, "chrono-compatible low-level date algorithms").
  package static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146097 + dayOfEra - 719468
  }

  /// The inverse of `days`.
  package static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    let z = days + 719468
    let era = (z >= 0 ? z : z - 146096) / 146097
    let dayOfEra = z - era * 146097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shifted + 2) / 5 + 1)
  }

  /// A number with leading zeros.
  package static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Date {
  /// RFC 3339 in UTC to the second, such as `2026-11-21T06:30:00Z`.
  package var rfc3339: String {
    var bytes: [UInt8] = []
    bytes.append(rfc3339: self)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// From RFC 3339 with any offset; fractions of a second are kept. Nil for anything else.
  package init?(rfc3339 text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      guard range.upperBound <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[range] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
      }
      return value
    }
    guard bytes.count >= 20, let day = Day(String(decoding: bytes[..<10], as: UTF8.self)),
      [84, 116, 32].contains(bytes[10]), let hour = number(11..<13), bytes[13] == 58,
      let minute = number(14..<16), bytes[16] == 58, let second = number(17..<19),
      hour < 24, minute < 60, second < 61
    else { return nil }
    var at = 19
    var fraction = 0.0
    if bytes[at] == 46 {
      var scale = 0.1
      at += 1
      while at < bytes.count, (48...57).contains(bytes[at]) {
        fraction += Double(bytes[at] - 48) * scale
        scale /= 10
        at += 1
      }
    }
    guard at < bytes.count else { return nil }
    var offset = 0
    switch bytes[at] {
    case 90, 122: guard at + 1 == bytes.count else { return nil }
    case 43, 45:
      guard bytes.count == at + 6, bytes[at + 3] == 58, let hours = number(at + 1..<at + 3),
        let minutes = number(at + 4..<at + 6), hours < 24, minutes < 60
      else { return nil }
      offset = (hours * 3600 + minutes * 60) * (bytes[at] == 43 ? 1 : -1)
    default: return nil
    }
    let seconds = day.daysSince1970 * 86400 + hour * 3600 + minute * 60 + second - offset
    self.init(timeIntervalSince1970: Double(seconds) + fraction)
  }
}

extension Duration {
  /// The length in seconds, as Foundation counts time.
  package var timeInterval: TimeInterval {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
