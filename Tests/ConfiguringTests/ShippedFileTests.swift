import Foundation
import NewsModel
import Testing

@testable import Configuring

@Suite struct ShippedFileTests {
  private let text: String

  init() throws {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    text = try String(contentsOf: root.appendingPathComponent("feeds.conf"), encoding: .utf8)
  }

  @Test func `the shipped file has neither error nor warning`() throws {
    let configuration = try Configuration(reading: text, named: "feeds.conf")
    #expect(configuration.warnings.map(\.rendered) == [])
    #expect((30...40).contains(configuration.sources.count))
    #expect(configuration.sources.allSatisfy { $0.name != nil && !$0.topic.isEmpty })
    #expect(Set(configuration.sources.compactMap(\.language)).count >= 8)
    let owners = Dictionary(grouping: configuration.sources.compactMap(\.owner)) { $0 }
    #expect(owners.values.count { $0.count > 1 } >= 2)
    #expect(configuration.sources.contains { $0.isWire })
    #expect(configuration.settings == Settings())
  }

  @Test func `every setting it shows in a comment is sound`() throws {
    let shown = text.split(separator: "\n").filter { $0.hasPrefix("#set ") }.map { $0.dropFirst() }
    let configuration = try Configuration(
      reading: shown.joined(separator: "\n"), named: "feeds.conf")
    let keys = shown.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
    #expect(keys == Directive.names(for: .setting))
    var settings = configuration.settings
    (settings.state, settings.output, settings.timezone, settings.contact) = (nil, nil, nil, nil)
    (settings.proxy, settings.afterDigest, settings.webhook) = (nil, nil, nil)
    #expect(settings == Settings())
  }

  @Test func `a file that was spoilt at random never harms, and its errors lie within it`() {
    var chance = SystemIndependentChance(state: 20_261_121)
    let pieces: [Character] = Array("\"\\/[]=#@: \t\n\r\u{0}\u{FEFF}\u{301}é日👩{}..*i-0e")
    let letters = Array(text)
    for _ in 0..<150 {
      var spoilt = letters
      for _ in 0..<Int.random(in: 1...12, using: &chance) {
        let place = Int.random(in: 0..<spoilt.count, using: &chance)
        let end = min(spoilt.count, place + Int.random(in: 0...40, using: &chance))
        switch Int.random(in: 0..<4, using: &chance) {
        case 0: spoilt[place] = pieces.randomElement(using: &chance) ?? "x"
        case 1: spoilt.insert(pieces.randomElement(using: &chance) ?? "x", at: place)
        case 2: spoilt.removeSubrange(place..<end)
        default: spoilt.insert(contentsOf: spoilt[place..<end], at: place)
        }
      }
      check(String(spoilt))
    }
  }

  private func check(_ text: String) {
    let lines = SourceLine.all(of: text, file: "f")
    var problems: [ConfigurationProblem] = []
    do {
      problems = try Configuration(reading: text, named: "f") { _, _ in [] }.warnings
    } catch {
      problems = error.problems
      #expect(error.problems.contains { $0.severity == .error })
    }
    for problem in problems {
      guard lines.indices.contains(problem.line - 1) else {
        Issue.record("there is no line \(problem.line)")
        continue
      }
      let width = lines[problem.line - 1].characters.count
      #expect(problem.column >= 1 && problem.length >= 1)
      #expect(problem.column + problem.length - 1 <= max(width, 1), "\(problem.rendered)")
      #expect(problem.rendered.split(separator: "\n").count == 3)
    }
  }
}

/// Chance that is the same in every run (Steele and Vigna, SplitMix64).
private struct SystemIndependentChance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
