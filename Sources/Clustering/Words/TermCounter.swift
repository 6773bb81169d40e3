/// A term as it stood inside a sentence.
struct SeenInSentence {
  var term: UInt32
  var isCapitalised: Bool
}

/// Makes terms of words: small words away, endings off.
struct TermCounter: ~Copyable {
  private let isEnglish: Bool
  private let language: UInt8
  private let stemmer: Stemmer
  private let stopWords: HashSet
  /// The terms' numbers and, in the lower half, their order, so that to sort them is to sort numbers.
  private var found: [UInt64] = []
  /// Those of a text that did not begin a sentence: headlines have capital letters everywhere.
  private(set) var seen: [SeenInSentence] = []
  /// Room for one stem.
  private var stem: [UInt8] = []

  /// Terms counted so far, each as often as it came.
  var count: Int { found.count }

  init(code: String, language: UInt8, room: Int) {
    isEnglish = code == "en"
    self.language = language
    stemmer = Stemmer(language: isEnglish ? "" : code)
    stopWords = StopWords.of(code)
    found.reserveCapacity(room)
  }

  /// Takes in the first words of a list, a headline or a text.
  mutating func add(
    _ list: WordList, limit: Int, isText: Bool = false, _ vocabulary: inout Vocabulary
  ) {
    let bytes = list.bytes.span
    let written = list.written.span
    for word in list.words.prefix(limit) {
      if word.bytes.count < 2, !word.hasDigit { continue }
      if stopWords.contains(word.hash) { continue }
      let asWritten = written.extracting(word.written)
      let isStemmed = word.isAlphabetic && cut(bytes.extracting(word.bytes))
      let term =
        isStemmed
        ? vocabulary.term(
          stem.span, hash: Hash.of(stem.span, from: 0, to: stem.count), written: asWritten,
          language: language)
        : vocabulary.term(
          bytes.extracting(word.bytes), hash: word.hash, written: asWritten, language: language)
      found.append(UInt64(term) << 32 | UInt64(found.count))
      if isText, !word.isFirst {
        seen.append(SeenInSentence(term: term, isCapitalised: word.isCapitalised))
      }
    }
  }

  /// Leaves a word's stem in `stem`; says false, and may leave anything there, if that is the word.
  private mutating func cut(_ word: Span<UInt8>) -> Bool {
    if isEnglish {
      let (count, endsInY) = LightStemmer.stem(word)
      guard count < word.count else { return false }
      stem.removeAll(keepingCapacity: true)
      for place in 0..<count { stem.append(word[place]) }
      if endsInY { stem[count - 1] = UInt8(ascii: "y") }
      return true
    }
    stem.removeAll(keepingCapacity: true)
    for place in word.indices { stem.append(word[place]) }
    stemmer.stem(&stem, from: 0)
    return true
  }

  /// The terms in order of number, each once, and how often each came; each of the first `count`
  /// counts `weight`.
  consuming func counted(firstWeighing weight: Float, _ count: Int) -> ([UInt32], [Float]) {
    found.sort()
    var terms: [UInt32] = []
    var counts: [Float] = []
    terms.reserveCapacity(found.count)
    counts.reserveCapacity(found.count)
    for entry in found {
      let term = UInt32(truncatingIfNeeded: entry >> 32)
      let one = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) < count ? weight : 1
      if terms.last == term {
        counts[counts.count - 1] += one
      } else {
        terms.append(term)
        counts.append(one)
      }
    }
    return (terms, counts)
  }
}
