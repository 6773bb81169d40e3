import Foundation
import NewsModel

/// An http or https address taken apart, as it is asked for: without fragment and credentials, the
/// host in letters that the name system knows, the rest byte for byte as written.
struct RequestURL: Hashable, Sendable {
  /// `http` or `https`.
  let scheme: String
  /// `user:password`, decoded; nil if the address has none.
  let userInfo: String?
  /// Lower case; an IPv6 literal in brackets.
  let host: String
  let port: UInt16?
  /// Path and query.
  let target: String

  /// Nil for anything that is no well-formed http or https address. Bytes that no request line can
  /// hold (blanks, controls, non-ASCII) are percent-encoded.
  init?(_ written: String) {
    let whole = written.prefix { $0 != "#" }
    guard let mark = whole.firstRange(of: "://") else { return nil }
    scheme = whole[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let afterScheme = whole[mark.upperBound...]
    let authority = afterScheme.prefix { $0 != "/" && $0 != "?" && $0 != "\\" }
    let rest = afterScheme.dropFirst(authority.count)
    let at = authority.lastIndex(of: "@")
    userInfo = at.map { authority[..<$0] }.map { $0.removingPercentEncoding ?? String($0) }
    guard
      let (host, port) = Self.split(
        at.map { authority[authority.index(after: $0)...] } ?? authority)
    else { return nil }
    self.host = host
    self.port = port
    target = Self.encoded(rest.first == "/" ? String(rest) : "/" + rest)
  }

  /// The address that libcurl is given.
  var text: String { "\(scheme)://\(authority)\(target)" }

  /// Scheme, host and port; where two addresses share it they share secrets (RFC 6454).
  var origin: String { "\(scheme)://\(host):\(port ?? (scheme == "https" ? 443 : 80))" }

  private var authority: String { port.map { "\(host):\($0)" } ?? host }

  private static func split(_ authority: Substring) -> (String, UInt16?)? {
    let name: Substring
    if authority.first == "[" {
      guard let end = authority.firstIndex(of: "]") else { return nil }
      name = authority[...end]
    } else {
      name = authority.prefix { $0 != ":" }
    }
    let tail = authority.dropFirst(name.count)
    var port: UInt16?
    if !tail.isEmpty {
      guard tail.first == ":" else { return nil }
      // RFC 3986 section 3.2.3 allows a colon without a port.
      if tail.count > 1 {
        guard let number = UInt16(tail.dropFirst()) else { return nil }
        port = number
      }
    }
    guard let host = HostName.ascii(name), !host.isEmpty else { return nil }
    return (host, port)
  }

  private static func encoded(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 <= 0x20 || $0 >= 0x7F }) else { return text }
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte <= 0x20 || byte >= 0x7F {
        bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
