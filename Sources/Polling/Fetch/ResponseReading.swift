import Foundation
import NewsModel

/// What a response's fields say, read by the rules of HTTP.
struct ResponseReading {
  private let headers: [HTTPHeader]
  private let now: Date

  /// `now` stands in for the server's Date where it gives none.
  init(_ headers: [HTTPHeader], at now: Date) {
    self.headers = headers
    self.now = now
  }

  /// The first value of a field.
  func value(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }

  /// ETag and Last-Modified, byte for byte. What could not be sent back as it came is left out:
  /// what was no UTF-8 (and is U+FFFD now), controls, and values without end.
  var validators: Validators {
    func kept(_ name: String) -> String? {
      guard let value = value(name), !value.isEmpty, value.utf8.count <= 4096,
        value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F && $0 != "\u{FFFD}" }
        )
      else { return nil }
      return value
    }
    return Validators(etag: kept("etag"), lastModified: kept("last-modified"))
  }

  /// How long the answer stays fresh: max-age less Age (RFC 9111 sections 5.2.2.1 and 4.2.3), else
  /// Expires less Date (section 5.3). Nil where nothing is said, or no-cache or no-store.
  var freshFor: Duration? {
    let directives = headers.filter { $0.name.lowercased() == "cache-control" }
      .flatMap { $0.value.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    if directives.contains(where: { $0.hasPrefix("no-cache") || $0.hasPrefix("no-store") }) {
      return nil
    }
    if let directive = directives.first(where: { $0.hasPrefix("max-age=") }) {
      let digits = directive.dropFirst("max-age=".count).filter { $0 != "\"" }
      guard let seconds = Self.seconds(digits) else { return nil }
      let age = value("age").flatMap { Self.seconds($0) } ?? 0
      return .seconds(max(0, seconds - age))
    }
    guard let expires = value("expires").flatMap(HTTPDate.date) else { return nil }
    let gap = expires.timeIntervalSince(date)
    return gap > 0 ? .seconds(gap) : nil
  }

  /// Retry-After in either form (RFC 9110 section 10.2.3); nil where it means nothing.
  var retryAfter: Duration? {
    guard let value = value("retry-after")?.trimmingCharacters(in: .whitespaces) else { return nil }
    if let seconds = Self.seconds(value) { return .seconds(seconds) }
    guard let gap = HTTPDate.date(value)?.timeIntervalSince(date), gap > 0 else { return nil }
    return .seconds(gap)
  }

  /// The codings of the body that libcurl cannot undo.
  var unknownCodings: [String] {
    headers.filter { $0.name.lowercased() == "content-encoding" }
      .flatMap { $0.value.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      .filter { !["", "identity", "none", "gzip", "x-gzip", "deflate", "br", "zstd"].contains($0) }
  }

  private var date: Date { value("date").flatMap(HTTPDate.date) ?? now }

  /// Only digits; a number too large to count with is a century.
  private static func seconds(_ digits: String) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return min(Int(digits) ?? .max, 36525 * 86400)
  }
}
