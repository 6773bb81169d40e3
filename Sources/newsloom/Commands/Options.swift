import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Storing

/// `-c FILE`, on every command that needs feeds.conf.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: [.customShort("c"), .customLong("config")],
    help: ArgumentHelp(
      "The feeds.conf to use.",
      discussion: """
        By default $NEWSLOOM_CONFIG, ./feeds.conf, ~/.config/newsloom/feeds.conf or \
        /etc/newsloom/feeds.conf, the first that exists.
        """,
      valueName: "file"),
    completion: .file(extensions: ["conf"]))
  var path: String?

  /// The file that is meant.
  func resolved() throws -> String {
    if let path { return path }
    let environment = ProcessInfo.processInfo.environment
    if let path = environment["NEWSLOOM_CONFIG"], !path.isEmpty { return path }
    let base = environment["XDG_CONFIG_HOME"] ?? "\(environment["HOME"] ?? "")/.config"
    let usual = ["feeds.conf", "\(base)/newsloom/feeds.conf", "/etc/newsloom/feeds.conf"]
    guard let found = usual.first(where: FileManager.default.fileExists(atPath:)) else {
      throw Stop(
        .configuration,
        "no feeds.conf: none of \(usual.joined(separator: ", ")) exists; name one with -c")
    }
    return found
  }

  /// The configuration, its warnings told on standard error.
  func load() throws -> Configuration {
    let configuration = try read()
    for warning in configuration.warnings { Terminal.complain(warning.rendered) }
    return configuration
  }

  /// The configuration, read without a word.
  func read() throws -> Configuration {
    let path = try resolved()
    do {
      return try Configuration(file: path)
    } catch let error as UnreadableFile {
      throw Stop(.configuration, error.sentence)
    }
  }

  /// The archive that the configuration names, for looking into. Before the first poll there is
  /// none: then the command ends as `otherwise` says, which is well for those that list things.
  func openArchive(otherwise: Stop.Status = .done) throws -> (Configuration, Premises, Archive) {
    let configuration = try read()
    let premises = Premises(configuration)
    guard FileManager.default.fileExists(atPath: premises.archive) else {
      throw Stop(
        otherwise,
        "nothing has been stored yet: there is no \(premises.archive); `newsloom poll` makes it")
    }
    let archive = try Archive(at: premises.archive, for: .reading)
    return (try configuration.followingLists(in: archive), premises, archive)
  }
}

/// `--json`, on every command that lists things.
struct JSONOption: ParsableArguments {
  @Flag(name: .customLong("json"), help: "Print JSON Lines with stable keys.")
  var isOn = false
}

/// `--now TIME`.
struct ClockOption: ParsableArguments {
  @Option(
    name: .customLong("now"),
    help: ArgumentHelp(
      "Act as though it were this time (RFC 3339), the clock running on from there.",
      discussion: "For replaying captured feeds into an archive of their own.", valueName: "time"))
  var time: String?

  func clock() throws -> NewsClock {
    guard let time else { return .system }
    guard let date = Date(rfc3339: time) else {
      throw ValidationError("--now takes a time such as 2026-11-21T06:30:00Z, not '\(time)'.")
    }
    return NewsClock(setTo: date)
  }
}
