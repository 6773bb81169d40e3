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
        while at < end {
          // Every byte that has been read made room for six, and two words were added, so a whole
          // word fits wherever one is begun.
          guard at + step <= bytes.count else {
            unsafe copyOne(bytes, &at, target, &to)
            continue
          }
          let word = unsafe bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
          unsafe target.storeBytes(of: word, toByteOffset: to, as: UInt64.self)
          let special = specials(in: UInt64(littleEndian: word))
          let plain = special == 0 ? step : special.trailingZeroBitCount / 8
          at += plain
          to += plain
          if plain < step { unsafe copyOne(bytes, &at, target, &to) }
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

  /// Copies one character that needs a look, or one byte of any other.
  private static func copyOne(
    _ text: UnsafeRawBufferPointer, _ at: inout Int, _ target: UnsafeMutableRawPointer,
    _ to: inout Int
  ) {
    func put(_ bytes: StaticString) {
      unsafe (target + to).copyMemory(from: bytes.utf8Start, byteCount: bytes.utf8CodeUnitCount)
      to += bytes.utf8CodeUnitCount
    }
    func put(byte: UInt8) {
      unsafe target.storeBytes(of: byte, toByteOffset: to, as: UInt8.self)
      to += 1
    }
    func put(digit: UInt8) { put(byte: digit < 10 ? 0x30 + digit : 0x57 + digit) }
    let byte = unsafe text[at]
    at += 1
    switch byte {
    case 0x22: put("\\\"")
    case 0x5C: put("\\\\")
    case 0x0A: put("\\n")
    case 0x0D: put("\\r")
    case 0x09: put("\\t")
    case 0xE2 where unsafe at + 1 < text.count && text[at] == 0x80 && 0xA8...0xAE ~= text[at + 1]:
      put("\\u202")
      unsafe put(digit: text[at + 1] & 15)
      at += 2
    case 0xE2 where unsafe at + 1 < text.count && text[at] == 0x81 && 0xA6...0xA9 ~= text[at + 1]:
      put("\\u206")
      unsafe put(digit: text[at + 1] & 15)
      at += 2
    case 0xC2 where unsafe at < text.count && 0x80..<0xA0 ~= text[at]:
      put("\\u00")
      unsafe put(digit: text[at] >> 4)
      unsafe put(digit: text[at] & 15)
      at += 1
    case 0..<0x20, 0x7F:
      put("\\u00")
      put(digit: byte >> 4)
      put(digit: byte & 15)
    default: put(byte: byte)
    }
  }
}
