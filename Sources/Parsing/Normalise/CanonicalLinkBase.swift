/// The address that a page's relative links are relative to, taken apart once for all of them.
struct LinkBase {
  /// Up to and with the host: `https://news.example`; empty for schemes that have none.
  private let origin: [UInt8]
  private let scheme: [UInt8]
  private let path: [UInt8]
  private let query: [UInt8]

  /// Nil where the address is not one that links can be relative to, or not harmless.
  init?(_ address: String) {
    guard
      let (link, isAbsolute) = CanonicalLink.repair(
        Array(address.utf8), allowing: .anyHarmless),
      isAbsolute, let colon = link.firstIndex(of: UInt8(ascii: ":"))
    else { return nil }
    guard link.count > colon + 3, link[colon + 1] == 0x2f, link[colon + 2] == 0x2f else {
      return nil
    }
    let isEnd: (UInt8) -> Bool = {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#")
    }
    let hostEnd = link[(colon + 3)...].firstIndex(where: isEnd) ?? link.count
    let rest = link[hostEnd...].prefix { $0 != UInt8(ascii: "#") }
    let path = rest.prefix { $0 != UInt8(ascii: "?") }
    origin = Array(link[..<hostEnd])
    scheme = Array(link[...colon])
    self.path = path.isEmpty ? [0x2f] : Array(path)
    query = Array(rest.dropFirst(path.count))
  }

  /// The reference made absolute (RFC 3986, section 5.2; the URL standard agrees on these), or nil
  /// where it names a host that cannot be one.
  func join(_ reference: [UInt8]) -> [UInt8]? {
    guard let first = reference.first else { return origin + path + query }
    switch first {
    case UInt8(ascii: "#"): return origin + path + query + reference
    case UInt8(ascii: "?"): return origin + path + reference
    default: break
    }
    if reference.starts(with: [0x2f, 0x2f]) {
      return CanonicalLink.repair(scheme + reference, allowing: .anyHarmless)?.link
    }
    let end =
      reference.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
      ?? reference.count
    let named = reference[..<end]
    let whole =
      first == 0x2f ? Array(named) : Array(path[...(path.lastIndex(of: 0x2f) ?? 0)] + named)
    return origin + Self.withoutDots(whole) + reference[end...]
  }

  /// The path with `.` and `..` carried out, in one pass (RFC 3986, section 5.2.4).
  static func withoutDots(_ path: [UInt8]) -> [UInt8] {
    guard path.contains(UInt8(ascii: ".")) || path.contains(UInt8(ascii: "%")) else { return path }
    var out: [UInt8] = []
    out.reserveCapacity(path.count)
    var at = 0
    while at < path.count {
      // Each turn takes a slash and the segment behind it.
      var end = at + 1
      while end < path.count, path[end] != 0x2f { end += 1 }
      let isLast = end == path.count
      switch dots(path[(at + 1)..<end]) {
      case 1: if isLast { out.append(0x2f) }
      case 2:
        while let last = out.popLast(), last != 0x2f {}
        if isLast { out.append(0x2f) }
      default: out.append(contentsOf: path[at..<end])
      }
      at = end
    }
    return out.isEmpty ? [0x2f] : out
  }

  /// How many dots a segment is, or 0; `%2e` is a dot too (URL standard, section 4.1).
  private static func dots(_ segment: ArraySlice<UInt8>) -> Int {
    guard segment.count <= 6 else { return 0 }
    var count = 0
    var at = segment.startIndex
    while at < segment.endIndex {
      if segment[at] == UInt8(ascii: ".") {
        at += 1
      } else if segment[at] == UInt8(ascii: "%"), at + 2 < segment.endIndex,
        segment[at + 1] == UInt8(ascii: "2"), segment[at + 2] | 0x20 == UInt8(ascii: "e")
      {
        at += 3
      } else {
        return 0
      }
      count += 1
    }
    return count <= 2 ? count : 0
  }
}
