/// Who wrote an item, by name if a name is given.
enum AuthorName {
  /// RSS writes `email (Name)`, `Name <email>`, `Name (email)` or either alone; a name is what a
  /// reader wants, an address better than nothing.
  static func name(of author: RawAuthor, on tape: MarkupTape) -> Words? {
    if let name = author.name, !name.isEmpty { return name }
    if let text = author.text, !text.isEmpty { return split(text, on: tape) }
    if let email = author.email, !email.isEmpty { return email }
    return nil
  }

  private static func split(_ words: Words, on tape: MarkupTape) -> Words {
    let text = unsafe tape.reel.pointee.bytes(of: words)
    guard unsafe ByteSearch.first(UInt8(ascii: "@"), in: text, from: 0) != nil else {
      return words
    }
    for (open, close) in [(UInt8(ascii: "("), UInt8(ascii: ")")), (60, 62)] {
      guard let first = unsafe text.firstIndex(of: open),
        let last = unsafe text.lastIndex(of: close), first < last
      else { continue }
      // What is outside stands before, except in "(Name) email".
      let before = unsafe clean(0..<first, of: text)
      let outside = unsafe before.isEmpty ? clean(last + 1..<text.count, of: text) : before
      let inside = unsafe clean(first + 1..<last, of: text)
      if unsafe isAddress(outside, of: text), !inside.isEmpty { return words.part(inside) }
      if unsafe isAddress(inside, of: text), !outside.isEmpty { return words.part(outside) }
    }
    return words
  }

  private static func clean(
    _ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, unsafe text[start] <= 0x20 { start += 1 }
    while end > start, unsafe text[end - 1] <= 0x20 { end -= 1 }
    return unsafe text[start..<end].starts(with: "mailto:".utf8) ? start + 7..<end : start..<end
  }

  private static func isAddress(
    _ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    unsafe text[range].contains(UInt8(ascii: "@")) && !text[range].contains(0x20)
  }
}
