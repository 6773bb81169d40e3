import Foundation
import Testing

/// The tests' own way to run the program: hundreds of them run it, in one process.
@Suite struct ProgramTests {
  @Test func `a program that has ended leaves none of its files open`() async throws {
    let program = try Program()
    try await program.run("--version")
    let process = try program.process(["--version"])
    try program.start(process)
    process.waitUntilExit()
    let descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
    let open = descriptors.compactMap {
      // `try?`: the descriptor of that listing itself is gone by now.
      try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
    }
    #expect(!open.isEmpty)
    #expect(!open.contains { $0.hasPrefix(program.folder.path) })
  }
}
