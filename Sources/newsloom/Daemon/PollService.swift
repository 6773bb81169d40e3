import Configuring
import Foundation
import Logging
import NewsModel
import Polling
import ServiceLifecycle
import UnixSignals

/// The daemon's polling: asks each source when it is due, files what comes, and takes up a changed
/// feeds.conf on SIGHUP.
///
/// One loop owns all that happens. Whatever wakes it (an answer, the next due time, a signal) is an
/// event of the same stream, and each event that has been dealt with is progress for the watchdog.
struct PollService: Service {
  private let desk: NewsDesk
  private let fetcher: Fetcher
  private let correspondent: Correspondent
  private let clock: NewsClock
  private let notifier: SystemdNotifier
  private let logger: Logger
  private let events: AsyncStream<Event>
  private let wake: AsyncStream<Event>.Continuation
  private let tray: InTray
  private let reload: @Sendable () throws -> Configuration
  private let news: AsyncStream<Void>.Continuation

  init(
    desk: NewsDesk, fetcher: Fetcher, clock: NewsClock, notifier: SystemdNotifier, logger: Logger,
    news: AsyncStream<Void>.Continuation, reload: @escaping @Sendable () throws -> Configuration
  ) {
    self.desk = desk
    self.fetcher = fetcher
    correspondent = Correspondent(fetcher: fetcher)
    self.clock = clock
    self.notifier = notifier
    self.logger = logger
    self.news = news
    self.reload = reload
    let (events, wake) = AsyncStream.makeStream(of: Event.self)
    self.events = events
    self.wake = wake
    tray = InTray { wake.yield(.answer) }
  }

  private enum Event: Sendable {
    case time
    /// Something lies in the tray.
    case answer
    case hangup
  }

  func run() async throws {
    let signals = await UnixSignalsSequence(trapping: .sighup)
    do {
      try await cancelWhenGracefulShutdown {
        // A group that keeps nothing of who has ended: a task that somebody has yet to hear of holds
        // 17 kB, and while a large edition is made thousands end.
        try await withThrowingDiscardingTaskGroup { group in
          group.addTask { [wake] in
            for await _ in signals { wake.yield(.hangup) }
          }
          try await loop(&group)
        }
      }
    } catch is CancellationError {
      // The way a daemon ends: a cancelled fetch files nothing.
    }
    news.finish()
    do {
      try await desk.saveSnapshot()
    } catch {
      logger.warning("the next start takes longer, since the disk takes no snapshot: \(error)")
    }
  }

  private func loop(_ group: inout ThrowingDiscardingTaskGroup<any Error>) async throws {
    notifier.ready(await desk.statusLine(at: clock.now))
    startDue(&group, await desk.errands(at: clock.now))
    var alarm = await setAlarm(&group, replacing: .distantFuture)
    var word = ContinuousClock.now
    for await event in events {
      try Task.checkCancellation()
      switch event {
      case .time: alarm = .distantFuture
      case .answer:
        try await Task.sleep(for: InTray.patience)
        let dispatches = tray.take()
        guard !dispatches.isEmpty else { continue }
        await file(dispatches)
      case .hangup: await takeUpConfiguration()
      }
      startDue(&group, await desk.errands(at: clock.now))
      alarm = await setAlarm(&group, replacing: alarm)
      // A thousand answers a second are no reason for a thousand words to systemd.
      guard ContinuousClock.now >= word else { continue }
      word = .now + .seconds(1)
      notifier.status(await desk.statusLine(at: clock.now))
      notifier.progress()
    }
  }

  private func startDue(
    _ group: inout ThrowingDiscardingTaskGroup<any Error>, _ errands: [Correspondent.Errand]
  ) {
    for errand in errands {
      group.addTask { [correspondent, tray] in
        tray.put(await correspondent.run(errand))
      }
    }
  }

  /// Sees to it that the loop wakes when the next source is due, and at least often enough for the
  /// watchdog and for a clock that was set. An alarm that rings for nothing does no harm.
  private func setAlarm(
    _ group: inout ThrowingDiscardingTaskGroup<any Error>, replacing set: Date
  ) async -> Date {
    let now = clock.now
    let most = min(60, notifier.watchdog.map { $0.timeInterval / 3 } ?? 60)
    let next = await desk.nextErrand(after: now) ?? .distantFuture
    let wanted = min(next, now.addingTimeInterval(most))
    guard wanted < set.addingTimeInterval(-0.01) else { return set }
    let pause = Duration.seconds(max(wanted.timeIntervalSince(now), 0.01))
    group.addTask { [wake] in
      // A sleep that is cancelled ends with its loop.
      try await Task.sleep(for: pause)
      wake.yield(.time)
    }
    return wanted
  }

  private func file(_ dispatches: [Correspondent.Dispatch]) async {
    var before: [SourceState] = []
    for dispatch in dispatches { before.append(await desk.state(of: dispatch)) }
    let results = await desk.file(dispatches, at: clock.now)
    for (index, result) in results.enumerated() {
      var logger = logger
      let source = dispatches[index].source
      logger[metadataKey: "source"] = .string(source.name ?? source.address.withoutCredentials)
      switch result {
      case .success(let filed):
        tell(filed, before: before[index], logger)
        if filed.newItems + filed.revisions + filed.dropped > 0 { news.yield() }
      case .failure(let error):
        // Nothing was stored and nothing forgotten; the source is asked again later, not at once.
        logger.critical("the archive could not be written, so its news waits: \(error)")
      }
    }
  }

  private func tell(_ filed: NewsDesk.Filed, before: SourceState, _ logger: Logger) {
    if let error = filed.state.error {
      // Once when it begins to fail, and then only where someone asks for more.
      let level: Logger.Level = before.error == error ? .debug : .warning
      logger.log(level: level, "\(error)")
    } else if before.error != nil {
      logger.notice("well again")
    }
    if let moved = filed.state.movedTo, moved != before.movedTo {
      logger.notice("has moved to \(moved); feeds.conf may be changed")
    }
    if let change = filed.listChange { logger.notice("the list has changed: \(change)") }
    for hit in filed.watched { logger.notice("“\(hit.title)” is watched for by \(hit.rule)") }
    for warning in filed.warnings { logger.debug("\(warning)") }
    if filed.newItems + filed.revisions + filed.dropped > 0 {
      logger.info("\(filed.newItems) new, \(filed.revisions) changed, \(filed.dropped) dropped")
    }
  }

  private func takeUpConfiguration() async {
    notifier.reloading()
    do {
      let configuration = try reload()
      for warning in configuration.warnings { logger.warning("\(warning.rendered)") }
      if await desk.wouldMove(to: configuration) {
        logger.warning("`set state` takes effect only at the next start")
      }
      try await desk.adopt(configuration, at: clock.now)
      for warning in await desk.steering.warnings { logger.warning("\(warning.rendered)") }
      for sentence in await desk.steering.done { logger.notice("\(sentence)") }
      try fetcher.update(await desk.fetchSettings())
      // Today's page may tell other stories now.
      news.yield()
      logger.notice("feeds.conf read again: \(configuration.sources.count) sources")
    } catch {
      let file = (error as? ConfigurationErrors).map { ($0.file as NSString).lastPathComponent }
      await desk.noteBroken(file ?? "feeds.conf", at: clock.now)
      let said =
        (error as? ConfigurationErrors)?.rendered ?? (error as? Stop)?.sentence ?? "\(error)"
      for line in said.split(separator: "\n") { logger.error("\(line)") }
      logger.error(
        "\(file ?? "feeds.conf") has errors; the configuration before it stays in force")
    }
    notifier.ready(await desk.statusLine(at: clock.now))
  }
}
