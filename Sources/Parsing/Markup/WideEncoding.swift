/// UTF-16 and UTF-32, which show themselves by a mark or by the NULs in their markup.
enum WideEncoding {
  case utf16(isBig: Bool)
  case utf32(isBig: Bool)

  init?(markOf body: [UInt8]) {
    if body.starts(with: [0xFF, 0xFE, 0, 0]) {
      self = .utf32(isBig: false)
    } else if body.starts(with: [0, 0, 0xFE, 0xFF]) {
      self = .utf32(isBig: true)
    } else if body.starts(with: [0xFF, 0xFE]) {
      self = .utf16(isBig: false)
    } else if body.starts(with: [0xFE, 0xFF]) {
      self = .utf16(isBig: true)
    } else {
      return nil
    }
  }

  /// Both `<` and the letter after it are below 256, so their upper bytes are NUL.
  init?(nullsOf body: [UInt8]) {
    let head = Array(body.prefix(8))
    guard head.count >= 4 else { return nil }
    let isMark = { (byte: UInt8) in [0x3C, 0x7B, 0x20, 0x0A, 0x0D, 0x09].contains(byte) }
    switch (head[0], head[1], head[2], head[3]) {
    case (0, 0, 0, let byte) where isMark(byte): self = .utf32(isBig: true)
    case (let byte, 0, 0, 0) where isMark(byte): self = .utf32(isBig: false)
    case (0, let byte, 0, _) where isMark(byte): self = .utf16(isBig: true)
    case (let byte, 0, _, 0) where isMark(byte): self = .utf16(isBig: false)
    default: return nil
    }
  }

  /// The text in UTF-8 without its mark; what is not a character becomes U+FFFD.
  func utf8(_ body: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(body.count / 2 + 16)
    switch self {
    case .utf16(let isBig):
      var index = 0
      func unit(_ at: Int) -> UInt32? {
        guard at + 1 < body.count else { return nil }
        let pair = (UInt32(body[at]), UInt32(body[at + 1]))
        return isBig ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
      }
      while let first = unit(index) {
        index += 2
        var value = first
        if first & 0xFC00 == 0xD800, let second = unit(index), second & 0xFC00 == 0xDC00 {
          value = 0x10000 + (first & 0x3FF) << 10 + second & 0x3FF
          index += 2
        }
        append(value, to: &result)
      }
    case .utf32(let isBig):
      for index in stride(from: 0, to: body.count - 3, by: 4) {
        let four = body[index..<index + 4]
        let value = (isBig ? Array(four) : four.reversed()).reduce(UInt32(0)) {
          $0 << 8 | UInt32($1)
        }
        append(value, to: &result)
      }
    }
    return result
  }

  private func append(_ value: UInt32, to result: inout [UInt8]) {
    guard value != 0xFEFF || !result.isEmpty else { return }
    if value < 0x80 {
      result.append(UInt8(value))
    } else {
      result += UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter
    }
  }
}
