import Foundation

/// Whether private and loopback addresses may be reached.
package enum PrivateNetworks: String, Hashable, Sendable, CaseIterable {
  /// Only those of hosts that feeds.conf lists.
  case listed
  case yes, no
}

/// What the operator decided about asking, for all sources alike.
package struct FetchSettings: Sendable {
  /// Requests in flight over all.
  package var atOnce = 64
  /// Requests in flight for each registered domain.
  package var perSite = 2
  /// The least time between the beginnings of two requests to one registered domain.
  package var spacing: Duration = .milliseconds(500)
  /// The User-Agent of sources that have none of their own: the product and a way to reach us.
  package var userAgent = "newsloom"
  package var privateNetworks = PrivateNetworks.listed
  /// The hosts of all sources as `FeedAddress.host` gives them.
  package var listedHosts: Set<String> = []
  /// A file of certificate authorities; nil: the system's bundle. `SSL_CERT_FILE` unless set.
  package var certificates = ProcessInfo.processInfo.environment["SSL_CERT_FILE"]
  /// Hosts that are asked without a proxy, between commas. `no_proxy` unless set.
  package var directHosts =
    ProcessInfo.processInfo.environment["no_proxy"]
    ?? ProcessInfo.processInfo.environment["NO_PROXY"] ?? ""
  /// The secret of that name: `user:password` or a whole Authorization value. Throws if there is none.
  package var credential: @Sendable (String) throws -> String = {
    throw UnknownCredential(name: $0)
  }

  package init() {}
}

/// A credential that a source names and nobody has.
struct UnknownCredential: Error, CustomStringConvertible {
  let name: String
  var description: String { "no credential is named '\(name)'" }
}
