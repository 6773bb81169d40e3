package import Foundation
package import NewsModel

/// How one source stands, as `status.html`, `status.json` and `newsloom status` show it.
package struct StatusRow: Hashable, Sendable {
  package var source: FeedSource
  package var state: SourceState
  /// Items of it in the archive.
  package var items: Int
  package var itemsPerDay: Double
  /// The share of its items that stand alone in their thread: 0 to 1; nil where it has none.
  package var soleShare: Double?
  /// Since when it has had nothing new, if that is longer than is usual for it.
  package var silentSince: Date?
  /// Its state in a sentence.
  package var sentence: String
  /// The file name of its page in `source/`, if that is there.
  package var page: String?

  package init(
    source: FeedSource, state: SourceState, items: Int, itemsPerDay: Double, soleShare: Double?,
    silentSince: Date? = nil, sentence: String, page: String? = nil
  ) {
    self.source = source
    self.state = state
    self.items = items
    self.itemsPerDay = itemsPerDay
    self.soleShare = soleShare
    self.silentSince = silentSince
    self.sentence = sentence
    self.page = page
  }

  /// The name a reader knows it by.
  package var name: String {
    let name = (source.name ?? state.title ?? source.address.host).plainLine(limit: 80)
    return name.isEmpty ? source.address.withoutCredentials.plainLine(limit: 120) : name
  }

  /// One object for each source. `url` is the address as feeds.conf has it, for the reader's own
  /// eyes; in what is published it stands without credentials.
  package func json(isPublished: Bool) -> JSON {
    let address = source.address
    return [
      "url": .string((isPublished ? address.withoutCredentials : address.written).plainLine()),
      "name": .string(name),
      "topic": .string(source.topic.plainLine()),
      "state": .string(state.condition.rawValue), "sentence": .string(sentence.plainLine()),
      "http_status": .number(state.httpStatus), "error": .text(state.error?.plainLine()),
      "failures": .int(state.failures), "failing_since": .instant(state.failingSince),
      "last_asked": .instant(state.lastAsked), "last_success": .instant(state.lastSuccess),
      "last_news": .instant(state.lastNews), "silent_since": .instant(silentSince),
      "next_poll": .instant(state.nextPoll),
      "moved_to": .text(state.movedTo?.withoutCredentials.plainLine()), "items": .int(items),
      "items_per_day": .double((itemsPerDay * 100).rounded() / 100),
      "sole_share": soleShare.map { .double(($0 * 1000).rounded() / 1000) } ?? .null,
    ]
  }
}
