/// One element of a tape: its name, attributes, children and text.
///
/// A place and no owner, so that walking a document counts no references: whoever holds a cursor
/// keeps its tape, as `MarkupDocument` does.
@safe
struct MarkupCursor {
  let reel: UnsafeMutablePointer<Reel>
  let index: Int

  @inline(__always)
  private var event: MarkupTape.Event { unsafe reel.pointee.events[index] }

  @inline(__always)
  var meaning: NameMeaning { unsafe reel.pointee.meanings[Int(event.name)] }
  var space: Space { meaning.space }
  var local: LocalName { meaning.local }
  var hasPrefix: Bool { meaning.hasPrefix }
  var spelling: String { unsafe reel.pointee.names[Int(event.name)].spelling }
  var uri: String? { unsafe reel.pointee.names[Int(event.name)].uri }
  var line: Int { Int(event.line) }

  /// The elements directly inside.
  @inline(__always)
  var children: Children {
    let event = event
    return unsafe Children(reel: reel, next: Int(event.start), end: Int(event.end))
  }

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
  func attribute(_ local: LocalName) -> Words? {
    attribute { $0.local == local && !$0.hasPrefix }
  }

  /// An attribute of a namespace, trimmed; nil if absent.
  func attribute(_ space: Space, _ local: LocalName) -> Words? {
    attribute { $0.local == local && $0.hasPrefix && $0.space == space }
  }

  @inline(__always)
  private func attribute(where isWanted: (NameMeaning) -> Bool) -> Words? {
    let end = Int(event.start)
    var position = index + 1
    while position < end {
      let event = unsafe reel.pointee.events[position]
      if isWanted(unsafe reel.pointee.meanings[Int(event.name)]) {
        return unsafe reel.pointee.trimmed(Words(Int(event.start), Int(event.end)))
      }
      position += 1
    }
    return nil
  }

  /// Every attribute with its name, for writing an element out again.
  var attributes: [(name: TapeName, value: Words)] {
    (index + 1..<Int(event.start)).map { position in
      let event = unsafe reel.pointee.events[position]
      return unsafe (
        reel.pointee.names[Int(event.name)], Words(Int(event.start), Int(event.end))
      )
    }
  }

  /// The text inside, that of descendants included, trimmed of white space.
  var text: Words {
    let event = event
    var found: Words?
    var position = Int(event.start)
    while position < Int(event.end) {
      let event = unsafe reel.pointee.events[position]
      if event.kind == .text {
        guard found == nil else { return joinedText }
        found = Words(Int(event.start), Int(event.end))
      }
      position += 1
    }
    guard let found else { return .none }
    return unsafe reel.pointee.trimmed(found)
  }

  private var joinedText: Words {
    let start = unsafe reel.pointee.beside.count
    for position in Int(event.start)..<Int(event.end) {
      let event = unsafe reel.pointee.events[position]
      guard event.kind == .text else { continue }
      let piece = Words(Int(event.start), Int(event.end))
      unsafe reel.pointee.beside.append(reel.pointee.bytes(of: piece))
    }
    return unsafe reel.pointee.trimmed(Words(beside: start, reel.pointee.beside.count))
  }

  /// What is inside as HTML source: elements written out, text escaped.
  var markup: Words { MarkupWriter.markup(of: self) }

  /// The URIs that the outermost element declares.
  var rootNamespaces: [String] { unsafe reel.pointee.rootNamespaces }

  // MARK: Words

  /// Keeps a text that was made of what the element holds.
  func put(_ text: String) -> Words { unsafe reel.pointee.put(text) }

  /// Whether the one says the same as the other.
  func isEqual(_ one: Words, _ other: Words) -> Bool {
    unsafe ByteSearch.isEqual(reel.pointee.bytes(of: one), reel.pointee.bytes(of: other))
  }

  /// Whether the word is in them.
  func contains(_ words: Words, _ word: StaticString) -> Bool {
    unsafe ByteSearch.contains(word, in: reel.pointee.bytes(of: words))
  }

  /// Whether they begin with the word.
  func begins(_ words: Words, _ word: StaticString) -> Bool {
    guard words.count >= word.utf8CodeUnitCount else { return false }
    return contains(words.part(0..<word.utf8CodeUnitCount), word)
  }

  /// The words as a string.
  func string(_ words: Words) -> String { unsafe reel.pointee.string(words) }
  func isBlank(_ words: Words) -> Bool { unsafe reel.pointee.isBlank(words) }

  /// Whether the words spell `word`, which is in lower case, in letters of whatever case.
  func spells(_ words: Words, _ word: StaticString) -> Bool {
    unsafe reel.pointee.spells(words, word)
  }
}

/// The elements directly inside another, or the outermost ones.
@safe
struct Children: Sequence, IteratorProtocol {
  private let reel: UnsafeMutablePointer<Reel>
  private var position: Int
  private let end: Int

  @inline(__always)
  init(reel: UnsafeMutablePointer<Reel>, next: Int, end: Int) {
    unsafe self.reel = unsafe reel
    position = next
    self.end = end
  }

  @inline(__always)
  mutating func next() -> MarkupCursor? {
    while position < end {
      let event = unsafe reel.pointee.events[position]
      guard event.kind == .element else {
        position += 1
        continue
      }
      let cursor = unsafe MarkupCursor(reel: reel, index: position)
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
