import NewsModel

extension FeedFormat {
  /// The format that a root element begins; nil if it begins no feed.
  init?(root: MarkupCursor) {
    switch root.local {
    case .rss where root.space != .xhtml: self = Self.rss(version: root.version)
    case .rdf:
      guard let format = Self.rdf(root) else { return nil }
      self = format
    case .feed where root.space == .atom || root.space == .core || root.space == .other,
      .entry where root.space.isFeed && root.first(.title) != nil:
      let isOld =
        root.version.hasPrefix("0.")
        || root.uri == "http://purl.org/atom/ns#" || root.uri == "http://purl.org/atom/ns"
      self = isOld ? .atom03 : .atom10
    case .channel:
      guard root.space.isFeed || root.space == .other else { return nil }
      let isCDF =
        root.spelling == "CHANNEL" || root.attribute(.href) != nil || root.attribute(.base) != nil
        || root.children.contains { $0.local == .item && $0.attribute(.href) != nil }
      if root.uri?.contains("rss1.1") ?? false {
        self = .rss10
      } else {
        self = isCDF ? .cdf : .rss20
      }
    default: return nil
    }
  }

  private static func rss(version: String) -> FeedFormat {
    switch version {
    case "0.90", "0.9": .rss090
    case "1.0", "1.1": .rss10
    case let version where version.hasPrefix("0."): .rss09x
    default: .rss20
    }
  }

  /// RSS 0.90 and 1.0 are told apart by the namespace of what the document holds.
  private static func rdf(_ root: MarkupCursor) -> FeedFormat? {
    var format: FeedFormat?
    var last: String?
    for child in root.children where child.local == .channel || child.local == .item {
      guard child.space.isFeed else { continue }
      // Each of thousands of items is in the namespace of the one before.
      let uri = child.uri ?? ""
      if uri != last, uri.contains("simple/0.9") { return .rss090 }
      last = uri
      format = .rss10
    }
    guard format == nil else { return format }
    // No channel and no item: the default namespace still says what it would have been.
    let namespaces = root.rootNamespaces
    if namespaces.contains(where: { $0.contains("simple/0.9") }) { return .rss090 }
    return namespaces.contains { $0.contains("purl.org/rss/1.0/") } ? .rss10 : nil
  }

  /// Where the document's declaration or a feed's root element begins, if that is near its beginning:
  /// PHP's warnings and HTML comments come before.
  static func firstRoot(in text: [UInt8], from start: Int) -> Int? {
    let roots = ["?xml", "rss", "feed", "rdf:rdf", "channel"].map { Array($0.utf8) }
    let window = text[start..<min(text.count, start + 64 << 10)]
    var rest = window
    while let sign = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[(sign + 1)...]
      let name = rest.prefix(8).map { (65...90).contains($0) ? $0 | 0x20 : $0 }
      let isRoot = roots.contains { root in
        name.starts(with: root) && (name.count == root.count || !name[root.count].isNameByte)
      }
      if isRoot { return sign }
    }
    return nil
  }

  /// Whether the bytes begin an HTML page, whatever follows.
  static func beginsPage(_ text: ArraySlice<UInt8>) -> Bool {
    var rest = text
    while true {
      rest = rest.drop { $0 <= 0x20 }
      if rest.starts(with: "<!--".utf8) {
        guard let end = ByteSearch.end(of: "-->", in: rest) else { return false }
        rest = rest[end...]
      } else if rest.starts(with: "<?".utf8), let end = rest.firstIndex(of: UInt8(ascii: ">")) {
        rest = rest[(end + 1)...]
      } else {
        break
      }
    }
    let head = String(decoding: rest.prefix(64), as: UTF8.self).lowercased()
    guard !head.hasPrefix("<!doctype html") else {
      // Some feeds carry XHTML's document type.
      let beginning = String(decoding: rest.prefix(4096), as: UTF8.self).lowercased()
      return !["<rss", "<feed", "<rdf:rdf"].contains { beginning.contains($0) }
    }
    return ["<html", "<head", "<body"].contains { head.hasPrefix($0) }
  }
}

extension MarkupCursor {
  fileprivate var version: String { attribute(.version).map(string) ?? "" }
}

extension UInt8 {
  fileprivate var isNameByte: Bool {
    (48...58).contains(self) || (65...90).contains(self) || (97...122).contains(self)
      || self >= 0x80
      || self == 45 || self == 46 || self == 95
  }
}
