import Foundation
import NewsModel

@testable import Clustering

/// Noon of the day on which the tests' news happens.
let noon = Date(timeIntervalSince1970: 1_790_000_000)

/// An item as the tests write it.
func news(
  _ id: String, _ title: String?, _ text: String = "", from source: String = "The Post",
  after hours: Double = 0, language: String? = "en"
) -> NewsItem {
  var content = FeedItem(id: id)
  content.title = title
  content.text = text
  content.language = language
  content.published = noon.addingTimeInterval(hours * 3600)
  return NewsItem(
    key: ItemKey(rawValue: id), feed: FeedAddress("https://example.org/\(source)"),
    sourceName: source, owner: source, isWire: false, topic: "", content: content,
    firstSeen: noon.addingTimeInterval(hours * 3600))
}

extension StoryClusterer {
  /// Places all of these, and gives each item's final thread.
  mutating func threads(of items: [NewsItem]) -> [ThreadID] {
    let placed = items.map { place($0).thread }
    return placed.map { current($0) }
  }
}

/// B-cubed F1 of an assignment (Bagga and Baldwin 1998).
func bCubed(_ pairs: [(gold: String, thread: String)]) -> Double {
  var stories: [String: Double] = [:]
  var threads: [String: Double] = [:]
  var both: [String: [String: Double]] = [:]
  for (gold, thread) in pairs {
    stories[gold, default: 0] += 1
    threads[thread, default: 0] += 1
    both[gold, default: [:]][thread, default: 0] += 1
  }
  var precision = 0.0
  var recall = 0.0
  for (gold, row) in both {
    for (thread, count) in row {
      precision += count * count / (threads[thread] ?? 1)
      recall += count * count / (stories[gold] ?? 1)
    }
  }
  let all = Double(max(1, pairs.count))
  return precision + recall > 0 ? 2 * precision * recall / (precision + recall) / all : 0
}
