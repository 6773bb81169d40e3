/// Writes the inside of an element as HTML source, for the readers of HTML to make sense of.
enum MarkupWriter {
  static func markup(of cursor: MarkupCursor, escapingText: Bool = true) -> String {
    let tape = cursor.tape
    var bytes: [UInt8] = []
    var open: [(end: Int, name: [UInt8]?)] = []
    let event = tape.events[cursor.index]
    var index = Int(event.start)
    while true {
      while let last = open.last, last.end <= index {
        open.removeLast()
        if let name = last.name { bytes += "</".utf8 + name + ">".utf8 }
      }
      guard index < Int(event.end) else { break }
      let event = tape.events[index]
      switch event.kind {
      case .text:
        let text = tape.bytes[Int(event.start)..<Int(event.end)]
        if escapingText { escape(text, to: &bytes) } else { bytes += text }
        index += 1
      case .attribute:
        index += 1
      case .element:
        let child = MarkupCursor(tape: tape, index: index)
        let name = child.htmlName
        if let name {
          bytes += "<".utf8 + name
          for (attribute, value) in child.attributes {
            guard !attribute.hasPrefix else { continue }
            bytes += " \(attribute.spelling)=\"".utf8
            escape(Array(value.utf8)[...], to: &bytes)
            bytes += "\"".utf8
          }
          bytes += ">".utf8
        }
        let isVoid = name.map { voids.contains(String(decoding: $0, as: UTF8.self)) } ?? false
        open.append((Int(event.end), isVoid ? nil : name))
        index = Int(event.start)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let voids: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
  ]

  /// Escapes what would be read as markup.
  static func escape(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      default: bytes.append(byte)
      }
    }
  }

  /// Plain text as HTML.
  static func escaped(_ text: String) -> String {
    let isPlain = ![38, 60, 62, 34].contains { text.contains(byte: $0) }
    guard !isPlain else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    escape(text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension MarkupCursor {
  /// The name as HTML knows it; nil for an element of a namespace that HTML does not have, whose
  /// text is kept and whose tags are not.
  fileprivate var htmlName: [UInt8]? {
    switch space {
    case .xhtml, .svg, .mathml: Array(spelling.utf8)
    case .core, .atom: hasPrefix ? nil : Array(spelling.utf8)
    case .other: hasPrefix ? nil : Array(spelling.utf8)
    default: nil
    }
  }
}
