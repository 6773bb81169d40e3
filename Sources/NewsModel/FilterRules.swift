/// All rules together, and what they say of an item.
package struct FilterRules: Sendable {
  package enum Verdict: Hashable, Sendable {
    case pass
    case dropped(by: FilterRule)
    case watched(by: FilterRule)
  }

  private let rules: [FilterRule]

  package init(_ rules: [FilterRule]) {
    self.rules = rules
  }

  /// What becomes of an item from a source of the topic. `mute` beats `keep`. Where `keep` rules
  /// apply, an item that matches none is dropped, and the first of them is named as the reason.
  package func verdict(for item: FeedItem, topic: String) -> Verdict {
    let covering = rules.filter { $0.covers(topic: topic) }
    guard !covering.isEmpty else { return .pass }
    var searched = SearchedItem(item)
    for mute in covering where mute.verb == .mute && mute.matches(&searched) {
      return .dropped(by: mute)
    }
    let keeps = covering.filter { $0.verb == .keep }
    if let first = keeps.first, !keeps.contains(where: { $0.matches(&searched) }) {
      return .dropped(by: first)
    }
    for watch in covering where watch.verb == .watch && watch.matches(&searched) {
      return .watched(by: watch)
    }
    return .pass
  }
}
