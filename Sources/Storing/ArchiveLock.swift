import Foundation

/// Keeps a second writer from the archive for as long as it lives.
///
/// The lock is the kernel's (flock(2)) on a file of its own, so it ends with the process however
/// that ends. The file stays: removing it would let two processes lock two files of one name.
@safe
struct ArchiveLock: ~Copyable, Sendable {
  private let descriptor: Int32

  /// - Throws: `ArchiveError.locked`, or `.unusable` if the lock's file cannot be made.
  init(at path: String) throws(ArchiveError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      let reason = unsafe String(cString: strerror(errno))
      throw .unusable("cannot write \(path): \(reason); check that the directory can be written")
    }
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let code = errno
      if code == EINTR { continue }
      let holder = code == EWOULDBLOCK ? Self.holder(from: descriptor) : nil
      _ = close(descriptor)
      if let holder { throw .locked(by: holder) }
      let reason = unsafe String(cString: strerror(code))
      throw .unusable("cannot lock \(path): \(reason); keep the state on a local disk")
    }
    self.descriptor = descriptor
    let name = Array("\(getpid())\n".utf8)
    // The number only serves the message of a second instance; the lock holds without it.
    if ftruncate(descriptor, 0) == 0 { _ = unsafe pwrite(descriptor, name, name.count, 0) }
  }

  deinit {
    _ = close(descriptor)
  }

  private static func holder(from descriptor: Int32) -> String {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
    let digits = bytes.prefix(max(0, count)).prefix { (48...57).contains($0) }
    return digits.isEmpty
      ? "of unknown number" : "process \(String(decoding: digits, as: UTF8.self))"
  }
}
