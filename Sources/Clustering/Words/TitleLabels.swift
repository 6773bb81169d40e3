/// What a source puts before or behind its titles: "UB: …", "… | Teleradyo (9 August 2020)", "… - The
/// Post". Of no use to tell stories apart, once it is known for what it is.
///
/// Behind a bar or a dash between blanks, it is a label when its source has printed it three times,
/// whatever the numbers and dates in it. Before a colon it may be the name of a story; there it is one
/// when the source has printed it for a week.
struct TitleLabels: Sendable {
  struct Record: Hashable, Sendable {
    /// The hash of source and label.
    var label: UInt64
    /// Titles that had it.
    var prints: UInt16
    /// Days since 1970 of the first and the last of them.
    var first: Int32
    var last: Int32
  }

  /// What may be a label of one title.
  struct Candidate: Hashable, Sendable {
    var label: UInt64
    /// How many of the title's words it is, at its beginning or its end.
    var words: Int
    var isBehind: Bool
  }

  private(set) var records: [UInt64: Record] = [:]
  /// No record's last day is before this one.
  private var oldest = Int32.max

  /// Earlier titles that must have had what is a label.
  static let prints = 3
  /// Days for which a source must have printed what it puts before its titles.
  static let days: Int32 = 7
  /// Words of a label at most.
  static let words = 6
  /// Words of a title that must stay without what stands before it. Of a programme's one stays.
  static let wordsToStay = 3
  /// Bytes of a title in which labels are looked for; what is longer has none.
  static let bytesRead = 1_000
  /// Labels remembered.
  static let limit = 50_000
  /// Days after which a label is forgotten.
  static let memory: Int32 = 40

  init() {}

  init(_ records: [Record]) {
    for record in records { self.records[record.label] = record }
    oldest = records.map(\.last).min() ?? .max
  }

  /// Everything remembered, in an order that does not depend on the run.
  var inOrder: [Record] { records.values.sorted { $0.label < $1.label } }

  /// What may be labels of a title, of which `words` are left: a label is at their end or beginning.
  static func candidates(in title: String, left words: WordList, source: UInt64) -> [Candidate] {
    guard title.utf8.count <= bytesRead else { return [] }
    let (before, behind) = edges(of: title)
    var found: [Candidate] = []
    func note(_ part: Substring, isBehind: Bool) {
      var list = WordList()
      list.append(String(part), limit: Self.words + 1)
      guard (1...Self.words).contains(list.count),
        words.count - list.count >= (isBehind ? 1 : wordsToStay),
        // Behind the bar may have stood the publisher's name, which is gone.
        (isBehind ? words.words.suffix(list.count) : words.words.prefix(list.count))
          .map(\.hash) == list.words.map(\.hash),
        let label = RecurringTitles.hash(of: list, owner: source &+ (isBehind ? 1 : 2), atLeast: 1)
      else { return }
      found.append(Candidate(label: label, words: list.count, isBehind: isBehind))
    }
    if let behind { note(title[behind...], isBehind: true) }
    if let before { note(title[..<before], isBehind: false) }
    return found
  }

  /// Where what stands before the first colon ends, and where what stands behind the last bar or dash
  /// begins.
  private static func edges(of title: String) -> (before: String.Index?, behind: String.Index?) {
    let bytes = title.utf8.span
    var before: Int?
    var behind: Int?
    for place in bytes.indices {
      switch bytes[place] {
      case UInt8(ascii: ":"):
        if before == nil, isBlank(bytes, place + 1) { before = place }
      case UInt8(ascii: "|"): behind = place + 1
      case UInt8(ascii: "-"):
        if isBlank(bytes, place - 1), isBlank(bytes, place + 1) { behind = place + 1 }
      case 0x93, 0x94:
        // The last byte of an en dash and of an em dash.
        if isBlank(bytes, place - 3), bytes[place - 2] == 0xE2, bytes[place - 1] == 0x80,
          isBlank(bytes, place + 1)
        {
          behind = place + 1
        }
      default: break
      }
    }
    func index(_ place: Int?) -> String.Index? {
      place.map { title.utf8.index(title.startIndex, offsetBy: $0) }
    }
    return (index(before), index(behind))
  }

  private static func isBlank(_ bytes: Span<UInt8>, _ place: Int) -> Bool {
    bytes.indices.contains(place) && bytes[place] == UInt8(ascii: " ")
  }

  /// Whether it is known for a label.
  func isLabel(_ candidate: Candidate, day: Int32) -> Bool {
    guard let record = records[candidate.label], record.prints >= Self.prints else { return false }
    return candidate.isBehind || day - record.first >= Self.days
  }

  /// Remembers what may be a label.
  mutating func note(_ candidate: Candidate, day: Int32) {
    guard var record = records[candidate.label] else {
      if records.count < Self.limit {
        records[candidate.label] = Record(
          label: candidate.label, prints: 1, first: day, last: day)
        oldest = min(oldest, day)
      }
      return
    }
    record.prints = min(record.prints + 1, 1000)
    record.last = max(record.last, day)
    records[candidate.label] = record
  }

  mutating func forget(before day: Int32) {
    guard oldest < day else { return }
    records = records.filter { $0.value.last >= day }
    oldest = records.values.lazy.map(\.last).min() ?? .max
  }
}
