import Foundation
import Glibc

/// Another program, run to its end, and what it cost with all that it started.
///
/// A process of our own stands between: the system tells a parent what all of its children used, and
/// this one has no others.
enum MeasuredProgram {
  static let argument = "--measure"

  struct Bill: Codable, Sendable {
    /// Seconds of CPU time, of the program and of its children.
    var cpu: Double
    /// Seconds from start to end.
    var wall: Double
    /// The most memory that the largest of the processes ever held.
    var peakMegabytes: Double
    var status: Int32
    /// What it printed, unless that was thrown away.
    var output = ""
  }

  /// Runs a program found on the path or named whole, in a folder that is its home too.
  static func run(_ command: [String], in folder: URL) throws -> Bill {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0])
    process.arguments = [argument] + command
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    for name in ["NOTIFY_SOCKET", "STATE_DIRECTORY", "NEWSLOOM_CONFIG", "XDG_STATE_HOME"] {
      environment[name] = nil
    }
    environment["HOME"] = folder.path
    environment["TZ"] = "UTC"
    process.environment = environment
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let bill = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try JSONDecoder().decode(Bill.self, from: bill)
  }

  /// What the process between does.
  static func measure(_ command: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardInput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    let begun = ContinuousClock.now
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let wall = (ContinuousClock.now - begun).seconds
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    let bill = Bill(
      cpu: Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6,
      wall: wall, peakMegabytes: Double(usage.ru_maxrss) * 1024 / 1_000_000,
      status: process.terminationStatus,
      output: String(decoding: output.suffix(4096), as: UTF8.self))
    FileHandle.standardOutput.write(try JSONEncoder().encode(bill))
  }
}
