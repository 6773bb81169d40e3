extension PublishedDateReader {
  /// The seconds since 1970 of a date in one of the two shapes that nearly all dates have, "Fri, 28
  /// May 2010 21:03:38 GMT" (RFC 5322, section 3.3) and "2010-05-28T21:03:38Z" (RFC 3339), read from
  /// where its parts must stand: a quarter of the time of a reader that expects anything. Nil where
  /// the date has another shape, or is none.
  static func usual(_ bytes: Span<UInt8>) -> Double? {
    guard 20...31 ~= bytes.count else { return nil }
    if bytes[4] == UInt8(ascii: "-") { return internet(bytes) }
    return bytes[3] == UInt8(ascii: ",") ? mail(bytes) : nil
  }

  private static func internet(_ bytes: Span<UInt8>) -> Double? {
    guard bytes[7] == UInt8(ascii: "-"), bytes[10] == UInt8(ascii: "T"),
      let year = digits(bytes, 0, 4), let month = digits(bytes, 5, 2),
      let day = digits(bytes, 8, 2), let time = time(bytes, at: 11)
    else { return nil }
    let offset: Int
    if bytes[19] == UInt8(ascii: "Z"), bytes.count == 20 {
      offset = 0
    } else {
      guard bytes.count == 25, bytes[22] == UInt8(ascii: ":"),
        let written = self.offset(bytes, at: 19, minutesAt: 23)
      else { return nil }
      offset = written
    }
    return instant(year, month, day, time - offset)
  }

  private static func mail(_ bytes: Span<UInt8>) -> Double? {
    guard isWeekday(bytes), bytes[4] == 0x20 else { return nil }
    let length = bytes[6] == 0x20 ? 1 : 2
    // Where the blank before the month stands; three letters, a blank, the year, a blank, the time.
    let blank = 5 + length
    guard bytes.count >= blank + 22, let day = digits(bytes, 5, length), bytes[blank] == 0x20,
      let month = PublishedDateWords.english(bytes, (blank + 1)..<(blank + 4)),
      bytes[blank + 4] == 0x20, let year = digits(bytes, blank + 5, 4), bytes[blank + 9] == 0x20,
      let time = time(bytes, at: blank + 10), bytes[blank + 18] == 0x20
    else { return nil }
    let zone = blank + 19
    let offset: Int
    switch bytes.count - zone {
    case 3 where bytes.spells("gmt", at: zone): offset = 0
    case 5:
      guard let written = self.offset(bytes, at: zone, minutesAt: zone + 3) else { return nil }
      offset = written
    default: return nil
    }
    return instant(year, month, day, time - offset)
  }

  private static func instant(_ year: Int, _ month: Int, _ day: Int, _ seconds: Int) -> Double? {
    guard 1...12 ~= month, day >= 1, day <= days(in: month, of: year) else { return nil }
    let instant = daysSince1970(year, month, day) * 86_400 + seconds
    return newsworthy.contains(instant) ? Double(instant) : nil
  }

  /// "21:03:38". A leap second and 24:00 are left to the reader.
  private static func time(_ bytes: Span<UInt8>, at: Int) -> Int? {
    guard let hour = digits(bytes, at, 2), let minute = digits(bytes, at + 3, 2),
      let second = digits(bytes, at + 6, 2), bytes[at + 2] == UInt8(ascii: ":"),
      bytes[at + 5] == UInt8(ascii: ":"), hour < 24, minute < 60, second < 60
    else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  /// The seconds of "+0100" or "+01:00".
  private static func offset(_ bytes: Span<UInt8>, at: Int, minutesAt: Int) -> Int? {
    let isWest = bytes[at] == UInt8(ascii: "-")
    guard isWest || bytes[at] == UInt8(ascii: "+"), let hours = digits(bytes, at + 1, 2),
      let minutes = digits(bytes, minutesAt, 2), hours < 14, minutes < 60
    else { return nil }
    return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
  }

  private static func isWeekday(_ bytes: Span<UInt8>) -> Bool {
    let key =
      UInt32(bytes[0] | 0x20) << 16 | UInt32(bytes[1] | 0x20) << 8 | UInt32(bytes[2] | 0x20)
    return switch key {
    case 0x6d6f6e, 0x747565, 0x776564, 0x746875, 0x667269, 0x736174, 0x73756e: true
    default: false
    }
  }

  /// The number that exactly so many digits make.
  private static func digits(_ bytes: Span<UInt8>, _ start: Int, _ length: Int) -> Int? {
    var value = 0
    for at in start..<(start + length) {
      guard bytes[at].isASCIIDigit else { return nil }
      value = value * 10 + Int(bytes[at] - 0x30)
    }
    return value
  }
}
