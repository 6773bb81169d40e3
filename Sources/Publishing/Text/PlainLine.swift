extension String {
  /// The text on one line, fit for every format: control characters and line ends become blanks,
  /// runs of blanks one; what would turn the text around it about (U+202A–E, U+2066–9) and code
  /// points that XML or HTML forbid go. Longer than `limit` scalars, it is cut at a blank if one is
  /// near, and ends in "…".
  func plainLine(limit: Int = .max) -> String {
    if isPlainLine, utf8.count <= limit { return self }
    var line: [UInt8] = []
    line.reserveCapacity(Swift.min(utf8.count, limit == .max ? .max : limit * 4))
    var scalars = 0
    var lastBlank: Int?
    var isBlankDue = false
    var isCut = false
    for scalar in unicodeScalars {
      switch scalar.standing {
      case .forbidden: continue
      case .blank:
        isBlankDue = !line.isEmpty
        continue
      case .plain: break
      }
      if scalars + (isBlankDue ? 1 : 0) >= limit {
        isCut = true
        break
      }
      if isBlankDue {
        lastBlank = line.count
        line.append(0x20)
        scalars += 1
        isBlankDue = false
      }
      line += UTF8.encode(scalar) ?? .init()
      scalars += 1
    }
    if isCut {
      if let lastBlank, lastBlank * 4 > line.count * 3 { line.removeSubrange(lastBlank...) }
      return String(decoding: line, as: UTF8.self) + "…"
    }
    return String(decoding: line, as: UTF8.self)
  }
}

extension String {
  /// Whether the text is a plain line for certain, seen by its bytes: true of most of what feeds say,
  /// and twenty times as fast as taking it apart.
  private var isPlainLine: Bool {
    var previous: UInt8 = 0x20
    for byte in utf8 {
      switch byte {
      case 0x20: if previous == 0x20 { return false }
      // What begins the code points that are blanks or forbidden, and all of four bytes.
      case 0..<0x20, 0x7F, 0xC2, 0xE2, 0xE3, 0xEF...0xFF: return false
      default: break
      }
      previous = byte
    }
    return previous != 0x20
  }
}

extension Unicode.Scalar {
  /// What becomes of a code point in a line of plain text.
  enum Standing {
    case plain, blank, forbidden
  }

  /// Controls and separators are blanks; bidirectional embeddings, overrides and isolates, the byte
  /// order mark and non-characters are forbidden (Unicode 16, sections 23.1, 23.2, 23.7; the left-
  /// and right-to-left marks stay, since they turn nothing but what stands beside them).
  var standing: Standing {
    switch value {
    case 0x21...0x7E: .plain
    case 0...0x20, 0x7F...0xA0, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: .blank
    case 0x200B, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0xFDD0...0xFDEF, 0xFFF9...0xFFFB:
      .forbidden
    default: value & 0xFFFE == 0xFFFE ? .forbidden : .plain
    }
  }
}
