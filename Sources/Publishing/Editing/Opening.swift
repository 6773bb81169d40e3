import NewsModel

/// The first sentence or two of an item's own summary, else of its text, that say more than its title
/// does: what stands below a headline.
struct Opening {
  /// At most two; empty where the item has nothing to quote.
  let sentences: [String]

  /// Sentences for which `isTold` holds are passed over.
  init(of item: NewsItem, except isTold: (String) -> Bool = { _ in false }) {
    let title = (item.content.title ?? "").plainLine(limit: 300)
    let titleWords = Set(SentenceWords(title).content)
    let source = Self.withoutHead(item.content.summaryText ?? item.content.text, title: title)
    var chosen: [String] = []
    var length = 0
    for sentence in Sentences.split(source, limit: 1200) {
      let words = SentenceWords(sentence)
      let unseen = words.content.count { !titleWords.contains($0) }
      guard unseen >= 3, Quotable.isOne(sentence, words: words), !isTold(sentence) else {
        if chosen.isEmpty { continue } else { break }
      }
      // A second sentence must be whole; the first may be all that the feed gave.
      guard chosen.isEmpty || (length + sentence.count <= 320 && Quotable.isEnded(sentence)) else {
        break
      }
      chosen.append(sentence.plainLine(limit: 420))
      length += sentence.count
      if chosen.count == 2 || length > 180 { break }
    }
    sentences = chosen
  }

  /// Some publishers begin the text with the headline, and agencies with a dateline such as
  /// "VELDEN (Reuters) - "; what follows is still the source's own words.
  private static func withoutHead(_ text: String, title: String) -> String {
    var rest = text[...]
    if title.utf8.count > 15, rest.hasPrefix(title) {
      let after = rest.dropFirst(title.count)
      if after.first.map({ !$0.isLetter && !$0.isNumber }) ?? false {
        rest = after.drop { " .:-–—|\n".contains($0) }
      }
    }
    if let end = Origins.endOfDateline(in: rest) { rest = rest[end...] }
    return String(rest)
  }
}
