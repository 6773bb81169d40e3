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
  let isVoid: Bool
  let edge: Edge
  let kinds: Kinds
  let closes: Kinds
  let stoppedBy: Kinds
  /// A stray end tag does not close elements of a higher rank.
  let rank: UInt8
  let attributes: HTMLAttribute.Names
  /// Attributes of which it must have at least one to be worth writing.
  let needs: HTMLAttribute.Names
  let isPreformatted: Bool
  let isMedia: Bool
}

/// A name of up to 16 ASCII letters, lower case, in two machine words, so that looking one up and
/// comparing two costs no string.
struct HTMLName: Hashable {
  private(set) var head: UInt64 = 0
  private(set) var tail: UInt64 = 0
  private(set) var count = 0

  static let longest = 16

  /// Nil for names longer than any that are known.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= Self.longest else { return nil }
    for i in range { append(bytes[i].asciiLowercased) }
  }

  init(_ name: some StringProtocol) {
    precondition(name.utf8.count <= Self.longest, "A name in a table is too long.")
    for byte in name.utf8 { append(byte) }
  }

  private mutating func append(_ byte: UInt8) {
    if count < 8 { head = head << 8 | UInt64(byte) } else { tail = tail << 8 | UInt64(byte) }
    count += 1
  }

  var hash: Int {
    let mixed = (head ^ (tail &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed >> 40)
  }

  func write(to out: inout [UInt8]) {
    let inHead = min(count, 8)
    for i in 0..<inHead {
      out.append(UInt8(truncatingIfNeeded: head >> UInt64(8 * (inHead - 1 - i))))
    }
    for i in 0..<(count - inHead) {
      out.append(UInt8(truncatingIfNeeded: tail >> UInt64(8 * (count - inHead - 1 - i))))
    }
  }

  static func == (one: HTMLName, other: HTMLName) -> Bool {
    one.head == other.head && one.tail == other.tail && one.count == other.count
  }
}
