/// What language a source writes in, so that cld2, a fifth of the work, need not be asked of each item.
///
/// A source whose last 50 items were all found to be in one language is believed of an item of which a
/// quarter are small words of that language; every sixteenth such item is asked about all the same.
/// One that is found to be in another language ends that until 50 in a row agree again: feeds that say
/// English print Tagalog in between.
struct SourceLanguages: Sendable {
  struct Record: Hashable, Sendable {
    /// The hash of the source's name and of the language that its feed declares.
    var source: UInt64
    /// The language of its newest item.
    var code: String
    /// Items in a row that were in it, at most `needed`.
    var found: UInt8
    /// Items since one was asked about.
    var unasked: UInt8
    /// The newest day on which it printed anything, since 1970.
    var last: Int32
  }

  private(set) var records: [UInt64: Record] = [:]
  /// No record's last day is before this one.
  private var oldest = Int32.max

  /// Items in a row that must have been in one language.
  static let needed: UInt8 = 50
  /// Items in a row that are not asked about.
  static let unaskedInRow: UInt8 = 15
  /// The part of an item's words that are small words of the language.
  static let smallPart = 0.25
  /// Sources remembered.
  static let limit = 20_000
  /// Days after which a silent source is forgotten.
  static let memory: Int32 = 40

  init() {}

  init(_ records: [Record]) {
    for record in records { self.records[record.source] = record }
    oldest = records.map(\.last).min() ?? .max
  }

  /// Everything remembered, in an order that does not depend on the run.
  var inOrder: [Record] { records.values.sorted { $0.source < $1.source } }

  /// The name under which a source is known here, whose items' feed declares that language.
  static func name(of source: UInt64, declaring language: String?) -> UInt64 {
    source &+ Hash.of((language ?? "").utf8)
  }

  /// The language of an item of these words if it need not be asked about, else nil.
  func language(of title: WordList, _ body: WordList, source: UInt64) -> String? {
    guard let record = records[source], record.found >= Self.needed,
      record.unasked < Self.unaskedInRow
    else { return nil }
    let smallWords = StopWords.of(record.code)
    let small = title.count(of: smallWords) + body.count(of: smallWords)
    let all = title.count + body.count
    return small > 0 && Double(small) >= Self.smallPart * Double(all) ? record.code : nil
  }

  /// Remembers what language a source's item is in, and whether that was asked.
  mutating func note(_ code: String, isAsked: Bool, source: UInt64, day: Int32) {
    guard var record = records[source] else {
      if records.count < Self.limit {
        records[source] = Record(source: source, code: code, found: 1, unasked: 0, last: day)
        oldest = min(oldest, day)
      }
      return
    }
    record.last = max(record.last, day)
    record.found = record.code == code ? min(record.found, Self.needed - 1) + 1 : 1
    record.unasked = isAsked ? 0 : record.unasked + 1
    record.code = code
    records[source] = record
  }

  mutating func forget(before day: Int32) {
    guard oldest < day else { return }
    records = records.filter { $0.value.last >= day }
    oldest = records.values.lazy.map(\.last).min() ?? .max
  }
}
