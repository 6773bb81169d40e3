import Foundation
import NewsModel

/// What the foot of an edition says of the sources: who failed, who fell silent, and, when there is
/// nothing to read, why.
struct SourceReview {
  private(set) var failing: [DailyDigest.Trouble] = []
  private(set) var silent: [DailyDigest.Trouble] = []
  private let asked: Int
  private let firstError: String?
  private let span: EditionSpan

  init(
    states: [SourceState], names: (FeedAddress) -> String, span: EditionSpan,
    withNews: Set<FeedAddress>, at moment: Date
  ) {
    self.span = span
    asked = states.count { $0.lastAsked != nil }
    for state in states.sorted(by: { $0.address < $1.address }) {
      let name = names(state.address)
      switch state.condition {
      case .failing:
        let error = (state.error ?? "no answer").plainLine(limit: 200)
        failing.append(.init(name: name, sentence: error, since: state.failingSince))
      case .gone:
        failing.append(
          .init(
            name: name, sentence: "410 Gone: its publisher asks never to be asked again",
            since: state.failingSince))
      case .ok, .moved:
        // Three days' worth of nothing is worth a word; less is chance.
        guard !withNews.contains(state.address), let daily = state.itemsPerDay, daily >= 0.5,
          let last = state.lastNews,
          moment.timeIntervalSince(last) * daily >= 3 * 86400, moment > last
        else { continue }
        let pace =
          daily < 1.5 ? "about one item a day" : "about \(Int(daily.rounded())) items a day"
        silent.append(.init(name: name, sentence: "usually \(pace)", since: last))
      case .waiting, .paused: continue
      }
    }
    firstError = failing.first?.sentence
  }

  /// Why an edition without items has none.
  func whyEmpty(sources: Int, dropped: Int, gaps: [DailyDigest.Gap]) -> String {
    if sources == 0 { return "No source is listed in feeds.conf." }
    if gaps.contains(where: { $0.from <= span.opens && $0.until >= span.closes }) {
      return "newsloom was not running, so that no source was asked."
    }
    var sentences: [String] = []
    if asked == 0 {
      sentences.append("None of the \(Words.count(sources, "source")) has been asked yet.")
    } else if failing.count >= sources, let firstError {
      let error = firstError.hasSuffix(".") ? String(firstError.dropLast()) : firstError
      sentences.append(
        sources == 1
          ? "The one source failed: \(error)." : "All \(sources) sources failed: \(error).")
    } else {
      let answered = sources - failing.count
      sentences.append(
        "\(Words.count(answered, "source")) answered and had nothing new"
          + (failing.isEmpty ? "." : "; \(Words.count(failing.count, "source")) failed."))
    }
    if dropped > 0 {
      sentences.append("Your rules dropped \(Words.count(dropped, "item")).")
    }
    if !gaps.isEmpty { sentences.append("newsloom was not running all of the time.") }
    return sentences.joined(separator: " ")
  }
}
