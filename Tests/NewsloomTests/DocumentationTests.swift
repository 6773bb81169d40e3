import Configuring
import Foundation
import Testing

/// What README and the manual page say of settings and commands is what the program has.
@Suite struct DocumentationTests {
  private static func text(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: name), encoding: .utf8)
  }

  @Test func `README's tables have every setting and option with its default`() throws {
    let rows = try Self.text("README.md").split(separator: "\n").filter { $0.hasPrefix("| `") }
      .map { row in
        row.split(separator: "|").map {
          $0.replacing("`", with: "").trimmingCharacters(in: .whitespaces)
        }
      }
    for directive in Directive.all {
      let row = rows.first { $0.first == directive.name || $0.first == directive.name + "=" }
      #expect(row != nil, "no row for \(directive.name)")
      let stated = row.map { $0.joined(separator: " | ") } ?? ""
      #expect(
        stated.contains(directive.defaultText.replacing("`", with: "")),
        "\(directive.name): README says '\(stated)', the default is '\(directive.defaultText)'")
    }
  }

  @Test func `README and the manual page tell of every command`() async throws {
    let readme = try Self.text("README.md")
    let manual = try Self.text("systemd/newsloom.1")
    let help = try await Program().run("--help").output.split(separator: "\n")
    let commands = help.drop { !$0.contains("SUBCOMMANDS") }.filter {
      $0.hasPrefix("  ") && !$0.hasPrefix("   ") && !$0.hasPrefix("  See")
    }.compactMap { $0.split(separator: " ").first }
    #expect(commands.count > 12, "\(commands)")
    for command in commands {
      #expect(readme.contains("newsloom \(command)") as Bool, "README has no \(command)")
      #expect(manual.contains(command) as Bool, "newsloom.1 has no \(command)")
    }
  }
}
