import Foundation
import Testing

/// Reads the manifest and every import line, since the build does not notice an import that it can
/// reach through another target.
@Suite struct HouseRulesTests {
  /// What each module may import beside the standard library. Foundation is open to all.
  private static let table: [String: Set<String>] = [
    "NewsModel": [],
    "LoopbackServer": [],
    "Configuring": ["NewsModel"],
    "Polling": ["NewsModel", "CCurl"],
    "Parsing": ["NewsModel", "CLibXML2"],
    "Clustering": ["NewsModel", "CText"],
    "Storing": ["NewsModel", "GRDB"],
    "Publishing": ["NewsModel"],
    "newsloom": [
      "NewsModel", "LoopbackServer", "Configuring", "Polling", "Parsing", "Clustering", "Storing",
      "Publishing", "ArgumentParser", "Logging", "ServiceLifecycle", "UnixSignals",
    ],
  ]
  private static let system: Set<String> = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

  /// Libraries in C, each of which one file of one module may import.
  private static let walls = ["CCurl": "Polling", "CLibXML2": "Parsing", "CText": "Clustering"]

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private struct Import {
    var file: String
    var target: String
    var module: String
    var line: String
  }

  private static func imports() throws -> [Import] {
    let sources = root.appending(path: "Sources")
    var found: [Import] = []
    for target in table.keys.sorted() {
      let folder = sources.appending(path: target)
      let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      for file in files.sorted() where file.hasSuffix(".swift") {
        let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
        for line in text.split(separator: "\n") {
          let words = line.split(separator: " ")
          guard let at = words.firstIndex(of: "import"), at < words.count - 1,
            words[..<at].allSatisfy({
              $0.hasPrefix("@")
                || ["package", "public", "internal", "private", "fileprivate"].contains($0)
            })
          else { continue }
          let kinds: Set<Substring> = [
            "struct", "class", "enum", "protocol", "func", "var", "typealias",
          ]
          let name = kinds.contains(words[at + 1]) ? words[at + 2] : words[at + 1]
          found.append(
            Import(
              file: file, target: target,
              module: String(name.split(separator: ".")[0]), line: String(line)))
        }
      }
    }
    return found
  }

  @Test func `no module imports what its row does not allow`() throws {
    let imports = try Self.imports()
    #expect(imports.count > 50)
    for found in imports {
      let allowed = try #require(Self.table[found.target]).union(Self.system)
      #expect(
        allowed.contains(found.module), "\(found.target)/\(found.file) imports \(found.module)")
    }
  }

  @Test func `what is fuzzed is what reads strangers' words, and nothing else is built for it`()
    throws
  {
    let folder = Self.root.appending(path: "Tests/Fuzzing")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") }
    #expect(files.count > 5)
    let allowed = Self.system.union(["NewsModel", "Configuring", "Parsing"])
    for file in files {
      let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
      for line in text.split(separator: "\n")
      where line.hasPrefix("import ") || line.hasPrefix("@testable import ") {
        let module = String(line.split(separator: " ").last ?? "")
        #expect(allowed.contains(module), "Fuzzing/\(file) imports \(module)")
      }
    }
  }

  @Test func `every module of the tree has a row`() throws {
    let folders = try FileManager.default.contentsOfDirectory(
      atPath: Self.root.appending(path: "Sources").path)
    let known = Set(Self.table.keys).union(Self.walls.keys)
    #expect(Set(folders) == known)
  }

  @Test func `a foreign library never shows in what a room offers`() throws {
    let foreign = Set(Self.walls.keys).union(["GRDB"])
    for found in try Self.imports() where foreign.contains(found.module) {
      #expect(
        !found.line.hasPrefix("package import") && !found.line.hasPrefix("public import"),
        "\(found.target)/\(found.file): \(found.line)")
    }
  }

  @Test func `nothing is public and nothing is exported again`() throws {
    for found in try Self.imports() {
      #expect(!found.line.contains("@_exported") && !found.line.hasPrefix("public"))
    }
  }

  @Test func `the manifest lets no room depend on another`() throws {
    let manifest = try String(
      contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let rooms = ["Configuring", "Polling", "Parsing", "Clustering", "Storing", "Publishing"]
    let rows = manifest.split(separator: "\n").filter { $0.contains("Room(name: \"") }
    #expect(rows.count == rooms.count)
    for (row, room) in zip(rows, rooms) {
      #expect(row.contains("Room(name: \"\(room)\""))
      for other in rooms where other != room {
        #expect(!row.contains("\"\(other)\""), "\(room) names \(other)")
      }
    }
  }
}
