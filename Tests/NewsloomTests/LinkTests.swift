import Foundation
import Testing

@Suite struct LinkTests {
  @Test func `no link between the pages of a digest directory leads nowhere`() async throws {
    let program = try Program()
    let demo = try await program.run("demo", "--output", "demo")
    #expect(demo.status == 0, "\(demo.complaints)")
    let folder = program.folder.appending(path: "demo").path
    let pages = try #require(FileManager.default.subpaths(atPath: folder))
      .filter { $0.hasSuffix(".html") && !$0.hasPrefix(".state") }
    #expect(pages.contains { $0.hasPrefix("source/") })
    #expect(pages.contains { $0.hasPrefix("story/") })
    var seen: Set<String> = []
    for page in pages {
      let text = try program.read("demo/" + page)
      let base = URL(filePath: "\(folder)/\(page)").deletingLastPathComponent().path
      for match in text.matches(of: /href="([^"#:]+)(#[^"]*)?"/) {
        let target = URL(filePath: "\(base)/\(match.1)").standardized.path
        guard seen.insert(target).inserted else { continue }
        #expect(FileManager.default.fileExists(atPath: target), "\(page): \(match.1)")
      }
    }
    #expect(seen.contains { $0.contains("/source/") })
  }
}
