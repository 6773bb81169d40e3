/// The words of a sentence that carry news, as hashes: enough to tell whether another text has them.
///
/// No dictionary of small words is needed: what has fewer than four letters and is neither a number
/// nor in capitals is left out, and the rest is cut to six letters, which joins most of a word's
/// forms. Scripts without blanks give pairs of neighbours.
struct SentenceWords {
  /// Every word that counts, in order; may repeat.
  private(set) var content: [UInt64] = []
  /// Those that are names, as far as capitals inside a sentence tell.
  private(set) var names: [UInt64] = []
  /// Numbers of two digits and more, or with a fraction.
  private(set) var figures: [UInt64] = []
  /// Words of four letters and more, and how many of them begin with a capital or are all capitals.
  private(set) var long = 0
  private(set) var capitalised = 0
  private(set) var shouted = 0

  init(_ text: String) {
    var word = Word()
    var isStart = true
    var previousIdeograph: UInt64?
    for scalar in text.unicodeScalars {
      switch Self.kind(of: scalar) {
      case .letter:
        word.add(scalar)
        previousIdeograph = nil
      case .joiner:
        if !word.isNumber { close(&word, isStart: &isStart) }
        previousIdeograph = nil
      case .ideograph:
        close(&word, isStart: &isStart)
        let one = UInt64(scalar.value)
        if let previousIdeograph { content.append(previousIdeograph << 21 | one) }
        previousIdeograph = one
      case .gap:
        close(&word, isStart: &isStart)
        previousIdeograph = nil
      }
    }
    close(&word, isStart: &isStart)
  }

  private mutating func close(_ word: inout Word, isStart: inout Bool) {
    guard word.letters > 0 else { return word = Word() }
    let isFigure = word.isNumber
    let isCapitals = word.letters >= 2 && word.capitals == word.letters && !isFigure
    if isFigure {
      content.append(word.hash)
      if word.digits >= 2 { figures.append(word.hash) }
    } else if word.letters >= 4 || isCapitals {
      content.append(word.hash)
      if word.letters >= 4 {
        long += 1
        if word.startsCapital { capitalised += 1 }
        if isCapitals { shouted += 1 }
      }
      if word.startsCapital, !isStart { names.append(word.hash) }
    }
    isStart = false
    word = Word()
  }

  private struct Word {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var letters = 0
    var digits = 0
    var capitals = 0
    var startsCapital = false

    var isNumber: Bool { letters > 0 && digits == letters }

    mutating func add(_ scalar: Unicode.Scalar) {
      let folded = SentenceWords.folded(scalar)
      let isDigit = (0x30...0x39).contains(folded)
      if folded != scalar.value {
        capitals += 1
        if letters == 0 { startsCapital = true }
      }
      if isDigit { digits += 1 }
      letters += 1
      if letters <= 6 || isDigit { hash = (hash ^ UInt64(folded)) &* 0x100_0000_01b3 }
    }
  }

  private enum Kind {
    case letter, joiner, ideograph, gap
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    switch scalar.value {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return .letter
    // "1,200" and "1.200" are one number.
    case 0x2C, 0x2E: return .joiner
    case 0..<0xAA: return .gap
    case 0xE00...0xEFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      return .ideograph
    case 0x2000...0x206F, 0x3000...0x303F: return .gap
    default:
      let properties = scalar.properties
      return properties.isAlphabetic || properties.numericType == .decimal
        || properties.canonicalCombiningClass != .notReordered ? .letter : .gap
    }
  }

  /// Lower case for the scripts that have it, and any script's digits as ASCII's: good enough to
  /// compare words within one story, and arithmetic cheaper than Unicode's mapping.
  fileprivate static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    switch value {
    case 0x41...0x5A, 0xC0...0xD6, 0xD8...0xDE, 0x391...0x3A9, 0x410...0x42F: return value + 0x20
    case 0x139...0x148, 0x179...0x17E: return value & 1 == 1 ? value + 1 : value
    case 0x100...0x178: return value | 1
    case 0x400...0x40F: return value + 0x50
    case 0x531...0x556: return value + 0x30
    case 0x660...0x669: return value - 0x660 + 0x30
    case 0x6F0...0x6F9: return value - 0x6F0 + 0x30
    case 0x966...0x96F: return value - 0x966 + 0x30
    default: return value
    }
  }
}
