import Foundation
import NewsModel

/// Which single items an edition lists, and in which order.
extension DigestEditor {
  /// Lists at most so many items in all under their topics, and says of each topic how many it leaves out.
  func list<Failure>(
    _ most: Int, of alone: inout LoneItems, in digest: inout DailyDigest,
    among prints: [ThreadPrint], notes: EditionNotes, reading: DayReading<Failure>
  ) throws(Failure) {
    var followed: Set<Int> = []
    if !notes.followed.isEmpty {
      for print in prints where print.members == 1 && notes.followed.contains(print.id) {
        followed.insert(print.newest)
      }
    }
    func watch(_ number: Int) -> String? {
      alone.watch(of: number) ?? (followed.contains(number) ? "a story you follow" : nil)
    }
    var places: [String: [Int]] = [:]
    for (place, record) in alone.records.enumerated() where record.place >= 0 {
      places[alone.place(of: record).topic, default: []].append(place)
    }
    let share = Self.share(of: most, among: places.values.map(\.count))
    var pace: [FeedAddress: Double] = [:]
    for state in notes.states { pace[state.address] = state.itemsPerDay }
    var numbers: [[Int]] = []
    for index in digest.topics.indices {
      let all = places[digest.topics[index].path] ?? []
      let order = ordered(all, of: alone, pace: pace, isWatched: { watch($0) != nil })
      numbers.append(order.prefix(share).map { alone.records[$0].number })
      if all.count > share { digest.topics[index].unlisted = all.count - share }
    }
    let span = digest.span
    let backlog = Self.backlog(of: span, notes.states)
    var watches: [Int: String] = [:]
    for number in numbers.joined() { watches[number] = watch(number) }
    let items = try alone.list(Array(numbers.joined())) { numbers throws(Failure) in
      try reading.items(numbers).map {
        Self.item($0, origin: $0.item.owner, in: span, backlog: backlog, watch: watches[$0.number])
      }
    }
    for index in digest.topics.indices {
      digest.topics[index].singles = numbers[index].compactMap { items[$0] }
    }
  }

  /// How many of so many in all each may have at most, so that those that are few have all of theirs.
  static func share(of all: Int, among counts: [Int]) -> Int {
    var left = all
    for (place, count) in counts.sorted().enumerated() {
      let share = left / (counts.count - place)
      guard count <= share else { return share }
      left -= count
    }
    return .max
  }

  /// Watched first, then boosted sources, then those that say little, so that a busy one drowns none;
  /// late items last. The items of one outlet stand together, the newest first.
  private func ordered(
    _ places: [Int], of alone: LoneItems, pace: [FeedAddress: Double], isWatched: (Int) -> Bool
  ) -> [Int] {
    var counts: [String: Int] = [:]
    for place in places { counts[alone.place(of: alone.records[place]).outlet, default: 0] += 1 }
    // What is the same for all items of one outlet is looked up once.
    var keys: [Int32: (isBoosted: Bool, pace: Double)] = [:]
    func key(_ record: LoneItems.Record) -> (isBoosted: Bool, pace: Double) {
      if let known = keys[record.place] { return known }
      let place = alone.place(of: record)
      // Steps of two, so that today's chance does not decide.
      let daily = pace[place.feed] ?? Double(counts[place.outlet] ?? 1)
      let key = (
        sources[place.feed]?.isQuietBoosted ?? false, log2(max(daily, 0.125)).rounded()
      )
      keys[record.place] = key
      return key
    }
    var order: [(group: Int, pace: Double, place: Int)] = []
    order.reserveCapacity(places.count)
    for place in places {
      let record = alone.records[place]
      let key = key(record)
      let group = record.isLate ? 3 : isWatched(record.number) ? 0 : key.isBoosted ? 1 : 2
      order.append((group, key.pace, place))
    }
    order.sort { one, other in
      if (one.group, one.pace) != (other.group, other.pace) {
        return (one.group, one.pace) < (other.group, other.pace)
      }
      let (a, b) = (alone.records[one.place], alone.records[other.place])
      if a.place != b.place {
        let (outlet, another) = (alone.place(of: a).outlet, alone.place(of: b).outlet)
        if outlet != another { return outlet < another }
      }
      return (b.date, a.number) < (a.date, b.number)
    }
    return order.map(\.place)
  }
}
