import NewsModel

/// What is remembered of one item's text so that another print of it is known again: the smallest
/// hashes of its five-word shingles (Broder's sketch), which is all of them in a short text.
struct TextPrint: Hashable, Sendable {
  var key: ItemKey
  /// The hash of the cleaned title.
  var title: UInt64
  var titleWords: Int
  var words: Int
  /// In ascending order.
  var shingles: [UInt32]

  /// Words of a shingle.
  static let width = 5
  /// Hashes kept of one text.
  static let size = 48
  /// Words of a text that are looked at.
  static let wordsRead = 300
  /// Words from which a text alone shows a copy.
  static let enoughWords = 25
  /// Words from which an equal title, with a similar text, shows a copy.
  static let enoughTitleWords = 6
  /// The resemblance from which a text is another print of one known.
  static let sameText = 0.5
  /// The resemblance that is enough below an equal title.
  static let similarText = 0.15

  init(key: ItemKey, title: WordList, text: WordList) {
    self.key = key
    titleWords = title.count
    words = text.count
    var whole = Hash()
    let bytes = title.bytes.span
    for word in title.words {
      for place in word.bytes { whole.mix(bytes[place]) }
      whole.mix(0x20)
    }
    self.title = whole.value
    var all = Hash.shingles(of: text.words.map(\.hash), width: Self.width)
      .map { UInt32(truncatingIfNeeded: $0 >> 32) }
    all.sort()
    shingles = []
    shingles.reserveCapacity(min(Self.size, all.count))
    for hash in all where shingles.last != hash {
      shingles.append(hash)
      if shingles.count == Self.size { break }
    }
  }

  init(key: ItemKey, title: UInt64, titleWords: Int, words: Int, shingles: [UInt32]) {
    self.key = key
    self.title = title
    self.titleWords = titleWords
    self.words = words
    self.shingles = shingles
  }

  /// The share of both texts' shingles that they have in common, estimated from the smallest.
  func resemblance(to other: TextPrint) -> Double {
    var mine = 0
    var others = 0
    var seen = 0
    var shared = 0
    let enough = max(1, min(Self.size, max(shingles.count, other.shingles.count)))
    while seen < enough, mine < shingles.count || others < other.shingles.count {
      seen += 1
      if others == other.shingles.count {
        mine += 1
      } else if mine == shingles.count {
        others += 1
      } else if shingles[mine] == other.shingles[others] {
        shared += 1
        mine += 1
        others += 1
      } else if shingles[mine] < other.shingles[others] {
        mine += 1
      } else {
        others += 1
      }
    }
    return seen > 0 ? Double(shared) / Double(seen) : 0
  }

  /// Whether this is another print of the same text.
  func isCopy(of other: TextPrint) -> Bool {
    let sameTitle =
      title == other.title && titleWords >= Self.enoughTitleWords
      && titleWords == other.titleWords
    if sameTitle, words < Self.width || other.words < Self.width { return true }
    let likeness = resemblance(to: other)
    if min(words, other.words) >= Self.enoughWords, likeness >= Self.sameText { return true }
    return sameTitle && likeness >= Self.similarText
  }
}
