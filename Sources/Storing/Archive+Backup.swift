import Foundation
import GRDB

extension Archive {
  /// Writes a copy of the archive as it is at this moment, whole or not at all, while others read
  /// and write. The copy is an archive itself.
  ///
  /// - Throws: `ArchiveError.unusable`, also if there is a file at the path: it is never replaced.
  package func backup(to path: String) throws {
    let files = FileManager.default
    let isTaken = ArchiveError.unusable("\(path) exists and is not replaced; name another file")
    guard !files.fileExists(atPath: path) else { throw isTaken }
    let partial = "\(path).\(getpid()).partial"
    try? files.removeItem(atPath: partial)  // Left by a process of our number; usually none is.
    do {
      try Self.telling(path) {
        try database.unsafeRead { db in
          try db.execute(sql: "VACUUM INTO ?", arguments: [partial])
        }
      }
      try flush(partial)
      // Unlike renaming, linking cannot replace a file that came to be in the meantime.
      guard unsafe link(partial, path) == 0 else {
        let code = errno
        if code == EEXIST { throw isTaken }
        let reason = unsafe String(cString: strerror(code))
        throw ArchiveError.unusable("cannot write \(path): \(reason); name another file")
      }
      try files.removeItem(atPath: partial)
    } catch {
      try? files.removeItem(atPath: partial)  // The error that led here is the one to tell.
      throw error
    }
  }

}

/// Waits until the disk has the file. Outside of `Archive`, whose own `close` hides the C one.
private func flush(_ path: String) throws {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
  defer { if descriptor >= 0 { _ = close(descriptor) } }
  guard descriptor >= 0, fsync(descriptor) == 0 else {
    let reason = unsafe String(cString: strerror(errno))
    throw ArchiveError.unusable("cannot write \(path): \(reason); name another file")
  }
}
