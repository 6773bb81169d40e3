/// Some of a document's words: a range of its tape's text, or of what was put together beside it.
///
/// Eight bytes that stand for a `String` until one is needed. They mean something to one tape only,
/// and those beside it no longer than `Reel.forget` lets them.
struct Words: Equatable, BitwiseCopyable {
  /// In `start`: the range is one of what lies beside the text. A document has less than 2 GB.
  private static let besideMark: UInt32 = 1 << 31

  private var start: UInt32
  private var end: UInt32

  static let none = Words(0, 0)

  /// A range of the text.
  @inline(__always)
  init(_ start: Int, _ end: Int) {
    self.start = UInt32(truncatingIfNeeded: start)
    self.end = UInt32(truncatingIfNeeded: end)
  }

  /// A range of what lies beside.
  init(beside start: Int, _ end: Int) {
    self.init(start, end)
    self.start |= Self.besideMark
    self.end |= Self.besideMark
  }

  var count: Int { Int(end - start) }
  var isEmpty: Bool { start == end }
  var isBeside: Bool { start & Self.besideMark != 0 }
  /// Where they begin, in the text or beside it.
  var offset: Int { Int(start & ~Self.besideMark) }

  /// A part of them, by offsets from their beginning.
  func part(_ range: Range<Int>) -> Words {
    var part = self
    part.start = start + UInt32(truncatingIfNeeded: range.lowerBound)
    part.end = start + UInt32(truncatingIfNeeded: range.upperBound)
    return part
  }
}
