import NewsModel

/// Addresses as feeds.conf may write them: what a typing error would make of them is refused here
/// rather than found out by a request.
enum AddressForm {
  /// A source's address: http, https, or a file by its absolute path.
  static func source(_ text: String) throws(BadValue) -> FeedAddress {
    let accepted = "write https://…, http://… or file:///…"
    guard let mark = text.firstRange(of: "://") else {
      throw BadValue("'\(text)' is not a whole URL; \(accepted)")
    }
    let scheme = text[..<mark.lowerBound].lowercased()
    if scheme.hasPrefix("feed:") {
      throw BadValue(
        "newsloom does not know 'feed:'; did you mean '\(text.dropFirst(5))'?", part: 0..<5)
    }
    switch scheme {
    case "http", "https": try checkNetwork(text)
    case "file":
      try checkCharacters(text)
      guard text[mark.upperBound...].hasPrefix("/"), text[mark.upperBound...].count > 1 else {
        throw BadValue("'\(text)' is not an absolute path; write file:///path/to/feed.xml")
      }
    case "feed":
      throw BadValue(
        "newsloom does not know 'feed:'; did you mean 'https\(text[mark.lowerBound...])'?",
        part: 0..<4)
    default:
      let ending = Suggestion.ending(for: scheme, among: ["https", "http", "file"], else: accepted)
      throw BadValue(
        "newsloom does not know '\(scheme):'\(ending)", part: 0..<max(scheme.count, 1))
    }
    return FeedAddress(text)
  }

  static func web(_ text: String) throws(BadValue) -> String {
    let lower = text.lowercased()
    guard lower.hasPrefix("http://") || lower.hasPrefix("https://") else {
      throw BadValue("'\(text)' is not a URL of the web; write https://…")
    }
    try checkNetwork(text)
    return text
  }

  static func proxy(_ text: String) throws(BadValue) -> String {
    if text == "none" { return text }
    let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]
    let scheme = text.firstRange(of: "://").map { text[..<$0.lowerBound].lowercased() }
    guard let scheme, schemes.contains(scheme) else {
      throw BadValue(
        "'\(text)' is not a proxy; write http://host:port, socks5h://host:port, or none")
    }
    try checkNetwork(text)
    return text
  }

  /// Where in an address its password stands: of `https://me:secret@host/`, the `secret`.
  static func password(in characters: some Collection<Character>) -> Range<Int>? {
    guard characters.contains("@") else { return nil }
    let letters = Array(characters)
    guard
      let mark = letters.indices.first(where: { letters[$0...].starts(with: "://") })
    else { return nil }
    let start = mark + 3
    let ends: Set<Character> = ["/", "?", "#"]
    let end = letters[start...].firstIndex(where: ends.contains) ?? letters.endIndex
    guard let at = letters[start..<end].lastIndex(of: "@"),
      let colon = letters[start..<at].firstIndex(of: ":"), colon + 1 < at
    else { return nil }
    return colon + 1..<at
  }

  private static func checkNetwork(_ text: String) throws(BadValue) {
    try checkCharacters(text)
    guard let mark = text.firstRange(of: "://") else { return }
    let start = text.distance(from: text.startIndex, to: mark.upperBound)
    let rest = text[mark.upperBound...].prefix { !"/?#".contains($0) }
    let whole = start..<start + max(rest.count, 1)
    let hostAndPort = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    var host = hostAndPort
    var port: Substring?
    if host.hasPrefix("[") {
      guard let close = host.firstIndex(of: "]"),
        host[..<close].dropFirst().allSatisfy({ $0.isHexDigit || ":.".contains($0) })
      else { throw BadValue("'\(rest)' is not an address; write [2001:db8::1]", part: whole) }
      let after = host[host.index(after: close)...]
      if !after.isEmpty { port = after.dropFirst() }
      guard after.isEmpty || after.first == ":" else {
        throw BadValue("'\(rest)' goes on after ']'; write [2001:db8::1]:8080", part: whole)
      }
      host = host[...close]
    } else if let colon = host.firstIndex(of: ":") {
      port = host[host.index(after: colon)...]
      host = host[..<colon]
    }
    let isName = host.unicodeScalars.allSatisfy { scalar in
      !scalar.isASCII || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-._%~[]:".unicodeScalars.contains(scalar)
    }
    guard !host.isEmpty, isName, !host.hasPrefix("."), !host.contains("..") else {
      throw BadValue(
        "'\(host)' is not the name of a host; write one such as example.org", part: whole)
    }
    if let port {
      guard let number = Form.wholeNumber(port), (1...65535).contains(number) else {
        throw BadValue("'\(port)' is not a port; write a number from 1 to 65535", part: whole)
      }
    }
  }

  private static func checkCharacters(_ text: String) throws(BadValue) {
    for (place, character) in text.enumerated() {
      if let byte = character.asciiValue, (0x61...0x7A).contains(byte) { continue }
      let isStray = character.unicodeScalars.contains { scalar in
        switch scalar.properties.generalCategory {
        case .control, .format, .spaceSeparator, .lineSeparator, .paragraphSeparator: true
        default: "<>\"\\".unicodeScalars.contains(scalar)
        }
      }
      if isStray {
        throw BadValue(
          "'\(character)' does not belong in a URL; write it percent-encoded if it is meant",
          part: place..<place + 1)
      }
    }
  }
}
