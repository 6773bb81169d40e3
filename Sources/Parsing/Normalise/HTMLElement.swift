/// An element of HTML as far as reading and sanitising it must know it.
struct HTMLElement {
  /// What is to be done with an element and what is in it.
  enum Treatment: UInt8 {
    /// The tag and its content are kept.
    case keep
    /// The tag goes, the content stays.
    case unwrap
    /// The tag and everything up to its end tag go.
    case drop
    /// As `drop`, and what is inside is not markup (HTML standard, 13.2.5.2 and on).
    case dropRaw
    /// The tag goes; what is inside is not markup but text to be shown.
    case showRaw
  }

  /// What elements are to each other: a start tag closes open elements of some kinds, unless one
  /// of the kinds that stop it stands between (HTML standard, 13.1.2.4 and 13.2.6.4.7).
  struct Kinds: OptionSet {
    let rawValue: UInt16
    static let paragraph = Kinds(rawValue: 1 << 0)
    static let item = Kinds(rawValue: 1 << 1)
    static let term = Kinds(rawValue: 1 << 2)
    static let cell = Kinds(rawValue: 1 << 3)
    static let row = Kinds(rawValue: 1 << 4)
    static let rowGroup = Kinds(rawValue: 1 << 5)
    static let caption = Kinds(rawValue: 1 << 6)
    static let heading = Kinds(rawValue: 1 << 7)
    static let anchor = Kinds(rawValue: 1 << 8)
    static let ruby = Kinds(rawValue: 1 << 9)
    static let table = Kinds(rawValue: 1 << 10)
    /// A block in which lists, terms and links begin anew.
    static let scope = Kinds(rawValue: 1 << 11)
  }

  /// How its edges show in plain text.
  enum Edge: UInt8 { case none, blank, line }

  let id: UInt8
  let name: HTMLName
  let treatment: Treatment
  var isVoid = false
  var edge = Edge.none
  var kinds: Kinds = []
  var closes: Kinds = []
  var stoppedBy: Kinds = [.scope, .table, .cell, .caption]
  /// A stray end tag does not close elements of a higher rank.
  var rank: UInt8 = 100
  var attributes = HTMLAttribute.everywhere
  /// Attributes of which it must have at least one to be worth writing.
  var needs: HTMLAttribute.Names = []
  var isPreformatted = false
  var isMedia = false
  /// Whether it is an `img`, the one element that has words instead of itself.
  var isPicture: Bool { attributes.contains(.alt) }

  init(id: UInt8, name: HTMLName, treatment: Treatment) {
    self.id = id
    self.name = name
    self.treatment = treatment
  }
}

/// A name of up to 16 ASCII letters, lower case, in two machine words, so that looking one up and
/// comparing two costs no string. The first letter is the lowest byte.
struct HTMLName: Hashable {
  private(set) var head: UInt64 = 0
  private(set) var tail: UInt64 = 0
  private(set) var count: UInt8 = 0

  static let longest = 16

  /// No name.
  init() {}

  /// Nil for names longer than any that are known.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= Self.longest else { return nil }
    for i in range { append(bytes[i].asciiLowercased) }
  }

  init(_ name: StaticString) {
    precondition(name.utf8CodeUnitCount <= Self.longest, "A name in a table is too long.")
    name.withUTF8Buffer { letters in
      for i in letters.indices { append(unsafe letters[i]) }
    }
  }

  @inline(__always)
  private mutating func append(_ byte: UInt8) {
    let shift = UInt64(count & 7) * 8
    if count < 8 { head |= UInt64(byte) << shift } else { tail |= UInt64(byte) << shift }
    count += 1
  }

  var hash: Int {
    let mixed = (head ^ (tail &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed >> 40)
  }

  func write(to out: inout ByteWriter) { out.append(head, tail, length: Int(count)) }

  /// Each of the names that stand in a list with blanks between.
  static func each(of list: StaticString, _ body: (HTMLName) -> Void) {
    list.withUTF8Buffer { letters in
      var name = HTMLName()
      for i in letters.indices {
        let byte = unsafe letters[i]
        if byte != 0x20 {
          name.append(byte)
        } else if name.count > 0 {
          body(name)
          name = HTMLName()
        }
      }
      if name.count > 0 { body(name) }
    }
  }
}
