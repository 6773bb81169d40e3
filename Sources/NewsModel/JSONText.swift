package import Foundation

/// The pieces of JSON that are written by the million, straight into bytes.
extension [UInt8] {
  /// Appends a string in its quotation marks, as UTF-8. Control characters (C0, DEL, C1), U+2028/9
  /// and what turns text about (U+202A–E, U+2066–9) are escaped, so that one line stays one line and
  /// a terminal that it is printed on obeys nothing in it.
  package mutating func append(json text: String) {
    let bytes = text.utf8Span.span
    append(UInt8(ascii: "\""))
    var at = 0
    while at < bytes.count {
      // In pieces, since the room for a piece that is all escapes is asked for beforehand.
      let end = Swift.min(at + 4096, bytes.count)
      let room = JSONText.longestEscape * (end - at) + 2 * JSONText.step
      append(addingCapacity: room) { out in
        at = JSONText.write(bytes, from: at, to: end, into: &out)
      }
    }
    append(UInt8(ascii: "\""))
  }

  /// Appends RFC 3339 in UTC to the second, in quotation marks.
  package mutating func append(json date: Date) {
    append(UInt8(ascii: "\""))
    append(rfc3339: date)
    append(UInt8(ascii: "\""))
  }

  /// Appends RFC 3339 in UTC to the second, such as `2026-11-21T06:30:00Z`.
  package mutating func append(rfc3339 date: Date) {
    let whole = Int(date.timeIntervalSince1970.rounded(.down))
    let days = (whole >= 0 ? whole : whole - 86399) / 86400
    let rest = whole - days * 86400
    let (year, month, day) = CivilTime.date(days: days)
    if 0..<10_000 ~= year {
      append(twoDigits: year / 100)
      append(twoDigits: year % 100)
    } else {
      self += CivilTime.padded(year, 4).utf8
    }
    for (mark, number) in [("-", month), ("-", day), ("T", rest / 3600)] as [(Unicode.Scalar, Int)]
    {
      append(UInt8(ascii: mark))
      append(twoDigits: number)
    }
    for number in [rest / 60 % 60, rest % 60] {
      append(UInt8(ascii: ":"))
      append(twoDigits: number)
    }
    append(UInt8(ascii: "Z"))
  }

  private mutating func append(twoDigits number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}

/// The inside of JSON strings.
private enum JSONText {
  /// `\u0001`, for one byte.
  static let longestEscape = 6
  /// Bytes looked at and copied at once.
  static let step = 8

  /// Writes the bytes from `start` on until `end` is reached; where it stopped, which a separator of
  /// three bytes may have carried beyond.
  ///
  /// Word by word: byte by byte the escaping cost as much as all of the parsing.
  static func write(
    _ text: Span<UInt8>, from start: Int, to end: Int, into out: inout OutputSpan<UInt8>
  ) -> Int {
    unsafe text.withUnsafeBytes { bytes in
      unsafe out.withUnsafeMutableBufferPointer { buffer, count in
        guard let target = UnsafeMutableRawPointer(buffer.baseAddress) else { return end }
        var at = start
        var to = count
        // Every byte that has been read made room for six, and two words were added, so a whole
        // word fits wherever one is begun.
        while at < end {
          if at &+ step <= bytes.count {
            let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            unsafe target.storeBytes(of: word, toByteOffset: to, as: UInt64.self)
            let special = specials(in: UInt64(littleEndian: word))
            if special == 0 {
              at &+= step
              to &+= step
              continue
            }
            let plain = special.trailingZeroBitCount / 8
            at &+= plain
            to &+= plain
          }
          let spelling = unsafe spelling(bytes, at: at)
          unsafe target.storeBytes(
            of: spelling.word.littleEndian, toByteOffset: to, as: UInt64.self)
          at &+= spelling.read
          to &+= spelling.written
        }
        count = to
        return at
      }
    }
  }

  /// The high bits of bytes that need a look: controls, DEL, `"`, `\` and what C1 controls and U+2028
  /// begin with.
  /// The lowest bit set is right; those above a right one may not be.
  @inline(__always)
  private static func specials(in word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    @inline(__always)
    func equal(_ byte: UInt64) -> UInt64 {
      let difference = word ^ (ones &* byte)
      return (difference &- ones) & ~difference
    }
    let controls = (word &- ones &* 0x20) & ~word
    let beginnings = equal(0xC2) | equal(0xE2)
    return (controls | equal(0x22) | equal(0x5C) | equal(0x7F) | beginnings) & (ones &* 0x80)
  }

  /// How the character or byte at `at` is written, in a word whose lowest byte comes first, how many
  /// bytes of the word that takes, and how many bytes were read for it.
  @inline(__always)
  private static func spelling(
    _ text: UnsafeRawBufferPointer, at: Int
  ) -> (word: UInt64, written: Int, read: Int) {
    let byte = unsafe text[at]
    switch byte {
    case 0x22: return (0x225C, 2, 1)
    case 0x5C: return (0x5C5C, 2, 1)
    case 0x0A: return (0x6E5C, 2, 1)
    case 0x0D: return (0x725C, 2, 1)
    case 0x09: return (0x745C, 2, 1)
    case 0..<0x20, 0x7F: return (control | digit(byte >> 4, 4) | digit(byte, 5), 6, 1)
    case 0xC2 where unsafe at &+ 1 < text.count && 0x80..<0xA0 ~= text[at &+ 1]:
      let second = unsafe text[at &+ 1]
      return (control | digit(second >> 4, 4) | digit(second, 5), 6, 2)
    case 0xE2 where at &+ 2 < text.count:
      let (second, third) = unsafe (text[at &+ 1], text[at &+ 2])
      if second == 0x80, 0xA8...0xAE ~= third { return (separator | digit(third, 5), 6, 3) }
      if second == 0x81, 0xA6...0xA9 ~= third { return (isolate | digit(third, 5), 6, 3) }
      return (UInt64(byte), 1, 1)
    default: return (UInt64(byte), 1, 1)
    }
  }

  /// `\u00`, `\u202` and `\u206`.
  private static let control: UInt64 = 0x3030_755C
  private static let separator: UInt64 = 0x32_3032_755C
  private static let isolate: UInt64 = 0x36_3032_755C

  /// The low half of a byte in hexadecimal, as the word's byte at `place`.
  private static func digit(_ byte: UInt8, _ place: UInt64) -> UInt64 {
    let value = UInt64(byte & 15)
    return (value + (value < 10 ? 0x30 : 0x57)) << (8 * place)
  }
}
