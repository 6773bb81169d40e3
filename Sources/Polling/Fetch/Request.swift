import Foundation
import NewsModel

/// The fields of a request to one source.
struct Request {
  private static let accept =
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, "
    + "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
  private let source: FeedSource
  private let userAgent: String
  private let authorization: String?
  private let home: String?

  /// Throws where the secret that the source names is not to be had.
  init(_ source: FeedSource, settings: FetchSettings) throws(FetchFailure) {
    let written = RequestURL(source.address.written)
    self.source = source
    userAgent = source.agent ?? settings.userAgent
    home = written?.origin
    if let name = source.credential {
      do {
        authorization = Self.authorization(try settings.credential(name))
      } catch {
        throw FetchFailure(.forbidden, "credential '\(name)' cannot be had: \(error)")
      }
    } else {
      authorization = written?.userInfo.map { Self.authorization($0) }
    }
  }

  /// The fields for one address. What belongs to the source alone, its secrets above all, goes to
  /// the origin that feeds.conf names and to no other (RFC 9110 section 15.4).
  func headers(to url: RequestURL, ifNotMatching validators: Validators) -> [HTTPHeader] {
    var headers = [
      HTTPHeader(name: "User-Agent", value: userAgent),
      HTTPHeader(name: "Accept", value: Self.accept),
    ]
    if url.origin == home {
      if let authorization {
        headers.append(HTTPHeader(name: "Authorization", value: authorization))
      }
      for own in source.headers {
        headers.removeAll { $0.name.lowercased() == own.name.lowercased() }
        headers.append(own)
      }
    } else if let userInfo = url.userInfo {
      headers.append(HTTPHeader(name: "Authorization", value: Self.authorization(userInfo)))
    }
    return (headers + Self.conditions(validators)).filter(Self.isSendable)
  }

  /// If-None-Match and If-Modified-Since, byte for byte (RFC 9110 section 13.1).
  static func conditions(_ validators: Validators) -> [HTTPHeader] {
    [("If-None-Match", validators.etag), ("If-Modified-Since", validators.lastModified)]
      .compactMap { name, value in value.map { HTTPHeader(name: name, value: $0) } }
  }

  /// libcurl passes line breaks on, and with them whole fields that nobody meant to send.
  static func isSendable(_ header: HTTPHeader) -> Bool {
    !header.name.isEmpty
      && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ":") }
      && header.value.utf8.allSatisfy { $0 == 9 || ($0 >= 0x20 && $0 != 0x7F) }
  }

  /// A whole Authorization value as it is; `user:password` as Basic (RFC 7617).
  static func authorization(_ secret: String) -> String {
    let secret = secret.trimmingCharacters(in: .whitespacesAndNewlines)
    let scheme = secret.prefix { $0 != " " }
    if scheme.count < secret.count, !scheme.contains(":") { return secret }
    return "Basic " + Data(secret.utf8).base64EncodedString()
  }
}
