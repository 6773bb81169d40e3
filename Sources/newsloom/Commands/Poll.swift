import ArgumentParser
import Configuring
import Foundation
import Logging
import NewsModel
import Polling
import Storing

/// `newsloom poll`: one pass.
struct Poll: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Ask the sources that are due once, write the digest, and end.",
    discussion: "Ends with status 0 if at least one source answered or none was due.")

  @OptionGroup var file: ConfigurationOption
  @OptionGroup var time: ClockOption

  @Flag(help: "Ask every source, due or not (but none that asked to be left alone).")
  var all = false

  func run() async throws {
    let configuration = try file.load()
    let clock = try time.clock()
    let desk = try NewsDesk(configuration, premises: Premises(configuration), at: clock.now)
    try Absences.noteStart(
      at: clock.now, in: desk.archive, ifLongerThan: Absences.ofPasses)
    for warning in await desk.steering.warnings { Terminal.complain(warning.rendered) }
    for sentence in await desk.steering.done { Terminal.print(TerminalText.plain(sentence)) }
    let fetcher = try Fetcher(settings: await desk.fetchSettings())
    let correspondent = Correspondent(fetcher: fetcher)

    let editions = EditionDesk(desk)
    let closed = try await editions.closeEditions(at: clock.now)
    let pass = PollPass(desk: desk, correspondent: correspondent, clock: clock)
    var bar: ProgressBar?
    var watched: [String] = []
    let tally = try await pass.run(all: all) { source, filed, asked in
      watched += filed.watched.map { "“\($0.title)” is watched for by \($0.rule)" }
      if bar == nil { bar = ProgressBar(total: asked) }
      bar?.advance(source.name ?? source.address.withoutCredentials)
    }
    bar?.finish()
    await fetcher.stop()
    try await desk.saveSnapshot()
    let today = "\(desk.premises.output)/today.html"
    if tally.asked > 0 || !closed.isEmpty
      || Self.isOlder(today, than: StorySteering.path(beside: configuration.file))
    {
      try await editions.publishToday(at: clock.now)
    }

    for hit in watched { Terminal.print(TerminalText.plain(hit)) }
    for (source, sentence) in tally.failed {
      Terminal.complain("\(source.address): \(TerminalText.plain(sentence))")
    }
    for edition in closed { Terminal.print("the edition of \(edition.name) is closed") }
    let herald = Herald(desk: desk, clock: clock) { level, line in
      if level >= .info { Terminal.complain(TerminalText.plain(line)) }
    }
    try await herald.runCommands()
    try await herald.postLetters()
    // At most so much at a time; the rest is for the next pass.
    for _ in 0..<20 {
      guard try desk.archive.forget(await desk.retention(at: clock.now)) > 0 else { break }
    }
    Terminal.print(
      "\(tally.answered) of \(tally.asked) sources answered, \(tally.newItems) new items; "
        + "digest in \(desk.premises.output)")
    if tally.asked > 0 && tally.answered == 0 { throw Stop(.failed, "no source answered") }
  }

  /// Whether a file is not there, or was written before another that is.
  private static func isOlder(_ file: String, than other: String) -> Bool {
    func written(_ path: String) -> Date? {
      // `try?`: what is not there was never written.
      try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }
    guard let date = written(file) else { return true }
    return written(other).map { $0 > date } ?? false
  }
}
