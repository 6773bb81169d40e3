/// Every word met, by number, and how common it is: lately and over weeks, in each language.
///
/// Words live in one buffer and are found through an open table of numbers, so a word known already
/// costs no allocation.
struct Vocabulary: Sendable {
  struct Language: Sendable {
    var code: String
    /// Documents learned from, each weighing as much as its age leaves of it.
    var documents = 0.0
    /// Documents of the last hours.
    var recentDocuments = 0
    /// Documents ever: the measure of how much news has passed.
    var passed: UInt64 = 0
  }

  struct Term: Sendable {
    var start: UInt32
    var length: UInt8
    var writtenLength: UInt8
    var language: UInt8
    /// Documents that had it, in the same unit as `Language.documents`.
    var documents: Double
    /// Documents of the last hours that had it.
    var recentDocuments: UInt32
    /// How often it stood inside a sentence with a capital letter, and how often without.
    var capitalised: UInt32 = 0
    var plain: UInt32 = 0

    /// Whether it is written like a name.
    var isName: Bool { capitalised > 3 * plain }
  }

  var languages: [Language] = []
  /// The stem of each term and, right behind it, the term as first written.
  var bytes: [UInt8] = []
  var terms: [Term] = []
  /// Open: the upper half of a term's key and, below, its number counted from 1; 0 where none is.
  private var table: [UInt64] = []

  /// Terms from which forgetting begins.
  static let capacity = 400_000
  /// Languages told apart; more are one.
  static let languageLimit = 250

  var count: Int { terms.count }

  mutating func language(_ code: String) -> UInt8 {
    if let index = languages.firstIndex(where: { $0.code == code }) {
      return UInt8(truncatingIfNeeded: index)
    }
    guard languages.count < Self.languageLimit else { return 0 }
    languages.append(Language(code: code))
    return UInt8(truncatingIfNeeded: languages.count - 1)
  }

  /// The number of a stem in a language, new if it was not met before. `hash` is the stem's.
  mutating func term(
    _ stem: Span<UInt8>, hash: UInt64, written: Span<UInt8>, language: UInt8
  ) -> UInt32 {
    if terms.count * 2 >= table.count { grow() }
    let key = Self.key(hash, language)
    let slot = place(of: stem, key, language)
    if table[slot] != 0 { return UInt32(truncatingIfNeeded: table[slot]) - 1 }
    let number = UInt32(truncatingIfNeeded: terms.count)
    terms.append(
      Term(
        start: UInt32(truncatingIfNeeded: bytes.count),
        length: UInt8(truncatingIfNeeded: stem.count),
        writtenLength: UInt8(truncatingIfNeeded: min(written.count, 255)), language: language,
        documents: 0, recentDocuments: 0))
    for place in stem.indices { bytes.append(stem[place]) }
    for place in 0..<min(written.count, 255) { bytes.append(written[place]) }
    table[slot] = Self.entry(key, number)
    return number
  }

  /// The number of a stem in a language if it was met before. `hash` is the stem's.
  func known(_ stem: Span<UInt8>, hash: UInt64, language: UInt8) -> UInt32? {
    guard !table.isEmpty else { return nil }
    let entry = table[place(of: stem, Self.key(hash, language), language)]
    return entry == 0 ? nil : UInt32(truncatingIfNeeded: entry) - 1
  }

  /// Where in the table a stem is, or where it would go.
  @inline(__always)
  private func place(of stem: Span<UInt8>, _ key: UInt64, _ language: UInt8) -> Int {
    let mask = table.count - 1
    var slot = Int(truncatingIfNeeded: key) & mask
    while table[slot] != 0 {
      let entry = table[slot]
      let number = UInt32(truncatingIfNeeded: entry) - 1
      // The upper half tells nearly all others apart before their bytes are looked at.
      if (entry ^ key) >> 32 == 0, matches(terms[Int(number)], stem, language) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// Has memory fetch the place where a stem's number is, if it is known.
  func fetch(_ hash: UInt64, language: UInt8) {
    guard !table.isEmpty else { return }
    table.fetch(Int(truncatingIfNeeded: Self.key(hash, language)) & (table.count - 1))
  }

  /// The same of its term, once that is there.
  func fetchTerm(_ hash: UInt64, language: UInt8) {
    guard let number = likelyNumber(hash, language) else { return }
    terms.fetch(number)
  }

  /// The same of its bytes, once that is there.
  func fetchStem(_ hash: UInt64, language: UInt8) {
    guard let number = likelyNumber(hash, language) else { return }
    bytes.fetch(Int(terms[number].start))
  }

  /// The number that is nearly always that of the stem, if it stands where it is sought first.
  private func likelyNumber(_ hash: UInt64, _ language: UInt8) -> Int? {
    guard !table.isEmpty else { return nil }
    let key = Self.key(hash, language)
    let entry = table[Int(truncatingIfNeeded: key) & (table.count - 1)]
    guard entry != 0, (entry ^ key) >> 32 == 0 else { return nil }
    return Int(UInt32(truncatingIfNeeded: entry)) - 1
  }

  /// Learns of words inside sentences whether they are written with a capital letter.
  mutating func learn(_ seen: [SeenInSentence]) {
    for seen in seen {
      if seen.isCapitalised {
        terms[Int(seen.term)].capitalised &+= 1
      } else {
        terms[Int(seen.term)].plain &+= 1
      }
    }
  }

  /// The term as it was first written.
  func written(_ term: UInt32) -> String {
    let term = terms[Int(term)]
    let start = Int(term.start) + Int(term.length)
    return String(decoding: bytes[start..<start + Int(term.writtenLength)], as: UTF8.self)
  }

  func stem(_ term: UInt32) -> ArraySlice<UInt8> {
    let term = terms[Int(term)]
    return bytes[Int(term.start)..<Int(term.start) + Int(term.length)]
  }

  /// Forgets the terms that `isKept` denies; gives each old number its new one, or nil.
  mutating func forget(keeping isKept: (Int) -> Bool) -> [UInt32?] {
    let old = self
    bytes.removeAll(keepingCapacity: true)
    terms.removeAll(keepingCapacity: true)
    var renamed = [UInt32?](repeating: nil, count: old.terms.count)
    for (number, term) in old.terms.enumerated() where isKept(number) {
      renamed[number] = UInt32(truncatingIfNeeded: terms.count)
      var moved = term
      moved.start = UInt32(truncatingIfNeeded: bytes.count)
      let start = Int(term.start)
      bytes += old.bytes[start..<start + Int(term.length) + Int(term.writtenLength)]
      terms.append(moved)
    }
    index(size: table.count)
    return renamed
  }

  /// Builds the table anew, for terms that were read from a snapshot.
  mutating func index() {
    var size = 1024
    while size <= terms.count * 2 { size *= 2 }
    index(size: size)
  }

  private mutating func grow() { index(size: max(1024, table.count * 2)) }

  private mutating func index(size: Int) { table = newTable(size: size) }

  private func newTable(size: Int) -> [UInt64] {
    var table = [UInt64](repeating: 0, count: size)
    let bytes = bytes.span
    for (number, term) in terms.enumerated() {
      let start = Int(term.start)
      let hash = Hash.of(bytes, from: start, to: start + Int(term.length))
      let key = Self.key(hash, term.language)
      var slot = Int(truncatingIfNeeded: key) & (size - 1)
      while table[slot] != 0 { slot = (slot + 1) & (size - 1) }
      table[slot] = Self.entry(key, UInt32(truncatingIfNeeded: number))
    }
    return table
  }

  private func matches(_ term: Term, _ stem: Span<UInt8>, _ language: UInt8) -> Bool {
    guard term.language == language, Int(term.length) == stem.count else { return false }
    let bytes = bytes.span
    let start = Int(term.start)
    for place in stem.indices where bytes[start + place] != stem[place] { return false }
    return true
  }

  private static func key(_ hash: UInt64, _ language: UInt8) -> UInt64 {
    hash ^ (UInt64(language) &* 0x9e37_79b9_7f4a_7c15)
  }

  private static func entry(_ key: UInt64, _ number: UInt32) -> UInt64 {
    (key >> 32) << 32 | UInt64(number + 1)
  }
}
