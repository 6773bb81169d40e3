import Clustering
import Configuring
import Foundation
import NewsModel
import Polling
import Storing

/// What the services ask of the desk beside filing.
extension NewsDesk {
  /// What is known of a source, or of a list.
  func state(of errand: Correspondent.Dispatch) -> SourceState {
    let address = errand.source.address
    return errand.isList ? lists.state(of: address) : schedule.state(of: address)
  }

  /// What an edition desk is told of the news desk.
  struct Brief: Sendable {
    var configuration: Configuration
    /// The number of that configuration.
    var configurations: Int
    var steering: Steering
  }

  /// How things stand. With a closing, what is filed from here on was first seen then at the
  /// earliest: an answer that came before may wait to be filed, and its items belong to one edition.
  func brief(closing: Date? = nil) -> Brief {
    if let closing { closed = max(closed, closing) }
    return Brief(
      configuration: configuration, configurations: configurations, steering: steering)
  }

  /// Whether something is to be published that was not; it is with whoever asks from here on.
  func takeNews() -> Bool {
    defer { hasUnpublishedNews = false }
    return hasUnpublishedNews
  }

  /// Notes that there is something to be published.
  func noteNews() { hasUnpublishedNews = true }

  /// The words that tell each thread from others, heaviest first.
  func keyTerms(of threads: [ThreadID]) -> [ThreadID: [String]] {
    var terms: [ThreadID: [String]] = [:]
    for thread in threads { terms[thread] = clusterer.keyTerms(of: thread) }
    return terms
  }

  func nextClosing(after now: Date) -> Date {
    EditionCalendar(closingAt: configuration.settings.digestAt, in: premises.zone)
      .closing(after: now)
  }

  func fetchSettings() -> FetchSettings {
    FetchSettings(
      configuration.settings, listedHosts: configuration.listedHosts, state: premises.state)
  }

  /// Whether a configuration names another state directory.
  func wouldMove(to other: Configuration) -> Bool { Premises(other).state != premises.state }

  /// What `set keep` says now. Open threads and the open edition are always needed.
  func retention(at now: Date) throws -> Retention {
    let settings = configuration.settings
    let open = settings.window.timeInterval + 2 * 86400
    let opening = try archive.lastEdition()?.closes ?? Absences.began(archive) ?? now
    return Retention(
      horizon: now.addingTimeInterval(-settings.keepAge.timeInterval),
      mostBytes: settings.keepSize,
      needed: min(now.addingTimeInterval(-open), opening.addingTimeInterval(-86400)))
  }

  /// Notes that a file has errors: feeds.conf, or stories.conf beside it.
  func noteBroken(_ file: String, at now: Date) {
    broken = (file: file, since: broken?.since ?? now)
  }

  /// "312 feeds, 4 failing, next 14:02", and since when feeds.conf is broken.
  func statusLine(at now: Date) -> String {
    let sources = configuration.sources.filter { !$0.isPaused }
    let failing = sources.filter {
      [.failing, .gone].contains(schedule.state(of: $0.address).condition)
    }.count
    var parts = ["\(sources.count) feed\(sources.count == 1 ? "" : "s")"]
    if failing > 0 { parts.append("\(failing) failing") }
    if lists.failing > 0 {
      parts.append("\(lists.failing) list\(lists.failing == 1 ? "" : "s") failing")
    }
    if let next = nextErrand(after: now) {
      parts.append("next \(Moment.short(max(next, now), in: premises.zone).suffix(5))")
    }
    if let broken {
      parts.append(
        "\(broken.file) has errors since \(Moment.short(broken.since, in: premises.zone)) "
          + "and is not in force"
      )
    }
    return parts.joined(separator: ", ")
  }
}
