/// The tokens of an HTML text without those inside of elements that are dropped with their content.
struct HTMLWalk {
  private var tokenizer: HTMLTokenizer
  /// The dropped element we are in and how often it was opened.
  private var dropping: (id: UInt8, depth: Int)?

  init(readingAttributes: Bool) {
    tokenizer = HTMLTokenizer(readingAttributes: readingAttributes)
  }

  var range: Range<Int> { tokenizer.range }
  var element: HTMLElement? { tokenizer.element }
  var isSelfClosing: Bool { tokenizer.isSelfClosing }
  var attributes: [HTMLTokenizer.Attribute] { tokenizer.attributes }

  mutating func next(in bytes: Span<UInt8>) -> HTMLTokenizer.Token {
    while true {
      let token = tokenizer.next(in: bytes)
      if token == .finished { return token }
      guard let (id, depth) = dropping else {
        if token == .start, let element = tokenizer.element, element.treatment == .drop {
          if tokenizer.willEnd(in: bytes) { dropping = (element.id, 1) }
          continue
        }
        return token
      }
      guard let element = tokenizer.element, element.id == id else { continue }
      if token == .start, !tokenizer.isSelfClosing { dropping = (id, depth + 1) }
      if token == .end { dropping = depth > 1 ? (id, depth - 1) : nil }
    }
  }
}
