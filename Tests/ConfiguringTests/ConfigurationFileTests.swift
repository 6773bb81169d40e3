import Foundation
import NewsModel
import Testing

@testable import Configuring

@Suite final class ConfigurationFileTests {
  private let directory = NSTemporaryDirectory() + "newsloom-\(UUID().uuidString)"

  init() throws {
    for (name, text) in [
      ("feeds.conf", "include feeds.d/*.conf\ninclude ./extra\n"),
      ("extra", "https://z.example/\n"),
      ("feeds.d/b.conf", "https://b.example/\n"),
      ("feeds.d/a.conf", "[a]\nhttps://a.example/\ninclude ../more/*\n"),
      ("feeds.d/.hidden.conf", "nonsense"),
      ("feeds.d/c.conf~", "nonsense"),
      ("more/m", "https://m.example/\n"),
      ("cycle.conf", "https://a.example/\ninclude *.conf\n"),
      ("none.conf", "include nothing*\ninclude absent\n"),
    ] {
      let url = URL(fileURLWithPath: directory + "/" + name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try Data([0x68, 0x74, 0xE9]).write(to: URL(fileURLWithPath: directory + "/latin.conf"))
  }

  deinit {
    // What stays behind in the temporary directory does no harm.
    try? FileManager.default.removeItem(atPath: directory)
  }

  @Test func `a glob's files are read in order of their names, relative to their own place`() throws
  {
    let configuration = try Configuration(file: directory + "/feeds.conf", environment: [:])
    #expect(configuration.sources.map(\.address.host.first) == ["a", "m", "b", "z"])
    #expect(configuration.sources.map(\.topic) == ["a", "a", "", ""])
    let origin = configuration.effective(for: configuration.sources[1].address)[0].origin
    #expect(origin == directory + "/more/m:1")
  }

  @Test func `a glob that finds the file it stands in is an error there`() {
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(file: directory + "/cycle.conf", environment: [:])
    }
    #expect(errors?.problems.first?.file == directory + "/cycle.conf")
    #expect(errors?.problems.first?.message.contains("would never end") == true)
  }

  @Test func `a missing file is an error, a glob without files a warning`() {
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(file: directory + "/none.conf", environment: [:])
    }
    #expect(errors?.problems.map(\.severity) == [.warning, .error])
  }

  @Test func `bytes that are not UTF-8 have a place`() {
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(file: directory + "/latin.conf", environment: [:])
    }
    #expect(errors?.problems.map(\.column) == [3])
  }

  @Test func `a file that is not there is said to be missing`() {
    let missing = #expect(throws: UnreadableFile.self) {
      try Configuration(file: directory + "/absent", environment: [:])
    }
    #expect(missing?.sentence == "there is no file '\(directory)/absent'")
    let folder = #expect(throws: UnreadableFile.self) {
      try Configuration(file: directory, environment: [:])
    }
    #expect(folder?.sentence == "'\(directory)' is a directory")
  }

  @Test(arguments: [
    ("*.conf", "a.conf", true), ("*.conf", ".conf", false), (".*", ".conf", true),
    ("a?c", "abc", true), ("a?c", "ac", false), ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false),
    ("[]]", "]", true), ("[z-a]", "m", false), ("[", "[", true), ("*a*b*", "xxaxxbxx", true),
    ("*a*b", "xxaxxbx", false), ("", "", true), ("é*", "e\u{301}t", true),
  ])
  func `a glob reads as the shell's`(pattern: String, name: String, matches: Bool) {
    #expect(Glob(pattern).matches(name) == matches)
  }
}
