import NewsModel

/// Which titles a source prints again and again, apart from dates and numbers: its columns.
struct RecurringTitles: Sendable {
  struct Record: Hashable, Sendable {
    /// The hash of source and title.
    var title: UInt64
    /// Different days on which it was printed.
    var days: UInt16
    /// Days since 1970 of the last print.
    var last: Int32
  }

  private(set) var records: [UInt64: Record] = [:]
  /// No record's last day is before this one.
  private var oldest = Int32.max

  /// Days on which a title must have been printed before.
  static let daysToBeColumn = 2
  /// Days after which a title is forgotten.
  static let memory: Int32 = 40
  /// Titles remembered.
  static let limit = 100_000

  init() {}

  init(_ records: [Record]) {
    for record in records { self.records[record.title] = record }
    oldest = records.map(\.last).min() ?? .max
  }

  /// Everything remembered, in an order that does not depend on the run.
  var inOrder: [Record] { records.values.sorted { $0.title < $1.title } }

  /// Whether the source has printed the title on other days, not counting this one; notes it.
  mutating func note(_ title: UInt64, day: Int32) -> Bool {
    guard let known = records[title] else {
      if records.count < Self.limit {
        records[title] = Record(title: title, days: 1, last: day)
        oldest = min(oldest, day)
      }
      return false
    }
    var record = known
    let before = Int(record.days) - (record.last == day ? 1 : 0)
    if record.last < day {
      record.days = min(record.days + 1, 1000)
      record.last = day
      records[title] = record
    }
    return before >= Self.daysToBeColumn
  }

  mutating func forget(before day: Int32) {
    guard oldest < day else { return }
    for record in records.values.filter({ $0.last < day }) { records[record.title] = nil }
    oldest = records.values.lazy.map(\.last).min() ?? .max
  }

  /// What stays of a title without numbers, weekdays and months; nil if that is too little to tell.
  static func hash(of title: WordList, owner: UInt64, atLeast least: Int = 2) -> UInt64? {
    var hash = Hash()
    for shift in 0..<8 { hash.mix(UInt8(truncatingIfNeeded: owner >> (8 * UInt64(shift)))) }
    var words = 0
    let bytes = title.bytes.span
    for word in title.words where !word.hasDigit {
      if dates.contains(word.hash) { continue }
      for place in word.bytes { hash.mix(bytes[place]) }
      hash.mix(0x20)
      words += 1
    }
    return words >= least ? hash.value : nil
  }

  private static let dates = HashSet(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
    oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril
    juin juillet août septembre octobre novembre décembre lunes martes miércoles jueves viernes
    sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
    diciembre lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio aprile maggio
    giugno luglio settembre ottobre dicembre segunda terça quarta quinta sexta janeiro fevereiro
    março maio junho julho setembro outubro dezembro maandag dinsdag woensdag donderdag vrijdag
    zaterdag zondag januari februari maart augustus morning evening am pm
    """.split(whereSeparator: \.isWhitespace).map { Hash.of($0.utf8) })
}
