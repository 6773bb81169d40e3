import Foundation
import NewsModel

extension Configuration {
  /// Reads a file from disk with those it includes. Throws `ConfigurationErrors` for what is wrong
  /// in them, and `UnreadableFile` where there is nothing to read.
  package init(
    file path: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    try self.init(
      reading: ConfigurationFile.text(of: path), named: path, environment: environment,
      open: ConfigurationFile.open)
  }
}

/// A file that cannot be read.
package struct UnreadableFile: Error, Hashable, LocalizedError, CustomStringConvertible {
  package let path: String
  /// One sentence, without a final stop.
  package let sentence: String

  package var description: String { sentence }
  package var errorDescription: String? { sentence }
}

/// Files on disk, as `include` names them.
package enum ConfigurationFile {
  /// A file's text; what is not UTF-8 becomes U+FFFD, which reading reports with its place.
  package static func text(of path: String) throws(UnreadableFile) -> String {
    var isDirectory: ObjCBool = false
    guard unsafe FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw UnreadableFile(path: path, sentence: "there is no file '\(path)'")
    }
    guard !isDirectory.boolValue else {
      throw UnreadableFile(path: path, sentence: "'\(path)' is a directory")
    }
    // What comes through a pipe (`-c /dev/stdin`) has no length and is read as a stream.
    guard
      let bytes = FileManager.default.contents(atPath: path)
        ?? FileHandle(forReadingAtPath: path)?.readDataToEndOfFile()
    else {
      throw UnreadableFile(path: path, sentence: "'\(path)' may not be read")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The files that an include names, from the directory of the file it stands in, in order of
  /// their names. None, if there is none.
  package static func open(
    _ pattern: String, from file: String
  ) throws -> [(name: String, text: String)] {
    let directory = file.lastIndex(of: "/").map { String(file[...$0]) } ?? ""
    let path: String
    if pattern.hasPrefix("~/"), let home = ProcessInfo.processInfo.environment["HOME"] {
      path = home + pattern.dropFirst()
    } else {
      path = pattern.hasPrefix("/") ? pattern : directory + pattern
    }
    return try expanded(normal(path)).sorted().map { ($0, try text(of: $0)) }
  }

  /// The file:// address of a file.
  static func address(of name: String) -> FeedAddress {
    let path = name.hasPrefix("/") ? name : FileManager.default.currentDirectoryPath + "/" + name
    let whole = normal(path)
    let encoded = whole.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? whole
    return FeedAddress("file://" + encoded)
  }

  /// A path without `.`, and without `..` behind a name, so that a file has one name.
  static func normal(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The files that a path with `*`, `?` and `[…]` stands for.
  private static func expanded(_ path: String) -> [String] {
    var found = [path.hasPrefix("/") ? "/" : ""]
    for part in path.split(separator: "/") {
      let isPattern = part.contains { "*?[".contains($0) }
      found = found.flatMap { directory in
        guard isPattern else { return [directory + part + "/"] }
        let listed = directory.isEmpty ? "." : directory
        // What is no directory, or may not be listed, has no files that match.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: listed)) ?? []
        return names.filter { Glob(part).matches($0) }.map { directory + $0 + "/" }
      }
    }
    var isDirectory: ObjCBool = false
    return found.map { String($0.dropLast()) }.filter { file in
      unsafe FileManager.default.fileExists(atPath: file, isDirectory: &isDirectory)
        && !(isDirectory.boolValue && path.contains { "*?[".contains($0) })
    }
  }
}
