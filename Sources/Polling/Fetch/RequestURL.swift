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
    // In bytes, for each request takes apart two or three, and all marks are ASCII.
    let whole = written[..<(written.utf8.firstIndex(of: UInt8(ascii: "#")) ?? written.endIndex)]
    guard let mark = whole.utf8.firstIndex(of: UInt8(ascii: ":")),
      whole[mark...].utf8.starts(with: "://".utf8)
    else { return nil }
    scheme = whole[..<mark].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let afterScheme = whole[whole.utf8.index(mark, offsetBy: 3)...]
    let end = afterScheme.utf8.firstIndex { "/?\\".utf8.contains($0) } ?? afterScheme.endIndex
    let authority = afterScheme[..<end]
    let rest = afterScheme[end...]
    let at = authority.utf8.lastIndex(of: UInt8(ascii: "@"))
    userInfo = at.map { authority[..<$0] }.map { $0.removingPercentEncoding ?? String($0) }
    guard
      let (host, port) = Self.split(
        at.map { authority[authority.utf8.index(after: $0)...] } ?? authority)
    else { return nil }
    self.host = host
    self.port = port
    target = Self.encoded(rest.utf8.first == UInt8(ascii: "/") ? String(rest) : "/" + rest)
  }

  /// The address that libcurl is given.
  var text: String { "\(scheme)://\(authority)\(target)" }

  /// Scheme, host and port; where two addresses share it they share secrets (RFC 6454).
  var origin: String { "\(scheme)://\(host):\(port ?? (scheme == "https" ? 443 : 80))" }

  private var authority: String { port.map { "\(host):\($0)" } ?? host }

  private static func split(_ authority: Substring) -> (String, UInt16?)? {
    var end = authority.endIndex
    if authority.utf8.first == UInt8(ascii: "[") {
      guard let bracket = authority.utf8.firstIndex(of: UInt8(ascii: "]")) else { return nil }
      end = authority.utf8.index(after: bracket)
    } else if let colon = authority.utf8.firstIndex(of: UInt8(ascii: ":")) {
      end = colon
    }
    let name = authority[..<end]
    let tail = authority[end...].utf8
    var port: UInt16?
    if !tail.isEmpty {
      guard tail.first == UInt8(ascii: ":") else { return nil }
      // RFC 3986 section 3.2.3 allows a colon without a port.
      if tail.count > 1 {
        guard let number = UInt16(Substring(tail.dropFirst())) else { return nil }
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
