/// Turns a publisher's HTML into HTML that is safe to show inside a page of ours.
///
/// Nothing of the input is copied but text and vetted attribute values: elements and attributes
/// come from an allow-list, text is escaped, values are quoted, and every element is closed where
/// it ends, so that no browser reads anything else in it than what was written. To sanitise twice
/// changes nothing.
struct Sanitiser {
  private let base: LinkBase?
  private let page: String?

  /// `base` is the address that relative links are relative to; without one they stay relative.
  /// `page` is the address of the page that shows the text, where that is another: links of a mere
  /// fragment lead to places on it.
  init(base: LinkBase?, page: String? = nil) {
    self.base = base
    self.page = page
  }

  init(base: String?) {
    self.init(base: base.flatMap(LinkBase.init))
  }

  /// The HTML, sanitised, and the text that a reader sees of it, from one reading.
  func sanitiseAndText(_ bytes: Span<UInt8>) -> (html: String, text: String) {
    var writer = SanitisedWriter(base: base, page: page, expecting: bytes.count)
    var text = HTMLTextWriter(expecting: bytes.count)
    var walk = HTMLWalk(readingAttributes: true)
    while true {
      let token = walk.next(in: bytes)
      if token == .finished {
        let shown = text.finish()
        return (writer.finish(orSharing: shown), shown)
      }
      writer.write(token, of: walk, in: bytes)
      text.write(token, of: walk, in: bytes)
    }
  }

  func sanitise(_ html: String) -> String { sanitiseAndText(html).html }

  func sanitiseAndText(_ html: String) -> (html: String, text: String) {
    sanitiseAndText(html.utf8Span.span)
  }
}

/// Writes sanitised HTML: balanced, escaped, quoted.
struct SanitisedWriter: ~Copyable {
  private var out: ByteWriter
  private var open: [Open] = []
  /// How often each element was opened beyond the depth and not written.
  private var unwritten: [UInt8: Int] = [:]
  /// The value of an attribute with its references resolved.
  private var scratch: [UInt8] = []
  private let base: LinkBase?
  private let page: String?

  private struct Open {
    var element: HTMLElement
    /// The kinds of this element and of all it stands in.
    var kinds: HTMLElement.Kinds
    /// An `<a>` that leads nowhere any more ends others and is ended, but shows nowhere.
    var isWritten: Bool
  }

  /// Deeper elements keep their text and lose their tags. Real texts stay below 40; browsers and
  /// libxml2 begin to rearrange or give up at 256.
  static let deepest = 128

  init(base: LinkBase?, page: String?, expecting count: Int) {
    self.base = base
    self.page = page
    out = ByteWriter(expecting: count + count / 8 + 64)
  }

  mutating func write(
    _ token: HTMLTokenizer.Token, of walk: borrowing HTMLWalk, in bytes: Span<UInt8>
  ) {
    switch token {
    case .text, .shownRaw: text(bytes, walk.range)
    case .start:
      if let element = walk.element, element.treatment == .keep {
        start(element, walk.attributes, bytes)
        if walk.isSelfClosing { end(element) }
      }
    case .end:
      if let element = walk.element, element.treatment == .keep { end(element) }
    case .finished: break
    }
  }

  /// What was written; where it is `text` once more, as words without markup are, it shares its
  /// memory.
  consuming func finish(orSharing text: String) -> String {
    close(downTo: 0)
    return out.spells(text) ? text : out.text()
  }

  // MARK: Text

  /// The bytes that text does not keep as they are, and line ends and tabs, which it does.
  @inline(__always)
  private static func textStops(_ word: UInt64, _ beyond: UInt64) -> UInt64 {
    // "<" and ">" are one bit apart.
    EightBytes.below(word, 0x20)
      | EightBytes.equal(word | EightBytes.ones &* 0x02, UInt8(ascii: ">"))
      | EightBytes.equal(word, UInt8(ascii: "&")) | EightBytes.equal(word, 0x7f)
  }

  /// As in text, and quotation marks.
  @inline(__always)
  private static func valueStops(_ word: UInt64, _ beyond: UInt64) -> UInt64 {
    textStops(word, beyond) | EightBytes.equal(word, UInt8(ascii: "\""))
  }

  private mutating func text(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var i = range.lowerBound
    let end = range.upperBound
    while true {
      i = out.copy(bytes, from: i, to: end, until: Self.textStops)
      guard i < end else { return }
      let byte = bytes[i]
      if byte == UInt8(ascii: "&"),
        let reference = HTMLEntities.reference(bytes, at: i, end: end, in: .text)
      {
        escape(reference.first)
        if let second = reference.second { escape(second) }
        i = reference.end
        continue
      }
      if byte != 0x0d || i + 1 == end || bytes[i + 1] != 0x0a { escape(byte) }
      i += 1
    }
  }

  /// The value of an attribute, whose references are resolved.
  private mutating func value(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var i = range.lowerBound
    while true {
      i = out.copy(bytes, from: i, to: range.upperBound, until: Self.valueStops)
      guard i < range.upperBound else { return }
      escape(bytes[i])
      i += 1
    }
  }

  private mutating func escape(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      escape(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      out.append(scalar)
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "<"): out.append("&lt;")
    case UInt8(ascii: ">"): out.append("&gt;")
    case UInt8(ascii: "&"): out.append("&amp;")
    case UInt8(ascii: "\""): out.append("&quot;")
    case 0x0d: out.append(0x0a)
    case 0..<0x20 where byte != 0x09 && byte != 0x0a: break
    case 0x7f: break
    default: out.append(byte)
    }
  }

  // MARK: Tags

  private mutating func start(
    _ element: HTMLElement, _ attributes: [HTMLTokenizer.Attribute], _ bytes: Span<UInt8>
  ) {
    closeWhatEnds(before: element)
    if !element.isVoid {
      guard open.count < Self.deepest else {
        unwritten[element.id, default: 0] += 1
        return
      }
      let kinds = open.last?.kinds ?? []
      open.append(
        Open(element: element, kinds: kinds.union(element.kinds), isWritten: true))
    }
    let start = out.count
    out.append(UInt8(ascii: "<"))
    element.name.write(to: &out)
    var written: HTMLAttribute.Names = []
    for attribute in attributes where write(attribute, of: element, bytes) {
      written.insert(HTMLAttribute.Names(attribute.name))
    }
    guard element.needs.isEmpty || !element.needs.isDisjoint(with: written) else {
      out.shorten(to: start)
      if !element.isVoid { open[open.count - 1].isWritten = false }
      return
    }
    // Without them nobody could play it, since what would have done so is gone.
    if element.isMedia, !written.contains(.controls) { out.append(" controls=\"\"") }
    out.append(UInt8(ascii: ">"))
  }

  private mutating func closeWhatEnds(before element: HTMLElement) {
    let ended = element.closes
    while let top = open.last, !top.kinds.isDisjoint(with: ended) {
      var depth = open.count - 1
      while depth >= 0, open[depth].element.kinds.isDisjoint(with: ended) {
        guard open[depth].element.kinds.isDisjoint(with: element.stoppedBy) else { return }
        depth -= 1
      }
      close(downTo: depth)
    }
  }

  private mutating func end(_ element: HTMLElement) {
    guard !element.isVoid else { return }
    if !unwritten.isEmpty, let count = unwritten[element.id], count > 0 {
      unwritten[element.id] = count - 1
      return
    }
    var depth = open.count - 1
    while depth >= 0, open[depth].element.id != element.id {
      guard open[depth].element.rank <= element.rank else { return }
      depth -= 1
    }
    if depth >= 0 { close(downTo: depth) }
  }

  private mutating func close(downTo depth: Int) {
    while open.count > depth, let last = open.popLast() {
      guard last.isWritten else { continue }
      out.append("</")
      last.element.name.write(to: &out)
      out.append(UInt8(ascii: ">"))
    }
  }

  // MARK: Attributes

  /// Writes the attribute if its value passes; whether it did.
  private mutating func write(
    _ attribute: HTMLTokenizer.Attribute, of element: HTMLElement, _ bytes: Span<UInt8>
  ) -> Bool {
    let start = out.count
    var check = attribute.name.check
    // Sound and film inside an address may be documents with scripts; only a picture is a picture.
    if check == .picture, !element.isPicture { check = .link }
    out.append(UInt8(ascii: " "))
    attribute.name.name.write(to: &out)
    out.append("=\"")
    guard writeValue(attribute.value, check, bytes) else {
      out.shorten(to: start)
      return false
    }
    out.append(UInt8(ascii: "\""))
    return true
  }

  private mutating func writeValue(
    _ range: Range<Int>, _ check: HTMLAttribute.Check, _ bytes: Span<UInt8>
  ) -> Bool {
    // Most values hold no reference and most links nothing to repair: they are copied from where
    // they stand.
    if bytes.first(of: UInt8(ascii: "&"), in: range) == range.upperBound {
      switch check {
      case .text:
        value(bytes, range)
        return true
      case .link, .picture:
        if CanonicalLink.isClean(bytes.extracting(range)) {
          out.append(bytes, range)
          return true
        }
      case .pictures, .style, .direction, .flag: break
      }
    }
    // Taken out of `self`, so that it can be read while `self` is written.
    var written: [UInt8] = []
    swap(&written, &scratch)
    defer { swap(&written, &scratch) }
    written.removeAll(keepingCapacity: true)
    HTMLEntities.decode(bytes, range, in: .attribute, into: &written)
    if check == .text
      || (check == .link || check == .picture) && CanonicalLink.isClean(written.span)
    {
      value(written.span, 0..<written.count)
      return true
    }
    guard let vetted = vetted(written, as: check) else { return false }
    value(vetted.span, 0..<vetted.count)
    return true
  }

  private func vetted(_ value: [UInt8], as check: HTMLAttribute.Check) -> [UInt8]? {
    switch check {
    case .text: value
    case .flag: []
    case .link: link(value, for: .anyHarmless)
    case .picture: link(value, for: .picture)
    case .pictures: pictures(value)
    case .style: SanitiserStyle.vetted(value)
    case .direction:
      ["ltr", "rtl", "auto"].contains(String(decoding: value, as: UTF8.self).lowercased())
        ? value : nil
    }
  }

  private func link(_ value: [UInt8], for purpose: CanonicalLink.Purpose) -> [UInt8]? {
    guard let (link, isAbsolute) = CanonicalLink.repair(value, allowing: purpose) else {
      return nil
    }
    if isAbsolute { return link }
    // An empty link means this page, which no page of ours is.
    guard !link.isEmpty else { return nil }
    guard let base else { return link }
    if let page, link[0] == UInt8(ascii: "#") {
      return page.utf8.prefix { $0 != UInt8(ascii: "#") } + link
    }
    return base.join(link)
  }

  /// `srcset`: links, each with a width or density behind a blank (HTML standard, 4.8.4.2.1).
  private func pictures(_ value: [UInt8]) -> [UInt8]? {
    var out: [UInt8] = []
    var at = 0
    while at < value.count {
      while at < value.count, value[at].isHTMLSpace || value[at] == UInt8(ascii: ",") { at += 1 }
      let start = at
      while at < value.count, !value[at].isHTMLSpace { at += 1 }
      var end = at
      while end > start, value[end - 1] == UInt8(ascii: ",") { end -= 1 }
      let isAlone = end < at
      var measure = at..<at
      if !isAlone {
        let from = at
        while at < value.count, value[at] != UInt8(ascii: ",") { at += 1 }
        measure = from..<at
      }
      let size = value[measure].filter { !$0.isHTMLSpace }
      guard size.allSatisfy({ $0.isASCIIDigit || $0.isASCIILetter || $0 == UInt8(ascii: ".") })
      else { continue }
      let written = value[start..<end]
      // What had a comma behind something invisible would end there when it is read again.
      guard end > start, isHarmlessInParts(written),
        let link = link(Array(written), for: .anyHarmless), isHarmlessInParts(link[...]),
        link.first != UInt8(ascii: ","), link.last != UInt8(ascii: ",")
      else { continue }
      if !out.isEmpty { out += [UInt8(ascii: ","), 0x20] }
      out += link
      if !size.isEmpty { out += [0x20] + size }
    }
    return out.isEmpty ? nil : out
  }

  /// Whether a link with commas in it leads nowhere bad for those either who end it at a comma.
  private func isHarmlessInParts(_ link: ArraySlice<UInt8>) -> Bool {
    guard link.contains(UInt8(ascii: ",")) else { return true }
    let parts = link.split(separator: UInt8(ascii: ","))
    return parts.count < 2
      || parts.allSatisfy { CanonicalLink.repair(Array($0), allowing: .anyHarmless) != nil }
  }
}

extension HTMLTextWriter {
  mutating func write(
    _ token: HTMLTokenizer.Token, of walk: borrowing HTMLWalk, in bytes: Span<UInt8>
  ) {
    switch token {
    case .text, .shownRaw: text(bytes, walk.range)
    case .start: if let element = walk.element { edge(element, isStart: true) }
    case .end: if let element = walk.element { edge(element, isStart: false) }
    case .finished: break
    }
  }
}
