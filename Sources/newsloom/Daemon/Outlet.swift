import NewsModel

/// Whose an item is, in words: the outlet's name and who answers for it.
enum Outlet {
  /// Hosts that carry feeds of many owners, so that sharing one says nothing.
  private static let sharedHosts: Set<String> = [
    "feeds.feedburner.com", "feedproxy.google.com", "news.google.com", "www.youtube.com",
    "medium.com", "github.com", "www.reddit.com", "rss.app", "feeds.acast.com",
    "feeds.simplecast.com", "anchor.fm", "localhost",
  ]

  /// feeds.conf's name, else the feed's own title, else its host.
  static func name(of source: FeedSource, feedTitle: String?) -> String {
    if let name = source.name, !name.isEmpty { return name }
    if let title = feedTitle, !title.isEmpty { return title }
    return source.address.host.isEmpty ? source.address.withoutCredentials : source.address.host
  }

  /// feeds.conf's `owner=`, else the host, since two feeds of one host are nearly always one
  /// newsroom; the outlet's name where the host is shared or only a number.
  static func owner(of source: FeedSource, named name: String) -> String {
    if let owner = source.owner { return owner }
    let host = source.address.host
    let isNumber = host.allSatisfy { $0.isNumber || $0 == "." } || host.hasPrefix("[")
    if isNumber || sharedHosts.contains(host) { return name }
    for prefix in ["www.", "feeds.", "rss."] where host.hasPrefix(prefix) {
      return String(host.dropFirst(prefix.count))
    }
    return host
  }
}
