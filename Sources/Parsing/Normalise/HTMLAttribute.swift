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

  private static let everywhere = "title lang dir style align"

  private static let particular: [String: String] = [
    "a": "href", "img": "src srcset sizes alt width height border",
    "audio": "src controls loop muted",
    "video": "src poster width height controls loop muted",
    "source": "src srcset sizes type media width height",
    "track": "src kind srclang label", "blockquote": "cite", "q": "cite", "del": "cite datetime",
    "ins": "cite datetime", "time": "datetime", "data": "value",
    "td": "colspan rowspan headers scope abbr valign width height",
    "th": "colspan rowspan headers scope abbr valign width height",
    "tr": "valign", "tbody": "valign", "thead": "valign", "tfoot": "valign",
    "col": "span width valign", "colgroup": "span width valign", "ol": "start reversed type",
    "ul": "type", "li": "value type", "table": "summary border width", "hr": "width size",
    "details": "open", "font": "face color size", "pre": "width",
  ]

  static func allowed(on element: String) -> Names {
    let names = everywhere + " " + (particular[element] ?? "")
    return names.split(separator: " ").reduce(into: []) { set, name in
      if let attribute = byName[HTMLName(name)] { set.insert(Names(attribute)) }
    }
  }

  private static let byName: [HTMLName: HTMLAttribute] = Dictionary(
    uniqueKeysWithValues: allCases.map { (HTMLName("\($0)"), $0) })

  var name: HTMLName { Self.names[Int(rawValue)] }

  private static let names = allCases.map { HTMLName("\($0)") }

  /// Attributes by name in a hash table.
  struct Table {
    static let shared = Table()
    private static let slots = 256
    private var entries: [(name: HTMLName, attribute: HTMLAttribute)?]

    private init() {
      entries = Array(repeating: nil, count: Self.slots)
      for attribute in HTMLAttribute.allCases {
        var slot = attribute.name.hash & (Self.slots - 1)
        while entries[slot] != nil { slot = (slot + 1) & (Self.slots - 1) }
        entries[slot] = (attribute.name, attribute)
      }
    }

    func attribute(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HTMLAttribute? {
      guard let name = HTMLName(bytes, range) else { return nil }
      var slot = name.hash & (Self.slots - 1)
      while let entry = entries[slot] {
        if entry.name == name { return entry.attribute }
        slot = (slot + 1) & (Self.slots - 1)
      }
      return nil
    }
  }
}
