/// Writes the inside of an element as HTML source, for the readers of HTML to make sense of.
enum MarkupWriter {
  static func markup(of cursor: MarkupCursor, escapingText: Bool = true) -> Words {
    let reel = unsafe cursor.reel
    let start = unsafe reel.pointee.beside.count
    var open: [(end: Int, name: Int?)] = []
    let end = unsafe Int(reel.pointee.events[cursor.index].end)
    var index = unsafe Int(reel.pointee.events[cursor.index].start)
    while true {
      while let last = open.last, last.end <= index {
        open.removeLast()
        guard let name = last.name else { continue }
        unsafe reel.pointee.beside.append("</")
        unsafe reel.pointee.beside.append(reel.pointee.names[name].spelling)
        unsafe reel.pointee.beside.append(UInt8(ascii: ">"))
      }
      guard index < end else { break }
      let event = unsafe reel.pointee.events[index]
      switch event.kind {
      case .text:
        let text = unsafe reel.pointee.bytes(of: Words(Int(event.start), Int(event.end)))
        if escapingText {
          unsafe escape(text, to: &reel.pointee.beside)
        } else {
          unsafe reel.pointee.beside.append(text)
        }
        index += 1
      case .attribute:
        index += 1
      case .element:
        let name = Int(event.name)
        let meaning = unsafe reel.pointee.meanings[name]
        if meaning.isHTML {
          unsafe begin(MarkupCursor(reel: reel, index: index), to: &reel.pointee.beside)
        }
        open.append((Int(event.end), meaning.isHTML && !meaning.isVoid ? name : nil))
        index = Int(event.start)
      }
    }
    return unsafe Words(beside: start, reel.pointee.beside.count)
  }

  /// A start tag.
  private static func begin(_ element: MarkupCursor, to bytes: inout TapeBuffer<UInt8>) {
    bytes.append(UInt8(ascii: "<"))
    bytes.append(element.spelling)
    for (attribute, value) in element.attributes where !attribute.hasPrefix {
      bytes.append(UInt8(ascii: " "))
      bytes.append(attribute.spelling)
      bytes.append("=\"")
      unsafe escape(element.reel.pointee.bytes(of: value), to: &bytes)
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: ">"))
  }

  /// Escapes what would be read as markup.
  private static func escape(
    _ text: UnsafeBufferPointer<UInt8>, to bytes: inout TapeBuffer<UInt8>
  ) {
    var start = 0
    for index in 0..<text.count {
      let reference: StaticString
      switch unsafe text[index] {
      case UInt8(ascii: "&"): reference = "&amp;"
      case UInt8(ascii: "<"): reference = "&lt;"
      case UInt8(ascii: ">"): reference = "&gt;"
      case UInt8(ascii: "\""): reference = "&quot;"
      default: continue
      }
      unsafe bytes.append(UnsafeBufferPointer(rebasing: text[start..<index]))
      bytes.append(reference)
      start = index + 1
    }
    unsafe bytes.append(UnsafeBufferPointer(rebasing: text[start...]))
  }

  /// The text inside, escaped.
  static func escapedText(of cursor: MarkupCursor) -> Words {
    let words = cursor.text
    let bytes = unsafe cursor.reel.pointee.bytes(of: words)
    return unsafe escaped(bytes.span).map { unsafe cursor.reel.pointee.put($0) } ?? words
  }

  /// Plain text as HTML in which its line breaks are seen.
  static func escapedLines(_ text: Span<UInt8>) -> [UInt8] {
    let escaped = escaped(text) ?? text.indices.map { text[$0] }
    guard escaped.contains(0x0A) else { return escaped }
    return escaped.flatMap { $0 == 0x0A ? Array("<br>\n".utf8) : [$0] }
  }

  /// Plain text as HTML; nil where it is the same.
  static func escaped(_ text: Span<UInt8>) -> [UInt8]? {
    unsafe text.withUnsafeBufferPointer { text in
      let isPlain = ![38, 60, 62, 34].contains { byte in
        unsafe ByteSearch.first(byte, in: text, from: 0) != nil
      }
      guard !isPlain else { return nil }
      var bytes = TapeBuffer<UInt8>(capacity: text.count + 64)
      unsafe escape(text, to: &bytes)
      return unsafe Array(UnsafeBufferPointer(start: bytes.start, count: bytes.count))
    }
  }
}
