import Foundation

/// The scans that every document goes through, at the speed of memory.
extension String {
  /// Whether the byte occurs in the text's UTF-8.
  func contains(byte: UInt8) -> Bool {
    unsafe utf8Span.span.withUnsafeBufferPointer { bytes in
      unsafe ByteSearch.first(byte, in: bytes, from: 0) != nil
    }
  }
}

enum ByteSearch {
  /// Where the byte is next.
  static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start < bytes.count,
      let found = unsafe memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where the next byte is that is not ASCII; `count` if there is none.
  ///
  /// Eight bytes at a time, since feeds are mostly ASCII.
  @inline(__always)
  static func firstNonASCII(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    var index = start
    while index + 8 <= bytes.count {
      let word = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let high = word & 0x8080_8080_8080_8080
      if high != 0 { return index + UInt64(littleEndian: high).trailingZeroBitCount / 8 }
      index += 8
    }
    while index < bytes.count, unsafe bytes[index] < 0x80 { index += 1 }
    return index
  }
}
