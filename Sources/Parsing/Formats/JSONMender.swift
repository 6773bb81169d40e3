/// Writes broken JSON again so that it can be decoded as far as it goes.
///
/// Foundation's decoder refuses a whole document for its missing end, and a whole string for one
/// line break in it, after a long search for where that is. One pass puts both right; what is broken
/// otherwise stays broken.
struct JSONMender {
  private let source: [UInt8]
  private var index = 0
  private var output: [UInt8] = []
  private var log: RepairLog
  /// The brackets that are open.
  private var open: [UInt8] = []
  /// How much of the output is whole values; what follows is the beginning of one.
  private var whole = 0
  private var isAfterColon = false
  private var isClosed = false

  struct Result {
    var bytes: [UInt8]
    var log: RepairLog
    /// Whether the outermost bracket is closed.
    var isWhole: Bool
    /// Whether the document breaks off inside an item.
    var endsInItem: Bool
  }

  /// Far below the depth at which the decoder gives up (512), far above that of any feed.
  private static let deepest = 128

  static func mend(_ source: [UInt8], log: RepairLog) -> Result {
    var mender = JSONMender(source: source, log: log)
    mender.run()
    return Result(
      bytes: mender.output, log: mender.log, isWhole: mender.isClosed,
      endsInItem: mender.open.count > 2)
  }

  private init(source: [UInt8], log: RepairLog) {
    self.source = source
    self.log = log
    output.reserveCapacity(source.count + 64)
  }

  private mutating func run() {
    while index < source.count, !isClosed { step() }
    if isClosed {
      if source[index...].contains(where: { $0 > 0x20 }) { note(.junkAfter) }
      return
    }
    note(.cut)
    output.removeSubrange(whole...)
    for bracket in open.reversed() { output.append(bracket + 2) }
  }

  private mutating func step() {
    let byte = source[index]
    switch byte {
    case UInt8(ascii: "\""): string()
    case UInt8(ascii: "{"), UInt8(ascii: "["): begin(byte)
    case UInt8(ascii: "}"), UInt8(ascii: "]"): end(byte)
    case UInt8(ascii: ","):
      whole = output.count
      isAfterColon = false
      copy(byte)
    case UInt8(ascii: ":"):
      isAfterColon = true
      copy(byte)
    default: copy(byte)
    }
  }

  private mutating func copy(_ byte: UInt8) {
    output.append(byte)
    index += 1
  }

  private mutating func note(_ repair: Repair) {
    let known = log.contains(repair)
    let line = known ? nil : 1 + source[..<min(index, source.count)].count { $0 == 10 }
    log.note(repair, line: line)
  }

  // MARK: Brackets

  private mutating func begin(_ bracket: UInt8) {
    guard open.count < Self.deepest else {
      note(.tooDeep)
      skipValue()
      output += "null".utf8
      return
    }
    copy(bracket)
    open.append(bracket)
    whole = output.count
    isAfterColon = false
  }

  private mutating func end(_ bracket: UInt8) {
    // Brackets lie two apart from their partners in ASCII.
    guard open.contains(bracket - 2) else {
      index += 1
      return
    }
    while let last = open.popLast(), last != bracket - 2 { output.append(last + 2) }
    copy(bracket)
    whole = output.count
    isAfterColon = false
    isClosed = open.isEmpty
  }

  /// Passes over a bracket and all in it.
  private mutating func skipValue() {
    var depth = 0
    var isInString = false
    while index < source.count {
      let byte = source[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\\") where isInString: index += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case UInt8(ascii: "{"), UInt8(ascii: "["): if !isInString { depth += 1 }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if !isInString { depth -= 1 }
        if depth == 0 { return }
      default: break
      }
    }
  }

  // MARK: Strings

  private mutating func string() {
    copy(UInt8(ascii: "\""))
    while index < source.count {
      let byte = source[index]
      switch byte {
      case UInt8(ascii: "\""):
        copy(byte)
        if isAfterColon || open.last == UInt8(ascii: "[") { whole = output.count }
        return
      case UInt8(ascii: "\\"): escape()
      case 0..<0x20: control(byte)
      default: copy(byte)
      }
    }
  }

  /// JSON has no line breaks and tabs in strings but as `\n` and `\t`, and no other controls at all.
  private mutating func control(_ byte: UInt8) {
    note(.controlCharacter)
    index += 1
    switch byte {
    case 0x0A: output += "\\n".utf8
    case 0x09: output += "\\t".utf8
    default: break
    }
  }

  private mutating func escape() {
    guard index + 1 < source.count else {
      index += 1
      return
    }
    switch source[index + 1] {
    case UInt8(ascii: "u"): unicodeEscape()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      copy(source[index])
      copy(source[index])
    default:
      // "\'" and its like stand for the character behind.
      note(.badReference)
      index += 1
    }
  }

  /// `\uD83D` without its other half stands for no character.
  private mutating func unicodeEscape() {
    let first = number(at: index)
    var length = 6
    var isSound = first != nil
    if let first, first & 0xF800 == 0xD800 {
      isSound = false
      if first < 0xDC00, let second = number(at: index + 6), second & 0xFC00 == 0xDC00 {
        isSound = true
        length = 12
      }
    }
    if isSound {
      output += source[index..<index + length]
    } else {
      note(.badReference)
      output += UTF8.encodedReplacementCharacter
      if first == nil { length = 2 }
    }
    index += length
  }

  /// The number of a `\uXXXX` here.
  private func number(at start: Int) -> UInt32? {
    guard start + 6 <= source.count, source[start] == UInt8(ascii: "\\"),
      source[start + 1] == UInt8(ascii: "u")
    else { return nil }
    var value: UInt32 = 0
    for byte in source[(start + 2)..<(start + 6)] {
      guard let digit = byte.hexDigit else { return nil }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
