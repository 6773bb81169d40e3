import Foundation

/// Puts files in place whole or not at all: under a temporary name, on the disk, then renamed.
enum WholeFile {
  /// Temporary names begin so; none is left but by a crash.
  static let temporaryPrefix = ".newsloom-tmp-"

  /// Writes or replaces the file. Its directory must be there. What was there before stays until the
  /// new file is whole on the disk, and stays if anything fails.
  static func put(_ bytes: [UInt8], at path: String) throws(DirectoryError) {
    let temporary = temporaryName(for: path)
    do throws(DirectoryError) {
      try write(bytes, at: temporary)
      try rename(temporary, to: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try flushDirectory(parent(of: path))
  }

  /// A new file, on the disk when this returns.
  static func write(_ bytes: [UInt8], at path: String) throws(DirectoryError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw .last(path, "cannot be created") }
    var failure: DirectoryError?
    unsafe bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = unsafe Foundation.write(
          file, buffer.baseAddress.map { unsafe $0 + done }, buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else {
          failure = .last(path, "cannot be written")
          return
        }
        done += count
      }
    }
    if failure == nil, fsync(file) != 0 { failure = .last(path, "cannot be written") }
    // Some file systems tell of a full disk only here.
    if close(file) != 0, failure == nil { failure = .last(path, "cannot be written") }
    if let failure { throw failure }
  }

  /// A relative symbolic link, replaced in one step.
  static func link(_ path: String, to target: String) throws(DirectoryError) {
    let temporary = temporaryName(for: path)
    unsafe unlink(temporary)
    guard unsafe symlink(target, temporary) == 0 else { throw .last(path, "cannot be linked") }
    do throws(DirectoryError) {
      try rename(temporary, to: path)
    } catch {
      unsafe unlink(temporary)
      throw error
    }
    try flushDirectory(parent(of: path))
  }

  static func rename(_ path: String, to other: String) throws(DirectoryError) {
    guard unsafe Foundation.rename(path, other) == 0 else {
      throw .last(other, "cannot be put in place")
    }
  }

  /// The directory and those above it, made where they are missing.
  static func makeDirectory(_ path: String) throws(DirectoryError) {
    guard !isDirectory(path) else { return }
    let parent = parent(of: path)
    if parent != path { try makeDirectory(parent) }
    guard unsafe mkdir(path, 0o777) == 0 || (errno == EEXIST && isDirectory(path)) else {
      throw .last(path, "cannot be made")
    }
    if parent != path { try flushDirectory(parent) }
  }

  /// Names made or moved in the directory are on the disk when this returns.
  static func flushDirectory(_ path: String) throws(DirectoryError) {
    let directory = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw .last(path, "cannot be opened") }
    defer { close(directory) }
    // Some file systems know no fsync of a directory; there the rename is all there is.
    guard fsync(directory) == 0 || errno == EINVAL else { throw .last(path, "cannot be written") }
  }

  /// Whether there is a directory, or a link to one.
  static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory)
      && isDirectory.boolValue
  }

  static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// One process writes a directory, and each of its writes ends before the next: the process's
  /// number and the file's own name are enough.
  static func temporaryName(for path: String) -> String {
    let name = path.split(separator: "/").last.map { $0.prefix(180) } ?? "root"
    return "\(parent(of: path))/\(temporaryPrefix)\(getpid())-\(name)"
  }
}

/// A file of the digest directory that could not be written, and why. The last good one stays.
package struct DirectoryError: Error, Hashable, Sendable, CustomStringConvertible {
  package var path: String
  package var sentence: String

  package init(path: String, sentence: String) {
    self.path = path
    self.sentence = sentence
  }

  package var description: String { "\(path): \(sentence)" }

  static func last(_ path: String, _ what: String) -> DirectoryError {
    let reason = unsafe String(cString: strerror(errno))
    return DirectoryError(path: path, sentence: "\(what): \(reason)")
  }
}
