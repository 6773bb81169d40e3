import CLibXML2

/// A libxml2 push parser that writes what it meets onto a tape; the only file that imports libxml2.
///
/// libxml2 holds on to the handlers' address for as long as the context lives, so they sit on the
/// heap, belong to this value alone, and go after the context does. Nothing is loaded: no external
/// subset, no entity, no network; internal entities are answered by us or not at all.
@safe
struct MarkupParser: ~Copyable {
  private let context: xmlParserCtxtPtr
  private let state: UnsafeMutablePointer<ParserState>

  /// What came of a document.
  struct Outcome {
    var tape: MarkupTape
    /// The first thing that made the document not well-formed; nil if it is.
    var fault: Fault?
    var limits: [(limit: TapeWriter.Limit, line: Int)]
    /// Whether every element was closed.
    var isWhole: Bool
    /// Undeclared prefixes and other errors of namespaces: the line of the first.
    var namespaceLine: Int?
    /// Entities that nobody declared and HTML does not have: the line of the first.
    var undeclaredEntityLine: Int?
  }

  /// Where and why libxml2 found a document not to be XML.
  struct Fault: Equatable {
    var line: Int
    var sentence: String
  }

  /// Nil if there is no memory for a parser.
  init?(recovering: Bool, expecting bytes: Int) {
    initialiseOnce
    var handlers = unsafe xmlSAXHandler()
    unsafe handlers.initialized = UInt32(XML_SAX2_MAGIC)
    unsafe handlers.startElementNs = startElement
    unsafe handlers.endElementNs = endElement
    unsafe handlers.characters = characters
    unsafe handlers.ignorableWhitespace = characters
    unsafe handlers.cdataBlock = characters
    unsafe handlers.getEntity = entity
    unsafe handlers.entityDecl = entityDeclaration
    unsafe handlers.serror = faulted
    let state = UnsafeMutablePointer<ParserState>.allocate(capacity: 1)
    unsafe state.initialize(to: ParserState(expecting: bytes))
    guard let context = unsafe xmlCreatePushParserCtxt(&handlers, state, nil, 0, nil) else {
      unsafe state.deinitialize(count: 1)
      unsafe state.deallocate()
      return nil
    }
    let options =
      XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      | XML_PARSE_HUGE.rawValue | (recovering ? XML_PARSE_RECOVER.rawValue : 0)
    unsafe xmlCtxtUseOptions(context, Int32(options))
    unsafe state.pointee.context = context
    unsafe self.context = context
    unsafe self.state = unsafe state
  }

  deinit {
    if let document = unsafe context.pointee.myDoc { unsafe xmlFreeDoc(document) }
    unsafe xmlFreeParserCtxt(context)
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  /// The document or its next part, in UTF-8.
  mutating func feed(_ bytes: UnsafeBufferPointer<UInt8>) {
    // Larger pieces make libxml2 look further back and forth for the end of a tag. But where it waits
    // for the end of something long, it looks through all of that with every piece: a comment of
    // 32 MB took 12 s.
    let usual = 64 << 10
    var step = usual
    var at = 0
    var read = unsafe xmlByteConsumed(context)
    while unsafe at < bytes.count && context.pointee.disableSAX == 0 {
      let count = min(step, bytes.count - at)
      guard let base = bytes.baseAddress else { return }
      unsafe (base + at).withMemoryRebound(to: CChar.self, capacity: count) {
        _ = unsafe xmlParseChunk(context, $0, Int32(count), 0)
      }
      at += count
      let now = unsafe xmlByteConsumed(context)
      step = now == read ? step * 2 : usual
      read = now
      if unsafe xmlDictSize(context.pointee.dict) > Limits.dictionary {
        unsafe state.pointee.writer.note(.names, 0)
        unsafe state.pointee.fault =
          unsafe state.pointee.fault ?? Fault(line: 0, sentence: "too many different names")
        unsafe xmlStopParser(context)
      }
    }
  }

  /// The tape; a parser is finished once.
  consuming func finish() -> Outcome {
    if unsafe context.pointee.disableSAX == 0 { _ = unsafe xmlParseChunk(context, nil, 0, 1) }
    let wasOpen = unsafe state.pointee.writer.finish()
    var fault = unsafe state.pointee.fault
    if fault == nil, unsafe context.pointee.wellFormed == 0 {
      fault = Fault(line: 0, sentence: "not well-formed")
    }
    return unsafe Outcome(
      tape: state.pointee.writer.takeTape(), fault: fault, limits: state.pointee.writer.limits,
      isWhole: !wasOpen, namespaceLine: state.pointee.namespaceLine,
      undeclaredEntityLine: state.pointee.undeclaredEntityLine)
  }
}

private let initialiseOnce: Void = xmlInitParser()

/// What the callbacks need, at an address that does not move.
@unsafe private struct ParserState: ~Copyable {
  var writer: TapeWriter
  var context: xmlParserCtxtPtr?
  var fault: MarkupParser.Fault?
  var errors = 0
  var namespaceErrors = 0
  var namespaceLine: Int?
  var undeclaredEntityLine: Int?
  /// Internal entities that are plain text, and so may take their place.
  var declared: [String: [UInt8]] = [:]
  var expansion = 0
  /// What the entity last asked for points to; libxml2 reads it before it asks for the next.
  var answer: UnsafeMutablePointer<xmlEntity>
  var answerBytes: UnsafeMutableBufferPointer<UInt8>

  init(expecting bytes: Int) {
    unsafe writer = TapeWriter(expecting: bytes)
    unsafe answer = .allocate(capacity: 1)
    unsafe answer.initialize(to: xmlEntity())
    unsafe answerBytes = .allocate(capacity: Limits.entity + 64)
  }

  deinit {
    unsafe answer.deallocate()
    unsafe answerBytes.deallocate()
  }
}

private func startElement(
  _ data: UnsafeMutableRawPointer?, _ local: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?, _ declarations: Int32,
  _ declared: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ count: Int32, _ defaulted: Int32,
  _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
  guard let state = unsafe data?.assumingMemoryBound(to: ParserState.self) else { return }
  if unsafe state.pointee.writer.isEmpty, let declared = unsafe declared {
    for index in 0..<min(Int(declarations), Limits.attributes) {
      guard let uri = unsafe declared[index * 2 + 1] else { continue }
      unsafe state.pointee.writer.declare(String(cString: uri))
    }
  }
  let name = unsafe state.pointee.writer.index(local: local, prefix: prefix, uri: uri)
  let line = unsafe Int(state.pointee.context?.pointee.input?.pointee.line ?? 0)
  guard unsafe state.pointee.writer.begin(name: name, line: line) else { return }
  // Attributes that only the DTD gives are not the publisher's.
  let given = Int(count - defaulted)
  if given > 0, let attributes = unsafe attributes {
    for index in 0..<min(given, Limits.attributes) {
      let field = unsafe attributes + index * 5
      guard let start = unsafe field[3], let end = unsafe field[4] else { continue }
      let name = unsafe state.pointee.writer.index(local: field[0], prefix: field[1], uri: field[2])
      unsafe state.pointee.writer.attribute(
        name: name, value: UnsafeBufferPointer(start: start, count: end - start))
    }
    if given > Limits.attributes { unsafe state.pointee.writer.note(.attributes, line) }
  }
  unsafe state.pointee.writer.beginContent()
}

private func endElement(
  _ data: UnsafeMutableRawPointer?, _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?,
  _: UnsafePointer<xmlChar>?
) {
  unsafe data?.assumingMemoryBound(to: ParserState.self).pointee.writer.end()
}

private func characters(
  _ data: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ count: Int32
) {
  guard let state = unsafe data?.assumingMemoryBound(to: ParserState.self), let text = unsafe text
  else { return }
  // A reference arrives alone. `&#146;` is meant as windows-1252, as in every browser.
  if count == 2, unsafe text[0] == 0xC2 && text[1] < 0xA0 {
    let meant = Array(UTF8.encode(Windows1252.scalar(unsafe text[1])) ?? .init())
    unsafe meant.withUnsafeBufferPointer { unsafe state.pointee.writer.text($0) }
    return
  }
  unsafe state.pointee.writer.text(UnsafeBufferPointer(start: text, count: Int(count)))
}

/// Answers HTML's named entities, and the document's own where they are short and plain.
///
/// The answer poses as a predefined entity, since libxml2 hands those on as text and does not parse
/// them, so no entity can hold markup or another entity. Inside an attribute libxml2 would take
/// only the first byte of such; there it is answered without content, which leaves the reference in
/// the value for the tape's writer to resolve.
private func entity(
  _ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?
) -> UnsafeMutablePointer<xmlEntity>? {
  guard let state = unsafe data?.assumingMemoryBound(to: ParserState.self), let name = unsafe name,
    let context = unsafe state.pointee.context
  else { return nil }
  let spelling = unsafe String(cString: name)
  let answer = unsafe state.pointee.answer
  unsafe answer.pointee.name = unsafe name
  unsafe answer.pointee.content = nil
  guard unsafe context.pointee.instate != XML_PARSER_ATTRIBUTE_VALUE else {
    unsafe answer.pointee.etype = XML_INTERNAL_GENERAL_ENTITY
    return unsafe answer
  }
  // Where an entity is declared, libxml2 asks for it to hang the text as written on it, which nobody
  // would free.
  guard unsafe context.pointee.inSubset == 0 else { return nil }
  let text: [UInt8]
  if let own = unsafe state.pointee.declared[spelling] {
    unsafe state.pointee.expansion += own.count
    text = unsafe state.pointee.expansion <= Limits.expansion ? own : []
  } else if let character = HTMLEntities.character(named: spelling) {
    text = Array(character.utf8)
  } else {
    if unsafe state.pointee.undeclaredEntityLine == nil {
      unsafe state.pointee.undeclaredEntityLine = Int(context.pointee.input?.pointee.line ?? 0)
    }
    text = Array("&\(spelling.prefix(Limits.entity / 4));".utf8)
  }
  let room = unsafe state.pointee.answerBytes
  var count = min(text.count, room.count - 1)
  // Cut before a character, not inside it.
  while count < text.count, count > 0, text[count] & 0xC0 == 0x80 { count -= 1 }
  for index in 0..<count { unsafe room[index] = text[index] }
  unsafe room[count] = 0
  unsafe answer.pointee.content = room.baseAddress
  unsafe answer.pointee.length = Int32(count)
  unsafe answer.pointee.etype = XML_INTERNAL_PREDEFINED_ENTITY
  return unsafe answer
}

/// Keeps an internal general entity if it is short and plain text.
private func entityDeclaration(
  _ data: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ kind: Int32,
  _: UnsafePointer<xmlChar>?, _: UnsafePointer<xmlChar>?, _ content: UnsafeMutablePointer<xmlChar>?
) {
  guard let state = unsafe data?.assumingMemoryBound(to: ParserState.self),
    kind == Int32(XML_INTERNAL_GENERAL_ENTITY.rawValue), let name = unsafe name,
    let content = unsafe content, unsafe state.pointee.declared.count < 256
  else { return }
  let length = unsafe Int(xmlStrlen(content))
  guard length <= Limits.entity else { return }
  let text = unsafe Array(UnsafeBufferPointer(start: content, count: length))
  if let plain = EntityValue.plain(text) {
    unsafe state.pointee.declared[String(cString: name)] = plain
  }
}

/// Keeps the first error that makes the document not XML, and stops a parser that has too many.
private func faulted(_ data: UnsafeMutableRawPointer?, _ error: UnsafeMutablePointer<xmlError>?) {
  guard let state = unsafe data?.assumingMemoryBound(to: ParserState.self),
    let error = unsafe error?.pointee
  else { return }
  let isOfNamespaces = unsafe error.domain == Int32(XML_FROM_NAMESPACE.rawValue)
  let isTooMany: Bool
  if isOfNamespaces {
    if unsafe state.pointee.namespaceLine == nil {
      unsafe state.pointee.namespaceLine = Int(error.line)
    }
    unsafe state.pointee.namespaceErrors += 1
    isTooMany = unsafe state.pointee.namespaceErrors > Limits.namespaceErrors
  } else {
    unsafe state.pointee.errors += 1
    isTooMany = unsafe state.pointee.errors > Limits.errors
  }
  if isTooMany, let context = unsafe state.pointee.context { unsafe xmlStopParser(context) }
  // What a parser was stopped at is a fault too, or the rest would be lost without a word.
  let isFatal = unsafe !isOfNamespaces && error.level == XML_ERR_FATAL
  guard isTooMany || isFatal, unsafe state.pointee.fault == nil else { return }
  let message = unsafe error.message.map { unsafe String(cString: $0) } ?? ""
  let line = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "not well-formed"
  unsafe state.pointee.fault = MarkupParser.Fault(line: Int(error.line), sentence: line)
}
