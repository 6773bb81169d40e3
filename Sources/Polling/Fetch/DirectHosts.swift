import Foundation

/// The hosts that are asked without a proxy, as the environment's `no_proxy` lists them.
///
/// libcurl would read the variable itself, but then a host could be reached directly under the rule
/// for proxies, behind which no address can be looked at.
struct DirectHosts {
  private let names: [String]

  /// From names and addresses between commas or blanks; `*` is all.
  init(_ list: String) {
    names = list.split { $0 == "," || $0.isWhitespace }.map { name in
      let bare = name.lowercased().drop { $0 == "." }
      return bare.contains("::") && bare.first != "[" ? "[\(bare)]" : String(bare)
    }
  }

  /// Whether a host is one of them, or below one of them.
  func contains(_ host: String) -> Bool {
    names.contains { $0 == "*" || host == $0 || host.hasSuffix("." + $0) }
  }
}
