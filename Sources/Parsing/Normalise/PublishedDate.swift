import Foundation

extension Date {
  /// The instant a publisher's date names, or nil where it cannot be read or cannot be meant.
  ///
  /// Reads RFC 822 and its successors, RFC 3339 and W3CDTF down to the year, ISO 8601's compact
  /// form, asctime, and what publishers make of them: zones by name, years of two digits, other
  /// orders and months in other languages. A date without a zone is UTC, one without a time is
  /// midnight.
  init?(publishedAs written: Span<UInt8>) {
    if let seconds = PublishedDateReader.usual(written) {
      self.init(timeIntervalSince1970: seconds)
      return
    }
    var reader = PublishedDateReader(length: written.count)
    guard let seconds = reader.read(written) else { return nil }
    self.init(timeIntervalSince1970: seconds)
  }

  init?(publishedAs written: String) {
    self.init(publishedAs: written.utf8Span.span)
  }
}

/// Reads one date from its bytes, left to right; each step says whether it could go on.
struct PublishedDateReader {
  private var at = 0
  private var end: Int
  private var year = 0
  private var month = 1
  private var day = 1
  private var seconds = 0
  private var fraction = 0.0
  private var offset: Int?
  private var isAfternoon: Bool?
  private var usualOffset = 0

  /// Dates longer than any we have seen are something else.
  private static let longest = 120

  init(length: Int) {
    end = length
  }

  /// Seconds since 1970, or nil.
  mutating func read(_ bytes: Span<UInt8>) -> Double? {
    guard end <= Self.longest else { return nil }
    skipBlanks(bytes)
    while end > at, bytes[end - 1] <= 0x20 { end -= 1 }
    // Nothing behind the end is looked at, so that a word that ends with a blank cannot reach past it.
    let bytes = bytes.extracting(first: end)
    guard at < end, readDateAndTime(bytes), readZone(bytes), skipRemark(bytes) else { return nil }
    return instant
  }

  private var instant: Double? {
    guard 1...12 ~= month, day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    let days = Self.daysSince1970(year, month, day)
    let instant = days * 86_400 + seconds - (offset ?? usualOffset)
    guard Self.newsworthy.contains(instant) else { return nil }
    return Double(instant) + fraction
  }

  /// News is not older than the telegraph, nor from a century that none of us will see; what lies
  /// outside 1900 to 2199 is a broken clock (0001-01-01) or a broken number.
  static let newsworthy = -2_208_988_800..<7_258_118_400

  // MARK: Date

  private mutating func readDateAndTime(_ bytes: Span<UInt8>) -> Bool {
    if !bytes[at].isASCIIDigit { return readAfterWord(bytes) }
    return readFromNumber(bytes)
  }

  /// A date that begins with a day of the week, in whatever language, or with a month.
  private mutating func readAfterWord(_ bytes: Span<UInt8>) -> Bool {
    var named: Int?
    var words = 0
    while at < end, !bytes[at].isASCIIDigit {
      if bytes[at] <= 0x20 || bytes[at] == UInt8(ascii: ",") || bytes[at] == UInt8(ascii: ".") {
        at += 1
        continue
      }
      guard let word = word(bytes), words < 3 else { return false }
      words += 1
      named = PublishedDateWords.month(bytes, word) ?? named
    }
    guard at < end else { return false }
    // "mar., 05 nov. 2024": in French mar. is Tuesday, in asctime's order it is March.
    let digits = digitRun(bytes, from: at)
    if let named, digits <= 2, !monthFollows(bytes, from: at + digits) {
      month = named
      return readAfterMonth(bytes)
    }
    if digits == 4, at + digits == end {
      // A year needs a month before it, and nothing else.
      guard let named, words == 1 else { return false }
      month = named
    }
    return readFromNumber(bytes)
  }

  /// "Nov 5, 2024 13:00", "Nov  5 13:00:00 2024", "Nov 05 13:00:00 EST 2024", and Twitter's
  /// "Nov 05 13:00:00 +0000 2024".
  private mutating func readAfterMonth(_ bytes: Span<UInt8>) -> Bool {
    guard let (value, _) = number(bytes, upTo: 2) else { return false }
    day = value
    skipLittleWord(bytes)
    _ = skip(bytes, UInt8(ascii: ","))
    skipBlanks(bytes)
    if digitRun(bytes, from: at) == 4 {
      guard let (value, _) = number(bytes, upTo: 4) else { return false }
      year = value
      return readTime(bytes)
    }
    guard readTime(bytes) else { return false }
    skipBlanks(bytes)
    if at < end, bytes[at].isASCIILetter || isOffset(bytes) {
      guard readZone(bytes) else { return false }
      skipBlanks(bytes)
    }
    guard digitRun(bytes, from: at) == 4, let (value, _) = number(bytes, upTo: 4) else {
      return false
    }
    year = value
    skipBlanks(bytes)
    return true
  }

  private mutating func readFromNumber(_ bytes: Span<UInt8>) -> Bool {
    let digits = digitRun(bytes, from: at)
    guard let (value, _) = number(bytes, upTo: 14) else { return false }
    switch digits {
    case 1, 2: return readAfterDay(value, bytes)
    case 4:
      year = value
      return readAfterYear(bytes)
    case 8:
      split(value)
      return readTime(bytes)
    case 10:
      // Seconds since 1970: only numbers of this length can be, and only from 2001 to 2286.
      (year, month, day, seconds) = (1970, 1, 1, value)
      return at == end
    case 13:
      // The same in milliseconds.
      (year, month, day, seconds) = (1970, 1, 1, value / 1000)
      return at == end
    case 14:
      split(value / 1_000_000)
      seconds = value / 10_000 % 100 * 3600 + value / 100 % 100 * 60 + value % 100
      return value / 10_000 % 100 < 24 && value / 100 % 100 < 60 && value % 100 < 61
    default: return false
    }
  }

  private mutating func split(_ compact: Int) {
    (year, month, day) = (compact / 10_000, compact / 100 % 100, compact % 100)
  }

  /// "2024-11-05", "2024/1/2", "2024-335", "2004-július-13", "2004년 05월 28일", "2024-11", "2024".
  private mutating func readAfterYear(_ bytes: Span<UInt8>) -> Bool {
    guard skipDateSeparator(bytes) else { return at == end }
    guard at < end else { return true }
    if bytes[at].isASCIIDigit {
      let digits = digitRun(bytes, from: at)
      guard let (value, _) = number(bytes, upTo: 3) else { return false }
      if digits == 3 {
        guard value >= 1, value <= (Self.days(in: 2, of: year) == 29 ? 366 : 365) else {
          return false
        }
        day = value
        while day > Self.days(in: month, of: year) {
          day -= Self.days(in: month, of: year)
          month += 1
        }
        return readTime(bytes)
      }
      month = value
    } else {
      guard let word = word(bytes), let named = PublishedDateWords.month(bytes, word) else {
        return false
      }
      month = named
    }
    guard at < end else { return true }
    if skipDateSeparator(bytes), at < end, bytes[at].isASCIIDigit {
      guard let (value, _) = number(bytes, upTo: 2) else { return false }
      day = value
      skipSign(bytes)
    }
    return readTime(bytes)
  }

  /// "05 Nov 2024", "5-Nov-24", "05.11.2024", "25/12/2024", "Tue, 5. November 2024".
  private mutating func readAfterDay(_ value: Int, _ bytes: Span<UInt8>) -> Bool {
    day = value
    skipLittleWord(bytes)
    guard at < end else { return false }
    let separator = bytes[at]
    guard skipDateSeparator(bytes), at < end else { return false }
    let hasName = !bytes[at].isASCIIDigit
    if !hasName {
      guard let (second, _) = number(bytes, upTo: 2), at < end, bytes[at] == separator else {
        return false
      }
      at += 1
      if separator == UInt8(ascii: "/") {
        // Which of 3/4/2024 is the month depends on the country: only what can be one is read.
        guard second > 12 || value > 12 || second == value else { return false }
        (day, month) = second > 12 ? (second, value) : (value, second)
      } else {
        month = second
      }
    } else {
      skipLittleWord(bytes)
      skipBlanks(bytes)
      guard let word = word(bytes), let named = PublishedDateWords.month(bytes, word) else {
        return false
      }
      month = named
      _ = skipDateSeparator(bytes)
      _ = skip(bytes, UInt8(ascii: ","))
      skipBlanks(bytes)
      skipLittleWord(bytes)
      skipBlanks(bytes)
    }
    let digits = digitRun(bytes, from: at)
    // Where all three are numbers and none has four digits, 03-12-31 may be any of three days.
    guard digits >= 2, hasName || digits == 4 || separator == UInt8(ascii: "."),
      let (written, _) = number(bytes, upTo: 4)
    else { return false }
    switch digits {
    case 2: year = written + (written < 50 ? 2000 : 1900)  // RFC 5322, section 4.3
    case 3: year = written + 1900
    default: year = written
    }
    return readTime(bytes)
  }

  // MARK: Time

  /// A time, if there is one: "13:00", "13:00:00.123", "1:00 pm", "13.00", "13h00", "1300", "130000",
  /// "T24:00", "T13".
  private mutating func readTime(_ bytes: Span<UInt8>) -> Bool {
    _ = skip(bytes, UInt8(ascii: ","))
    skipBlanks(bytes)
    if bytes.spells("- ", at: at) {
      at += 1
      skipBlanks(bytes)
    }
    guard at < end else { return true }
    var isMarked = false
    if bytes[at] | 0x20 == UInt8(ascii: "t"), at + 1 < end, !bytes[at + 1].isASCIILetter {
      isMarked = true
      at += 1
      skipBlanks(bytes)
    } else if bytes.spells("at ", at: at) {
      at += 3
    }
    readKoreanHalf(bytes)
    let digits = digitRun(bytes, from: at)
    guard digits > 0 else { return true }
    guard let (value, _) = number(bytes, upTo: 6) else { return false }
    var (hour, minute, second) = (value, 0, 0)
    switch digits {
    case 1, 2:
      guard let separator = timeSeparator(bytes) else {
        return settle(hour, 0, 0, bytes) && (isMarked || isAfternoon != nil)
      }
      at += 1
      guard let (value, _) = number(bytes, upTo: 2) else { return false }
      minute = value
      if skip(bytes, separator == UInt8(ascii: ".") ? separator : UInt8(ascii: ":")) {
        guard let (value, _) = number(bytes, upTo: 2) else { return false }
        second = value
      }
    case 4: (hour, minute) = (value / 100, value % 100)
    case 6: (hour, minute, second) = (value / 10_000, value / 100 % 100, value % 100)
    default: return false
    }
    readFraction(bytes)
    return settle(hour, minute, second, bytes)
  }

  /// The sign between hour and minute: a colon, or what Danes, Finns and the French write before
  /// another digit.
  private func timeSeparator(_ bytes: Span<UInt8>) -> UInt8? {
    guard at < end else { return nil }
    switch bytes[at] {
    case UInt8(ascii: ":"): return bytes[at]
    case UInt8(ascii: "."), UInt8(ascii: "h"):
      return at + 1 < end && bytes[at + 1].isASCIIDigit ? bytes[at] : nil
    default: return nil
    }
  }

  private mutating func readFraction(_ bytes: Span<UInt8>) {
    guard at + 1 < end, bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ","),
      bytes[at + 1].isASCIIDigit
    else { return }
    at += 1
    var scale = 0.1
    while at < end, bytes[at].isASCIIDigit {
      fraction += Double(bytes[at] - 0x30) * scale
      scale /= 10
      at += 1
    }
  }

  private mutating func settle(
    _ hour: Int, _ minute: Int, _ second: Int, _ bytes: Span<UInt8>
  ) -> Bool {
    var hour = hour
    let mark = at
    skipBlanks(bytes)
    if bytes.spells("am", at: at) || bytes.spells("pm", at: at), !letterFollows(bytes, at: at + 2) {
      isAfternoon = bytes[at] | 0x20 == UInt8(ascii: "p")
      at += 2
    } else if bytes.spells("a.m.", at: at) || bytes.spells("p.m.", at: at) {
      isAfternoon = bytes[at] | 0x20 == UInt8(ascii: "p")
      at += 4
    } else {
      at = mark
    }
    if let isAfternoon {
      // "오후 13:00" and "13:00 PM" are written by machines that count to 24 all the same.
      if hour == 12, !isAfternoon { hour = 0 }
      if hour < 12, isAfternoon { hour += 12 }
    }
    // ISO 8601 calls the end of a day 24:00; a leap second is the sixty-first of its minute.
    guard hour < 24 || (hour == 24 && minute == 0 && second == 0), minute < 60, second <= 60
    else { return false }
    seconds = hour * 3600 + minute * 60 + second
    return true
  }

  // MARK: Zone

  private mutating func readZone(_ bytes: Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    guard at < end, offset == nil else { return true }
    if bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { return readOffset(bytes) }
    guard bytes[at].isASCIILetter else { return true }
    let start = at
    while at < end, bytes[at].isASCIILetter || bytes[at] == UInt8(ascii: "/") { at += 1 }
    guard let named = PublishedDateWords.zone(bytes, start..<at) else { return false }
    offset = named
    // JavaScript writes "GMT+0100 (Central European Time)".
    skipBlanks(bytes)
    return named == 0 && isOffset(bytes) ? readOffset(bytes) : true
  }

  private func isOffset(_ bytes: Span<UInt8>) -> Bool {
    at + 1 < end && (bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-"))
      && bytes[at + 1].isASCIIDigit
  }

  /// "+01:00", "-0500", "+1", "+00:0".
  private mutating func readOffset(_ bytes: Span<UInt8>) -> Bool {
    let sign = bytes[at] == UInt8(ascii: "-") ? -1 : 1
    at += 1
    let digits = digitRun(bytes, from: at)
    guard let (value, _) = number(bytes, upTo: 4) else { return false }
    var (hours, minutes) = digits > 2 ? (value / 100, value % 100) : (value, 0)
    if digits <= 2, skip(bytes, UInt8(ascii: ":")) {
      guard let (value, _) = number(bytes, upTo: 2) else { return false }
      minutes = value
    }
    // No clock on earth is set further ahead than Kiritimati's; the rest are broken numbers.
    guard hours <= 14, minutes < 60 else { return false }
    if hours == 14 { minutes = 0 }
    hours *= sign
    offset = hours * 3600 + sign * minutes * 60
    // Go and PHP write the zone's name behind it: "+0200 EET".
    skipBlanks(bytes)
    var stop = at
    while stop < end, bytes[stop].isASCIILetter { stop += 1 }
    if stop - at > 1, PublishedDateWords.zone(bytes, at..<stop) != nil { at = stop }
    return true
  }

  /// A remark in brackets may end a date (RFC 5322, section 3.2.2; Java's square ones hold the
  /// zone's name), and so may a stop; anything else spoils it.
  private mutating func skipRemark(_ bytes: Span<UInt8>) -> Bool {
    skipBlanks(bytes)
    if at == end { return true }
    switch (bytes[at], bytes[end - 1]) {
    case (UInt8(ascii: "("), UInt8(ascii: ")")), (UInt8(ascii: "["), UInt8(ascii: "]")): return true
    case (UInt8(ascii: "."), _), (UInt8(ascii: ";"), _): return at == end - 1
    default: return false
    }
  }

  // MARK: Bytes

  private func digitRun(_ bytes: Span<UInt8>, from: Int) -> Int {
    var stop = from
    while stop < end, bytes[stop].isASCIIDigit { stop += 1 }
    return stop - from
  }

  private mutating func number(_ bytes: Span<UInt8>, upTo digits: Int) -> (Int, Int)? {
    var value = 0
    let start = at
    while at < end, bytes[at].isASCIIDigit {
      guard at - start < digits else { return nil }
      value = value * 10 + Int(bytes[at] - 0x30)
      at += 1
    }
    return at > start ? (value, at - start) : nil
  }

  private mutating func skipBlanks(_ bytes: Span<UInt8>) {
    while at < end {
      if bytes[at] <= 0x20 {
        at += 1
      } else if bytes[at] == 0xc2, at + 1 < end, bytes[at + 1] == 0xa0 {
        at += 2
      } else {
        return
      }
    }
  }

  private mutating func skip(_ bytes: Span<UInt8>, _ byte: UInt8) -> Bool {
    guard at < end, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  private func letterFollows(_ bytes: Span<UInt8>, at: Int) -> Bool {
    at < end && bytes[at].isASCIILetter
  }

  /// What may stand between the parts of a date: `-`, `/`, `.`, blanks, or Korean's own words.
  private mutating func skipDateSeparator(_ bytes: Span<UInt8>) -> Bool {
    let start = at
    skipBlanks(bytes)
    if at < end {
      switch bytes[at] {
      case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."): at += 1
      default: skipSign(bytes)
      }
    }
    skipBlanks(bytes)
    return at > start
  }

  /// 년, 월 and 일: year, month and day. Their presence means Korea's time, nine hours ahead; 年, 月
  /// and 日 are written in several zones.
  private mutating func skipSign(_ bytes: Span<UInt8>) {
    for sign: StaticString in ["년", "월", "일", "年", "月", "日"] where bytes.spells(sign, at: at) {
      at += sign.utf8CodeUnitCount
      if bytes[at - 3] != 0xe5, bytes[at - 3] != 0xe6 { usualOffset = 9 * 3600 }
      return
    }
  }

  /// 오전 and 오후: before and after noon.
  private mutating func readKoreanHalf(_ bytes: Span<UInt8>) {
    let isMorning = bytes.spells("오전", at: at)
    guard isMorning || bytes.spells("오후", at: at) else { return }
    isAfternoon = !isMorning
    usualOffset = 9 * 3600
    at += 6
    skipBlanks(bytes)
  }

  /// "5th November", "1er janvier", "5 de noviembre de 2024".
  private mutating func skipLittleWord(_ bytes: Span<UInt8>) {
    for word: StaticString in [
      "st ", "nd ", "rd ", "th ", "st,", "nd,", "rd,", "th,", "er ", "of ", "de ", "del ",
    ]
    where bytes.spells(word, at: at) {
      at += word.utf8CodeUnitCount - 1
      return
    }
  }

  private mutating func word(_ bytes: Span<UInt8>) -> Range<Int>? {
    let start = at
    while at < end, bytes[at].isASCIILetter || bytes[at] >= 0x80 { at += 1 }
    return at > start ? start..<at : nil
  }

  private func monthFollows(_ bytes: Span<UInt8>, from: Int) -> Bool {
    var ahead = self
    ahead.at = from
    guard ahead.skipDateSeparator(bytes), let word = ahead.word(bytes) else { return false }
    return PublishedDateWords.month(bytes, word) != nil
  }

  // MARK: Calendar

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the Gregorian calendar, counting years from March so that the leap
  /// day comes last.
  static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
