/// A feed that the reader follows, and what they want of it.
package struct FeedSource: Hashable, Sendable {
  package var address: FeedAddress
  /// The title given in feeds.conf; nil leaves naming to the feed itself.
  package var name: String?
  /// The section's path, such as "world/europe"; empty above the first section.
  package var topic = ""
  /// Two feeds with one owner count as one source. Nil: the feed stands for itself.
  package var owner: String?
  /// Whether this is an agency, whose texts others print.
  package var isWire = false
  /// A BCP 47 tag that overrides what the feed declares.
  package var language: String?
  /// An ISO 3166 code, upper case.
  package var country: String?
  /// How much this source's voice counts in the ranking; 1 is ordinary.
  package var weight = 1.0
  /// At most so many items of one document are taken, newest first in document order.
  package var maxItems: Int?
  /// Whether its single items are lifted above those of busy sources.
  package var isQuietBoosted = false
  /// A paused source keeps its history and is not asked.
  package var isPaused = false

  /// The bounds between which the pace of polling adapts; equal bounds fix it.
  package var interval: ClosedRange<Duration> = .seconds(15 * 60) ... .seconds(12 * 3600)
  /// Whether `interval` was given for this source or its section, and so wins over the publisher's hints.
  package var isIntervalOwn = false
  package var timeout: Duration = .seconds(30)
  package var connectTimeout: Duration = .seconds(10)
  /// Bytes of a body after decompression.
  package var maxSize = 20 << 20
  /// A User-Agent in place of newsloom's.
  package var agent: String?
  package var headers: [HTTPHeader] = []
  /// The name of the systemd credential that holds `user:password` or a whole Authorization value.
  package var credential: String?
  /// An http or socks proxy's URL; nil: none.
  package var proxy: String?

  package init(address: FeedAddress) {
    self.address = address
  }
}

/// One field of a request: a name and a value without line breaks.
package struct HTTPHeader: Hashable, Sendable, Codable {
  package var name: String
  package var value: String

  package init(name: String, value: String) {
    self.name = name
    self.value = value
  }
}
