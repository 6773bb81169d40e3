/// Writes a broken document again as well-formed XML, keeping its lines.
///
/// libxml2's own recovery drops text at the first surprise ("AT&T" becomes "AT"), so the bytes are
/// put right before it sees them. One pass, no look-back beyond the stack of open elements, so that
/// a document full of mistakes costs as much as one full of news. What comes out stands inside one
/// `<mended>` element, since some documents are two.
struct MarkupMender {
  private let source: [UInt8]
  private var output: [UInt8] = []
  private var index: Int
  private var log: RepairLog
  private var open: [OpenElement] = []
  /// How many of each name are open, so that a stray end tag is known without a search.
  private var openCounts: [String: Int] = [:]
  /// Words that do not occur in what is left.
  private var missing: Set<String> = []
  private var hasRoot = false
  private var isRootClosed = false
  private var endsInItem = false

  private struct OpenElement {
    var key: String
    var name: Range<Int>
  }

  /// What a document looks like after mending.
  struct Result {
    var bytes: [UInt8]
    var log: RepairLog
    /// Whether the root element's own end was there.
    var isWhole: Bool
    /// Whether an item was open where the document breaks off.
    var endsInItem: Bool
  }

  /// Mends a document from `start`, the place of its first markup, on, as far as it becomes no longer
  /// than `limit`.
  static func mend(
    _ source: [UInt8], from start: Int, log: RepairLog, limit: Int = Limits.mended
  ) -> Result {
    var mender = MarkupMender(source: source, index: start, log: log)
    mender.run(limit: limit)
    return Result(
      bytes: mender.output, log: mender.log, isWhole: mender.isRootClosed,
      endsInItem: mender.endsInItem)
  }

  private init(source: [UInt8], index: Int, log: RepairLog) {
    self.source = source
    self.index = index
    self.log = log
    output.reserveCapacity(source.count + source.count / 8)
  }

  private mutating func run(limit: Int) {
    output += "<mended>".utf8
    while index < source.count {
      guard output.count < limit else {
        log.note(.tooLarge, detail: "\(limit >> 20) MB mended")
        isRootClosed = false
        break
      }
      let byte = source[index]
      switch byte {
      case UInt8(ascii: "<"): markup()
      case UInt8(ascii: "&"): reference()
      default: text(byte)
      }
    }
    if !open.isEmpty {
      isRootClosed = false
      endsInItem = open.contains { $0.key == "item" || $0.key == "entry" }
      while let last = open.last { close(last) }
    }
    output += "</mended>".utf8
  }

  private var line: Int { 1 + source[..<min(index, source.count)].count { $0 == 10 } }

  private mutating func note(_ repair: Repair) {
    // Counting lines takes a pass over the document, so only the first of a kind has its counted.
    let known = log.contains(repair)
    let line = known ? nil : line
    log.note(repair, line: line)
  }

  // MARK: Text

  private mutating func text(_ byte: UInt8) {
    index += 1
    guard !open.isEmpty else {
      if byte > 0x20 {
        note(hasRoot ? .junkAfter : .junkBefore)
      } else if byte == 10 {
        output.append(byte)
      }
      return
    }
    if byte == UInt8(ascii: ">"), output.suffix(2).elementsEqual("]]".utf8) {
      output += "&gt;".utf8
    } else {
      append(byte)
    }
  }

  /// Appends a byte unless XML forbids it.
  private mutating func append(_ byte: UInt8) {
    if byte < 0x20, byte != 9, byte != 10, byte != 13 {
      note(.controlCharacter)
    } else if byte & 0xFE == 0xBE, output.suffix(2).elementsEqual([0xEF, 0xBF]) {
      // U+FFFE and U+FFFF are no characters either.
      output.removeLast(2)
      note(.controlCharacter)
    } else {
      output.append(byte)
    }
  }

  private mutating func reference() {
    let start = index
    index += 1
    guard !open.isEmpty else { return }
    let window = source[index..<min(index + 40, source.count)]
    guard let end = window.firstIndex(of: UInt8(ascii: ";")) else {
      escapeAmpersand()
      return
    }
    let name = String(decoding: source[index..<end], as: UTF8.self)
    if name.hasPrefix("#") {
      let number = name.dropFirst()
      let digits = number.first == "x" || number.first == "X" ? number.dropFirst() : number
      guard !digits.isEmpty, digits.utf8.allSatisfy({ Self.isHexDigit($0) }) else {
        escapeAmpersand()
        return
      }
      index = end + 1
      if let scalar = CharacterReference.scalar(number) {
        output += "&#\(scalar.value);".utf8
      } else {
        note(.badReference)
        if let scalar = secondHalf(of: digits, isHex: digits.count < number.count) {
          output += "&#\(scalar.value);".utf8
        } else {
          output += UTF8.encodedReplacementCharacter
        }
      }
    } else if HTMLEntities.character(named: name) != nil {
      output += source[start...end]
      index = end + 1
    } else {
      escapeAmpersand()
    }
  }

  /// The character of which a reference to the first half of its UTF-16 was just read, if one to the
  /// second half follows: programs that count in UTF-16 write `&#55357;&#56832;`.
  private mutating func secondHalf(of digits: Substring, isHex: Bool) -> Unicode.Scalar? {
    guard let high = UInt32(digits, radix: isHex ? 16 : 10), (0xD800...0xDBFF).contains(high),
      starts("&#"), let end = source[index..<min(index + 12, source.count)].firstIndex(of: 0x3B)
    else { return nil }
    let number = String(decoding: source[(index + 2)..<end], as: UTF8.self)
    let second =
      number.first?.lowercased() == "x" ? UInt32(number.dropFirst(), radix: 16) : UInt32(number)
    guard let low = second, (0xDC00...0xDFFF).contains(low) else { return nil }
    index = end + 1
    return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00)))
  }

  private mutating func escapeAmpersand() {
    note(.bareAmpersand)
    output += "&amp;".utf8
  }

  // MARK: Markup

  private mutating func markup() {
    if starts("<!--") {
      skip(after: "-->", orAfter: ">", from: 4)
    } else if starts("<![CDATA[") || starts("<![cdata[") {
      characterData()
    } else if starts("<!") {
      declaration()
    } else if starts("<?") {
      skip(after: "?>", orAfter: ">", from: 2)
    } else if starts("</"), index + 2 < source.count, Self.isNameStart(source[index + 2]) {
      endTag()
    } else if index + 1 < source.count, Self.isNameStart(source[index + 1]) {
      startTag()
    } else {
      index += 1
      guard !open.isEmpty else { return }
      note(.bareLessThan)
      output += "&lt;".utf8
    }
  }

  private func starts(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard index + count <= source.count else { return false }
    return word.withUTF8Buffer { letters in
      for offset in 0..<count where unsafe source[index + offset] != letters[offset] {
        return false
      }
      return true
    }
  }

  /// Where the word is next. What is not found once is not looked for again: a document may open a
  /// million comments and close none.
  private mutating func find(_ word: String, from: Int) -> Int? {
    guard !missing.contains(word) else { return nil }
    if let found = search(Array(word.utf8), from: from) { return found }
    missing.insert(word)
    return nil
  }

  private func search(_ letters: [UInt8], from: Int) -> Int? {
    guard let first = letters.first, source.count >= letters.count else { return nil }
    var at = from
    let last = source.count - letters.count
    while at <= last {
      guard let next = source[at...last].firstIndex(of: first) else { return nil }
      if source[next..<next + letters.count].elementsEqual(letters) { return next }
      at = next + 1
    }
    return nil
  }

  /// Leaves something out but for its line breaks.
  private mutating func skip(after end: String, orAfter fallback: String, from offset: Int) {
    let start = index
    if let found = find(end, from: index + offset) {
      index = found + end.utf8.count
    } else {
      note(.unclosedComment)
      index = find(fallback, from: index + offset).map { $0 + fallback.utf8.count } ?? source.count
    }
    output += source[start..<index].lazy.filter { $0 == 10 }
  }

  private mutating func characterData() {
    let start = index + 9
    var end = source.count
    if let found = find("]]>", from: start) {
      index = found + 3
      end = found
    } else {
      note(.unclosedComment)
      // It ends where its element does.
      if let name = open.last?.name, let found = find("</" + spelling(name), from: start) {
        end = found
      }
      index = end
    }
    guard !open.isEmpty else { return }
    let after = index
    output += "<![CDATA[".utf8
    for byte in source[start..<end] { append(byte) }
    output += "]]>".utf8
    index = after
  }

  /// A document type is left out: its entities are text to us, and its defaults nobody's words.
  private mutating func declaration() {
    let start = index
    var depth = 0
    var quote: UInt8 = 0
    let isDocumentType = index + 3 < source.count && source[index + 2] | 0x20 == UInt8(ascii: "d")
    while index < source.count {
      let byte = source[index]
      index += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): if isDocumentType { quote = byte }
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ">") where depth <= 0 || !isDocumentType:
        output += source[start..<index].lazy.filter { $0 == 10 }
        return
      default: break
      }
    }
  }

  private mutating func endTag() {
    index += 2
    let name = readName()
    let key = Self.key(spelling(name))
    while index < source.count, source[index] != UInt8(ascii: ">"),
      source[index] != UInt8(ascii: "<")
    {
      index += 1
    }
    if index < source.count, source[index] == UInt8(ascii: ">") { index += 1 }
    guard openCounts[key, default: 0] > 0 else {
      note(.strayEndTag)
      return
    }
    while let last = open.last {
      if last.key == key {
        close(last)
        break
      }
      note(.unclosedElement)
      close(last)
    }
    if open.isEmpty { isRootClosed = true }
  }

  private mutating func close(_ element: OpenElement) {
    open.removeLast()
    openCounts[element.key, default: 1] -= 1
    output += "</".utf8
    output += source[element.name]
    output += ">".utf8
  }

  private mutating func startTag() {
    let isSecond = isRootClosed && open.isEmpty
    if isSecond { note(.junkAfter) }
    index += 1
    let name = readName()
    let key = Self.key(spelling(name))
    closeWhatCannotHold(key)
    hasRoot = true
    output.append(UInt8(ascii: "<"))
    output += source[name]
    var seen: [Range<Int>] = []
    var isEmpty = false
    scan: while index < source.count {
      switch source[index] {
      case UInt8(ascii: ">"):
        index += 1
        break scan
      case UInt8(ascii: "<"):
        note(.unclosedElement)
        break scan
      case UInt8(ascii: "/"):
        isEmpty = index + 1 < source.count && source[index + 1] == UInt8(ascii: ">")
        index += 1
      case 10:
        output.append(10)
        index += 1
      case let byte where Self.isNameStart(byte): attribute(&seen)
      default: index += 1
      }
    }
    if isEmpty || Self.voids.contains(key) {
      output += "/>".utf8
      return
    }
    output += ">".utf8
    open.append(OpenElement(key: key, name: name))
    openCounts[key, default: 0] += 1
  }

  private mutating func attribute(_ seen: inout [Range<Int>]) {
    let name = readName()
    while index < source.count, source[index] <= 0x20 { index += 1 }
    var value = index..<index
    if index < source.count, source[index] == UInt8(ascii: "=") {
      index += 1
      while index < source.count, source[index] <= 0x20 { index += 1 }
      value = readValue()
    } else {
      note(.bareAttribute)
    }
    let isDuplicate = seen.contains { source[$0].elementsEqual(source[name]) }
    if isDuplicate { note(.duplicateAttribute) }
    guard !isDuplicate, seen.count < Limits.attributes else { return }
    seen.append(name)
    output.append(UInt8(ascii: " "))
    output += source[name]
    output += "=\"".utf8
    let after = index
    index = value.lowerBound
    while index < value.upperBound {
      switch source[index] {
      case UInt8(ascii: "&"): attributeReference(before: value.upperBound)
      case UInt8(ascii: "<"):
        output += "&lt;".utf8
        index += 1
      case UInt8(ascii: "\""):
        output += "&quot;".utf8
        index += 1
      case let byte:
        append(byte)
        index += 1
      }
    }
    index = after
    output.append(UInt8(ascii: "\""))
  }

  private mutating func attributeReference(before end: Int) {
    let wasOpen = open
    if open.isEmpty { open.append(OpenElement(key: "", name: 0..<0)) }
    reference()
    open = wasOpen
  }

  private mutating func readValue() -> Range<Int> {
    guard index < source.count else { return index..<index }
    let quote = source[index]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      note(.bareAttribute)
      let start = index
      while index < source.count, source[index] > 0x20, source[index] != UInt8(ascii: ">") {
        index += 1
      }
      return start..<index
    }
    let start = index + 1
    if let end = source[start...].firstIndex(of: quote) {
      index = end + 1
      return start..<end
    }
    note(.bareAttribute)
    index =
      source[start...].firstIndex { $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<") }
      ?? source.count
    return start..<index
  }

  private mutating func readName() -> Range<Int> {
    let start = index
    while index < source.count, Self.isName(source[index]) { index += 1 }
    // libxml2 takes a final colon, or two, for a name without a namespace at best.
    return start..<index
  }

  private func spelling(_ name: Range<Int>) -> String {
    String(decoding: source[name], as: UTF8.self)
  }

  // MARK: What may stand where

  private var hasContainer: Bool {
    Self.containers.contains { openCounts[$0, default: 0] > 0 }
  }

  private static func key(_ name: String) -> String { name.lowercased() }

  /// Closes what has no end tag where the next start tag shows that it must have ended.
  private mutating func closeWhatCannotHold(_ key: String) {
    if let last = open.last, Self.leaves.contains(last.key), Self.fields.contains(key) {
      note(.unclosedElement)
      close(last)
    }
    guard key == "item" || key == "entry" else { return }
    while let last = open.last, !Self.containers.contains(last.key), hasContainer {
      note(.unclosedElement)
      close(last)
    }
  }

  /// Elements of HTML that have no end tag, so that what follows is not inside them.
  private static let voids: Set<String> = ["br", "hr", "img", "wbr", "input", "meta"]
  /// Elements that items stand in.
  private static let containers: Set<String> = [
    "channel", "rss", "rdf:rdf", "rdf", "feed", "items", "atom:feed",
  ]
  /// Elements that hold text alone.
  private static let leaves: Set<String> = [
    "title", "link", "guid", "pubdate", "comments", "dc:date", "dc:creator", "id", "updated",
    "published", "issued", "modified", "atom:link", "language", "copyright", "category",
  ]
  /// Elements that stand beside those and never inside them.
  private static let fields: Set<String> = [
    "title", "link", "guid", "pubdate", "comments", "dc:date", "dc:creator", "id", "updated",
    "published", "issued", "modified", "atom:link", "language", "copyright", "category", "item",
    "entry", "description", "content:encoded", "content", "summary", "author", "enclosure",
    "channel", "image", "lastbuilddate", "generator",
  ]

  private static func isNameStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
  }

  private static func isName(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (48...58).contains(byte) || byte == 45 || byte == 46
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...70).contains(byte) || (97...102).contains(byte)
  }
}
