/// Writes what a reader would see as plain text: words with single blanks between, blocks as lines.
struct HTMLTextWriter: ~Copyable {
  private var out: ByteWriter
  private var gap: HTMLElement.Edge = .none
  private var preformatted = 0
  private var hasBidi = false
  private var hasText = false

  init(expecting count: Int) {
    out = ByteWriter(expecting: count)
  }

  /// The edge of an element: a start or end tag.
  mutating func edge(_ element: HTMLElement, isStart: Bool) {
    separate(element.edge)
    if element.isPreformatted {
      preformatted = isStart ? preformatted + 1 : max(preformatted - 1, 0)
    }
  }

  mutating func separate(_ edge: HTMLElement.Edge) {
    if edge.rawValue > gap.rawValue { gap = edge }
  }

  /// A run of text, its references resolved if `resolving`.
  mutating func text(_ bytes: Span<UInt8>, _ range: Range<Int>, resolving: Bool = true) {
    var i = range.lowerBound
    let end = range.upperBound
    while i < end {
      if Self.isOrdinary(bytes[i]) {
        closeGap()
        i = out.copy(bytes, from: i, to: end, until: Self.stops)
        guard i < end else { return }
      }
      i = special(bytes, at: i, end: end, resolving: resolving)
    }
  }

  /// The bytes of a word that are not copied as they are: those that are not ordinary but for single
  /// blanks between two that are. A blank at the end of the word is one of them, as its neighbour is unknown.
  @inline(__always)
  private static func stops(_ word: UInt64, _ beyond: UInt64) -> UInt64 {
    let low = word & ~EightBytes.highs
    let aboveBlank = EightBytes.atLeast(word, 0x21)
    let blank = EightBytes.atLeast(word, 0x20) & ~aboveBlank & ~word
    let ampersand = ~((low ^ (EightBytes.ones &* 0x26)) &+ EightBytes.ones &* 0x7f)
    let delete = EightBytes.atLeast(word, 0x7f)
    var odd = (~aboveBlank | ampersand | delete) & ~word & EightBytes.highs
    let high = word & EightBytes.highs
    if high != 0 {
      let isC2OrE2 =
        ~(((low & (EightBytes.ones &* 0x5f)) ^ (EightBytes.ones &* 0x42)) &+ EightBytes.ones &* 0x7f)
      let isEF = ~((low ^ (EightBytes.ones &* 0x6f)) &+ EightBytes.ones &* 0x7f)
      odd |= (isC2OrE2 | isEF) & high
    }
    return odd & ~(blank & ~((odd | beyond) >> 8 | 1 << 63))
  }

  /// Bytes that are copied as they are: neither white space nor `&`, nor the first of a character
  /// that may show nothing.
  @inline(__always)
  private static func isOrdinary(_ byte: UInt8) -> Bool {
    byte > 0x26 && byte < 0x7f || byte > 0x20 && byte < 0x26
      || byte >= 0x80 && byte != 0xc2 && byte != 0xe2 && byte != 0xef
  }

  /// One byte or character that is not copied as it is; where the next begins.
  private mutating func special(
    _ bytes: Span<UInt8>, at: Int, end: Int, resolving: Bool
  ) -> Int {
    let byte = bytes[at]
    switch byte {
    case UInt8(ascii: "&"):
      guard resolving,
        let reference = HTMLEntities.reference(bytes, at: at, end: end, in: .text)
      else { break }
      append(reference.first)
      if let second = reference.second { append(second) }
      return reference.end
    case UInt8(ascii: "\n"):
      separate(preformatted > 0 ? .line : .blank)
      return at + 1
    case 0x20, 0x09, 0x0c, 0x0d:
      separate(.blank)
      return at + 1
    case 0..<0x20, 0x7f: return at + 1
    case 0x80...:
      let length = byte < 0xe0 ? 2 : 3
      guard at + length <= end else { break }
      if byte == 0xe2, !Self.mayShowNothing(bytes[at + 1], bytes[at + 2]) {
        closeGap()
        out.append(bytes, at..<at + 3)
        return at + 3
      }
      let low = UInt32(bytes[at + 1] & 0x3f)
      let value =
        length == 2
        ? UInt32(byte & 0x1f) << 6 | low
        : UInt32(byte & 0x0f) << 12 | low << 6 | UInt32(bytes[at + 2] & 0x3f)
      if let scalar = Unicode.Scalar(value) { append(scalar) }
      return at + length
    default: break
    }
    closeGap()
    out.append(byte)
    return at + 1
  }

  /// Whether the bytes behind 0xE2 may spell a separator or a bidirectional control, as those of
  /// quotation marks and dashes do not.
  private static func mayShowNothing(_ second: UInt8, _ third: UInt8) -> Bool {
    (second == 0x80 && third >= 0xa8 && third <= 0xae) || (second == 0x81 && third >= 0xa6)
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20, 0x09, 0x0a, 0x0c, 0x0d, 0x85, 0xa0, 0x2028, 0x2029: separate(.blank)
    // Controls, soft hyphens and byte order marks show nothing.
    case 0..<0x20, 0x7f..<0xa0, 0xad, 0xfeff: break
    default:
      let isControl = BidiControls.contains(scalar.value)
      if isControl { hasBidi = true }
      // What may be taken out again must not stand between two gaps, which would become two blanks.
      if !isControl || BidiControls.staysOpen(scalar.value) { closeGap() }
      out.append(scalar)
    }
  }

  @inline(__always)
  private mutating func closeGap() {
    defer { hasText = true }
    guard gap != .none else { return }
    if hasText { out.append(gap == .line ? 0x0a : 0x20) }
    gap = .none
  }

  /// The text, with bidirectional controls balanced on each line.
  consuming func finish() -> String {
    guard hasBidi else { return out.text() }
    var written: [UInt8] = []
    out.read { written.append($0, 0..<$0.count) }
    return String(validUTF8: BidiControls.balanced(written).span)
  }
}
