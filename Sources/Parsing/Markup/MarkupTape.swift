/// A document as events and byte ranges, in document order.
///
/// An element's event is followed by those of its attributes, then by those of its content. Ranges
/// point into one buffer, so a document costs one copy of its text and 16 bytes an event, and a
/// `String` is made only of what ends in an item.
@safe
final class MarkupTape {
  /// What an event tells of.
  enum Kind: UInt8, Sendable {
    case element, attribute, text
  }

  /// One thing met in the document.
  struct Event: BitwiseCopyable, Sendable {
    var kind: Kind
    /// Index into `names`; for elements and attributes.
    var name: UInt16 = 0
    /// The line of the document on which an element begins, from 1.
    var line: UInt32 = 0
    /// Element: the index of its first event after the attributes. Otherwise: where its bytes begin.
    var start: UInt32
    /// Element: the index after its last event. Otherwise: where its bytes end.
    var end: UInt32
  }

  /// What is on it, at an address that does not move, for cursors.
  let reel: UnsafeMutablePointer<Reel>

  init(_ reel: consuming Reel) {
    unsafe self.reel = .allocate(capacity: 1)
    unsafe self.reel.initialize(to: reel)
  }

  /// One with nothing on it, to put words beside.
  convenience init() {
    self.init(Reel(expecting: 0))
  }

  deinit {
    unsafe reel.deinitialize(count: 1)
    unsafe reel.deallocate()
  }

  /// The outermost elements, in order. A well-formed document has one.
  var roots: Children {
    unsafe Children(reel: reel, next: 0, end: reel.pointee.events.count)
  }

  /// The first URI of a namespace that is known by another spelling.
  var misspeltNamespace: String? { unsafe reel.pointee.misspeltNamespace }
  /// How many events there are.
  var length: Int { unsafe reel.pointee.events.count }
  /// How many bytes of text there are.
  var textLength: Int { unsafe reel.pointee.text.count }
}

/// What a tape is wound on: the buffers themselves, and beside the document's text what its readers
/// put together from it.
struct Reel: ~Copyable {
  var events: TapeBuffer<MarkupTape.Event>
  var text: TapeBuffer<UInt8>
  /// What each name means, side by side with `names`.
  var meanings: TapeBuffer<NameMeaning>
  var names: ContiguousArray<TapeName>
  /// The URIs that the outermost element declares.
  var rootNamespaces: [String] = []
  /// The first URI of a namespace that is known by another spelling.
  var misspeltNamespace: String?
  /// Whether any attribute is called `xml:base`; few documents have one.
  var hasBases = false
  /// Text in several pieces, elements written out as markup, what Base64 held.
  var beside = TapeBuffer<UInt8>(capacity: 0)
  /// What links are relative to; the first is the document's own address.
  var bases: [LinkBase?] = [nil]

  /// - Parameter bytes: how long the document is.
  init(expecting bytes: Int) {
    events = TapeBuffer(capacity: bytes / 64)
    text = TapeBuffer(capacity: bytes)
    meanings = TapeBuffer(capacity: 128)
    names = []
    names.reserveCapacity(64)
    // The first name stands for all that are too many.
    let other = TapeName(spelling: "", space: .other, uri: nil, hasPrefix: true)
    names.append(other)
    meanings.append(other.meaning)
  }

  /// The words' bytes, until something is put beside.
  @inline(__always)
  func bytes(of words: Words) -> UnsafeBufferPointer<UInt8> {
    let start = unsafe words.isBeside ? beside.start : text.start
    return unsafe UnsafeBufferPointer(start: start + words.offset, count: words.count)
  }

  func string(_ words: Words) -> String {
    let bytes = unsafe bytes(of: words)
    return unsafe String(validUTF8: bytes.span)
  }

  /// The words without the white space around them.
  @inline(__always)
  func trimmed(_ words: Words) -> Words {
    let bytes = unsafe bytes(of: words)
    var start = 0
    var end = bytes.count
    while start < end, unsafe bytes[start] <= 0x20 { start += 1 }
    while end > start, unsafe bytes[end - 1] <= 0x20 { end -= 1 }
    return words.part(start..<end)
  }

  /// Whether there is nothing but white space.
  func isBlank(_ words: Words) -> Bool {
    unsafe bytes(of: words).allSatisfy { $0 <= 0x20 }
  }

  /// Whether the words spell `word`, which is in lower case, in letters of whatever case.
  func spells(_ words: Words, _ word: StaticString) -> Bool {
    unsafe ByteSearch.spells(bytes(of: words), word)
  }

  /// Keeps a text that the document does not hold in one piece.
  mutating func put(_ string: String) -> Words {
    let start = beside.count
    beside.append(string)
    return Words(beside: start, beside.count)
  }

  mutating func put(_ bytes: [UInt8]) -> Words {
    let start = beside.count
    unsafe bytes.withUnsafeBufferPointer { unsafe beside.append($0) }
    return Words(beside: start, beside.count)
  }

  /// How much is beside the text now.
  struct Mark {
    fileprivate var beside: Int
    fileprivate var bases: Int
  }

  var mark: Mark { Mark(beside: beside.count, bases: bases.count) }

  /// Forgets what was put beside since the mark: what one item needed, the next has no use for.
  mutating func forget(to mark: Mark) {
    beside.cut(to: mark.beside)
    if bases.count > mark.bases { bases.removeLast(bases.count - mark.bases) }
  }
}
