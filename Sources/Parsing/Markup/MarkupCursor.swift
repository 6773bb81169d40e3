/// One element of a tape: its name, attributes, children and text.
struct MarkupCursor {
  let tape: MarkupTape
  let index: Int

  private var event: MarkupTape.Event { tape.events[index] }

  var space: Space { tape.names[Int(event.name)].space }
  var local: LocalName { tape.names[Int(event.name)].local }
  var spelling: String { tape.names[Int(event.name)].spelling }
  var uri: String? { tape.names[Int(event.name)].uri }
  var hasPrefix: Bool { tape.names[Int(event.name)].hasPrefix }
  var line: Int { Int(event.line) }

  /// The elements directly inside.
  var children: Children { Children(tape: tape, next: Int(event.start), end: Int(event.end)) }

  /// Whether any element is inside.
  var hasElements: Bool {
    var iterator = children
    return iterator.next() != nil
  }

  /// The first child of that name in a namespace that feeds are written in.
  func first(_ local: LocalName) -> MarkupCursor? {
    for child in children where child.local == local && child.space.isFeed { return child }
    return nil
  }

  /// An attribute without a prefix, trimmed; nil if absent.
  func attribute(_ local: LocalName) -> String? {
    attribute { $0.local == local && !$0.hasPrefix }
  }

  /// An attribute of a namespace, trimmed; nil if absent.
  func attribute(_ space: Space, _ local: LocalName) -> String? {
    attribute { $0.local == local && $0.hasPrefix && $0.space == space }
  }

  private func attribute(where isWanted: (TapeName) -> Bool) -> String? {
    for position in index + 1..<Int(event.start)
    where isWanted(tape.names[Int(tape.events[position].name)]) {
      let event = tape.events[position]
      return tape.string(Int(event.start)..<Int(event.end))
    }
    return nil
  }

  /// Every attribute with its name, for writing an element out again.
  var attributes: [(name: TapeName, value: String)] {
    (index + 1..<Int(event.start)).map { position in
      let event = tape.events[position]
      return (
        tape.names[Int(event.name)],
        String(decoding: tape.bytes[Int(event.start)..<Int(event.end)], as: UTF8.self)
      )
    }
  }

  /// The text inside, that of descendants included, trimmed of white space.
  var text: String {
    var found: Range<Int>?
    for position in Int(event.start)..<Int(event.end) where tape.events[position].kind == .text {
      let range = Int(tape.events[position].start)..<Int(tape.events[position].end)
      guard found == nil else { return joinedText }
      found = range
    }
    return found.map { tape.string($0) } ?? ""
  }

  private var joinedText: String {
    var bytes: [UInt8] = []
    for position in Int(event.start)..<Int(event.end) where tape.events[position].kind == .text {
      let event = tape.events[position]
      bytes += tape.bytes[Int(event.start)..<Int(event.end)]
    }
    return unsafe bytes.withUnsafeBufferPointer { unsafe MarkupTape.trimmed($0) }
  }

  /// What is inside as HTML source: elements written out, text escaped.
  var markup: String { MarkupWriter.markup(of: self) }
}

/// The elements directly inside another, or the outermost ones.
struct Children: Sequence, IteratorProtocol {
  let tape: MarkupTape
  private var position: Int
  let end: Int

  init(tape: MarkupTape, next: Int, end: Int) {
    self.tape = tape
    position = next
    self.end = end
  }

  mutating func next() -> MarkupCursor? {
    while position < end {
      let event = tape.events[position]
      guard event.kind == .element else {
        position += 1
        continue
      }
      let cursor = MarkupCursor(tape: tape, index: position)
      position = Int(event.end)
      return cursor
    }
    return nil
  }
}

extension Space {
  /// Whether elements of feeds themselves are in it.
  var isFeed: Bool { self == .core || self == .atom || self == .rdf }
}

extension MarkupTape {
  /// A range of the tape without the white space around it.
  func string(_ range: Range<Int>) -> String {
    unsafe bytes.withUnsafeBufferPointer {
      unsafe Self.trimmed(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  /// Without the white space around it.
  static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var start = 0
    var end = bytes.count
    while start < end, unsafe bytes[start] <= 0x20 { start += 1 }
    while end > start, unsafe bytes[end - 1] <= 0x20 { end -= 1 }
    return unsafe String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<end]), as: UTF8.self)
  }
}
