import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Storing

/// `newsloom check`: is feeds.conf right?
struct Check: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read feeds.conf and say all that is wrong with it.",
    discussion: """
      Every error and warning is printed with its place and what would have been accepted; the \
      status is 78 if there are errors. Lists of feeds that are included are told with what they \
      last gave; nothing is fetched. With --effective, prints what applies to one source and the \
      line each value came from.
      """)

  @OptionGroup var file: ConfigurationOption

  @Option(help: ArgumentHelp("Show what applies to this source.", valueName: "url"))
  var effective: String?

  @OptionGroup var json: JSONOption

  func run() throws {
    var configuration: Configuration
    do {
      configuration = try file.read()
    } catch let errors as ConfigurationErrors where json.isOn {
      for problem in errors.problems { tell(problem) }
      throw Stop.said(.configuration)
    }
    let lists = try lists(of: &configuration)
    if let effective { return try show(effective, in: configuration) }
    let warnings = try configuration.warnings + steering(for: configuration)
    for warning in warnings { tell(warning) }
    guard !json.isOn else {
      for list in lists { Terminal.print(list.json.description) }
      return
    }
    let topics = Set(configuration.sources.map(\.topic)).subtracting([""]).count
    let sources = configuration.sources.count
    var line = "\(configuration.file): \(sources) source\(sources == 1 ? "" : "s")"
    if topics > 0 { line += " in \(topics) topic\(topics == 1 ? "" : "s")" }
    line +=
      warnings.isEmpty
      ? ", no errors"
      : ", no errors, \(warnings.count) warning\(warnings.count == 1 ? "" : "s")"
    Terminal.print(line)
    for list in lists {
      Terminal.print(TerminalText.plain("\(list.list.origin): \(list.line)"))
    }
  }

  /// What is remembered of the lists that are included, whose feeds become sources.
  private func lists(of configuration: inout Configuration) throws -> [ListReport] {
    let premises = Premises(configuration)
    var archive: Archive?
    if !configuration.lists.isEmpty, FileManager.default.fileExists(atPath: premises.archive) {
      do {
        archive = try Archive(at: premises.archive, for: .reading)
      } catch {
        // feeds.conf is right or wrong whatever has become of the archive.
        Terminal.complain("what the lists gave is not known: \(error)")
      }
    }
    if let archive { configuration = try configuration.followingLists(in: archive) }
    return try ListReport.all(for: configuration.lists, in: archive, zone: premises.zone)
  }

  private func tell(_ problem: ConfigurationProblem) {
    if json.isOn {
      Terminal.print(problem.json.description)
    } else {
      Terminal.complain(problem.rendered)
    }
  }

  /// What stories.conf beside feeds.conf names that is not stored; none where there is no such file.
  private func steering(for configuration: Configuration) throws -> [ConfigurationProblem] {
    let wanted: StorySteering
    do {
      wanted = try StorySteering(beside: configuration.file)
    } catch let errors as ConfigurationErrors where json.isOn {
      for problem in errors.problems { tell(problem) }
      throw Stop.said(.configuration)
    }
    let premises = Premises(configuration)
    guard !wanted.orders.isEmpty, FileManager.default.fileExists(atPath: premises.archive) else {
      return []
    }
    do {
      return try Steering(wanted, in: try Archive(at: premises.archive, for: .reading)).warnings
    } catch {
      // stories.conf is well written or not whatever has become of the archive.
      Terminal.complain("whether the stories of stories.conf are stored is not known: \(error)")
      return []
    }
  }

  private func show(_ url: String, in configuration: Configuration) throws {
    let address = FeedAddress(url)
    guard configuration.sources.contains(where: { $0.address == address }) else {
      let host = address.host
      let near = configuration.sources.filter { $0.address.host == host }.map(
        \.address.withoutCredentials)
      throw Stop(
        .data,
        "\(configuration.file) does not list \(url)"
          + (near.isEmpty ? "" : "; from that host it lists \(near.joined(separator: ", "))"))
    }
    var table = Table([
      .init("SETTING"), .init("VALUE", flexible: true), .init("FROM", flexible: true),
    ])
    for value in configuration.effective(for: address) {
      if json.isOn {
        let line: JSON = [
          "name": .string(value.name), "value": .string(value.value),
          "origin": .string(value.origin),
        ]
        Terminal.print(line.description)
      } else {
        table.add([value.name, value.value, value.origin])
      }
    }
    if !json.isOn { table.show(orSay: "nothing applies") }
  }
}

extension ConfigurationProblem {
  /// The problem with stable keys.
  fileprivate var json: JSON {
    [
      "file": .string(file), "line": .int(line), "column": .int(column),
      "severity": .string("\(severity)"), "message": .string(message),
    ]
  }
}
