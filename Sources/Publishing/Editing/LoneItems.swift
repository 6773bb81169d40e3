import Foundation
import NewsModel

/// The items of an edition that stand alone, of which a big day has a hundred thousand: fifty bytes of
/// each, and more only of those that are listed.
struct LoneItems: Sendable {
  /// One item. Its outlet and topic are in `places`.
  struct Record: Sendable {
    var number: Int
    /// Differs where its wording does.
    fileprivate var mark: Int
    var date: Date
    var seen: Date
    var place: Int32
    var isLate: Bool
  }

  /// Whence items come: the feed, the outlet's name as pages show it, and the topic.
  struct Place: Hashable, Sendable {
    var feed: FeedAddress
    var outlet: String
    var topic: String
  }

  /// By number, ascending.
  private(set) var records: [Record] = []
  private(set) var places: [Place] = []
  private var placeNumbers: [Place: Int32] = [:]
  private var watches: [Int: String] = [:]
  /// The items that were listed last, as pages show them.
  private var listed: [Int: DigestItem] = [:]

  func place(of record: Record) -> Place { places[Int(record.place)] }

  func watch(of number: Int) -> String? { watches[number] }

  /// Forgets the items that are not among the prints, those of single items, and returns the numbers
  /// of those that are new or changed.
  mutating func outdated(among prints: some Sequence<ThreadPrint>) -> [Int] {
    var current = prints.map { (number: $0.newest, mark: Self.mark(of: $0)) }
    current.sort { $0.number < $1.number }
    var records: [Record] = []
    records.reserveCapacity(current.count)
    var outdated: [Int] = []
    var before = self.records[...]
    for item in current {
      while let gone = before.first, gone.number < item.number {
        forget(gone.number)
        before.removeFirst()
      }
      if let known = before.first, known.number == item.number {
        before.removeFirst()
        if known.mark == item.mark, known.place >= 0 {
          records.append(known)
          continue
        }
        forget(item.number)
      }
      outdated.append(item.number)
      records.append(
        Record(
          number: item.number, mark: item.mark, date: .distantPast, seen: .distantPast, place: -1,
          isLate: false))
    }
    for gone in before { forget(gone.number) }
    self.records = records
    return outdated
  }

  /// Learns of an item that was outdated. One that is not learned of is not there.
  mutating func learn(_ item: LoneItem, isLate: Bool) {
    guard let index = index(of: item.number) else { return }
    let place = Place(
      feed: item.feed, outlet: item.sourceName.plainLine(limit: 80), topic: item.topic)
    let known = placeNumbers[place]
    let number = known ?? Int32(places.count)
    if known == nil {
      places.append(place)
      placeNumbers[place] = number
    }
    records[index].place = number
    records[index].date = item.date
    records[index].seen = item.firstSeen
    records[index].isLate = isLate
    watches[item.number] = item.watch
  }

  /// The items of these numbers as pages show them: those that were listed before as they were, the
  /// others of what `read` gives. All else that was listed is forgotten.
  mutating func list<Failure>(
    _ numbers: [Int], reading read: ([Int]) throws(Failure) -> [DigestItem]
  ) throws(Failure) -> [Int: DigestItem] {
    let missing = numbers.filter { listed[$0] == nil }
    var items: [Int: DigestItem] = [:]
    items.reserveCapacity(numbers.count)
    for number in numbers { items[number] = listed[number] }
    for start in stride(from: 0, to: missing.count, by: Self.readAtOnce) {
      for item in try read(Array(missing[start...].prefix(Self.readAtOnce))) {
        items[item.number] = item
      }
    }
    listed = items
    return items
  }

  /// So many items are read whole at once.
  private static let readAtOnce = 250

  private mutating func forget(_ number: Int) {
    listed[number] = nil
    watches[number] = nil
  }

  private func index(of number: Int) -> Int? {
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if records[middle].number < number { low = middle + 1 } else { high = middle }
    }
    return low < records.count && records[low].number == number ? low : nil
  }

  private static func mark(of print: ThreadPrint) -> Int { print.wordings &* 31 &+ print.aliases }
}
