import Configuring
import Foundation
import Logging
import NewsModel
import Polling
import Publishing
import Storing

/// Tells the world outside what the archive keeps for it: `after-digest` is run for each edition that
/// closed, `webhook` gets the edition and each item that a rule watches for.
///
/// What is to be told is filed in the same transaction as what it tells of. A command is run at most
/// once for an edition, since nobody knows what half of it did; a letter is sent until it was taken or
/// a day has passed, under the same key each time.
struct Herald: Sendable {
  /// How the last of a kind went, as the archive remembers it.
  struct Outcome: Codable {
    var edition: String
    var sentence: String
    var isWell: Bool
    var at: Date

    static let commandMark = "after-digest"
    static let letterMark = "webhook"
  }

  let desk: NewsDesk
  let clock: NewsClock
  let tell: @Sendable (Logger.Level, String) -> Void

  /// A letter that could not be delivered is tried again after this, then twice that, …
  private static let shortestWait: TimeInterval = 5
  private static let longestWait: TimeInterval = 3600
  /// … until it is this old.
  private static let longestPatience: TimeInterval = 86400

  // MARK: after-digest

  /// Runs the command for each edition that closed and whose pages are written, one after the other.
  func runCommands() async throws {
    for pending in try desk.archive.notices() where pending.notice.kind == .command {
      let name = pending.notice.subject
      let configuration = await desk.configuration
      guard let command = configuration.settings.afterDigest,
        let span = try desk.archive.editions().first(where: { $0.name == name })
      else {
        try desk.archive.settle([pending.number])
        continue
      }
      if pending.tries > 0 {
        try finish(pending, .stopped)
        continue
      }
      let directory = desk.premises.outputURL.appending(path: span.directory).path
      guard FileManager.default.fileExists(atPath: directory) else { continue }
      // From here on the command counts as run, whatever happens to it or to us.
      try desk.archive.postpone(pending.number, until: clock.now, because: "begun")
      do {
        let child = ChildProcess(words: Premises.words(ofCommand: command) + [directory])
        let end = try await child.run { tell(.info, "after-digest: \($0)") }
        try finish(pending, end)
      } catch let failure as ChildProcess.StartFailure {
        try finish(pending, nil, "could not be started: \(failure)")
      }
    }
  }

  private func finish(
    _ pending: PendingNotice, _ end: ChildProcess.End?, _ trouble: String = ""
  ) throws {
    let sentence =
      switch end {
      case .exited(0): "ended well"
      case .exited(let status): "ended with status \(status)"
      case .killed(let signal): "was ended by signal \(signal)"
      case .tookTooLong: "was ended, since it took longer than ten minutes"
      case .stopped: "was cut short when newsloom stopped, and is not run again"
      case nil: trouble
      }
    let isWell = end == .exited(0)
    try keep(sentence, of: pending, isWell, as: Outcome.commandMark)
    tell(
      isWell ? .notice : .error,
      "after-digest \(sentence) for the edition of \(pending.notice.subject)")
  }

  private func keep(
    _ sentence: String, of pending: PendingNotice, _ isWell: Bool, as mark: String
  ) throws {
    let outcome = Outcome(
      edition: pending.notice.subject, sentence: sentence, isWell: isWell, at: clock.now)
    try desk.archive.settle([pending.number])
    try Self.keep(outcome, as: mark, in: desk.archive)
  }

  // MARK: webhook

  /// Posts what is due, in order. Where the server cannot be reached, all else waits with it.
  func postLetters() async throws {
    let pending = try desk.archive.notices().filter { $0.notice.kind != .command }
    guard !pending.isEmpty else { return }
    let configuration = await desk.configuration
    guard let hook = configuration.settings.webhook else {
      return try desk.archive.settle(pending.map(\.number))
    }
    var due = pending.filter { $0.due <= clock.now }[...]
    guard !due.isEmpty else { return }
    let settings = await desk.fetchSettings()
    let proxy = configuration.proxy(for: FeedAddress(hook))
    let messenger = try Messenger()
    do {
      while let next = due.popFirst(), !Task.isCancelled {
        guard let body = try body(of: next.notice) else {
          try desk.archive.settle([next.number])
          continue
        }
        let receipt = await messenger.send(
          Messenger.Letter(
            to: hook, contentType: "application/json", body: body,
            headers: [
              HTTPHeader(name: "Newsloom-Event", value: next.notice.kind.rawValue),
              HTTPHeader(name: "Idempotency-Key", value: "\"\(next.key)\""),
            ], proxy: proxy), settings: settings)
        // Nobody knows what came of one that was under way when we were told to stop.
        guard !Task.isCancelled else { break }
        switch receipt {
        case .taken: try noteTaken(next)
        case .refused(let sentence): try wait(next, sentence, nil, others: [])
        case .unavailable(let sentence, let wish):
          try wait(next, sentence, wish, others: Array(due))
          due = []
        }
      }
    } catch {
      await messenger.stop()
      throw error
    }
    await messenger.stop()
  }

  private func noteTaken(_ pending: PendingNotice) throws {
    let what = Self.words(for: pending.notice)
    try keep("took \(what)", of: pending, true, as: Outcome.letterMark)
    tell(.info, "webhook: took \(what)")
  }

  private func wait(
    _ pending: PendingNotice, _ sentence: String, _ wish: Duration?, others: [PendingNotice]
  ) throws {
    let now = clock.now
    let step = Self.shortestWait * exp2(Double(min(pending.tries, 20)))
    let pause = min(max(min(step, Self.longestWait), wish?.timeInterval ?? 0), 6 * 3600)
    let due = now.addingTimeInterval(pause)
    func isTooOld(_ pending: PendingNotice) -> Bool {
      due.timeIntervalSince(pending.notice.made) > Self.longestPatience
    }
    let what = Self.words(for: pending.notice)
    try desk.archive.settle(others.filter(isTooOld).map(\.number))
    let waiting = others.filter { !isTooOld($0) }.map(\.number)
    guard isTooOld(pending) else {
      try desk.archive.postpone(pending.number, until: due, because: sentence, others: waiting)
      // Once when it begins to fail, and then only where someone asks for more.
      tell(
        pending.tries == 0 ? .warning : .debug,
        "webhook: \(sentence); \(what) waits and is sent again")
      return
    }
    for other in waiting {
      try desk.archive.postpone(other, until: due, because: sentence)
    }
    let lost = others.count - waiting.count
    try keep("\(what) was given up: \(sentence)", of: pending, false, as: Outcome.letterMark)
    tell(
      .error,
      "webhook: \(sentence); \(what)\(lost > 0 ? " and \(lost) more" : "") given up after a day")
  }

  private static func words(for notice: Notice) -> String {
    switch notice.kind {
    case .edition, .command: "the edition of \(notice.subject)"
    case .watch: "an item found by \(notice.detail)"
    }
  }

  /// What is posted; nil if the archive has it no longer.
  private func body(of notice: Notice) throws -> [UInt8]? {
    switch notice.kind {
    case .command: nil
    case .edition:
      try desk.archive.edition(named: notice.subject).flatMap { record in
        DigestFormat.json.pages(for: try DailyDigest(archived: record.digest)).first?.bytes
      }
    case .watch:
      try desk.archive.item(notice.subject).map { filed in
        let place = notice.detail.firstRange(of: ": ")
        let hit: JSON = [
          "event": "watch", "version": 1,
          "origin": .string(place.map { String(notice.detail[..<$0.lowerBound]) } ?? ""),
          "rule": .string(place.map { String(notice.detail[$0.upperBound...]) } ?? notice.detail),
          "item": .object(
            filed.json.members.map { member in
              // An address may hold a password, which is nobody else's business.
              member.key == "feed"
                ? .init(key: "feed", value: .string(filed.item.feed.withoutCredentials)) : member
            } + [.init(key: "text", value: .string(String(filed.item.content.text.prefix(2000))))]),
        ]
        return Array("\(hit)\n".utf8)
      }
    }
  }

  // MARK: What is remembered

  private static func keep(_ outcome: Outcome, as mark: String, in archive: Archive) throws {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    try archive.setMark(mark, to: String(decoding: try encoder.encode(outcome), as: UTF8.self))
  }

  static func lastOutcome(_ mark: String, in archive: Archive) throws -> Outcome? {
    guard let text = try archive.mark(mark) else { return nil }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return try decoder.decode(Outcome.self, from: Data(text.utf8))
  }

  /// What `status` says of both, a line each; none where nothing was ever told.
  static func standing(in archive: Archive, zone: TimeZone) throws -> [String] {
    var lines: [String] = []
    if let last = try lastOutcome(Outcome.commandMark, in: archive) {
      lines.append(
        "after-digest \(last.sentence) for the edition of \(last.edition), "
          + Moment.short(last.at, in: zone))
    }
    let waiting = try archive.notices().filter { $0.notice.kind != .command }
    if let trouble = waiting.compactMap(\.trouble).last {
      let next = waiting.map(\.due).min().map { Moment.short($0, in: zone) } ?? ""
      lines.append("webhook: \(trouble); \(waiting.count) waiting, next try \(next)")
    } else if let last = try lastOutcome(Outcome.letterMark, in: archive) {
      lines.append("webhook: \(last.sentence), \(Moment.short(last.at, in: zone))")
    }
    return lines
  }
}
