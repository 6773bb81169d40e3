/// HTML's named and numeric character references, read as the HTML standard (13.2.5.72 and on) says.
enum HTMLEntities {
  /// Where a reference stands: in an attribute `&copy=` is left alone, since it begins a parameter.
  enum Place { case text, attribute }

  /// The characters of the reference `&name;`, or nil where HTML knows none of that name.
  static func character(named name: some StringProtocol) -> String? {
    var name = String(name)
    return name.withUTF8 { letters in
      let bytes = unsafe letters.span
      guard let entity = table.entity(bytes, 0..<bytes.count) else { return nil }
      return String(String.UnicodeScalarView(table.scalars(of: entity)))
    }
  }

  /// The text with its references resolved; a text without any is returned as it is.
  static func decode(_ text: String) -> String { decode(text, in: .text) }

  static func decode(_ text: String, in place: Place) -> String {
    var text = text
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    return text.withUTF8 { letters in
      let bytes = unsafe letters.span
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count)
      decode(bytes, 0..<bytes.count, in: place, into: &out)
      return String(decoding: out, as: UTF8.self)
    }
  }

  /// Appends the bytes of `range` with their references resolved.
  static func decode(
    _ bytes: Span<UInt8>, _ range: Range<Int>, in place: Place, into out: inout [UInt8]
  ) {
    var start = range.lowerBound
    var at = start
    while true {
      at = bytes.first(of: UInt8(ascii: "&"), in: at..<range.upperBound)
      guard at < range.upperBound else { break }
      guard let reference = reference(bytes, at: at, end: range.upperBound, in: place) else {
        at += 1
        continue
      }
      out.append(bytes, start..<at)
      out.append(reference.first)
      if let second = reference.second { out.append(second) }
      at = reference.end
      start = at
    }
    out.append(bytes, start..<range.upperBound)
  }

  /// One reference: what it stands for and where it ends. No name stands for more than two.
  struct Reference {
    var first: Unicode.Scalar
    var second: Unicode.Scalar?
    var end: Int
  }

  /// The reference that begins with the `&` at `at`, or nil where the ampersand is only itself.
  static func reference(
    _ bytes: Span<UInt8>, at: Int, end: Int, in place: Place
  ) -> Reference? {
    let next = at + 1
    guard next < end else { return nil }
    if bytes[next] == UInt8(ascii: "#") {
      return numeric(bytes, at: next + 1, end: end)
    }
    if let common = common(bytes, at: next, end: end) { return common }
    var stop = next
    let furthest = min(end, next + Table.longestName)
    while stop < furthest, bytes[stop].isASCIILetter || bytes[stop].isASCIIDigit { stop += 1 }
    if stop < end, bytes[stop] == UInt8(ascii: ";"), stop > next,
      let entity = table.entity(bytes, next..<stop)
    {
      return Reference(first: entity.first, second: entity.second, end: stop + 1)
    }
    var length = min(stop - next, Table.longestBareName)
    while length >= Table.shortestName {
      if let entity = table.entity(bytes, next..<next + length), entity.countsBare {
        let after = next + length
        if place == .attribute, after < end,
          bytes[after] == UInt8(ascii: "=") || bytes[after].isASCIILetter
            || bytes[after].isASCIIDigit
        {
          return nil
        }
        return Reference(first: entity.first, second: entity.second, end: after)
      }
      length -= 1
    }
    return nil
  }

  /// One of the six that nearly all references by name are, for which nothing is looked up.
  private static func common(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Reference? {
    let name: StaticString
    let first: Unicode.Scalar
    switch bytes[start] {
    case UInt8(ascii: "a"):
      let isAmpersand = start + 1 < end && bytes[start + 1] == UInt8(ascii: "m")
      (name, first) = isAmpersand ? ("amp;", "&") : ("apos;", "'")
    case UInt8(ascii: "l"): (name, first) = ("lt;", "<")
    case UInt8(ascii: "g"): (name, first) = ("gt;", ">")
    case UInt8(ascii: "q"): (name, first) = ("quot;", "\"")
    case UInt8(ascii: "n"): (name, first) = ("nbsp;", "\u{a0}")
    default: return nil
    }
    let stop = start + name.utf8CodeUnitCount
    guard stop <= end, bytes.extracting(start..<stop).begins(name) else { return nil }
    return Reference(first: first, second: nil, end: stop)
  }

  private static func numeric(_ bytes: Span<UInt8>, at start: Int, end: Int) -> Reference? {
    guard let high = number(bytes, at: start, end: end) else { return nil }
    // Programs that count in UTF-16 write one character as two halves: `&#55357;&#56832;`. Browsers
    // show two signs of nothing for it.
    let at = high.end
    if high.value & 0xFFFF_FC00 == 0xD800, at + 2 < end, bytes[at] == UInt8(ascii: "&"),
      bytes[at + 1] == UInt8(ascii: "#"), let low = number(bytes, at: at + 2, end: end),
      low.value & 0xFFFF_FC00 == 0xDC00
    {
      let whole = 0x10000 + ((high.value - 0xD800) << 10 | (low.value - 0xDC00))
      return Reference(first: scalar(numbered: whole), second: nil, end: low.end)
    }
    return Reference(first: scalar(numbered: high.value), second: nil, end: at)
  }

  /// The number behind `&#` and where its reference ends.
  private static func number(
    _ bytes: Span<UInt8>, at start: Int, end: Int
  ) -> (value: UInt32, end: Int)? {
    var at = start
    let isHex = at < end && bytes[at] | 0x20 == UInt8(ascii: "x")
    if isHex { at += 1 }
    let digits = at
    var value: UInt32 = 0
    while at < end {
      guard let digit = bytes[at].hexDigit, isHex || digit < 10 else { break }
      // A number beyond Unicode stays beyond it, however many digits follow.
      if value < 0x110000 { value = value * (isHex ? 16 : 10) + UInt32(digit) }
      at += 1
    }
    guard at > digits else { return nil }
    if at < end, bytes[at] == UInt8(ascii: ";") { at += 1 }
    return (value, at)
  }

  /// Numbers that are no characters become U+FFFD, and those of the C1 controls what windows-1252
  /// has in their place, which is what their authors meant (HTML standard, 13.2.5.80).
  static func scalar(numbered value: UInt32) -> Unicode.Scalar {
    switch value {
    case 0: "\u{fffd}"
    case 0x80..<0xa0: windows1252[Int(value - 0x80)]
    default: Unicode.Scalar(value) ?? "\u{fffd}"
    }
  }

  private static let windows1252: [Unicode.Scalar] = [
    "\u{20ac}", "\u{81}", "\u{201a}", "\u{192}", "\u{201e}", "\u{2026}", "\u{2020}", "\u{2021}",
    "\u{2c6}", "\u{2030}", "\u{160}", "\u{2039}", "\u{152}", "\u{8d}", "\u{17d}", "\u{8f}",
    "\u{90}", "\u{2018}", "\u{2019}", "\u{201c}", "\u{201d}", "\u{2022}", "\u{2013}", "\u{2014}",
    "\u{2dc}", "\u{2122}", "\u{161}", "\u{203a}", "\u{153}", "\u{9d}", "\u{17e}", "\u{178}",
  ]

  private static let table = Table()
}

extension HTMLEntities {
  fileprivate struct Entity {
    var name: Range<Int>
    var first: Unicode.Scalar
    var second: Unicode.Scalar?
    var countsBare: Bool
  }

  /// The names in a hash table, built once from the literal: a fraction of a millisecond.
  fileprivate struct Table {
    static let longestName = 31
    static let longestBareName = 6
    static let shortestName = 2
    private static let slots = 8192

    private let letters: [UInt8]
    private let entities: [Entity]
    private let index: [UInt16]

    init() {
      let blob = HTMLEntityNames.blob.description
      let text = Array(blob.utf8)
      var entities: [Entity] = []
      entities.reserveCapacity(2200)
      var index = [UInt16](repeating: .max, count: Self.slots)
      var at = 0
      let letters = text.span
      while at < letters.count {
        let start = at
        while letters[at].isASCIILetter || letters[at].isASCIIDigit { at += 1 }
        let name = start..<at
        let countsBare = letters[at] == UInt8(ascii: "!")
        var values: [UInt32] = [0]
        at += 1
        while at < letters.count, letters[at] != UInt8(ascii: " ") {
          if let digit = letters[at].hexDigit {
            values[values.count - 1] = values[values.count - 1] * 16 + UInt32(digit)
          } else {
            values.append(0)
          }
          at += 1
        }
        at += 1
        var slot = Self.slot(letters, name)
        while index[slot] != .max { slot = (slot + 1) % Self.slots }
        index[slot] = UInt16(entities.count)
        entities.append(
          Entity(
            name: name, first: Unicode.Scalar(values[0]) ?? "\u{fffd}",
            second: values.count > 1 ? Unicode.Scalar(values[1]) : nil, countsBare: countsBare))
      }
      self.letters = text
      self.entities = entities
      self.index = index
    }

    func entity(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Entity? {
      guard !range.isEmpty, range.count <= Self.longestName else { return nil }
      var slot = Self.slot(bytes, range)
      while index[slot] != .max {
        let entity = entities[Int(index[slot])]
        if spells(entity.name, bytes, range) { return entity }
        slot = (slot + 1) % Self.slots
      }
      return nil
    }

    func scalars(of entity: Entity) -> [Unicode.Scalar] {
      [entity.first] + (entity.second.map { [$0] } ?? [])
    }

    private func spells(_ name: Range<Int>, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
      guard name.count == range.count else { return false }
      for i in 0..<name.count
      where letters[name.lowerBound + i] != bytes[range.lowerBound + i] {
        return false
      }
      return true
    }

    private static func slot(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
      var hash: UInt32 = 2_166_136_261
      for i in range { hash = (hash ^ UInt32(bytes[i])) &* 16_777_619 }
      return Int((hash ^ (hash >> 15)) % UInt32(slots))
    }
  }
}
