/// The attributes that survive sanitising, and how the value of each is vetted.
enum HTMLAttribute: UInt8, CaseIterable {
  case href, src, srcset, poster, cite, alt, title, lang, dir, width, height, style
  case colspan, rowspan, span, scope, headers, abbr, align, valign, start, type, reversed, value
  case datetime, controls, loop, muted, kind, srclang, label, media, sizes, open, face, color
  case size, border, summary

  /// A set of attributes.
  struct Names: OptionSet {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(_ attribute: HTMLAttribute) { rawValue = 1 << UInt64(attribute.rawValue) }

    /// The attributes of a list with blanks between.
    init(_ list: StaticString) {
      var set: Names = []
      HTMLName.each(of: list) { name in
        if let attribute = Table.shared.attribute(name) { set.insert(Names(attribute)) }
      }
      self = set
    }

    func contains(_ attribute: HTMLAttribute) -> Bool {
      rawValue & (1 << UInt64(attribute.rawValue)) != 0
    }
  }

  /// What a value must be to be kept.
  enum Check { case link, picture, pictures, style, direction, flag, text }

  var check: Check {
    switch self {
    case .href, .cite, .poster: .link
    case .src: .picture
    case .srcset: .pictures
    case .style: .style
    case .dir: .direction
    case .reversed, .controls, .loop, .muted, .open: .flag
    case .alt, .title, .lang, .width, .height, .colspan, .rowspan, .span, .scope, .headers, .abbr,
      .align, .valign, .start, .type, .value, .datetime, .kind, .srclang, .label, .media, .sizes,
      .face, .color, .size, .border, .summary:
      .text
    }
  }

  /// Those allowed on every element.
  static let everywhere = Names("title lang dir style align")

  /// The names, in the order of the cases.
  private static let words: StaticString = """
    href src srcset poster cite alt title lang dir width height style \
    colspan rowspan span scope headers abbr align valign start type reversed value \
    datetime controls loop muted kind srclang label media sizes open face color \
    size border summary
    """

  /// The name as it is written.
  var name: HTMLName { Table.shared.names[Int(rawValue)] }

  /// Attributes by name in a hash table.
  struct Table {
    static let shared = Table()
    private static let slots = 256
    /// The attribute's number and one, or 0.
    private var index = [UInt8](repeating: 0, count: slots)
    fileprivate var names: [HTMLName] = []

    private init() {
      names.reserveCapacity(64)
      HTMLName.each(of: HTMLAttribute.words) { name in
        var slot = name.hash & (Self.slots - 1)
        while index[slot] != 0 { slot = (slot + 1) & (Self.slots - 1) }
        names.append(name)
        index[slot] = UInt8(names.count)
      }
    }

    func attribute(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HTMLAttribute? {
      HTMLName(bytes, range).flatMap(attribute)
    }

    func attribute(_ name: HTMLName) -> HTMLAttribute? {
      var slot = name.hash & (Self.slots - 1)
      while index[slot] != 0 {
        let number = index[slot] - 1
        if names[Int(number)] == name { return HTMLAttribute(rawValue: number) }
        slot = (slot + 1) & (Self.slots - 1)
      }
      return nil
    }
  }
}
