/// The address of a feed as the reader of feeds.conf wrote it, and the form of it that tells feeds
/// apart.
///
/// Two spellings that RFC 3986 section 6.2.2 and 6.2.3 call equivalent (letter case of scheme and
/// host, a default port, an empty path) are one address; so are two that differ in the fragment,
/// which is never sent.
package struct FeedAddress: Sendable, CustomStringConvertible {
  /// The address, letter for letter as written.
  package let written: String
  /// What two spellings of the same address share; unique in the archive.
  package let key: String

  package init(_ written: String) {
    self.written = written
    key = Self.key(of: written)
  }

  /// The registered name or address literal, lower case, without port and credentials; empty for a
  /// file.
  package var host: String {
    guard let authority = Self.authority(of: key) else { return "" }
    let host = authority.drop { $0 != "@" }.dropFirst()
    let bare = authority.contains("@") ? host : authority
    if bare.hasPrefix("["), let end = bare.firstIndex(of: "]") { return String(bare[...end]) }
    return String(bare.prefix { $0 != ":" })
  }

  /// The address as it may stand where others read it: without a user's name and password.
  package var withoutCredentials: String {
    guard let mark = written.firstRange(of: "://"),
      let authority = Self.authority(of: written), let end = authority.lastIndex(of: "@")
    else { return written }
    return String(written[..<mark.upperBound] + written[authority.index(after: end)...])
  }

  package var description: String { withoutCredentials }

  private static func authority(of url: String) -> Substring? {
    guard let mark = url.firstRange(of: "://") else { return nil }
    return url[mark.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
  }

  private static func key(of written: String) -> String {
    let whole = written.prefix { $0 != "#" }
    guard let mark = whole.firstRange(of: "://"), let authority = authority(of: String(whole))
    else { return String(whole) }
    let scheme = whole[..<mark.lowerBound].lowercased()
    let user = authority.lastIndex(of: "@").map { authority[...$0] } ?? ""
    var host = authority.dropFirst(user.count).lowercased()
    for (name, port) in [("http", ":80"), ("https", ":443")]
    where scheme == name && host.hasSuffix(port) { host.removeLast(port.count) }
    let rest = whole[mark.upperBound...].dropFirst(authority.count)
    let path = rest.isEmpty && scheme != "file" ? "/" : (rest.first == "?" ? "/" + rest : rest)
    return "\(scheme)://\(user)\(host)\(path)"
  }
}

extension FeedAddress: Hashable, Comparable {
  package static func == (one: Self, other: Self) -> Bool { one.key == other.key }
  package static func < (one: Self, other: Self) -> Bool { one.key < other.key }
  package func hash(into hasher: inout Hasher) { hasher.combine(key) }
}

extension FeedAddress: Codable {
  package init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(written)
  }
}
