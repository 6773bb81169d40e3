import NewsModel

/// Sentences that an outlet puts under many of its texts ("Follow us on …", praise of itself): true
/// of no story, and quoted for none. What one outlet says word for word in two stories is furniture.
struct Furniture: Sendable {
  /// In how many stories an outlet says a sentence.
  private var stories: [Int: Int] = [:]

  /// The sentences of a story, each with its outlet, as numbers in ascending order. Two with one
  /// number would cost one quotation. What stands alone is not quoted and need not be read.
  static func sentences(of thread: StoryThread) -> [Int] {
    guard thread.members.count > 1 else { return [] }
    var keys: Set<Int> = []
    for member in thread.members {
      for sentence in Sentences.split(member.item.content.text, limit: 3000) {
        keys.insert(key(sentence, of: member.item.sourceName))
      }
    }
    return keys.sorted()
  }

  /// Learns that a story says these sentences and no longer those; returns what became furniture by
  /// that, or ceased to be.
  mutating func learn(_ sentences: [Int], insteadOf before: [Int]) -> Set<Int> {
    var turned: Set<Int> = []
    for key in before {
      let count = stories[key, default: 0] - 1
      stories[key] = count > 0 ? count : nil
      if count == 1 { turned.formSymmetricDifference([key]) }
    }
    for key in sentences {
      let count = stories[key, default: 0] + 1
      stories[key] = count
      if count == 2 { turned.formSymmetricDifference([key]) }
    }
    return turned
  }

  /// Whether the outlet says the sentence in other stories too.
  func contains(_ sentence: String, of outlet: String) -> Bool {
    stories[Self.key(sentence, of: outlet), default: 0] > 1
  }

  private static func key(_ sentence: String, of outlet: String) -> Int {
    var hasher = Hasher()
    hasher.combine(outlet)
    hasher.combine(sentence)
    return hasher.finalize()
  }
}
