/// The declarations of a `style` attribute that change how a text looks and nothing beyond it.
///
/// Nothing that loads, moves or covers is let through: no `url()`, no `position`, no functions but
/// those of colours, no escapes, no comments.
enum SanitiserStyle {
  /// The declarations that are allowed, or nil where none is.
  static func vetted(_ style: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    for declaration in style.split(separator: UInt8(ascii: ";")) {
      guard let colon = declaration.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = trimmed(declaration[..<colon]).map(\.asciiLowercased)
      let value = trimmed(declaration[(colon + 1)...])
      guard allowed.contains(String(decoding: name, as: UTF8.self)), isHarmless(value) else {
        continue
      }
      if !out.isEmpty { out += [0x20] }
      out += name + [UInt8(ascii: ":"), 0x20] + value + [UInt8(ascii: ";")]
    }
    return out.isEmpty ? nil : out
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var bytes = bytes
    while let first = bytes.first, first.isHTMLSpace { bytes.removeFirst() }
    while let last = bytes.last, last.isHTMLSpace { bytes.removeLast() }
    return Array(bytes)
  }

  /// Words, numbers, units, colours: no other function, quote, escape or comment.
  private static func isHarmless(_ value: [UInt8]) -> Bool {
    guard !value.isEmpty, value.count <= 200 else { return false }
    var word = 0
    var at = 0
    while at < value.count {
      let byte = value[at]
      switch byte {
      case UInt8(ascii: "("):
        guard isColour(value[word..<at]) else { return false }
        word = at + 1
      case 0x20, UInt8(ascii: ","), UInt8(ascii: ")"): word = at + 1
      case UInt8(ascii: "#"), UInt8(ascii: "."), UInt8(ascii: "%"), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "!"):
        break
      default: guard byte.isASCIILetter || byte.isASCIIDigit else { return false }
      }
      at += 1
    }
    return true
  }

  private static func isColour(_ function: ArraySlice<UInt8>) -> Bool {
    ["rgb", "rgba", "hsl", "hsla"].contains(
      String(decoding: function.map(\.asciiLowercased), as: UTF8.self))
  }

  private static let allowed: Set<String> = Set(
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
    """.split(separator: " ").map(String.init))
}
