/// The container of a book (EPUB 3.3, section 4.2): a ZIP archive whose first entry says what it is.
///
/// Entries are stored, not compressed, which the format allows and every reader reads; so a check sum
/// is all the arithmetic there is. Their time is the earliest that the format knows: the same entries
/// give the same bytes.
struct EpubArchive {
  private var entries: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  init() {
    add(Array("application/epub+zip".utf8), as: "mimetype")
  }

  /// `name` is of ASCII, with `/` between its parts.
  mutating func add(_ bytes: [UInt8], as name: String) {
    let offset = entries.count
    // Version 1.0, no flags, stored, midnight of 1 January 1980, check sum, both sizes, two lengths.
    var head: [UInt8] = []
    for value in [10, 0, 0, 0, 0x21] as [UInt16] { head += Self.bytes(value) }
    head += Self.bytes(Self.checkSum(of: bytes))
    head += Self.bytes(UInt32(bytes.count)) + Self.bytes(UInt32(bytes.count))
    head += Self.bytes(UInt16(name.utf8.count)) + Self.bytes(UInt16(0))
    entries += [0x50, 0x4B, 3, 4] + head + Array(name.utf8) + bytes

    directory += [0x50, 0x4B, 1, 2] + Self.bytes(UInt16(10)) + head
    // No comment, the first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    directory += Self.bytes(UInt32(offset)) + Array(name.utf8)
    count += 1
  }

  /// The archive, with the directory at its end.
  consuming func finish() -> [UInt8] {
    let start = UInt32(entries.count)
    let end: [UInt8] =
      [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.bytes(count) + Self.bytes(count)
      + Self.bytes(UInt32(directory.count)) + Self.bytes(start) + [0, 0]
    return entries + directory + end
  }

  private static func bytes(_ value: some FixedWidthInteger & UnsignedInteger) -> [UInt8] {
    (0..<value.bitWidth / 8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  /// CRC-32 (ISO/IEC 3309), least significant bit first.
  static func checkSum(of bytes: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in bytes { sum = table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] ^ sum >> 8 }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256 as Range<UInt32>).map { byte in
    (0..<8).reduce(byte) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
  }
}
