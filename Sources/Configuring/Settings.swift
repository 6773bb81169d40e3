/// What `set` lines decide, with the defaults where there is no line.
package struct Settings: Hashable, Sendable {
  /// The directory for `newsloom.sqlite` as written; nil leaves it to the environment.
  package var state: String?
  /// The digest directory as written; nil: `digest` below the state directory.
  package var output: String?
  /// When editions close, in order, each time once.
  package var digestAt = [TimeOfDay(hour: 6, minute: 30)]
  /// An IANA name that Foundation knows; nil: the system's.
  package var timezone: String?
  /// The names of the formats an edition is written in.
  package var formats = ["html", "md", "txt", "json", "atom", "eml"]
  /// The bounds of adaptive polling; equal bounds fix it.
  package var interval: ClosedRange<Duration> = .seconds(15 * 60) ... .seconds(12 * 3600)
  /// Requests in flight for one registered domain.
  package var perSite = 2
  /// The least time between the beginnings of two requests to one registered domain.
  package var spacing: Duration = .milliseconds(500)
  /// Requests in flight over all.
  package var atOnce = 64
  package var timeout: Duration = .seconds(30)
  package var connectTimeout: Duration = .seconds(10)
  /// Bytes of a body after decompression.
  package var maxSize = 20 << 20
  /// A URL or address for the User-Agent.
  package var contact: String?
  /// A proxy's URL; "none": no proxy; nil leaves it to the environment. The sources already have
  /// what applies to them.
  package var proxy: String?
  package var privateNetworks = PrivateNetworks.listed
  package var keepAge: Duration = .seconds(400 * 86_400)
  /// Bytes.
  package var keepSize = 4 << 30
  /// How long a thread stays open after its last item.
  package var window: Duration = .seconds(5 * 86_400)
  /// A command and its arguments; no shell reads them.
  package var afterDigest: String?
  /// An http or https URL.
  package var webhook: String?

  package init() {}
}

/// Whether addresses in private networks and on loopback may be reached.
package enum PrivateNetworks: String, Hashable, Sendable, CaseIterable {
  /// Only those that feeds.conf lists as sources.
  case listed
  case yes, no
}

/// A time of the day as a clock shows it.
package struct TimeOfDay: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let hour: Int
  package let minute: Int

  package init(hour: Int, minute: Int) {
    self.hour = hour
    self.minute = minute
  }

  /// As feeds.conf writes it: `06:30`.
  package var description: String {
    (hour < 10 ? "0" : "") + "\(hour):" + (minute < 10 ? "0" : "") + "\(minute)"
  }

  package static func < (one: Self, other: Self) -> Bool {
    (one.hour, one.minute) < (other.hour, other.minute)
  }
}
