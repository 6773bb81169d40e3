import Foundation
import NewsModel

/// The three forms of a date in HTTP (RFC 9110 section 5.6.7).
enum HTTPDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  /// Nil for anything that is none of them.
  static func date(_ text: String) -> Date? {
    let words = text.split { $0 == " " || $0 == "," || $0 == "-" }
    let isC = words.count == 5
    guard isC || (words.count == 6 && ["gmt", "utc", "z"].contains(words[5].lowercased())),
      let day = Int(isC ? words[2] : words[1]), (1...31).contains(day),
      let month = months.firstIndex(of: (isC ? words[1] : words[2]).prefix(3).lowercased()),
      var year = Int(isC ? words[4] : words[3]), year >= 0, year < 10000,
      let seconds = time(isC ? words[3] : words[4])
    else { return nil }
    if (isC ? words[4] : words[3]).count == 2 { year += year < 70 ? 2000 : 1900 }
    let days = CivilTime.days(year: year, month: month + 1, day: day)
    return Date(timeIntervalSince1970: Double(days * 86400 + seconds))
  }

  /// The form that is written: `Sun, 06 Nov 1994 08:49:37 GMT`.
  static func text(_ date: Date) -> String {
    let whole = Int(date.timeIntervalSince1970.rounded(.down))
    let number = Int((Double(whole) / 86400).rounded(.down))
    let rest = whole - number * 86400
    let day = Day(daysSince1970: number)
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map { CivilTime.padded($0, 2) }
    return "\(days[day.weekday]), \(CivilTime.padded(day.day, 2)) "
      + "\(months[day.month - 1].capitalized) \(CivilTime.padded(day.year, 4)) "
      + "\(time.joined(separator: ":")) GMT"
  }

  private static func time(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":").map { Int($0) }
    guard parts.count == 3, let hour = parts[0], let minute = parts[1], let second = parts[2],
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }
}
