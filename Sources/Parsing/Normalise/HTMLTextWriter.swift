/// Writes what a reader would see as plain text: words with single blanks between, blocks as lines.
struct HTMLTextWriter {
  private(set) var out: [UInt8] = []
  private var gap: HTMLElement.Edge = .none
  private var preformatted = 0
  private var hasBidi = false
  private var hasText = false

  init(expecting count: Int) {
    out.reserveCapacity(count)
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
      let start = i
      while i < end {
        let byte = bytes[i]
        if Self.isOrdinary(byte) {
          i += 1
        } else if byte == 0x20, i > start, i + 1 < end, Self.isOrdinary(bytes[i + 1]) {
          i += 2
        } else {
          break
        }
      }
      if i > start {
        closeGap()
        out.append(bytes, start..<i)
      }
      guard i < end else { return }
      i = special(bytes, at: i, end: end, resolving: resolving)
    }
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
    if hasBidi { out = BidiControls.balanced(out) }
    return String(decoding: out, as: UTF8.self)
  }
}
