import NewsModel

/// The proxies that the environment names, by curl's rules: `http_proxy` in lower case only (a CGI
/// program gets HTTP_PROXY from whoever asks it), the others in either, `no_proxy` for hosts asked
/// directly.
struct ProxyEnvironment {
  private let environment: [String: String]

  init(_ environment: [String: String]) {
    self.environment = environment
  }

  /// The proxy for an address, and the variable that names it.
  func proxy(for address: FeedAddress) -> (url: String, variable: String)? {
    let isSecure = address.key.hasPrefix("https:")
    guard isSecure || address.key.hasPrefix("http:"), !isExempt(address.host) else { return nil }
    let names =
      isSecure ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    for name in names + ["all_proxy", "ALL_PROXY"] {
      if let url = environment[name], !url.isEmpty { return (url, "$" + name) }
    }
    return nil
  }

  private func isExempt(_ host: String) -> Bool {
    let list = environment["no_proxy"] ?? environment["NO_PROXY"] ?? ""
    return list.split { $0 == "," || $0.isWhitespace }.contains { entry in
      if entry == "*" { return true }
      let name = (entry.hasPrefix(".") ? entry.dropFirst() : entry[...]).lowercased()
      return host == name || host.hasSuffix("." + name)
    }
  }
}
