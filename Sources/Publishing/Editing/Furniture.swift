import NewsModel

/// Sentences that an outlet puts under many of its texts ("Follow us on …", praise of itself): true
/// of no story, and quoted for none.
struct Furniture {
  private var seenIn: [Int: ThreadID] = [:]
  private var repeated: Set<Int> = []

  /// Learns from an edition's threads: what one outlet says word for word in two stories is furniture.
  init(of threads: [StoryThread]) {
    // Only stories are quoted; what stands alone need not be read.
    for thread in threads where thread.members.count > 1 {
      for member in thread.members {
        for sentence in Sentences.split(member.item.content.text, limit: 3000) {
          let key = Self.key(sentence, of: member.item.sourceName)
          if let earlier = seenIn[key] {
            if earlier != thread.id { repeated.insert(key) }
          } else {
            seenIn[key] = thread.id
          }
        }
      }
    }
    seenIn = [:]
  }

  /// Whether the outlet says the sentence in other stories too.
  func contains(_ sentence: String, of outlet: String) -> Bool {
    !repeated.isEmpty && repeated.contains(Self.key(sentence, of: outlet))
  }

  // Two sentences with one hash would cost one quotation.
  private static func key(_ sentence: String, of outlet: String) -> Int {
    var hasher = Hasher()
    hasher.combine(outlet)
    hasher.combine(sentence)
    return hasher.finalize()
  }
}
