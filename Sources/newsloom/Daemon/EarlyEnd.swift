import Glibc
import Synchronization

/// Whether the daemon was told to stop before it could listen properly: reading the command line takes
/// a few hundredths of a second, in which SIGTERM would end the process as though it had failed.
enum EarlyEnd {
  private static let flag = Atomic(false)

  static var isAskedFor: Bool { flag.load(ordering: .relaxed) }

  /// Listens until others do.
  static func listen() {
    // Made now: a signal's handler may set a value but not begin one.
    _ = isAskedFor
    for number in [SIGTERM, SIGINT] {
      signal(number) { _ in EarlyEnd.flag.store(true, ordering: .relaxed) }
    }
    // Until the polling listens, a hang-up asks for nothing: feeds.conf is being read in any case. It
    // would end the process.
    signal(SIGHUP, SIG_IGN)
  }
}
