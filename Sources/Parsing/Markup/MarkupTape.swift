/// A document as events and byte ranges, in document order.
///
/// An element's event is followed by those of its attributes, then by those of its content. Ranges
/// point into one buffer, so a document costs one copy of its text and 16 bytes an event, and a
/// `String` is made only of what a reader asks for. A class, so that a cursor costs one reference.
final class MarkupTape: Sendable {
  /// What an event tells of.
  enum Kind: UInt8, Sendable {
    case element, attribute, text
  }

  /// One thing met in the document.
  struct Event: Sendable {
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

  let events: ContiguousArray<Event>
  let bytes: ContiguousArray<UInt8>
  let names: ContiguousArray<TapeName>
  /// The URIs that the outermost element declares.
  let rootNamespaces: [String]

  init(
    events: ContiguousArray<Event>, bytes: ContiguousArray<UInt8>,
    names: ContiguousArray<TapeName>, rootNamespaces: [String] = []
  ) {
    self.events = events
    self.bytes = bytes
    self.names = names
    self.rootNamespaces = rootNamespaces
  }

  /// The outermost elements, in order. A well-formed document has one.
  var roots: Children { Children(tape: self, next: 0, end: events.count) }
}
