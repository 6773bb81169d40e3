import Foundation
import Glibc

/// How late the daemon asks: an hour in which each source is asked every quarter of it, run thirty
/// times as fast.
enum LatenessBenchmark {
  /// A quarter of an hour takes so many seconds.
  private static let interval = 30
  private static let rounds = 4

  static func run(over sources: Int, in room: Newsroom, _ host: HostProcess) throws {
    try room.follow(Array(0..<sources), "interval=\(interval)s")
    // All have been read once, and are due again by this interval and not by one they had before.
    _ = try room.poll(at: 103_900, all: true)
    for edition in 3...4 { try host.order("prepare \(edition)") }
    // The first round is like those that count: what takes long to read in one of them would else come
    // in the time in which the one before was done.
    try host.order("edition 2")
    let daemon = try room.daemon(at: 104_000)
    let begun = ContinuousClock.now
    func wait(until rounds: Double) {
      let end = begun + .seconds(rounds * Double(interval))
      while ContinuousClock.now < end, daemon.isRunning { Thread.sleep(forTimeInterval: 0.05) }
    }
    // First it reads the archive and asks everyone at once; what counts comes after that.
    wait(until: 2)
    try host.order("reset")
    let before = try Usage(of: daemon.processIdentifier)
    let hosts = try Usage(of: host.identifier)
    let machine = try Machine()
    try host.order("edition 3")
    wait(until: 4)
    try host.order("edition 4")
    wait(until: Double(rounds) + 2)
    let after = try Usage(of: daemon.processIdentifier)
    let served = try Usage(of: host.identifier).cpu - hosts.cpu
    let others = try Machine().busy - machine.busy - served - (after.cpu - before.cpu)
    let log = try host.log()
    daemon.terminate()
    daemon.waitUntilExit()
    tell(log, before, after)
    let seconds = after.at - before.at
    report(
      "",
      "beside it the hosts used \((served / seconds * 100).places(0)) % of a core and all others "
        + "\((others / seconds * 100).places(0)), of \(ProcessInfo.processInfo.activeProcessorCount) "
        + "cores")
  }

  private static func tell(_ log: PollHosts.Log, _ before: Usage, _ after: Usage) {
    let asked = log.asked.values.map { $0.sorted() }
    let gaps = asked.flatMap { zip($0.dropFirst(), $0).map { $0.0 - $0.1 } }.sorted()
    guard let worst = gaps.last, let least = gaps.first else {
      return report("poll: lateness", "nothing was asked twice")
    }
    let late = gaps.map { max(0, $0 - Double(interval)) / Double(interval) }
    let over = late.filter { $0 > 0.1 }.count
    let median = late[late.count / 2] * 100
    report(
      "poll: an hour of compressed time",
      "each of \(asked.count) sources every \(interval) s, \(rounds) times: \(gaps.count) gaps from "
        + "\(least.places(2)) to \(worst.places(2)) s")
    report(
      "",
      "late by \(median.places(1)) % of the interval in the middle, "
        + "\(((late.last ?? 0) * 100).places(1)) % at worst (target 10), \(over) later than that")
    report(
      "",
      "the daemon used \(((after.cpu - before.cpu) / (after.at - before.at) * 100).places(0)) % "
        + "of a core, at most \(after.peakMegabytes.places(0)) MB; \(log.whole) answers of 200, "
        + "\(log.unchanged) of 304")
  }

  /// What a process that runs has used so far.
  private struct Usage {
    var cpu = 0.0
    var peakMegabytes = 0.0
    var at = 0.0

    init(of process: Int32) throws {
      let folder = "/proc/\(process)"
      let stat = try String(contentsOfFile: "\(folder)/stat", encoding: .utf8)
      let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
      // Fields 14 and 15 of the file, of which the first two are gone.
      let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
      cpu = ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
      let status = try String(contentsOfFile: "\(folder)/status", encoding: .utf8)
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
      peakMegabytes = (kilobytes.flatMap { Double($0) } ?? .nan) * 1024 / 1_000_000
      at = ProcessInfo.processInfo.systemUptime
    }
  }

  /// What the whole machine has done so far, in seconds of CPU time.
  private struct Machine {
    var busy = 0.0

    init() throws {
      let stat = try String(contentsOfFile: "/proc/stat", encoding: .utf8)
      let ticks = stat.split(separator: "\n").first?.split(separator: " ").compactMap { Double($0) }
      // Of the first eight the fourth and fifth are idleness; those after them are counted already.
      for (place, count) in (ticks ?? []).prefix(8).enumerated() where place != 3 && place != 4 {
        busy += count / Double(sysconf(Int32(_SC_CLK_TCK)))
      }
    }
  }
}
