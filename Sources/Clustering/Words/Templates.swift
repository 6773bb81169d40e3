/// What a source puts in text after text: "Subscribe to our channel", the time at the head, the words
/// on a programme. Of no use to tell stories apart, and long enough to make one story of everything
/// that the source prints.
///
/// A template is six words in a row or more in which each four are in three of the source's last twelve
/// texts, all numbers being alike. One of fifteen words or more below the text's own is its foot, and
/// all that follows belongs to that.
struct Templates: Sendable {
  struct Record: Hashable, Sendable {
    /// The hash of the source's name.
    var source: UInt64
    /// The newest day on which it printed anything, since 1970.
    var last: Int32
    /// How many shingles each of its last texts has, oldest first.
    var lengths: [UInt16] = []
    /// The shingles themselves, text after text, each text's in ascending order and once.
    var shingles: [UInt16] = []

    /// Remembers one more text in place of the oldest.
    fileprivate mutating func add(_ text: Shingled, day: Int32) {
      last = max(last, day)
      if lengths.count == Templates.memory {
        shingles.removeFirst(Int(lengths.removeFirst()))
      }
      let before = shingles.count
      for hash in text.hashes where shingles.count == before || shingles.last != hash {
        shingles.append(hash)
      }
      lengths.append(UInt16(truncatingIfNeeded: shingles.count - before))
    }
  }

  /// A text as it is compared: its shingles and where each begins, in ascending order.
  struct Shingled {
    var hashes: [UInt16] = []
    var places: [UInt16] = []
  }

  private(set) var records: [UInt64: Record] = [:]
  /// No record's last day is before this one.
  private var oldest = Int32.max

  /// Words of a shingle.
  static let width = 4
  /// Texts remembered of a source.
  static let memory = 12
  /// Texts that have what a template is.
  static let needed = 3
  /// Words in a row from which it is one: the name of a person in office is shorter.
  static let enoughWords = 6
  /// Words in a row that are the foot of a text, if at least `captionWords` stand above.
  static let footWords = 15
  static let captionWords = 5
  /// Words of a text that are compared.
  static let wordsRead = 160
  /// Sources remembered.
  static let limit = 20_000
  /// Days after which a silent source is forgotten.
  static let daysRemembered: Int32 = 40

  init() {}

  init(_ records: [Record]) {
    for record in records { self.records[record.source] = record }
    oldest = records.map(\.last).min() ?? .max
  }

  /// Everything remembered, in an order that does not depend on the run.
  var inOrder: [Record] { records.values.sorted { $0.source < $1.source } }

  static func shingled(_ text: WordList) -> Shingled {
    let words = text.words.prefix(wordsRead).map { $0.hasDigit ? 1 : $0.hash }
    let hashes = Hash.shingles(of: words, width: width)
    // Hash and place in one number: that is quick to sort, and in the order that is wanted.
    var found = hashes.indices.map { (hashes[$0] >> 48) << 16 | UInt64($0) }
    found.sort()
    return Shingled(
      hashes: found.map { UInt16(truncatingIfNeeded: $0 >> 16) },
      places: found.map { UInt16(truncatingIfNeeded: $0) })
  }

  /// Which words of a text are of its source's template: one mark for each of the first words.
  func marks(in text: Shingled, source: UInt64) -> [Bool] {
    guard let record = records[source], record.lengths.count >= Self.needed else { return [] }
    var hits = [UInt8](repeating: 0, count: text.hashes.count)
    // A few bits of each hash tell at once that most of what the source printed is not in the text.
    var bits = [UInt64](repeating: 0, count: 64)
    for hash in text.hashes { bits[Int(hash >> 6 & 63)] |= 1 &<< UInt64(hash & 63) }
    let mine = text.hashes.span
    for hash in record.shingles where bits[Int(hash >> 6 & 63)] & 1 &<< UInt64(hash & 63) != 0 {
      var place = Self.firstPlace(of: hash, in: mine)
      while place < mine.count, mine[place] == hash {
        hits[place] += 1
        place += 1
      }
    }
    guard hits.contains(where: { $0 >= Self.needed }) else { return [] }
    var marks = [Bool](repeating: false, count: text.hashes.count + Self.width - 1)
    for (index, place) in text.places.enumerated() where hits[index] >= Self.needed {
      for word in Int(place)..<Int(place) + Self.width { marks[word] = true }
    }
    Self.settle(&marks)
    return marks
  }

  /// Where a hash stands first in ascending order, or would.
  private static func firstPlace(of hash: UInt16, in hashes: Span<UInt16>) -> Int {
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Remembers a source's text.
  mutating func note(_ text: Shingled, source: UInt64, day: Int32) {
    guard !text.hashes.isEmpty, records[source] != nil || records.count < Self.limit else { return }
    records[source, default: Record(source: source, last: day)].add(text, day: day)
    oldest = min(oldest, day)
  }

  mutating func forget(before day: Int32) {
    guard oldest < day else { return }
    for record in records.values.filter({ $0.last < day }) { records[record.source] = nil }
    oldest = records.values.lazy.map(\.last).min() ?? .max
  }

  /// Unmarks what is too short to be a template, and marks all below where a foot begins.
  private static func settle(_ marks: inout [Bool]) {
    var run = 0
    for place in 0...marks.count {
      if place < marks.count, marks[place] {
        run += 1
        continue
      }
      let start = place - run
      if run >= footWords, start >= captionWords {
        for word in start..<marks.count { marks[word] = true }
        return
      }
      if run < enoughWords { for word in start..<place { marks[word] = false } }
      run = 0
    }
  }
}
