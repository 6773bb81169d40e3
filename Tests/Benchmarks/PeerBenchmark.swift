import Foundation
import Glibc

/// Other programs that read feeds, on the files that we read, by the CPU time of their processes.
enum PeerBenchmark {
  /// Arguments are files; the output's last line is how many items were found.
  private struct Peer {
    var name: String
    var command: [String]
    /// What succeeds where the peer is installed.
    var check: [String]
    /// Every which document it is given: some would take minutes for all.
    var stride = 1
  }

  private static let peers = [
    python("fastfeedparser", "d.entries"), python("feedparser", "d.entries", stride: 10),
    Peer(
      name: "sfeed",
      command: ["sh", "-c", "for file; do sfeed < \"$file\"; done | wc -l", "sfeed"],
      check: ["sh", "-c", "command -v sfeed"]),
  ]

  private static func python(_ name: String, _ items: String, stride: Int = 1) -> Peer {
    let program = """
      import sys, \(name)
      n = 0
      for f in sys.argv[1:]:
        try:
          d = \(name).parse(open(f, "rb").read())
          n += len(\(items))
        except Exception: pass
      print(n)
      """
    return Peer(
      name: name, command: ["python3", "-c", program], check: ["python3", "-c", "import \(name)"],
      stride: stride)
  }

  static func run() throws {
    let documents = try ParseBenchmark.corpus()
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "newsloom-bench-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // `try?`: what is left in a folder for temporary files is in nobody's way.
    defer { try? FileManager.default.removeItem(at: folder) }
    let nothing = folder.appending(path: "nothing")
    try Data().write(to: nothing)
    for peer in peers {
      guard try output(of: peer.check) != nil else {
        report("peer: \(peer.name)", "not installed")
        continue
      }
      let given = stride(from: 0, to: documents.count, by: peer.stride).map { documents[$0] }
      let files = try given.enumerated().map { index, bytes in
        let file = folder.appending(path: "\(index).xml")
        try Data(bytes).write(to: file)
        return file.path
      }
      let floor = Cost.least(of: 2) { for document in given { ParseBenchmark.walk(document) } }
      // What it costs to begin is not what it costs to read.
      let idle = try cost { try output(of: peer.command + files.map { _ in nothing.path }) }
      var items = "?"
      let cost = try cost { items = try output(of: peer.command + files) ?? "?" } - idle
      let megabytes = Double(given.reduce(0) { $0 + $1.count }) / 1e6
      report(
        "peer: \(peer.name)",
        "\((megabytes / cost).places(1)) MB/s, \((cost / floor).places(2)) × the floor's CPU time, "
          + "\(items) items of \(given.count) documents")
    }
  }

  /// CPU seconds of the processes that the work starts and waits for.
  private static func cost(_ work: () throws -> Void) rethrows -> Double {
    let begun = processes
    try work()
    return processes - begun
  }

  private static var processes: Double {
    var usage = rusage()
    unsafe getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6
  }

  /// The last line that a command prints, or nil where it fails.
  @discardableResult
  private static func output(of command: [String]) throws -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.standardError = FileHandle.nullDevice
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: text, as: UTF8.self).split(separator: "\n").last.map {
      $0.trimmingCharacters(in: .whitespaces)
    } ?? ""
  }
}
