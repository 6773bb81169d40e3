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
  /// controls, and values without end.
  var validators: Validators {
    func kept(_ name: String) -> String? {
      guard let value = value(name), !value.isEmpty, value.utf8.count <= 4096,
        value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else { return nil }
      return value
    }
    return Validators(etag: kept("etag"), lastModified: kept("last-modified"))
  }

  /// How long the answer stays fresh: max-age less Age (RFC 9111 sections 5.2.2.1 and 4.2.3), else
  /// Expires less Date (section 5.3). Zero for no-cache, no-store, and an Expires that is past or
  /// means nothing; nil where nothing is said.
  var freshFor: Duration? {
    if cacheControl.contains(where: { $0.hasPrefix("no-cache") || $0.hasPrefix("no-store") }) {
      return .zero
    }
    if cacheControl.contains(where: { $0.hasPrefix("max-age=") }) {
      guard let maxAge else { return .zero }
      let age = value("age").flatMap { Self.seconds($0) } ?? 0
      return max(.zero, maxAge - .seconds(age))
    }
    guard let expires = value("expires") else { return nil }
    guard let gap = HTTPDate.date(expires)?.timeIntervalSince(date), gap > 0 else { return .zero }
    return .seconds(gap)
  }

  /// max-age, where it holds and means something.
  var maxAge: Duration? {
    guard !cacheControl.contains(where: { $0.hasPrefix("no-cache") || $0.hasPrefix("no-store") }),
      let directive = cacheControl.first(where: { $0.hasPrefix("max-age=") })
    else { return nil }
    let digits = directive.dropFirst("max-age=".count).filter { $0 != "\"" }
    return Self.seconds(digits).map { .seconds($0) }
  }

  private var cacheControl: [String] {
    headers.filter { $0.name.lowercased() == "cache-control" }
      .flatMap { $0.value.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
  }

  /// Retry-After in either form (RFC 9110 section 10.2.3); nil where it means nothing.
  var retryAfter: Duration? {
    guard let value = value("retry-after")?.trimmingCharacters(in: .whitespaces) else { return nil }
    if let seconds = Self.seconds(value) { return .seconds(seconds) }
    guard let gap = HTTPDate.date(value)?.timeIntervalSince(date), gap > 0 else { return nil }
    return .seconds(gap)
  }

  /// The codings of the body, in lower case.
  var codings: [String] {
    headers.filter { $0.name.lowercased() == "content-encoding" }
      .flatMap { $0.value.split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
      .filter { !["", "identity", "none"].contains($0) }
  }

  /// Those of them that libcurl cannot undo.
  var unknownCodings: [String] {
    codings.filter { !["gzip", "x-gzip", "deflate", "br", "zstd"].contains($0) }
  }

  private var date: Date { value("date").flatMap(HTTPDate.date) ?? now }

  /// Only digits; a number too large to count with is a century.
  private static func seconds(_ digits: String) -> Int? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return min(Int(digits) ?? .max, 36525 * 86400)
  }
}
