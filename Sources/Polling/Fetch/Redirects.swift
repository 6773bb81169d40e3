import NewsModel

/// The way a fetch takes from address to address, and which of them are for good.
struct Redirects {
  /// Enough for any honest way; a loop ends sooner, at the first address seen twice.
  static let most = 20
  private(set) var here: RequestURL
  private let start: RequestURL
  private var seen: Set<RequestURL>
  private var isPermanent = true
  private var permanent: RequestURL?

  init(from url: RequestURL) {
    here = url
    start = url
    seen = [url]
  }

  /// Where the leading hops of 301 and 308 lead; nil if there were none. Hops behind a temporary one
  /// are kept by nobody. Without credentials: those stay with the address in feeds.conf, and are
  /// sent here too if it is the same origin.
  var movedTo: FeedAddress? {
    guard let permanent, permanent.text != start.text else { return nil }
    return FeedAddress(permanent.text)
  }

  /// Whether the latest hop changed which document is asked for, for good: then the validators at
  /// hand belong to another, and the new one is to come whole, so that its address can be learned.
  var hasLeftForGood: Bool { isPermanent && permanent != nil }

  /// Whether no hop was a temporary one, so that what the end says of itself holds for the start.
  var isStraight: Bool { isPermanent }

  /// Goes on to where a redirect points. Throws why it may not be followed.
  mutating func follow(_ location: String?, status: Int) throws(FetchFailure) {
    func refused(_ kind: FetchFailure.Kind, _ sentence: String) -> FetchFailure {
      FetchFailure(kind, sentence, status: status)
    }
    guard let location else {
      throw refused(.redirected, "a redirect (\(status)) that says not where to")
    }
    let shown = location.prefix(200)
    guard let next = RequestURL(location) else {
      throw refused(.redirected, "redirected to \(shown), which is no http address")
    }
    if here.scheme == "https", next.scheme == "http" {
      throw refused(.redirected, "redirected from https to http (\(shown))")
    }
    guard seen.insert(next).inserted else {
      throw refused(.redirected, "redirected in a circle (\(shown))")
    }
    guard seen.count <= Self.most else {
      throw refused(.redirected, "redirected more than \(Self.most - 1) times")
    }
    isPermanent = isPermanent && (status == 301 || status == 308)
    if isPermanent { permanent = next }
    here = next
  }
}
