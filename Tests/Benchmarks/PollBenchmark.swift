import Foundation

/// What a pass of the program costs: fetching, parsing, threading and storing, by the CPU time of
/// `newsloom poll`, which is built beside this program.
///
/// NEWSLOOM_BENCH_SOURCES says how many sources, 10,000 if it is not there.
enum PollBenchmark {
  /// What can be asked for alone; `poll` is all of it.
  static let parts = ["passes", "lateness", "silence", "pollers"]

  static func run(_ parts: Set<String>) throws {
    let count = ProcessInfo.processInfo.environment["NEWSLOOM_BENCH_SOURCES"].flatMap { Int($0) }
    let sources = max(2 * PollHosts.count, count ?? 10_000)
    guard FileManager.default.isExecutableFile(atPath: Newsroom.program) else {
      return report("poll", "no newsloom beside this program")
    }
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "newsloom-poll-\(getpid())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // `try?`: what is left in a folder for temporary files is in nobody's way.
    defer { try? FileManager.default.removeItem(at: folder) }
    let host = try HostProcess(sources: sources)
    try host.order("edition 0")
    let room = try Newsroom(in: folder.appending(path: "newsloom"), port: host.port)
    if parts.contains("passes") { try passes(over: sources, in: room, host) }
    if parts.contains("lateness") { try LatenessBenchmark.run(over: sources, in: room, host) }
    if parts.contains("silence") { try SilenceBenchmark.run(in: folder, host) }
    if parts.contains("pollers") { try PollPeerBenchmark.run(in: folder, host) }
    try host.stop()
  }

  private static func passes(
    over sources: Int, in room: Newsroom, _ host: HostProcess
  ) throws {
    let quiet = (0..<sources).filter(PollHosts.isQuiet)
    try room.follow(quiet)
    _ = try room.poll(at: 0)
    // The quiet half was just asked, and is not due.
    try room.follow(Array(0..<sources))
    try host.order("reset")
    let first = try Pass(at: 60, all: false, in: room, host)
    let kilobytes = Double(first.log.bytes) / Double(max(1, first.log.whole)) / 1000
    report(
      "poll: sources",
      "\(sources) on \(PollHosts.count) hosts; one in two sends "
        + "\(kilobytes.places(1)) kB of gzip, \(InventedFeeds.items) items")
    first.tell("first 200s, all items new", per: first.log.whole, besides: 0)

    // The next day, so that the open edition holds what this pass brings and no more.
    let closing = try room.close(at: 86_400)
    report(
      "poll: the day's closing",
      "\(closing.cpu.places(1)) s CPU, "
        + "\(closing.peakMegabytes.places(0)) MB: an edition of \(first.newItems) items")
    let same = try Pass(at: 90_000, all: true, in: room, host)
    same.tell("304s", per: same.log.unchanged, besides: 0, target: 0.4)
    try host.order("edition 1")
    let next = try Pass(at: 100_000, all: true, in: room, host)
    next.tell(
      "half 304s, half 200s, \(InventedFeeds.newItems) of \(InventedFeeds.items) items new",
      per: next.log.whole, besides: Double(next.log.unchanged) * same.each, target: 2)
  }

  /// One pass and what of it is not the sources': a start, the digest's pages and an end, measured
  /// by a pass right after it, in which nothing is due but one file.
  private struct Pass {
    let log: PollHosts.Log
    let newItems: Int
    let bill: MeasuredProgram.Bill
    let rest: MeasuredProgram.Bill

    init(at time: TimeInterval, all: Bool, in room: Newsroom, _ host: HostProcess) throws {
      try host.order("reset")
      bill = try room.poll(at: time, all: all)
      log = try host.log()
      rest = try room.poll(at: time + 120)
      let words = bill.output.split(separator: " ")
      newItems = words.firstIndex(of: "new").flatMap { Int(words[$0 - 1]) } ?? 0
    }

    /// Milliseconds of CPU time for each source that was asked.
    var each: Double {
      (bill.cpu - rest.cpu) / Double(max(1, log.unchanged + log.whole)) * 1000
    }

    /// `others` is how many milliseconds of the pass went to answers that are not counted.
    func tell(_ name: String, per count: Int, besides others: Double, target: Double? = nil) {
      let each = ((bill.cpu - rest.cpu) * 1000 - others) / Double(max(1, count))
      report("poll: \(name)", "")
      report(
        "",
        "\(each.places(2)) ms CPU each\(target.map { " (target \($0.places(1)))" } ?? ""), "
          + "\(count) answers, \(newItems) new items, \(bill.wall.places(1)) s, "
          + "\(bill.peakMegabytes.places(0)) MB (target 200)")
      report(
        "",
        "start, digest and end not counted: \(rest.cpu.places(2)) s CPU, "
          + "\(rest.peakMegabytes.places(0)) MB")
    }
  }
}
