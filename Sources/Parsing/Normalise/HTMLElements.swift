/// Every element of HTML that is not simply unknown, found by its name.
///
/// Unknown elements go and their content stays. What is kept is what text in a feed is made of;
/// what runs, embeds, asks for input or reaches out of its place is not.
struct HTMLElements {
  static let shared = HTMLElements()

  private static let slots = 1024
  /// The element's number and one, or 0.
  private var index = [UInt8](repeating: 0, count: slots)
  private var elements: [HTMLElement] = []

  /// The element of that name, or nil.
  func element(_ bytes: Span<UInt8>, _ range: Range<Int>) -> HTMLElement? {
    HTMLName(bytes, range).flatMap(element)
  }

  func element(_ name: HTMLName) -> HTMLElement? {
    number(of: name).map { elements[$0] }
  }

  private func number(of name: HTMLName) -> Int? {
    var slot = name.hash & (Self.slots - 1)
    while index[slot] != 0 {
      let number = Int(index[slot]) - 1
      if elements[number].name == name { return number }
      slot = (slot + 1) & (Self.slots - 1)
    }
    return nil
  }

  private init() {
    elements.reserveCapacity(256)
    add(Self.kept, .keep)
    add(Self.unwrapped, .unwrap)
    add(Self.dropped, .drop)
    add(Self.droppedRaw, .dropRaw)
    add("xmp listing plaintext textarea", .showRaw)
    change(Self.void) { $0.isVoid = true }
    change(Self.lines) { $0.edge = .line }
    change("td th rt option") { $0.edge = .blank }
    change("pre listing xmp textarea plaintext") { $0.isPreformatted = true }
    change("audio video") { $0.isMedia = true }
    relate()
    change("div") { $0.rank = 150 }
    change("td th") { $0.rank = 160 }
    change("tr") { $0.rank = 170 }
    change("thead tbody tfoot") { $0.rank = 180 }
    change("table") { $0.rank = 190 }
    allow()
  }

  private mutating func add(_ names: StaticString, _ treatment: HTMLElement.Treatment) {
    HTMLName.each(of: names) { name in
      var slot = name.hash & (Self.slots - 1)
      while index[slot] != 0 { slot = (slot + 1) & (Self.slots - 1) }
      elements.append(
        HTMLElement(id: UInt8(elements.count), name: name, treatment: treatment))
      index[slot] = UInt8(elements.count)
    }
  }

  private mutating func change(_ names: StaticString, _ body: (inout HTMLElement) -> Void) {
    HTMLName.each(of: names) { name in
      if let number = number(of: name) { body(&elements[number]) }
    }
  }

  /// What is what to whom.
  private mutating func relate() {
    change(Self.blocks) { $0.closes = .paragraph }
    change("p") { $0.kinds = .paragraph }
    change("ul ol menu dir dl blockquote section article aside details figure main nav") {
      $0.kinds = .scope
    }
    change("li") { ($0.kinds, $0.closes) = (.item, [.item, .paragraph]) }
    change("dd dt") { ($0.kinds, $0.closes) = (.term, [.term, .paragraph]) }
    change("h1 h2 h3 h4 h5 h6") { ($0.kinds, $0.closes) = (.heading, [.heading, .paragraph]) }
    change("a") { ($0.kinds, $0.closes) = (.anchor, .anchor) }
    change("rt rp") { ($0.kinds, $0.closes) = (.ruby, .ruby) }
    change("table") { $0.kinds = .table }
    change("td th") { ($0.kinds, $0.closes) = (.cell, .cell) }
    change("tr") { ($0.kinds, $0.closes) = (.row, [.cell, .row, .caption]) }
    change("tbody thead tfoot") {
      ($0.kinds, $0.closes) = (.rowGroup, [.cell, .row, .rowGroup, .caption])
    }
    change("caption") { ($0.kinds, $0.closes) = (.caption, .caption) }
    change("colgroup") { ($0.kinds, $0.closes) = (.rowGroup, [.caption, .rowGroup]) }
    change("td th tr tbody thead tfoot caption colgroup") { $0.stoppedBy = .table }
  }

  /// What is allowed beyond what is allowed everywhere.
  private mutating func allow() {
    func allow(_ attributes: StaticString, on elements: StaticString) {
      let names = HTMLAttribute.Names(attributes)
      change(elements) { $0.attributes.formUnion(names) }
    }
    allow("href", on: "a")
    allow("src srcset sizes alt width height border", on: "img")
    allow("src controls loop muted", on: "audio")
    allow("src poster width height controls loop muted", on: "video")
    allow("src srcset sizes type media width height", on: "source")
    allow("src kind srclang label", on: "track")
    allow("cite", on: "blockquote q del ins")
    allow("datetime", on: "del ins time")
    allow("value", on: "data li")
    allow("colspan rowspan headers scope abbr width height", on: "td th")
    allow("valign", on: "td th tr tbody thead tfoot col colgroup")
    allow("span width", on: "col colgroup")
    allow("start reversed type", on: "ol")
    allow("type", on: "ul li")
    allow("summary border width", on: "table")
    allow("width size", on: "hr")
    allow("open", on: "details")
    allow("face color size", on: "font")
    allow("width", on: "pre")
    change("a") { $0.needs = HTMLAttribute.Names(.href) }
    change("img source") { $0.needs = HTMLAttribute.Names("src srcset") }
    change("track") { $0.needs = HTMLAttribute.Names(.src) }
  }

  private static let kept: StaticString = """
    a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite \
    code col colgroup data dd del details dfn dir div dl dt em figcaption figure font footer h1 \
    h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li main mark menu nav ol p picture pre q rp rt \
    ruby s samp section small source span strike strong sub summary sup table tbody td tfoot th \
    thead time tr track tt u ul var video wbr
    """

  /// A frame's content is for those who show no frames (HTML 4.01, section 16.5), as we do not.
  private static let unwrapped: StaticString = """
    html head body form fieldset legend label button select optgroup option datalist output \
    progress meter map canvas dialog marquee blink nobr svg math frameset portal slot xml layer \
    ilayer fencedframe foreignobject rb rtc search \
    base basefont bgsound command embed frame image input isindex keygen link meta nextid param \
    area spacer iframe
    """

  private static let dropped: StaticString = "object applet template annotation-xml"

  private static let droppedRaw: StaticString = "script style noembed noframes noscript title"

  private static let void: StaticString = """
    area base basefont bgsound br col command embed frame hr img image input isindex keygen link \
    meta nextid param source spacer track wbr
    """

  /// Those that begin and end a line of plain text.
  private static let lines: StaticString = """
    address article aside blockquote body br caption center dd details dialog dir div dl dt \
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing \
    main menu nav ol optgroup p plaintext pre section summary table tbody textarea tfoot thead tr \
    ul xmp
    """

  /// Those whose start tag ends an open paragraph.
  private static let blocks: StaticString = """
    address article aside blockquote center details dir div dl fieldset figcaption figure footer \
    header hgroup hr main menu nav ol p pre section summary table ul
    """
}
