import Foundation

/// How long a pass takes in which one source in ten never answers, beside the same pass without them.
enum SilenceBenchmark {
  private static let sources = 1000
  private static let silent = 100
  /// One source's patience, in seconds; 30 by default, and less here so that it is not waited for long.
  private static let timeout = 10.0

  static func run(in folder: URL, _ host: HostProcess) throws {
    // The first hundred of two hundred hosts each have one that is silent among their five; and
    // twenty hosts say nothing at all.
    let layouts: [(name: String, silent: Set<Int>)] = [
      ("one on each of 100 hosts", Set(0..<silent)),
      ("all of 20 hosts", Set((0..<sources).filter { $0 % PollHosts.count < silent / 5 })),
    ]
    for (number, layout) in layouts.enumerated() {
      let room = try Newsroom(in: folder.appending(path: "silence-\(number)"), port: host.port)
      let setting = "set timeout \(Int(timeout))s"
      try room.follow(Array(0..<sources), silent: layout.silent, set: setting)
      let whole = try room.poll(at: 0, all: true)
      // The same sources again: those that answered have nothing new, in both passes.
      let with = try room.poll(at: 3600, all: true)
      try room.follow((0..<sources).filter { !layout.silent.contains($0) }, set: setting)
      let without = try room.poll(at: 7200, all: true)
      let most = 1.2 * without.wall + timeout
      report(
        "poll: \(silent) of \(sources) silent",
        "\(layout.name): \(with.wall.places(1)) s (first \(whole.wall.places(1)) s), without them "
          + "\(without.wall.places(1)) s; target \(most.places(1)) s")
    }
  }
}
