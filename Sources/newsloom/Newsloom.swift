import ArgumentParser
import Clustering
import Configuring
import Foundation
import Glibc
import Publishing
import Storing

/// The program: its name, its version, and its commands.
struct Newsloom: AsyncParsableCommand {
  static let version = "0.1.0"
  /// Where a server's operator can read what newsloom is, sent with every request.
  static let home = "https://github.com/newsloom/newsloom"

  static let configuration = CommandConfiguration(
    commandName: "newsloom",
    abstract: "Follows news feeds, joins what tells one story, and writes a digest a day.",
    discussion: """
      List your sources in feeds.conf, one URL a line, and start `newsloom run` (or the systemd \
      service). Each morning the digest directory holds a new edition; today.html shows the next \
      one growing. `newsloom check` tells what is wrong with a feeds.conf, `newsloom try URL` what \
      a feed looks like.

      Exit status: 0 done, 64 wrong usage, 65 data that cannot be read, 74 input or output failed, \
      78 wrong configuration, 1 anything else.
      """,
    version: version,
    groupedSubcommands: [
      CommandGroup(name: "Following", subcommands: [Run.self, Poll.self]),
      CommandGroup(
        name: "Reading",
        subcommands: [
          Read.self, Search.self, Items.self, Threads.self, Show.self, Why.self, Digest.self,
        ]),
      CommandGroup(
        name: "Tending",
        subcommands: [
          Check.self, Add.self, Try.self, Status.self, Import.self, Export.self, Backup.self,
          Replay.self,
        ]),
      CommandGroup(
        name: "Parts and samples", subcommands: [Parse.self, Cluster.self, Demo.self]),
    ])
}

/// The way in. Every error ends as one sentence on standard error and a status of sysexits.h.
@main
enum Main {
  static func main() async {
    Heap.useOne()
    let arguments = arranged(CommandLine.arguments.dropFirst())
    if arguments.first == "run" { EarlyEnd.listen() }
    // A reader that goes away (`newsloom items | head`) must not kill a write to the archive.
    signal(SIGPIPE, SIG_IGN)
    // A parent may have blocked the signals that we listen to, and its children inherit that.
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe pthread_sigmask(SIG_SETMASK, &none, nil)
    do {
      var command = try Newsloom.parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      try Terminal.flush()
    } catch {
      // `try?`: what went wrong first is what is told.
      try? Terminal.flush()
      if let stop = Stop(error) {
        if !stop.sentence.isEmpty { Terminal.complain(stop.sentence) }
        exit(stop.status)
      }
      Newsloom.exit(withError: error)
    }
  }
}

extension Main {
  /// The arguments as ArgumentParser understands them: a `-c FILE` that stands before the command
  /// behind it, and the words of a search apart from its options.
  static func arranged(_ given: some Collection<String>) -> [String] {
    let arguments = withOptionsBehind(given)
    return arguments.first == "search"
      ? ["search"] + Search.arranged(arguments.dropFirst()) : arguments
  }

  private static func withOptionsBehind(_ given: some Collection<String>) -> [String] {
    var arguments = Array(given)
    guard let first = arguments.first, first == "-c" || first == "--config", arguments.count > 2
    else { return arguments }
    arguments.removeFirst(2)
    let file = given[given.index(after: given.startIndex)]
    return [arguments[0], "-c", file] + arguments.dropFirst()
  }
}

/// Why a command ends early: a status from sysexits.h and what to tell the person who asked.
struct Stop: Error, CustomStringConvertible {
  /// The statuses that PRODUCT's users rely on.
  enum Status: Int32 {
    case done = 0
    case failed = 1
    case data = 65
    case io = 74
    case configuration = 78
  }

  var status: Int32
  /// Whole lines for standard error; empty if all has been said.
  var sentence: String

  init(_ status: Status, _ sentence: String) {
    self.status = status.rawValue
    self.sentence = "newsloom: \(sentence)"
  }

  /// The sentence by itself, for where it becomes part of another.
  var description: String { String(sentence.trimmingPrefix("newsloom: ")) }

  /// The end of a command that has already said why.
  static func said(_ status: Status) -> Stop {
    var stop = Stop(status, "")
    stop.sentence = ""
    return stop
  }

  /// What an error from one of the rooms means for the command; nil for errors of usage, which
  /// ArgumentParser explains.
  init?(_ error: any Error) {
    switch error {
    case let stop as Stop: self = stop
    case let errors as ConfigurationErrors:
      self.init(.configuration, "")
      sentence = errors.rendered
    case let error as ArchiveError:
      switch error {
      case .newer, .ambiguous: self.init(.data, "\(error)")
      case .locked, .unusable, .closed: self.init(.io, "\(error)")
      }
    case is DecodingError:
      self.init(
        .data,
        "the archive holds something that this newsloom cannot read: \(error.localizedDescription)")
    case let error as InputError: self.init(.io, "\(error.path): \(error.sentence)")
    case let error as DirectoryError: self.init(.io, "\(error.path): \(error.sentence)")
    case let error as CocoaError:
      self.init(.io, [error.filePath, error.sentence].compactMap(\.self).joined(separator: ": "))
    default: return nil
    }
  }
}

extension CocoaError {
  /// What went wrong, in the system's words where it gave any.
  var sentence: String {
    if let cause = underlying as? POSIXError {
      return unsafe String(cString: strerror(cause.code.rawValue))
    }
    switch code {
    case .fileReadNoSuchFile, .fileNoSuchFile: return "there is no such file"
    case .fileReadNoPermission, .fileWriteNoPermission: return "permission denied"
    case .fileWriteOutOfSpace: return "no space left"
    default: return localizedDescription
    }
  }
}
