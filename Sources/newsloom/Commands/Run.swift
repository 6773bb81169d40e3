import ArgumentParser
import Configuring
import Foundation
import Logging
import NewsModel
import Polling
import ServiceLifecycle
import UnixSignals

/// `newsloom run`: the daemon.
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Follow the sources and keep the digest, until told to stop.",
    discussion: """
      Stays in the foreground and logs to standard error as journald reads it. SIGHUP reads \
      feeds.conf and stories.conf again (with errors the running configuration stays); SIGTERM and \
      SIGINT finish what is being written and end within five seconds.
      """)

  @OptionGroup var file: ConfigurationOption
  @OptionGroup var time: ClockOption

  @Flag(help: "Log each repair and each repeated failure too.")
  var verbose = false

  func run() async throws {
    // From here on a signal is an orderly end, also while the archive is still being opened.
    let stopping = await UnixSignalsSequence(trapping: .sigterm, .sigint)
    guard !EarlyEnd.isAskedFor else { return }
    let path = try file.resolved()
    let configuration = try file.load()
    let level: Logger.Level = verbose ? .debug : .info
    LoggingSystem.bootstrap { _ in
      var handler = JournalLogHandler()
      handler.logLevel = level
      return handler
    }
    var logger = Logger(label: "newsloom")
    logger.logLevel = level
    let clock = try time.clock()
    let notifier = SystemdNotifier()
    let desk = try NewsDesk(
      configuration, premises: Premises(configuration), at: clock.now, spread: .seconds(300))
    try Absences.noteStart(
      at: clock.now, in: desk.archive, ifLongerThan: Absences.ofDaemon)
    let fetcher = try Fetcher(settings: await desk.fetchSettings())
    let (news, continuation) = AsyncStream.makeStream(
      of: Void.self, bufferingPolicy: .bufferingNewest(1))
    logger.notice(
      "\(configuration.sources.count) sources, digest in \(desk.premises.output)")

    for warning in await desk.steering.warnings { logger.warning("\(warning.rendered)") }
    for sentence in await desk.steering.done { logger.notice("\(sentence)") }

    let polling = PollService(
      desk: desk, fetcher: fetcher, clock: clock, notifier: notifier, logger: logger,
      news: continuation, reload: { try Configuration(file: path) })
    let publishing = PublishService(
      desk: EditionDesk(desk), clock: clock, logger: logger, news: news)
    let telling = NoticeService(
      herald: Herald(desk: desk, clock: clock) { [logger] in logger.log(level: $0, "\($1)") },
      logger: logger)
    var quiet = Logger(label: "newsloom.lifecycle")
    quiet.logLevel = .error
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: publishing), .init(service: polling), .init(service: telling),
          .init(service: TidyService(desk: desk, clock: clock, logger: logger)),
          .init(service: Farewell(notifier: notifier)),
        ],
        logger: quiet))
    try await withThrowingTaskGroup(of: Bool.self) { tasks in
      tasks.addTask {
        try await group.run()
        return true
      }
      tasks.addTask {
        for await _ in stopping { break }
        await group.triggerGracefulShutdown()
        return false
      }
      while let haveServicesEnded = try await tasks.next(), !haveServicesEnded {}
      tasks.cancelAll()
    }
    await fetcher.stop()
    // `try?`: on a full disk the time of the last minute stands.
    try? Absences.noteAlive(at: clock.now, in: desk.archive)
    logger.notice("stopped")
  }
}

/// Tells systemd that the daemon is stopping. Listed last, since services are stopped from the last
/// to the first.
private struct Farewell: Service {
  let notifier: SystemdNotifier

  func run() async throws {
    // `try?`: cancelled or not, it ends when the group does.
    try? await gracefulShutdown()
    notifier.stopping()
  }
}
