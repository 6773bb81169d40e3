/// The compressed formats, written by hand: nothing is made smaller, but every decoder must know them.
enum Coders {
  /// gzip (RFC 1952) around one stored block.
  static func gzip(_ body: [UInt8]) -> [UInt8] {
    [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + stored(body) + little(crc32(body), 4)
      + little(UInt32(body.count), 4)
  }

  /// zlib (RFC 1950), which is what HTTP calls deflate.
  static func deflate(_ body: [UInt8]) -> [UInt8] {
    var a: UInt32 = 1
    var b: UInt32 = 0
    for byte in body {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return [0x78, 0x01] + stored(body) + little(b << 16 | a, 4).reversed()
  }

  /// brotli (RFC 7932): one uncompressed block and the empty last one.
  static func brotli(_ body: [UInt8]) -> [UInt8] {
    little(UInt32(body.count - 1) << 4 | 1 << 20, 3) + body + [0x03]
  }

  /// zstd (RFC 8878): one raw block of fewer than 256 bytes.
  static func zstd(_ body: [UInt8]) -> [UInt8] {
    [0x28, 0xB5, 0x2F, 0xFD, 0x20, UInt8(body.count)] + little(UInt32(body.count) << 3 | 1, 3)
      + body
  }

  /// A gzip file that goes on for about so many blanks in a thousandth of the space: a blank, and
  /// then copies of 258 bytes from one byte back, thirteen bits each.
  static func bomb(_ size: Int) -> [UInt8] {
    var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
    var pending: UInt64 = 0
    var count: UInt64 = 0
    func put(_ bits: UInt64, _ length: UInt64) {
      pending |= bits << count
      count += length
      while count >= 8 {
        bytes.append(UInt8(pending & 255))
        pending >>= 8
        count -= 8
      }
    }
    put(0b011, 3)  // the last block, with fixed codes
    put(0b0000_1010, 8)  // a blank: 0x30 + 0x20, its bits in reverse
    for _ in 0..<(size / 258) {
      put(0b1010_0011, 8)  // length 258: code 197, its bits in reverse
      put(0, 5)  // distance 1
    }
    put(0, 7)
    put(0, 7)
    return bytes
  }

  /// A body in chunks of odd sizes (RFC 9112 section 7.1), with or without its end.
  static func chunked(
    _ body: [UInt8], extensions: String = "", sizes: [Int] = [1, 7, 2, 19, 3], isEnded: Bool = true
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = body[...]
    var turn = 0
    while !rest.isEmpty {
      let chunk = rest.prefix(sizes[turn % sizes.count])
      bytes += Array("\(String(chunk.count, radix: 16))\(extensions)\r\n".utf8) + chunk + [13, 10]
      rest = rest.dropFirst(chunk.count)
      turn += 1
    }
    return isEnded ? bytes + Array("0\r\nX-Trailer: 1\r\n\r\n".utf8) : bytes
  }

  private static func stored(_ body: [UInt8]) -> [UInt8] {
    let length = UInt32(body.count)
    return [1] + little(length, 2) + little(~length & 0xFFFF, 2) + body
  }

  private static func little(_ number: UInt32, _ bytes: Int) -> [UInt8] {
    (0..<bytes).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func crc32(_ body: [UInt8]) -> UInt32 {
    var crc: UInt32 = 0xFFFF_FFFF
    for byte in body {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
    }
    return ~crc
  }
}
