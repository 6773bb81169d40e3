import CCurl
import Foundation
import Synchronization

/// Who answers for a host: the owner of its registered domain, by the public suffix list.
struct Site: Hashable, Sendable {
  /// The registered domain; the host itself where it has none.
  let name: String
  /// Whether it is a registered domain. An address literal or a name of the local network is not:
  /// who refuses there speaks for one server only.
  let isRegistered: Bool

  /// The newer of the system's list and the one that libpsl was built with.
  private static let list = unsafe Mutex(psl_latest(nil))

  init(host: String) {
    let bare = host.hasSuffix(".") ? String(host.dropLast()) : host
    let domain = bare.contains(".") && !Self.isAddress(bare) ? Self.registered(bare) : nil
    name = domain ?? bare
    isRegistered = domain != nil
  }

  private static func registered(_ host: String) -> String? {
    unsafe list.withLock { list in
      // What comes back points into the host that was passed.
      unsafe host.withCString { name in
        unsafe psl_registrable_domain(list, name).map { unsafe String(cString: $0) }
      }
    }
  }

  private static func isAddress(_ host: String) -> Bool {
    host.hasPrefix("[")
      || host.split(separator: ".").last.map { $0.allSatisfy(\.isNumber) } ?? false
  }
}
