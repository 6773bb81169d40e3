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
  /// The stems of the words that are being sought, one after another.
  private var stems: [UInt8] = []
  private var sought: [Sought] = []

  /// A word whose term's number is sought.
  private struct Sought {
    var word: Int
    /// The hash of its stem.
    var hash: UInt64
    /// Where its stem is in `stems`; empty if the stem is the word.
    var stem: Range<Int>
  }

  /// Terms counted so far, each as often as it came.
  var count: Int { found.count }

  init(code: String, language: UInt8, room: Int) {
    isEnglish = code == "en"
    self.language = language
    stemmer = Stemmer(language: isEnglish ? "" : code)
    stopWords = StopWords.of(code)
    found.reserveCapacity(room)
    sought.reserveCapacity(room)
    seen.reserveCapacity(room)
    stems.reserveCapacity(6 * room)
  }

  /// Takes in the first words of a list, a headline or a text.
  mutating func add(
    _ list: WordList, limit: Int, isText: Bool = false, _ vocabulary: inout Vocabulary
  ) {
    let bytes = list.bytes.span
    let written = list.written.span
    seek(list, limit: limit, vocabulary)
    for sought in sought {
      let word = list.words[sought.word]
      let asWritten = written.extracting(word.written)
      let term =
        sought.stem.isEmpty
        ? vocabulary.term(
          bytes.extracting(word.bytes), hash: sought.hash, written: asWritten, language: language)
        : vocabulary.term(
          stems.span.extracting(sought.stem), hash: sought.hash, written: asWritten,
          language: language)
      found.append(UInt64(term) << 32 | UInt64(found.count))
      if isText, !word.isFirst {
        seen.append(SeenInSentence(term: term, isCapitalised: word.isCapitalised))
      }
    }
  }

  /// Takes in the words of an address that more than so many documents had: what stands in addresses
  /// alone is no word, but spelling without accents, or a number in letters.
  mutating func add(
    address list: WordList, knownIn documents: Double, _ vocabulary: borrowing Vocabulary
  ) {
    let bytes = list.bytes.span
    seek(list, limit: list.count, vocabulary)
    for sought in sought {
      let known =
        sought.stem.isEmpty
        ? vocabulary.known(
          bytes.extracting(list.words[sought.word].bytes), hash: sought.hash, language: language)
        : vocabulary.known(
          stems.span.extracting(sought.stem), hash: sought.hash, language: language)
      guard let term = known, vocabulary.terms[Int(term)].documents > documents else { continue }
      found.append(UInt64(term) << 32 | UInt64(found.count))
    }
  }

  /// Makes a list of the words that count, and has memory fetch what is known of each: to fetch one
  /// after another where they are looked up took a tenth of all the time.
  private mutating func seek(_ list: WordList, limit: Int, _ vocabulary: borrowing Vocabulary) {
    let bytes = list.bytes.span
    stems.removeAll(keepingCapacity: true)
    sought.removeAll(keepingCapacity: true)
    for (place, word) in list.words.prefix(limit).enumerated() {
      if word.bytes.count < 2, !word.hasDigit { continue }
      if stopWords.contains(word.hash) { continue }
      let start = stems.count
      if word.isAlphabetic { cut(bytes.extracting(word.bytes)) }
      let stem = start..<stems.count
      let hash =
        stem.isEmpty ? word.hash : Hash.of(stems.span, from: stem.lowerBound, to: stem.upperBound)
      sought.append(Sought(word: place, hash: hash, stem: stem))
      vocabulary.fetch(hash, language: language)
    }
    for sought in sought { vocabulary.fetchTerm(sought.hash, language: language) }
    for sought in sought { vocabulary.fetchStem(sought.hash, language: language) }
  }

  /// Adds a word's stem to `stems`, or nothing if that is the word.
  private mutating func cut(_ word: Span<UInt8>) {
    if isEnglish {
      let (count, endsInY) = LightStemmer.stem(word)
      guard count < word.count else { return }
      for place in 0..<count { stems.append(word[place]) }
      if endsInY { stems[stems.count - 1] = UInt8(ascii: "y") }
      return
    }
    let start = stems.count
    for place in word.indices { stems.append(word[place]) }
    stemmer.stem(&stems, from: start)
  }

  /// The terms in order of number, each once, and how often each came, where each time in the title
  /// counts for several. `title` and `text` are what `count` was after them; what came later is of the
  /// address, and counts, and that once, where neither has the word.
  consuming func counted(
    title: Int, weighing titleWeight: Float, text: Int, address: Float
  ) -> ([UInt32], [Float]) {
    found.sort()
    var terms: [UInt32] = []
    var counts: [Float] = []
    terms.reserveCapacity(found.count)
    counts.reserveCapacity(found.count)
    for entry in found {
      let term = UInt32(truncatingIfNeeded: entry >> 32)
      let order = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF)
      let one = order < title ? titleWeight : order < text ? 1 : address
      if terms.last == term {
        if order < text { counts[counts.count - 1] += one }
      } else {
        terms.append(term)
        counts.append(one)
      }
    }
    return (terms, counts)
  }
}
