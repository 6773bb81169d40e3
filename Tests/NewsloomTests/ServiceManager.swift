import Foundation
import Glibc
import Synchronization
import Testing

/// A socket that stands in for systemd and keeps what a daemon tells it.
final class ServiceManager: Sendable {
  let path: String
  private let descriptor: Int32
  private let told = Mutex<[String]>([])

  init(in folder: URL) throws {
    // A socket's path must be short, so it does not lie in the test's folder.
    path = "/tmp/nl-\(UInt32.random(in: 0...UInt32.max)).sock"
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_un()
    name.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    unsafe withUnsafeMutableBytes(of: &name.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count + 1)
    let bound = unsafe withUnsafePointer(to: &name) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe bind(descriptor, $0, length)
      }
    }
    try #require(bound == 0, "the socket \(path) cannot be bound")
  }

  deinit {
    close(descriptor)
    unsafe unlink(path)
  }

  /// Everything told so far, a datagram each.
  var words: [String] {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe recv(descriptor, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT))
      }
      guard count > 0 else { break }
      let word = String(decoding: buffer[..<count], as: UTF8.self)
      told.withLock { $0.append(word) }
    }
    return told.withLock { $0 }
  }
}

/// Waits until something is so, and says what was waited for if it never is.
func wait(
  upTo limit: Duration = .seconds(30), for what: String,
  location: SourceLocation = #_sourceLocation, _ isSo: () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + limit
  while ContinuousClock.now < end {
    if try await isSo() { return }
    try await Task.sleep(for: .milliseconds(50))
  }
  Issue.record("waited \(limit) for \(what)", sourceLocation: location)
}
