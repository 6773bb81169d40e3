/// Reads HTML as a row of text, start tags and end tags, as the HTML standard's tokenizer does
/// (section 13.2.5), and never builds a tree.
///
/// Every byte is looked at a bounded number of times: what has been searched for to the end in
/// vain is not searched for again.
struct HTMLTokenizer {
  enum Token {
    /// Text in `range`, with its references unresolved.
    case text
    /// Text in `range` in which `&` and `<` are only themselves or references, never tags.
    case shownRaw
    /// A start tag of `element` with `attributes`; `element` is nil where the name is unknown.
    case start
    case end
    case finished
  }

  struct Attribute {
    var name: HTMLAttribute
    var value: Range<Int>
  }

  private(set) var range = 0..<0
  private(set) var element: HTMLElement?
  private(set) var attributes: [Attribute] = []
  /// Whether the tag ended in "/>". In HTML that says nothing, but who writes it means XHTML, where
  /// the element is empty; to believe it loses nothing, while `<a name="x"/>` or `<script/>` taken
  /// for a start tag would swallow what follows.
  private(set) var isSelfClosing = false

  private var at = 0
  private var isInCDATA = false
  private let readsAttributes: Bool
  private let elements = HTMLElements.shared
  private let names = HTMLAttribute.Table.shared
  /// Whether what stands in brackets is an address: <http://…> or <desk@news.example>.
  private var isAddress = false
  /// The name of the tag as it is written, with its prefix if it has one.
  private var written = HTMLName()
  /// Names whose end tag is known not to come any more.
  private var neverEnding: Set<HTMLName> = []
  private var hasCommentEnds = true
  /// Whether no quote of either kind is left.
  private var hasNoQuotes = false
  private var hasNoApostrophes = false
  /// Whether the tag that the document ended in looks as though it were cut off.
  private var isCutOff = false
  private var raw: HTMLElement?

  init(readingAttributes: Bool) {
    readsAttributes = readingAttributes
  }

  /// The next token. What is dropped raw, comments and the like are passed over in silence.
  mutating func next(in bytes: Span<UInt8>) -> Token {
    if let shown = raw {
      raw = nil
      range = at..<rawEnd(of: shown, in: bytes)
      at = range.upperBound
      return .shownRaw
    }
    while at < bytes.count {
      let start = at
      let mark = bytes.first(of: UInt8(ascii: "<"), from: at)
      if mark > start { return text(start..<mark, in: bytes) }
      let next = mark + 1 < bytes.count ? bytes[mark + 1] : 0
      if next.isASCIILetter {
        if readTag(bytes, nameAt: mark + 1, isEnd: false) {
          if isAddress {
            range = mark..<at
            return .text
          }
          if let token = startToken(in: bytes) { return token }
          continue
        }
      } else if next == UInt8(ascii: "/"), mark + 2 < bytes.count {
        if bytes[mark + 2].isASCIILetter {
          if readTag(bytes, nameAt: mark + 2, isEnd: true) { return .end }
        } else {
          at = end(after: UInt8(ascii: ">"), from: mark + 2, in: bytes)
          continue
        }
      } else if next == UInt8(ascii: "!"), isDeclaration(bytes, at: mark + 2) {
        skipDeclaration(bytes, from: mark + 2)
        continue
      } else if next == UInt8(ascii: "?") {
        at = end(after: UInt8(ascii: ">"), from: mark + 2, in: bytes)
        continue
      } else {
        // A bare "<" is text, together with what follows it.
        let stop = bytes.first(of: UInt8(ascii: "<"), from: mark + 1)
        return text(mark..<stop, in: bytes)
      }
      // A tag that the document ends in: cut off by a publisher who counts characters, or no tag
      // but somebody's "a <b", which is text to the end.
      defer { at = bytes.count }
      guard !isCutOff else { break }
      range = mark..<bytes.count
      return .text
    }
    return .finished
  }

  private mutating func text(_ run: Range<Int>, in bytes: Span<UInt8>) -> Token {
    at = run.upperBound
    range = run
    guard isInCDATA else { return .text }
    var i = run.lowerBound
    while i + 2 < run.upperBound {
      if bytes[i] == UInt8(ascii: "]"), bytes[i + 1] == UInt8(ascii: "]"),
        bytes[i + 2] == UInt8(ascii: ">")
      {
        isInCDATA = false
        range = run.lowerBound..<i
        at = i + 3
        return .text
      }
      i += 1
    }
    return .text
  }

  /// What a start tag is to its reader, or nil where it was dropped with its content.
  private mutating func startToken(in bytes: Span<UInt8>) -> Token? {
    guard let element else { return .start }
    switch element.treatment {
    case .keep, .unwrap, .drop: return .start
    case .showRaw:
      if !isSelfClosing { raw = element }
      return .start
    case .dropRaw:
      at = rawEnd(of: element, in: bytes)
      return nil
    }
  }

  /// Where the raw content from `at` on ends: at its end tag, or else at the end. Where an end tag
  /// never comes, only scripts and styles take the rest of the document with them.
  private mutating func rawEnd(of element: HTMLElement, in bytes: Span<UInt8>) -> Int {
    if element.name == Self.plaintext { return bytes.count }
    if let end = endTag(in: bytes) { return end }
    let isCode = element.name == Self.script || element.name == Self.style
    return isCode && !isSelfClosing ? bytes.count : at
  }

  /// Whether what the start tag just read opened is closed anywhere.
  mutating func willEnd(in bytes: Span<UInt8>) -> Bool {
    !isSelfClosing && endTag(in: bytes) != nil
  }

  /// Where the next end tag of the name just read begins, or nil where there is none.
  private mutating func endTag(in bytes: Span<UInt8>) -> Int? {
    guard !neverEnding.contains(written) else { return nil }
    var from = at
    while true {
      let mark = bytes.first(of: UInt8(ascii: "<"), from: from)
      let end = mark + 2 + Int(written.count)
      guard end <= bytes.count else { break }
      if bytes[mark + 1] == UInt8(ascii: "/"), HTMLName(bytes, (mark + 2)..<end) == written,
        end == bytes.count || bytes[end].isHTMLSpace || bytes[end] == UInt8(ascii: "/")
          || bytes[end] == UInt8(ascii: ">")
      {
        return mark
      }
      from = mark + 1
    }
    neverEnding.insert(written)
    return nil
  }

  private static let script = HTMLName("script")
  private static let style = HTMLName("style")
  private static let plaintext = HTMLName("plaintext")

  /// What HTML calls a bogus comment is passed over where it looks like a declaration, but not
  /// where somebody wrote "<!" and meant it.
  private func isDeclaration(_ bytes: Span<UInt8>, at start: Int) -> Bool {
    guard start < bytes.count else { return true }
    let byte = bytes[start]
    return byte.isASCIILetter || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "[")
      || byte == UInt8(ascii: ">")
  }

  private mutating func skipDeclaration(_ bytes: Span<UInt8>, from start: Int) {
    if bytes.spells("--", at: start) {
      at = endOfComment(bytes, from: start + 2)
    } else if bytes.spells("[cdata[", at: start) {
      // Not HTML, but feeds are full of it; what is inside was meant to be read.
      at = start + 7
      isInCDATA = true
    } else {
      at = end(after: UInt8(ascii: ">"), from: start, in: bytes)
    }
  }

  private mutating func endOfComment(_ bytes: Span<UInt8>, from start: Int) -> Int {
    // "<!-->" and "<!--->" are comments too.
    if start < bytes.count, bytes[start] == UInt8(ascii: ">") { return start + 1 }
    if bytes.spells("->", at: start) { return start + 2 }
    var from = start
    while hasCommentEnds {
      let mark = bytes.first(of: UInt8(ascii: "-"), from: from)
      guard mark + 2 < bytes.count else { break }
      if bytes.spells("-->", at: mark) { return mark + 3 }
      if bytes.spells("--!>", at: mark) { return mark + 4 }
      from = mark + 1
    }
    // A comment that never ends would hide the rest of the news: it ends as other tags do.
    hasCommentEnds = false
    return end(after: UInt8(ascii: ">"), from: start, in: bytes)
  }

  private func end(after byte: UInt8, from start: Int, in bytes: Span<UInt8>) -> Int {
    min(bytes.first(of: byte, from: start) + 1, bytes.count)
  }

  /// Reads a tag to behind its ">"; false where the document ends before.
  private mutating func readTag(_ bytes: Span<UInt8>, nameAt start: Int, isEnd: Bool) -> Bool {
    var i = start
    var colon: Int?
    while i < bytes.count {
      let byte = bytes[i]
      if byte.isHTMLSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") { break }
      if byte == UInt8(ascii: ":") { colon = i }
      i += 1
    }
    let name = HTMLName(bytes, start..<i)
    element = name.flatMap(elements.element)
    if let name { written = name }
    if element == nil, name != nil, let colon,
      let local = elements.element(bytes, (colon + 1)..<i), local.treatment != .keep
    {
      // <svg:script>: a prefix hides nothing that is to be dropped.
      element = local
    }
    isAddress = element == nil && holdsAddress(bytes, start..<i, colon: colon)
    attributes.removeAll(keepingCapacity: true)
    isSelfClosing = false
    var (words, values) = (0, 0)
    let wanted = readsAttributes && !isEnd ? element?.attributes ?? [] : []
    var seen: HTMLAttribute.Names = []
    while i < bytes.count {
      let byte = bytes[i]
      if byte == UInt8(ascii: ">") {
        at = i + 1
        return true
      }
      if byte.isHTMLSpace || byte == UInt8(ascii: "/") {
        isSelfClosing = byte == UInt8(ascii: "/")
        i += 1
        continue
      }
      isSelfClosing = false
      words += 1
      let nameStart = i
      i += 1
      while i < bytes.count {
        let byte = bytes[i]
        if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
          || byte.isHTMLSpace
        {
          break
        }
        i += 1
      }
      let name = nameStart..<i
      while i < bytes.count, bytes[i].isHTMLSpace { i += 1 }
      var value = i..<i
      if i < bytes.count, bytes[i] == UInt8(ascii: "=") {
        i += 1
        while i < bytes.count, bytes[i].isHTMLSpace { i += 1 }
        value = readValue(bytes, from: &i)
        values += 1
      }
      if wanted.rawValue != 0, let attribute = names.attribute(bytes, name),
        wanted.contains(attribute), !seen.contains(attribute)
      {
        seen.insert(HTMLAttribute.Names(attribute))
        attributes.append(Attribute(name: attribute, value: value))
      }
    }
    isCutOff = element != nil && (values > 0 || words < 2)
    return false
  }

  private func holdsAddress(_ bytes: Span<UInt8>, _ name: Range<Int>, colon: Int?) -> Bool {
    if colon == name.upperBound - 1, bytes.spells("//", at: name.upperBound) { return true }
    return name.contains { bytes[$0] == UInt8(ascii: "@") }
  }

  private mutating func readValue(_ bytes: Span<UInt8>, from i: inout Int) -> Range<Int> {
    guard i < bytes.count else { return i..<i }
    let quote = bytes[i]
    let isDouble = quote == UInt8(ascii: "\"")
    if isDouble ? !hasNoQuotes : quote == UInt8(ascii: "'") && !hasNoApostrophes {
      let start = i + 1
      let end = bytes.first(of: quote, from: start)
      if end < bytes.count {
        i = end + 1
        return start..<end
      }
      // A quote that is never closed would swallow the rest of the news: the value ends as one
      // without quotes does.
      if isDouble { hasNoQuotes = true } else { hasNoApostrophes = true }
    }
    let start = i
    while i < bytes.count, bytes[i] != UInt8(ascii: ">"), !bytes[i].isHTMLSpace { i += 1 }
    return start..<i
  }
}

extension Span where Element == UInt8 {
  /// Where `byte` stands next, or the end.
  @inline(__always)
  func first(of byte: UInt8, from start: Int) -> Int {
    first(of: byte, in: Swift.min(start, count)..<count)
  }

  /// Where in the range `byte` stands first, or the range's end.
  @inline(__always)
  func first(of byte: UInt8, in range: Range<Int>) -> Int {
    unsafe extracting(range).withUnsafeBufferPointer { bytes in
      unsafe ByteSearch.first(byte, in: bytes, from: 0).map { range.lowerBound + $0 }
        ?? range.upperBound
    }
  }
}
