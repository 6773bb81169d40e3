/// Who wrote an item, by name if a name is given.
enum AuthorName {
  /// RSS writes `email (Name)`, `Name <email>`, `Name (email)` or either alone; a name is what a
  /// reader wants, an address better than nothing.
  static func name(of author: RawAuthor) -> String? {
    if let name = author.name, !name.isEmpty { return name }
    if let text = author.text, !text.isEmpty { return split(text) }
    if let email = author.email, !email.isEmpty { return email }
    return nil
  }

  private static func split(_ text: String) -> String {
    guard text.contains(byte: UInt8(ascii: "@")) else { return text }
    let bytes = text.utf8
    for (open, close) in [(UInt8(ascii: "("), UInt8(ascii: ")")), (60, 62)] {
      guard let first = bytes.firstIndex(of: open), let last = bytes.lastIndex(of: close),
        first < last
      else { continue }
      // What is outside stands before, except in "(Name) email".
      let before = clean(text[..<first])
      let outside = before.isEmpty ? clean(text[bytes.index(after: last)...]) : before
      let inside = clean(text[bytes.index(after: first)..<last])
      if isAddress(outside), !inside.isEmpty { return String(inside) }
      if isAddress(inside), !outside.isEmpty { return String(outside) }
    }
    return text
  }

  private static func clean(_ text: Substring) -> Substring {
    var bytes = text.utf8
    while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    return Substring(bytes.starts(with: "mailto:".utf8) ? bytes.dropFirst(7) : bytes)
  }

  private static func isAddress(_ text: Substring) -> Bool {
    text.utf8.contains(UInt8(ascii: "@")) && !text.utf8.contains(0x20)
  }
}
