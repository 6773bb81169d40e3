import Foundation

/// The forms of values that measure: time, size, number.
enum Form {
  static let duration = ValueForm(kind: .duration) { text throws(BadValue) in
    try positive(text)
  }

  static let interval = ValueForm(kind: .interval) { text throws(BadValue) in
    try readInterval(text)
  }

  static let size = ValueForm(kind: .size) { text throws(BadValue) in
    try readSize(text)
  }

  static let retention = ValueForm(kind: .retention) { text throws(BadValue) in
    try readRetention(text)
  }

  static let times = ValueForm(kind: .times) { text throws(BadValue) in
    try readTimes(text)
  }

  static let perSite = ValueForm(kind: .perSite) { text throws(BadValue) in
    try readPerSite(text)
  }

  static let weight = ValueForm(kind: .weight) { text throws(BadValue) in
    let digits = text.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
    guard digits, let weight = Double(text), (0.1...10).contains(weight) else {
      throw BadValue("'\(text)' is not a weight; write a number from 0.1 to 10, such as 0.5 or 2")
    }
    return weight
  }

  static func count(_ what: String, upTo limit: Int) -> ValueForm<Int> {
    ValueForm(kind: .count) { text throws(BadValue) in
      guard let count = wholeNumber(text), (1...limit).contains(count) else {
        throw BadValue("'\(text)' is not \(what); write a whole number from 1 to \(limit)")
      }
      return count
    }
  }

  /// A whole number in ASCII digits; nil for anything else, and for what no `Int` holds.
  static func wholeNumber(_ text: some StringProtocol) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }

  /// A whole number and a unit; nil for anything else. Ten years are the most.
  static func length(_ text: some StringProtocol) -> Duration? {
    let unit = String(text.drop { $0.isASCII && $0.isNumber })
    let scales = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000]
    guard let scale = scales[unit], let count = wholeNumber(text.dropLast(unit.count)),
      count <= 3650 * 86_400_000 / scale
    else { return nil }
    return .milliseconds(count * scale)
  }

  private static let lengths = "write 90s, 15m, 6h or 2d"

  private static func positive(_ text: String) throws(BadValue) -> Duration {
    guard let duration = length(text) else { throw notLength(text) }
    guard duration > .zero else { throw BadValue("'\(text)' is no time at all; \(lengths)") }
    return duration
  }

  private static func notLength(_ text: String, part: Range<Int>? = nil) -> BadValue {
    BadValue("'\(text)' is not a length of time; \(lengths)", part: part)
  }

  private static func readInterval(_ text: String) throws(BadValue) -> ClosedRange<Duration> {
    let accepted = "write bounds such as 15m..12h, or one value such as 30m"
    let ends: [(text: String, start: Int)]
    if let dots = text.firstRange(of: "..") {
      let first = String(text[..<dots.lowerBound])
      ends = [(first, 0), (String(text[dots.upperBound...]), first.count + 2)]
    } else {
      ends = [(text, 0)]
    }
    var bounds: [Duration] = []
    for end in ends {
      let part = end.start..<end.start + max(end.text.count, 1)
      guard let bound = length(end.text) else {
        throw BadValue("'\(end.text)' is not a length of time; \(accepted)", part: part)
      }
      guard bound >= .seconds(1) else {
        throw BadValue("'\(end.text)' is too often; the least is 1s", part: part)
      }
      bounds.append(bound)
    }
    let (least, most) = (bounds[0], bounds[bounds.count - 1])
    guard least <= most else {
      let swapped = "\(ends[1].text)..\(ends[0].text)"
      throw BadValue("'\(text)' ends before it begins; did you mean '\(swapped)'?")
    }
    return least...most
  }

  private static func bytes(_ text: String) -> Int? {
    let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]
    guard let unit = text.last?.uppercased().first, let shift = shifts[unit],
      let count = wholeNumber(text.dropLast()), count > 0, count <= 1 << (50 - shift)
    else { return nil }
    return count << shift
  }

  private static func readSize(_ text: String) throws(BadValue) -> Int {
    guard let bytes = bytes(text) else {
      throw BadValue("'\(text)' is not a size; write 500K, 10M or 2G")
    }
    return bytes
  }

  private static func readRetention(
    _ text: String
  ) throws(BadValue) -> (age: Duration?, size: Int?) {
    var age: Duration?
    var size: Int?
    let accepted = "write an age, a size or both, such as 400d 4G"
    for part in ValuePart.all(of: text) {
      if let duration = length(part.text), duration > .zero, age == nil {
        age = duration
      } else if let bytes = bytes(part.text), size == nil {
        size = bytes
      } else {
        throw BadValue("'\(part.text)' does not fit; \(accepted)", part: part.range)
      }
    }
    guard age != nil || size != nil else { throw BadValue("nothing is said; \(accepted)") }
    return (age, size)
  }

  private static func readTimes(_ text: String) throws(BadValue) -> [TimeOfDay] {
    var times: Set<TimeOfDay> = []
    for part in ValuePart.all(of: text) {
      let fields = part.text.split(separator: ":", omittingEmptySubsequences: false)
      guard fields.count == 2, fields.allSatisfy({ $0.count == 2 }),
        let hour = wholeNumber(fields[0]), let minute = wholeNumber(fields[1]),
        hour < 24, minute < 60
      else {
        throw BadValue(
          "'\(part.text)' is not a time of the day; write 06:30, several with blanks between them",
          part: part.range)
      }
      times.insert(TimeOfDay(hour: hour, minute: minute))
    }
    guard !times.isEmpty else { throw BadValue("no time is given; write 06:30") }
    return times.sorted()
  }

  private static func readPerSite(
    _ text: String
  ) throws(BadValue) -> (count: Int, spacing: Duration) {
    let accepted = "write a number such as 6, or with spacing, such as 2 every 500ms"
    let parts = ValuePart.all(of: text)
    guard let first = parts.first, let count = wholeNumber(first.text), (1...1000).contains(count)
    else {
      throw BadValue(
        "'\(parts.first?.text ?? text)' is not a number from 1 to 1000; \(accepted)",
        part: parts.first?.range)
    }
    if parts.count == 1 { return (count, .zero) }
    guard parts.count == 3, parts[1].text == "every" else {
      throw BadValue("'\(text)' is not a number of requests; \(accepted)")
    }
    guard let spacing = length(parts[2].text) else {
      throw BadValue(
        "'\(parts[2].text)' is not a length of time; \(accepted)", part: parts[2].range)
    }
    return (count, spacing)
  }
}
