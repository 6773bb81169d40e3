import Foundation
import Glibc

/// The figures that `make bench` prints: what each room costs, and ratios to a floor measured in the
/// same run, since machines are shared and noisy.
@main
enum Benchmarks {
  static func main() throws {
    let asked = Set(CommandLine.arguments.dropFirst())
    if CommandLine.arguments.count == 3, CommandLine.arguments[1] == PollHosts.argument {
      return try PollHosts.serve(sources: Int(CommandLine.arguments[2]) ?? 0)
    }
    if CommandLine.arguments.dropFirst().first == MeasuredProgram.argument {
      return try MeasuredProgram.measure(Array(CommandLine.arguments[2...]))
    }
    if CommandLine.arguments.count == 4, CommandLine.arguments[1] == ParseMemoryBenchmark.argument {
      return try ParseMemoryBenchmark.readOne(Array(CommandLine.arguments[2...]))
    }
    func isAsked(_ name: String) -> Bool { asked.isEmpty || asked.contains(name) }
    if isAsked("parse") {
      try ParseBenchmark.run()
      try PeerBenchmark.run()
      try ParseMemoryBenchmark.run()
    }
    if isAsked("cluster") { try ClusterBenchmark.run() }
    if isAsked("publish") { try PublishBenchmark.run() }
    let polling = Set(PollBenchmark.parts)
    if isAsked("poll") {
      try PollBenchmark.run(polling)
    } else if !polling.isDisjoint(with: asked) {
      try PollBenchmark.run(polling.intersection(asked))
    }
  }
}

/// What a piece of work cost.
enum Cost {
  /// CPU seconds of the whole process so far.
  static var cpu: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }

  /// CPU seconds that the work takes: the least of several runs, since noise only adds.
  static func least(of runs: Int, _ work: () throws -> Void) rethrows -> Double {
    var best = Double.infinity
    for _ in 0..<runs {
      let begun = cpu
      try work()
      best = min(best, cpu - begun)
    }
    return best
  }

  /// The same of several pieces of work, done in turn, so that all of them meet the machine at its
  /// quickest and their ratios hold on one whose pace changes.
  static func least(of rounds: Int, _ works: [() throws -> Void]) throws -> [Double] {
    var best = works.map { _ in Double.infinity }
    for _ in 0..<rounds {
      for (index, work) in works.enumerated() {
        best[index] = min(best[index], try least(of: 1, work))
      }
    }
    return best
  }

  /// Megabytes of memory that the process holds now.
  static var residentMegabytes: Double {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
      let pages = text.split(separator: " ").dropFirst().first.flatMap({ Double($0) })
    else { return .nan }  // `try?`: without /proc there is no figure, which is said as such
    return pages * 4096 / 1_000_000
  }
}

/// One line of the table.
func report(_ name: String, _ figures: String) {
  print(name.padding(toLength: max(34, name.count + 1), withPad: " ", startingAt: 0) + figures)
  // Minutes pass between some lines, and whoever reads them through a pipe wants to see them come.
  fflush(nil)
}

extension Double {
  /// With so many places, for a table.
  func places(_ count: Int) -> String { String(format: "%.\(count)f", self) }
}
