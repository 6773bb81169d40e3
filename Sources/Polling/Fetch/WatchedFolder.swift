import Foundation
package import NewsModel

/// A directory of which every file is a document of one source.
///
/// Each file is read once, and again when it changes. Which have been read is remembered by marks in
/// the place of an ETag, and so is stored in the transaction that stores their items; what was broken
/// has a mark too, and waits for a change as a file does that is still being written.
package struct WatchedFolder: Sendable {
  /// A file that has not been read, or has changed since.
  package struct File: Hashable, Sendable {
    package let name: String
    let path: String
    let size: Int
    let mark: String
    fileprivate let changed: [Int]
  }

  /// A pass reads so many files at most; the others are due at once.
  static let filesInPass = 500
  /// The marks of so many take 140 kB.
  private static let mostFiles = 10_000
  private static let prefix = "folder:"

  /// What is to be read now, the oldest change first: at most 500 files, and together no larger than
  /// one document may be, but always one.
  package let unread: [File]
  private let address: FeedAddress
  private let hasMore: Bool
  private let files: [File]
  private let read: Set<String>
  private let broken: Set<String>
  private let begun = ContinuousClock.now

  /// Lists the directory at a file:// address; `validators` are what an earlier answer left. Nil if
  /// the address is no directory's. Throws if it cannot be listed, or holds more files than can be
  /// remembered.
  package init?(
    at address: FeedAddress, ifNotMatching validators: Validators, maxSize: Int
  ) throws(FetchFailure) {
    guard address.key.hasPrefix("file:"), let path = try? FileReading.path(of: address.written),
      // `try?`: what cannot be looked at is told by the one who reads it as a file.
      let status = try? FileReading.status(of: path), status.st_mode & S_IFMT == S_IFDIR
    else { return nil }
    self.address = address
    files = try Self.list(path)
    let marks =
      validators.etag.flatMap { $0.hasPrefix(Self.prefix) ? $0 : nil }?
      .dropFirst(Self.prefix.count).split(separator: " ").map(String.init) ?? []
    let present = Set(files.map(\.mark))
    read = present.intersection(marks)
    broken = present.intersection(marks.filter { $0.hasPrefix("!") }.map { String($0.dropFirst()) })
    let known = read.union(broken)
    var room = maxSize
    var chosen: [File] = []
    let waiting = files.filter { !known.contains($0.mark) }
    for file in waiting.prefix(Self.filesInPass) {
      // One that is too large by itself takes no room: it is not read.
      let size = file.size > maxSize ? 0 : file.size
      guard chosen.isEmpty || size <= room else { break }
      room -= size
      chosen.append(file)
    }
    unread = chosen
    hasMore = chosen.count < waiting.count
  }

  /// What a file holds. Throws if that is nothing, or too much, or not to be had.
  package func body(of file: File, maxSize: Int) throws(FetchFailure) -> [UInt8] {
    try FileReading.body(of: file.path, maxSize: maxSize).bytes
  }

  /// What the visit comes to: `whole` have been read and are not read again until they change;
  /// `broken` neither, and they are told with the reason; `missed` are told and tried again. `bytes`
  /// were read. The answer has no body.
  package func answer(
    whole: [File], broken: [(file: File, sentence: String)], missed: [String], bytes: Int
  ) -> FetchAnswer {
    let left = files.filter { self.broken.contains($0.mark) }
    let marks =
      read.union(whole.map(\.mark)).sorted()
      + self.broken.union(broken.map(\.file.mark)).map { "!" + $0 }.sorted()
    let validators = Validators(etag: Self.prefix + marks.joined(separator: " "))
    var head = AnswerHead(
      status: whole.isEmpty ? 304 : 200, validators: validators, freshFor: nil)
    head.hasMore = hasMore
    var troubles = broken.map { "\($0.file.name): \($0.sentence)" }
    troubles += missed
    troubles += left.map { "\($0.name) could not be read; it is tried again when it changes" }
    if let first = troubles.first {
      head.trouble =
        troubles.count > 1 ? "\(first) (and \(troubles.count - 1) more like it)" : first
    }
    let outcome =
      whole.isEmpty
      ? FetchOutcome.unchanged(head)
      : .fresh(FetchedDocument(body: [], base: address.written, contentType: nil, head: head))
    let exchange = Exchange(
      url: address.written, requestHeaders: [], status: head.status, responseHeaders: [],
      bodyBytes: bytes, elapsed: .now - begun)
    return FetchAnswer(outcome: outcome, exchanges: [exchange])
  }

  /// The regular files of a directory in the order of their last changes. Hidden ones are left out,
  /// and what a name tells to be still in the making.
  private static func list(_ path: String) throws(FetchFailure) -> [File] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw FetchFailure(.unreachable, "\(path) cannot be read: \(error.localizedDescription)")
    }
    var files: [File] = []
    for name in names where !name.hasPrefix(".") && !isInTheMaking(name) {
      let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      let status: stat
      // A file may go between the listing and the look.
      do { status = try FileReading.status(of: file) } catch { continue }
      guard status.st_mode & S_IFMT == S_IFREG else { continue }
      let changed = [status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
      files.append(
        File(
          name: name, path: file, size: Int(status.st_size),
          mark: mark(name, Int(bitPattern: UInt(status.st_ino)), Int(status.st_size), changed),
          changed: changed))
    }
    guard files.count <= mostFiles else {
      throw FetchFailure(
        .tooLarge, "\(path) holds more than \(mostFiles) files; move away what has been read")
    }
    return files.sorted {
      ($0.changed[0], $0.changed[1], $0.name) < ($1.changed[0], $1.changed[1], $1.name)
    }
  }

  private static func isInTheMaking(_ name: String) -> Bool {
    ["~", ".tmp", ".part"].contains(where: name.hasSuffix)
  }

  /// FNV-1a over what tells a file, and a change of it, from others.
  private static func mark(_ name: String, _ inode: Int, _ size: Int, _ changed: [Int]) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in "\(inode) \(size) \(changed[0]) \(changed[1]) \(name)".utf8 {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return String(hash ^ hash >> 29, radix: 36)
  }
}
