/// The declarations of a `style` attribute that change how a text looks and nothing beyond it.
///
/// Nothing that loads, moves or covers is let through: no `url()`, no `position`, no functions but
/// those of colours, no escapes, no comments.
enum SanitiserStyle {
  /// The declarations that are allowed, or nil where none is.
  static func vetted(_ style: [UInt8]) -> [UInt8]? {
    let bytes = style.span
    var out: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let end = bytes.first(of: UInt8(ascii: ";"), from: start)
      defer { start = end + 1 }
      let colon = bytes.first(of: UInt8(ascii: ":"), in: start..<end)
      guard colon < end else { continue }
      let name = trimmed(bytes, start..<colon)
      let value = trimmed(bytes, (colon + 1)..<end)
      guard allowed.contains(bytes, name), isHarmless(bytes, value) else { continue }
      if !out.isEmpty { out.append(0x20) }
      for i in name { out.append(bytes[i].asciiLowercased) }
      out.append(": ")
      out.append(bytes, value)
      out.append(UInt8(ascii: ";"))
    }
    return out.isEmpty ? nil : out
  }

  private static func trimmed(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start].isHTMLSpace { start += 1 }
    while start < end, bytes[end - 1].isHTMLSpace { end -= 1 }
    return start..<end
  }

  /// Words, numbers, units, colours: no other function, quote, escape or comment.
  private static func isHarmless(_ bytes: Span<UInt8>, _ value: Range<Int>) -> Bool {
    guard !value.isEmpty, value.count <= 200 else { return false }
    var word = value.lowerBound
    for at in value {
      let byte = bytes[at]
      switch byte {
      case UInt8(ascii: "("):
        guard colours.contains(bytes, word..<at) else { return false }
        word = at + 1
      case 0x20, UInt8(ascii: ","), UInt8(ascii: ")"): word = at + 1
      case UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "%"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "!"):
        break
      default: guard byte.isASCIILetter || byte.isASCIIDigit else { return false }
      }
    }
    return true
  }

  private static let colours = WordTable("rgb rgba hsl hsla")

  private static let allowed = WordTable(
    """
    background background-color border border-bottom border-bottom-color border-bottom-style \
    border-bottom-width border-collapse border-color border-left border-left-color \
    border-left-style border-left-width border-radius border-right border-right-color \
    border-right-style border-right-width border-spacing border-style border-top border-top-color \
    border-top-style border-top-width border-width caption-side clear color direction \
    empty-cells float font font-family font-size font-style font-variant font-weight height \
    letter-spacing line-height list-style list-style-type margin margin-bottom margin-left \
    margin-right margin-top max-height max-width min-width padding padding-bottom padding-left \
    padding-right padding-top table-layout text-align text-decoration text-indent text-transform \
    unicode-bidi vertical-align white-space width word-break word-spacing word-wrap overflow-wrap
    """)
}
