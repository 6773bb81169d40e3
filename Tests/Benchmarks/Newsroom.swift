import Foundation
import NewsModel

/// A state directory of the real program, and the program run on it.
struct Newsroom {
  /// The program, built beside this one.
  static let program = URL(filePath: CommandLine.arguments[0]).standardizedFileURL
    .deletingLastPathComponent().appending(path: "newsloom").path

  let folder: URL
  let port: String
  private var configuration: URL { folder.appending(path: "feeds.conf") }

  init(in folder: URL, port: String) throws {
    self.folder = folder
    self.port = port
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(InventedFeeds.quiet(0)).write(to: folder.appending(path: "always.xml"))
  }

  /// Follows these sources, and a file that is always due.
  func follow(_ sources: [Int], silent: Set<Int> = [], _ options: String = "", set: String = "")
    throws
  {
    var lines = "set state state\nset timezone UTC\nset digest-at 05:00\nset per-site 2\n\(set)\n"
    lines += "file://\(folder.path)/always.xml interval=1s\n"
    for source in sources {
      let isSilent = silent.contains(source)
      lines += "\(PollHosts.url(of: source, port: port, isSilent: isSilent)) \(options)\n"
    }
    try Data(lines.utf8).write(to: configuration)
  }

  /// One pass, so many seconds after the feeds' own time begins.
  func poll(at time: TimeInterval, all: Bool = false) throws -> MeasuredProgram.Bill {
    let now = InventedFeeds.start.addingTimeInterval(time).rfc3339
    return try MeasuredProgram.run(
      [Self.program, "poll", "-c", configuration.path, "--now", now] + (all ? ["--all"] : []),
      in: folder)
  }

  /// One pass in which nobody is asked but the file, for the sake of the editions that are due.
  func close(at time: TimeInterval) throws -> MeasuredProgram.Bill {
    let whole = try Data(contentsOf: configuration)
    try follow([])
    let bill = try poll(at: time)
    try whole.write(to: configuration)
    return bill
  }

  /// The daemon, begun at such a time; the caller ends it.
  func daemon(at time: TimeInterval) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Self.program)
    let now = InventedFeeds.start.addingTimeInterval(time).rfc3339
    process.arguments = ["run", "-c", configuration.path, "--now", now]
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
