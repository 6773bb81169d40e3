import Foundation
import Testing

/// The page of rules, held against the tests that it names.
@Suite struct RulesTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func `every rule of the page has the test that it names`() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "Sources/Polling/Polling.docc/Rules.md"),
      encoding: .utf8)
    let tests = Self.root.appending(path: "Tests")
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: tests.path)
    where path.hasSuffix("Tests.swift") {
      let name = URL(filePath: path).deletingPathExtension().lastPathComponent
      files[name, default: ""] += try String(
        contentsOf: tests.appending(path: path), encoding: .utf8)
    }
    let rows = page.split(separator: "\n").filter { $0.contains("“") }
    #expect(rows.count > 100)
    for row in rows {
      let suite = try #require(row.split(separator: "`").dropFirst().first)
      let name = try #require(row.split { "“”".contains($0) }.dropFirst().first)
      #expect(files[String(suite)]?.contains("func `\(name)`") == true, "\(suite): \(name)")
    }
  }
}
