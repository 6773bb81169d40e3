/// Every element of HTML that is not simply unknown, found by its name.
///
/// Unknown elements go and their content stays. What is kept is what text in a feed is made of;
/// what runs, embeds, asks for input or reaches out of its place is not.
struct HTMLElements {
  static let shared = HTMLElements()

  private static let slots = 1024
  private var table: [HTMLElement?]

  /// The element of that name, or nil.
  func element(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HTMLElement? {
    guard let name = HTMLName(bytes, range) else { return nil }
    return element(name)
  }

  func element(_ name: HTMLName) -> HTMLElement? {
    var slot = name.hash & (Self.slots - 1)
    while let element = table[slot] {
      if element.name == name { return element }
      slot = (slot + 1) & (Self.slots - 1)
    }
    return nil
  }

  /// How many ids there are.
  private(set) var count = 0

  private init() {
    table = Array(repeating: nil, count: Self.slots)
    let lists: [(HTMLElement.Treatment, String)] = [
      (.keep, Self.kept), (.unwrap, Self.unwrapped), (.drop, Self.dropped),
      (.dropRaw, Self.droppedRaw), (.showRaw, "xmp listing plaintext textarea"),
    ]
    for (treatment, names) in lists {
      for name in names.split(separator: " ") { add(String(name), treatment) }
    }
  }

  private mutating func add(_ name: String, _ treatment: HTMLElement.Treatment) {
    let kinds = Self.kinds[name] ?? []
    let element = HTMLElement(
      id: UInt8(count), name: HTMLName(name), treatment: treatment,
      isVoid: Self.set(Self.void).contains(name),
      edge: Self.set(Self.lines).contains(name)
        ? .line : ["td", "th", "rt", "option"].contains(name) ? .blank : .none,
      kinds: kinds,
      closes: Self.closes[name] ?? (Self.set(Self.blocks).contains(name) ? .paragraph : []),
      stoppedBy: kinds.isDisjoint(with: [.cell, .row, .rowGroup, .caption])
        ? [.scope, .table, .cell, .caption] : .table,
      rank: Self.ranks[name] ?? 100,
      attributes: HTMLAttribute.allowed(on: name),
      needs: Self.needs[name, default: []].reduce(into: []) { set, attribute in
        set.insert(HTMLAttribute.Names(attribute))
      },
      isPreformatted: ["pre", "listing", "xmp", "textarea", "plaintext"].contains(name),
      isMedia: name == "audio" || name == "video")
    var slot = element.name.hash & (Self.slots - 1)
    while table[slot] != nil { slot = (slot + 1) & (Self.slots - 1) }
    table[slot] = element
    count += 1
  }

  private static func set(_ names: String) -> Set<String> {
    Set(names.split(separator: " ").map(String.init))
  }

  private static let kept = """
    a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite \
    code col colgroup data dd del details dfn dir div dl dt em figcaption figure font footer h1 \
    h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture pre q rp rt \
    ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th \
    thead time tr track tt u ul var video wbr
    """

  private static let unwrapped = """
    html head body form fieldset legend label button select optgroup option datalist output \
    progress meter map canvas dialog marquee blink nobr svg math frameset portal slot xml layer \
    ilayer fencedframe foreignobject rb rtc search \
    base basefont bgsound command embed frame image input isindex keygen link meta nextid param \
    area spacer
    """

  private static let dropped = "object applet template annotation-xml"

  private static let droppedRaw = "script style iframe noembed noframes noscript title"

  private static let void = """
    area base basefont bgsound br col command embed frame hr img image input isindex keygen link \
    meta nextid param source spacer track wbr
    """

  /// Those that begin and end a line of plain text.
  private static let lines = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing \
    main menu nav ol optgroup p plaintext pre section summary table tbody textarea tfoot thead tr \
    ul xmp
    """

  /// Those whose start tag ends an open paragraph.
  private static let blocks = """
    address article aside blockquote center details dir div dl fieldset figcaption figure footer \
    header hgroup hr main menu nav ol p pre section summary table ul
    """

  private static let kinds: [String: HTMLElement.Kinds] = [
    "p": .paragraph, "li": .item, "dd": .term, "dt": .term, "td": [.cell], "th": [.cell],
    "tr": .row, "tbody": .rowGroup, "thead": .rowGroup, "tfoot": .rowGroup, "caption": .caption,
    "colgroup": .rowGroup, "table": .table, "a": .anchor, "rt": .ruby, "rp": .ruby,
    "h1": .heading, "h2": .heading, "h3": .heading, "h4": .heading, "h5": .heading,
    "h6": .heading, "ul": .scope, "ol": .scope, "menu": .scope, "dir": .scope, "dl": .scope,
    "blockquote": .scope, "section": .scope, "article": .scope, "aside": .scope,
    "details": .scope, "figure": .scope, "main": .scope, "nav": .scope,
  ]

  private static let closes: [String: HTMLElement.Kinds] = [
    "li": [.item, .paragraph], "dd": [.term, .paragraph], "dt": [.term, .paragraph],
    "td": .cell, "th": .cell, "tr": [.cell, .row, .caption],
    "tbody": [.cell, .row, .rowGroup, .caption], "thead": [.cell, .row, .rowGroup, .caption],
    "tfoot": [.cell, .row, .rowGroup, .caption], "caption": .caption,
    "colgroup": [.caption, .rowGroup], "a": .anchor, "rt": .ruby, "rp": .ruby,
    "h1": [.heading, .paragraph], "h2": [.heading, .paragraph], "h3": [.heading, .paragraph],
    "h4": [.heading, .paragraph], "h5": [.heading, .paragraph], "h6": [.heading, .paragraph],
  ]

  private static let needs: [String: [HTMLAttribute]] = [
    "a": [.href], "img": [.src, .srcset], "source": [.src, .srcset], "track": [.src],
  ]

  private static let ranks: [String: UInt8] = [
    "div": 150, "td": 160, "th": 160, "tr": 170, "thead": 180, "tbody": 180, "tfoot": 180,
    "table": 190,
  ]
}
