import Foundation
import LoopbackServer
import NewsModel
import Polling
import Synchronization

/// Rounds of polling as the hall makes them, at times that the test chooses: schedule, fetcher, and in
/// place of the reader the least that tells a feed from what is none.
struct Rounds {
  var schedule: PollSchedule
  let fetcher: Fetcher
  private(set) var answers: [FetchAnswer] = []

  init(
    _ sources: [FeedSource], states: [FeedAddress: SourceState] = [:], at now: Date = .start,
    settings: FetchSettings? = nil
  ) throws {
    schedule = PollSchedule(sources: sources, states: states, at: now)
    fetcher = try Fetcher(settings: settings ?? .tests(sources))
  }

  /// The failures so far.
  var failures: [FetchFailure] {
    answers.compactMap { answer in
      if case .failed(let failure) = answer.outcome { failure } else { nil }
    }
  }

  /// Asks every source that is due, one after the other, and returns what was learned of the last.
  @discardableResult
  mutating func pass(at now: Date, hints: PublishingHints? = nil) async -> SourceState? {
    var learned: SourceState?
    for source in schedule.due(at: now) {
      let request = schedule.request(for: source, at: now)
      var answer = await fetcher.fetch(
        source, at: request.address, ifNotMatching: request.validators)
      var isWhole = false
      switch answer.outcome {
      case .fresh(let document), .moved(_, let document):
        let text = String(decoding: document.body, as: UTF8.self)
        isWhole = text.contains("</rss>")
        if !text.contains("<rss") {
          answer.outcome = .failed(FetchFailure(.unreadable, "no feed", status: answer.status))
        }
      case .unchanged, .gone, .failed: break
      }
      answers.append(answer)
      learned = schedule.learn(
        answer, title: nil, link: nil, hints: isWhole ? hints ?? PublishingHints.none : nil,
        newItems: 0, bodyHash: nil, isWhole: isWhole, about: source, at: now)
    }
    return learned
  }
}

/// An RSS document, as small as one can be.
let feed = Array("<rss version=\"2.0\"><channel><title>T</title></channel></rss>".utf8)

extension Date {
  /// A Wednesday noon, in the middle of nothing.
  static let start = Date(timeIntervalSince1970: 1_782_907_200)
}

extension FetchSettings {
  /// Settings under which a test waits for nothing it has not asked for.
  static func tests(_ sources: [FeedSource]) -> FetchSettings {
    var settings = FetchSettings()
    settings.spacing = .zero
    settings.perSite = 8
    settings.userAgent = "newsloom/test (+https://newsloom.example/)"
    settings.listedHosts = Set(sources.map(\.address.host))
    settings.certificates = nil
    return settings
  }
}

extension FeedSource {
  /// A source of a loopback server that is asked every minute and not waited for long.
  init(_ server: LoopbackServer, _ path: String = "/feed", every seconds: Int = 60) {
    self.init(url: server.url + path, every: seconds)
  }

  init(url: String, every seconds: Int = 60) {
    self.init(address: FeedAddress(url))
    interval = .seconds(seconds) ... .seconds(seconds)
    timeout = .seconds(20)
    connectTimeout = .seconds(10)
  }
}

/// A server that gives its answers one after the other, and the last one for ever.
func server(answering answers: LoopbackServer.Response...) throws -> LoopbackServer {
  let line = ScriptedAnswers(answers)
  return try LoopbackServer { _ in line.next() }
}

final class ScriptedAnswers: Sendable {
  private let left: Mutex<[LoopbackServer.Response]>

  init(_ answers: [LoopbackServer.Response]) {
    left = Mutex(answers)
  }

  func next() -> LoopbackServer.Response {
    left.withLock { $0.count > 1 ? $0.removeFirst() : $0.first ?? .init(status: 500) }
  }
}

extension LoopbackServer.Response {
  /// The smallest feed, with these fields.
  static func feed(_ headers: (String, String)...) -> Self {
    .init(headers: headers, body: PollingTests.feed)
  }

  static func status(_ status: Int, _ headers: (String, String)...) -> Self {
    .init(status: status, headers: headers)
  }

  static func text(_ text: String) -> Self { .init(body: Array(text.utf8)) }
}

/// Something that happens once, seen by all.
final class Flag: Sendable {
  private let state = Mutex(false)
  var isUp: Bool { state.withLock { $0 } }
  func raise() { state.withLock { $0 = true } }
}
