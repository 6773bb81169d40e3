import Foundation
import NewsModel

/// How high a story stands: a sum that a reader can check.
///
/// score = w · (3 · log₂(1 + g) + log₂(1 + n) + 2 · v + r) + f + q + h − t
///
/// - g: independent groups with an item in this edition
/// - n: outlets with an item in this edition
/// - v: novelty, the share of this edition's words that no earlier item of the story has; 1 for a
///   story that began in it
/// - r: recency of the last item, from 1 at the edition's close to 0 at its opening
/// - w: the mean `weight` of the sources in this edition, between 0.25 and 4
/// - f: 100 if the reader follows it, more than anything else comes to
/// - q: 1 if a source with `boost=quiet` tells it
/// - h: 2 if a `watch` rule found it
/// - t: 4 if what is new in it says only what was told before
struct Ranking {
  var groups: Int
  var outlets: Int
  var novelty: Double
  var recency: Double
  var weight: Double
  var isQuietBoosted: Bool
  var isWatched: Bool
  var isFollowed: Bool
  var isRetold: Bool

  private static let following = 100.0

  /// The rank without a position, points rounded to thousandths so that they are stable in JSON.
  var rank: DigestStory.Rank {
    let weight = min(max(self.weight, 0.25), 4)
    var parts: [DigestStory.Rank.Part] = []
    func add(_ words: String, _ points: Double) {
      guard points != 0 else { return }
      parts.append(.init(words: words, points: (points * 1000).rounded() / 1000))
    }
    add(Words.count(groups, "independent group"), weight * 3 * log2(1 + Double(groups)))
    add(Words.count(outlets, "outlet") + " in this edition", weight * log2(1 + Double(outlets)))
    add("novelty \(Words.share(novelty))", weight * 2 * novelty)
    add("recency \(Words.share(recency))", weight * recency)
    if isQuietBoosted { add("a quiet source you boost", 1) }
    if isFollowed { add("a story you follow", Self.following) }
    if isWatched { add("a watch rule", 2) }
    if isRetold { add("saying only what was told before", -4) }
    let score = parts.reduce(0) { $0 + $1.points }
    return .init(position: 0, score: (score * 1000).rounded() / 1000, parts: parts)
  }
}
