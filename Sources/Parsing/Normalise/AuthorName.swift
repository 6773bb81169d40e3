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
    for (open, close) in [("(", ")"), ("<", ">")] {
      guard let first = text.firstIndex(of: Character(open)),
        let last = text.lastIndex(of: Character(close)), first < last
      else { continue }
      let outside = clean(text[..<first] + text[text.index(after: last)...])
      let inside = clean(text[text.index(after: first)..<last])
      if isAddress(outside), !inside.isEmpty { return inside }
      if isAddress(inside), !outside.isEmpty { return outside }
    }
    return text
  }

  private static func clean(_ text: Substring) -> String {
    String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
      .replacing("mailto:", with: "")
  }

  private static func isAddress(_ text: String) -> Bool {
    text.contains("@") && !text.contains(" ")
  }
}
