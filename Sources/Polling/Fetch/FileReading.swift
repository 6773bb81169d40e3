import Foundation
import NewsModel

/// A file:// address read from disk, with the outcomes that a server would have given.
enum FileReading {
  /// Reads the file; of a directory, as a sample of what a `WatchedFolder` reads, the newest file.
  /// Nothing but a regular file is opened.
  static func answer(
    at address: String, maxSize: Int, ifNotMatching validators: Validators
  ) -> FetchAnswer {
    let begun = ContinuousClock.now
    let outcome: FetchOutcome
    do {
      outcome = try read(address, maxSize: maxSize, ifNotMatching: validators)
    } catch {
      outcome = .failed(error)
    }
    let (status, bytes): (Int?, Int) =
      switch outcome {
      case .fresh(let document), .moved(_, let document): (200, document.body.count)
      case .unchanged: (304, 0)
      case .gone, .failed: (nil, 0)
      }
    let exchange = Exchange(
      url: address, requestHeaders: Request.conditions(validators), status: status,
      responseHeaders: [], bodyBytes: bytes, elapsed: .now - begun)
    return FetchAnswer(outcome: outcome, exchanges: [exchange])
  }

  private static func read(
    _ address: String, maxSize: Int, ifNotMatching validators: Validators
  ) throws(FetchFailure) -> FetchOutcome {
    let file = try newest(at: try path(of: address))
    let status = try status(of: file)
    let found = self.validators(of: status)
    if found == validators, status.st_mode & S_IFMT == S_IFREG {
      return .unchanged(AnswerHead(status: 304, validators: found, freshFor: nil))
    }
    let (bytes, before) = try body(of: file, maxSize: maxSize)
    return .fresh(
      FetchedDocument(
        body: bytes, base: address, contentType: nil,
        head: AnswerHead(status: 200, validators: self.validators(of: before), freshFor: nil)))
  }

  /// The absolute path that a file:// address means. Throws if it means none on this machine.
  static func path(of address: String) throws(FetchFailure) -> String {
    let rest = address.dropFirst("file://".count).prefix { $0 != "#" }
    let path = rest.hasPrefix("localhost/") ? rest.dropFirst("localhost".count) : rest
    guard path.hasPrefix("/"), let path = path.removingPercentEncoding, !path.contains("\0") else {
      throw FetchFailure(.forbidden, "\(address) is no path on this machine")
    }
    return path
  }

  /// What a regular file holds, and its status from before it was read, so that a change meanwhile
  /// is a change.
  static func body(
    of file: String, maxSize: Int
  ) throws(FetchFailure) -> (bytes: [UInt8], status: stat) {
    let status = try status(of: file)
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FetchFailure(.forbidden, "\(file) is no regular file")
    }
    guard status.st_size <= maxSize else {
      throw FetchFailure(.tooLarge, "\(file) is larger than \(maxSize) bytes")
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: file))
    } catch {
      throw FetchFailure(.unreachable, "\(file) cannot be read: \(error.localizedDescription)")
    }
    guard !data.isEmpty else { throw FetchFailure(.unreadable, "\(file) is empty") }
    return ([UInt8](data), status)
  }

  private static func validators(of status: stat) -> Validators {
    let changed = status.st_mtim
    return Validators(
      etag: "\"\(status.st_ino)-\(status.st_size)-\(changed.tv_sec)-\(changed.tv_nsec)\"",
      lastModified: HTTPDate.text(Date(timeIntervalSince1970: Double(changed.tv_sec))))
  }

  /// The path itself, or the file of that directory that was last changed.
  private static func newest(at path: String) throws(FetchFailure) -> String {
    guard try status(of: path).st_mode & S_IFMT == S_IFDIR else { return path }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw FetchFailure(.unreachable, "\(path) cannot be read: \(error.localizedDescription)")
    }
    var best: (path: String, seconds: Int, nanoseconds: Int)?
    for name in names.sorted() where !name.hasPrefix(".") {
      let file = path.hasSuffix("/") ? path + name : "\(path)/\(name)"
      let status: stat
      // A file may go between the listing and the look: then another is the newest.
      do { status = try self.status(of: file) } catch { continue }
      guard status.st_mode & S_IFMT == S_IFREG else { continue }
      let changed = (status.st_mtim.tv_sec, status.st_mtim.tv_nsec)
      if let best, (best.seconds, best.nanoseconds) > changed { continue }
      best = (file, changed.0, changed.1)
    }
    guard let best else { throw FetchFailure(.unreachable, "no file in \(path)") }
    return best.path
  }

  static func status(of path: String) throws(FetchFailure) -> stat {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw FetchFailure(.unreachable, unsafe "\(path): \(String(cString: strerror(errno)))")
    }
    return status
  }
}
