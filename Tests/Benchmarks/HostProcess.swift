import Foundation

/// The hosts' process, from this side.
final class HostProcess {
  let port: String
  private let process = Process()
  private let orders = Pipe()
  private let answers = Pipe()
  private var read: [UInt8] = []
  var identifier: Int32 { process.processIdentifier }

  init(sources: Int) throws {
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = [PollHosts.argument, "\(sources)"]
    process.standardInput = orders
    process.standardOutput = answers
    try process.run()
    port = try Self.line(from: answers, &read)
  }

  /// Gives an order and waits until it has been carried out.
  @discardableResult
  func order(_ words: String) throws -> String {
    try orders.fileHandleForWriting.write(contentsOf: Data("\(words)\n".utf8))
    return try Self.line(from: answers, &read)
  }

  /// What was asked since the last `reset`.
  func log() throws -> PollHosts.Log {
    try JSONDecoder().decode(PollHosts.Log.self, from: Data(try order("log").utf8))
  }

  func stop() throws {
    try orders.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private static func line(from pipe: Pipe, _ read: inout [UInt8]) throws -> String {
    while true {
      if let end = read.firstIndex(of: 10) {
        defer { read.removeFirst(end + 1) }
        return String(decoding: read[..<end], as: UTF8.self)
      }
      let chunk = pipe.fileHandleForReading.availableData
      guard !chunk.isEmpty else { throw CocoaError(.fileReadUnknown) }
      read += chunk
    }
  }
}
