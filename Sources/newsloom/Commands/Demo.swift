import ArgumentParser
import Configuring
import Foundation
import LoopbackServer
import NewsModel
import Polling
import Storing
import Synchronization

/// `newsloom demo`: the whole way on sample feeds, without the network.
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a digest of three days of sample feeds, served on loopback.",
    discussion: """
      The sources, people and events are invented. The archive is kept in OUTPUT/.state, so that \
      the other commands can look into it.
      """)

  @Option(
    help: ArgumentHelp("The digest directory to make.", valueName: "directory"),
    completion: .directory)
  var output = "demo-digest"

  func run() async throws {
    let folder =
      output.hasPrefix("/") ? output : "\(FileManager.default.currentDirectoryPath)/\(output)"
    let state = "\(folder)/.state"
    if FileManager.default.fileExists(atPath: state) {
      try FileManager.default.removeItem(atPath: folder)
    } else if FileManager.default.fileExists(atPath: folder) {
      throw Stop(.io, "\(output) exists and is not a demo's; name another with --output")
    }
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)

    let shown = Mutex(DemoFeeds.start)
    let server = try LoopbackServer { request in
      let name = String(request.target.split(separator: "/").last ?? "").replacing(".xml", with: "")
      let instant = shown.withLock { $0 }
      guard let document = DemoFeeds.document(name, at: instant) else { return .init(status: 404) }
      return .init(status: 200, headers: [("Content-Type", "application/xml")], body: document)
    }
    defer { server.stop() }
    let file = "\(state)/feeds.conf"
    let settings = "set state \"\(state)\"\nset output \"\(folder)\"\n"
    try Data((settings + DemoFeeds.configuration(port: server.port)).utf8)
      .write(to: URL(filePath: file))

    let configuration = try Configuration(file: file)
    let desk = try NewsDesk(
      configuration, premises: Premises(configuration), at: DemoFeeds.polls.first ?? DemoFeeds.start
    )
    let fetcher = try Fetcher(settings: await desk.fetchSettings())
    let editions = EditionDesk(desk)
    var bar = ProgressBar(total: DemoFeeds.polls.count * configuration.sources.count)
    var newItems = 0
    for time in DemoFeeds.polls {
      shown.withLock { $0 = time }
      let clock = NewsClock(setTo: time)
      _ = try await editions.closeEditions(at: time)
      let pass = PollPass(desk: desk, correspondent: Correspondent(fetcher: fetcher), clock: clock)
      let tally = try await pass.run(all: true) { source, _, _ in bar.advance(source.name ?? "") }
      newItems += tally.newItems
      for (source, sentence) in tally.failed { Terminal.complain("\(source.address): \(sentence)") }
    }
    bar.finish()
    await fetcher.stop()
    try await desk.saveSnapshot()
    let end = DemoFeeds.polls.last ?? DemoFeeds.start
    try await editions.publishToday(at: end)
    let counts = try desk.archive.counts()
    Terminal.print(
      "\(newItems) items of \(configuration.sources.count) sources in \(counts.threads) threads")
    Terminal.print("Open \(output)/index.html in a browser, or:")
    Terminal.print("  newsloom read -c \(output)/.state/feeds.conf")
    Terminal.print("  newsloom threads -c \(output)/.state/feeds.conf --day \(DemoFeeds.days[1])")
  }
}
