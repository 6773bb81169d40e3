import Foundation
import Testing

/// The program as its users run it, in a folder of its own.
final class Program {
  /// What a command printed and how it ended.
  struct Outcome {
    var status: Int32
    var output: String
    var complaints: String
    var lines: [Substring] { output.split(separator: "\n") }

    /// Standard output as JSON Lines.
    func objects() throws -> [[String: Any]] {
      try lines.map { line in
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        return try #require(value as? [String: Any])
      }
    }
  }

  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "newsloom-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit {
    // `try?`: what a test leaves in the temporary folder does no harm.
    try? FileManager.default.removeItem(at: folder)
  }

  /// The executable that was built with the tests.
  static var executable: URL {
    get throws {
      let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      let candidates = [
        beside, Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent(),
      ]
      .map { $0.appending(path: "newsloom") }
      return try #require(
        candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
        "no newsloom beside \(CommandLine.arguments[0])")
    }
  }

  /// A process that has not been started.
  func process(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = try Self.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    var all = ProcessInfo.processInfo.environment
    for name in ["NOTIFY_SOCKET", "STATE_DIRECTORY", "NEWSLOOM_CONFIG", "XDG_STATE_HOME"] {
      all[name] = nil
    }
    all["HOME"] = folder.path
    all["TZ"] = "UTC"
    all["COLUMNS"] = "80"
    process.environment = all.merging(environment) { _, new in new }
    return process
  }

  /// Runs a command to its end.
  @discardableResult
  func run(_ arguments: String..., input: String? = nil, environment: [String: String] = [:])
    async throws -> Outcome
  {
    try await run(arguments: arguments, input: input, environment: environment)
  }

  /// Runs a command whose arguments are at hand as an array.
  @discardableResult
  func run(
    arguments: [String], input: String? = nil, environment: [String: String] = [:]
  ) async throws -> Outcome {
    let process = try process(arguments, environment: environment)
    let names = ["out", "err"].map { folder.appending(path: ".\($0)-\(UUID())") }
    for name in names { try Data().write(to: name) }
    let files = try names.map { try FileHandle(forWritingTo: $0) }
    process.standardOutput = files[0]
    process.standardError = files[1]
    let pipe = Pipe()
    process.standardInput = input == nil ? FileHandle.nullDevice : pipe
    let (end, ended) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in ended.finish() }
    try process.run()
    // The process has its own by now; Foundation would keep ours open for good.
    for file in files { try file.close() }
    if let input {
      try pipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
      try pipe.fileHandleForWriting.close()
    }
    // Other tests go on meanwhile: a thread that waited here would be one of very few.
    for await _ in end {}
    let texts = try names.map { try String(contentsOf: $0, encoding: .utf8) }
    for name in names { try FileManager.default.removeItem(at: name) }
    return Outcome(status: process.terminationStatus, output: texts[0], complaints: texts[1])
  }

  /// Starts a process whose complaints go to the file `log` in the folder.
  func start(_ process: Process) throws {
    let log = folder.appending(path: "log")
    try Data().write(to: log)
    let file = try FileHandle(forWritingTo: log)
    process.standardError = file
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    try file.close()
  }

  /// Writes a file into the folder and returns its path.
  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = folder.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// The text of a file in the folder.
  func read(_ name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  func exists(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: name).path)
  }
}

/// Feeds as servers would send them.
enum Sample {
  /// RSS 2.0 with items of a number, a title and a text.
  static func rss(
    _ title: String, _ items: [(id: String, title: String, text: String, date: String)]
  )
    -> String
  {
    let all = items.map {
      """
      <item><guid isPermaLink="false">\($0.id)</guid><title>\($0.title)</title>\
      <link>https://\(title.lowercased()).example/\($0.id)</link>\
      <description>\($0.text)</description><pubDate>\($0.date)</pubDate></item>
      """
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <rss version="2.0"><channel><title>\(title)</title><link>https://\(title.lowercased()).example/</link>\
      <description>News</description>\(all.joined())</channel></rss>
      """
  }
}

/// Where the corpora are, for tests that read them.
enum Corpora {
  static let folder = ProcessInfo.processInfo.environment["NEWSLOOM_CORPORA"].map {
    URL(filePath: $0)
  }
  static var areThere: Bool { folder != nil }
}
