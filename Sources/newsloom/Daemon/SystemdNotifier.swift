import Foundation
import Glibc

/// Words to systemd on `$NOTIFY_SOCKET`: READY, STATUS, WATCHDOG, RELOADING, STOPPING (sd_notify(3)).
///
/// Without that variable nothing is sent. A word that cannot be sent is lost: the service manager is
/// told again with the next.
struct SystemdNotifier: Sendable {
  private let address: String?
  /// Within what time the watchdog wants a sign of progress; nil if it does not watch.
  let watchdog: Duration?

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    address = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
    let isOurs = environment["WATCHDOG_PID"].flatMap(Int32.init).map { $0 == getpid() } ?? true
    watchdog =
      isOurs
      ? environment["WATCHDOG_USEC"].flatMap(Int64.init).map { .microseconds($0) } : nil
  }

  func ready(_ status: String) { send("READY=1\nSTATUS=\(status)") }
  func status(_ status: String) { send("STATUS=\(status)") }
  func progress() { send("WATCHDOG=1") }
  func stopping() { send("STOPPING=1\nSTATUS=finishing what is being written") }

  /// systemd asks for the monotonic time of the reload's beginning, in microseconds.
  func reloading() {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    send("RELOADING=1\nMONOTONIC_USEC=\(time.tv_sec * 1_000_000 + time.tv_nsec / 1000)")
  }

  private func send(_ message: String) {
    guard let address else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    var path = Array(address.utf8)
    // "@" stands for the NUL of an abstract address.
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    let room = MemoryLayout.size(ofValue: name.sun_path)
    guard path.count < room else { return }
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let bytes = Array(message.utf8)
    _ = unsafe withUnsafePointer(to: &name) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe bytes.withUnsafeBytes {
          unsafe sendto(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL), address, length)
        }
      }
    }
  }
}
