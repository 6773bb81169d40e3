/// Who wrote an item, by name if a name is given.
enum AuthorName {
  /// RSS writes `email (Name)`, `Name <email>`, `Name (email)`, `Name, email` or either alone; a name
  /// is what a reader wants, an address better than nothing.
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
    for (open, close) in [(UInt8(ascii: "("), UInt8(ascii: ")")), (60, 62), (91, 93)] {
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
    return unsafe besideAddress(of: text).map { words.part($0) } ?? words
  }

  /// The name in `Name, email`, `email, Name` and `Name email`: what stands on the one side of the
  /// only address.
  private static func besideAddress(of text: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
    guard let sign = unsafe text.firstIndex(of: UInt8(ascii: "@")),
      unsafe text.lastIndex(of: UInt8(ascii: "@")) == sign
    else { return nil }
    var (start, end) = (sign, sign)
    while start > 0, unsafe !isBreak(text[start - 1]) { start -= 1 }
    while end < text.count, unsafe !isBreak(text[end]) { end += 1 }
    // "@name" is how some networks write names.
    guard start < sign, unsafe text[sign..<end].contains(UInt8(ascii: ".")) else { return nil }
    let before = unsafe clean(0..<start, of: text)
    let after = unsafe clean(end..<text.count, of: text)
    if before.isEmpty { return after.isEmpty ? nil : after }
    return after.isEmpty ? before : nil
  }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";")
  }

  private static func clean(
    _ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var start = range.lowerBound
    var end = range.upperBound
    while start < end, unsafe isBreak(text[start]) { start += 1 }
    while end > start, unsafe isBreak(text[end - 1]) { end -= 1 }
    let quote = UInt8(ascii: "\"")
    if end - start > 2, unsafe text[start] == quote && text[end - 1] == quote {
      start += 1
      end -= 1
    }
    return unsafe text[start..<end].starts(with: "mailto:".utf8) ? start + 7..<end : start..<end
  }

  private static func isAddress(
    _ range: Range<Int>, of text: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    unsafe text[range].contains(UInt8(ascii: "@")) && !text[range].contains(0x20)
  }
}
