/// What a character is to the walk over a text.
struct Letter {
  enum Kind: UInt8 {
    case letter, digit, mark, pair, triple, joiner, sentenceEnd, other
  }

  var kind: Kind
  /// Whether it becomes another in lower case.
  var hasLowercase: Bool

  init(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    if value < 0x80 {
      kind = Self.ofASCII(value)
      hasLowercase = (65...90).contains(value)
    } else if value < Self.tableEnd {
      let entry = Self.table[Int(value)]
      kind = Kind(rawValue: entry & 0x7F) ?? .other
      hasLowercase = entry & 0x80 != 0
    } else {
      kind = Self.ofOther(scalar)
      hasLowercase = scalar.properties.changesWhenLowercased
    }
  }

  private static func ofASCII(_ value: UInt32) -> Kind {
    switch value {
    case 48...57: .digit
    case 65...90, 97...122: .letter
    case 0x27, 0x2C, 0x2E: .joiner
    case 0x21, 0x3A, 0x3F, 0x7C: .sentenceEnd
    default: .other
    }
  }

  private static func ofOther(_ scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x2019, 0x02BC: return .joiner
    case 0x3002, 0xFF01, 0xFF1F: return .sentenceEnd
    case let value where (0x3041...0x30FF).contains(value) && value != 0x30FB: return .pair
    case 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF, 0xF900...0xFAFF,
      0x20000...0x3FFFF:
      return .pair
    case 0x0E01...0x0E4E, 0x0E81...0x0ECD, 0x1000...0x109F, 0x1780...0x17D3: return .triple
    default: break
    }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    default: return .other
    }
  }

  /// The alphabets stand below; asking Unicode's own tables for each of their letters is slow.
  private static let tableEnd: UInt32 = 0x3000

  /// By value: the kind, and 0x80 where there is a lower case.
  private static let table: [UInt8] = (0..<tableEnd).map { value in
    guard let scalar = Unicode.Scalar(value) else { return Kind.other.rawValue }
    return ofOther(scalar).rawValue | (scalar.properties.changesWhenLowercased ? 0x80 : 0)
  }
}

/// What a byte is that stands for a character by itself.
enum ASCII {
  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
  static func isCapital(_ byte: UInt8) -> Bool { byte &- 65 < 26 }
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
}
