/// Words of a text, one after another in one buffer: no allocation for each word.
struct WordList {
  /// Lower case, UTF-8, without apostrophes and thousands separators.
  var bytes: [UInt8] = []
  /// As written.
  var written: [UInt8] = []
  var words: [Word] = []

  struct Word {
    /// The hash of its bytes, which all that asks about words goes by.
    var hash: UInt64
    var start: UInt32
    var end: UInt32
    var writtenStart: UInt32
    var writtenEnd: UInt32
    var isAlphabetic: Bool
    var hasDigit: Bool
    var isCapitalised: Bool
    /// Whether the word is the first of its text or sentence.
    var isFirst: Bool

    /// Where it stands in the list's bytes, and as written.
    var bytes: Range<Int> { Int(start)..<Int(end) }
    var written: Range<Int> { Int(writtenStart)..<Int(writtenEnd) }
  }

  var count: Int { words.count }

  /// How many of the words are in a set.
  func count(of set: HashSet) -> Int { words.count { set.contains($0.hash) } }

  /// Adds the words of `text`, at most `limit`, looking at no more than `WordList.scalarsRead`
  /// characters: a text of a million words costs no more than its beginning.
  mutating func append(_ text: String, limit: Int) {
    let stop = words.count + limit
    // Moved, not copied: the walk has the only hold of the buffers.
    var scan = WordScan(list: self)
    self = WordList()
    scan.walk(text.utf8.span, until: stop)
    self = scan.list
    trim(to: stop)
  }

  /// Adds a word of ASCII letters and digits alone, which most of most texts are.
  mutating func append(_ row: Span<UInt8>, isFirst: Bool) {
    let start = bytes.count
    let writtenStart = written.count
    var hash = Hash()
    var hasDigit = false
    bytes.append(addingCapacity: row.count) { room in
      for place in row.indices {
        let isDigit = ASCII.isDigit(row[place])
        let byte = isDigit ? row[place] : row[place] | 0x20
        hasDigit = hasDigit || isDigit
        hash.mix(byte)
        room.append(byte)
      }
    }
    written.append(addingCapacity: row.count) { room in
      for place in row.indices { room.append(row[place]) }
    }
    words.append(
      Word(
        hash: hash.value, start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: bytes.count),
        writtenStart: UInt32(truncatingIfNeeded: writtenStart),
        writtenEnd: UInt32(truncatingIfNeeded: written.count), isAlphabetic: !hasDigit,
        hasDigit: hasDigit, isCapitalised: ASCII.isCapital(row[0]), isFirst: isFirst))
  }

  /// Makes room for so many bytes more.
  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(bytes.count + count)
    written.reserveCapacity(written.count + count)
    words.reserveCapacity(words.count + count / 5)
  }

  /// Takes off the first or the last words.
  mutating func drop(_ count: Int, atEnd: Bool) {
    if atEnd {
      words.removeLast(min(count, words.count))
    } else {
      words.removeFirst(min(count, words.count))
    }
  }

  /// Takes out the words that are marked. There may be marks for the first words only: the rest goes
  /// as the last of these.
  mutating func remove(_ isGone: [Bool]) {
    guard isGone.contains(true), let isRestGone = isGone.last else { return }
    words = words.indices.filter { $0 < isGone.count ? !isGone[$0] : !isRestGone }
      .map { words[$0] }
  }

  /// Takes out the words that have a digit.
  mutating func removeNumbers() { words.removeAll { $0.hasDigit } }

  /// Takes the publisher's name off the end of a title, if more than the name stays.
  mutating func dropSuffix(_ name: String) {
    var suffix = WordList()
    suffix.append(name, limit: 8)
    let kept = words.count - suffix.count
    guard suffix.count > 0, kept >= 3 else { return }
    for (mine, other) in zip(words[kept...], suffix.words) {
      guard mine.hash == other.hash,
        bytes[mine.bytes].elementsEqual(suffix.bytes[other.bytes])
      else { return }
    }
    trim(to: kept)
  }

  private mutating func trim(to count: Int) {
    guard words.count > count, let last = words.prefix(count).last else { return }
    words.removeLast(words.count - count)
    bytes.removeLast(bytes.count - last.bytes.upperBound)
    written.removeLast(written.count - last.written.upperBound)
  }

  /// Characters of one text that are looked at.
  static let scalarsRead = 12_000
  /// Bytes of one word that count; what is longer is no word.
  static let wordLimit = 60
}
