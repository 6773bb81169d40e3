import Configuring
import Foundation
import NewsModel
import Parsing
import Polling
import Storing

/// The lists of feeds that feeds.conf includes: when each is asked, and what it named when it was last
/// read whole. What it names is followed until it is read whole again, whatever comes in between.
struct ReadingLists: Sendable {
  /// What the archive remembers of a list.
  struct Record: Codable, Sendable {
    /// Its state, as the archive writes those of sources.
    var state: String
    var feeds: [ReadingList.Feed] = []
    /// How many others it named that can be no source, or are too many.
    var unusable = 0
    var surplus = 0
    /// When it was last read whole.
    var read: Date?
  }

  private(set) var lists: [ReadingList]
  private var schedule: PollSchedule
  private var records: [FeedAddress: Record] = [:]

  /// Takes up lists with what is remembered of them.
  init(_ lists: [ReadingList], in archive: Archive, at now: Date) throws {
    self.lists = lists
    records = try Self.records(of: lists, in: archive)
    schedule = PollSchedule(
      sources: lists.map(\.source), states: Self.states(of: lists, records), at: now)
  }

  /// What each list named when it was last read whole.
  var feeds: [FeedAddress: [ReadingList.Feed]] { records.mapValues(\.feeds) }

  /// What the archive remembers of the lists.
  static func records(
    of lists: [ReadingList], in archive: Archive
  ) throws -> [FeedAddress: Record] {
    var records: [FeedAddress: Record] = [:]
    for list in lists {
      guard let text = try archive.mark(mark(of: list.source.address)) else { continue }
      // `try?`: a record of an older form costs one more look at the list.
      records[list.source.address] = try? JSONDecoder().decode(Record.self, from: Data(text.utf8))
    }
    return records
  }

  /// Takes up other lists. Those that stay keep their time.
  mutating func replace(_ lists: [ReadingList], in archive: Archive, at now: Date) throws {
    let known = Set(self.lists.map(\.source.address))
    let fresh = lists.filter { !known.contains($0.source.address) }
    if fresh.isEmpty {
      schedule.replace(sources: lists.map(\.source), at: now)
    } else {
      records = try Self.records(of: lists, in: archive)
      schedule = PollSchedule(
        sources: lists.map(\.source), states: Self.states(of: lists, records), at: now)
    }
    self.lists = lists
  }

  /// The errands to lists that are due now, marked as under way.
  mutating func errands(at now: Date, all: Bool) -> [Correspondent.Errand] {
    schedule.due(at: now, all: all).map { source in
      let request = schedule.request(for: source, at: now)
      return Correspondent.Errand(
        source: source, address: request.address, validators: request.validators,
        knownBody: schedule.state(of: source.address).bodyHash, isList: true)
    }
  }

  func next(after now: Date) -> Date? { schedule.next(after: now) }

  func state(of address: FeedAddress) -> SourceState { schedule.state(of: address) }

  /// How many lists could not be read the last time.
  var failing: Int {
    lists.count { [.failing, .gone].contains(schedule.state(of: $0.source.address).condition) }
  }

  /// Keeps what came of asking a list, all of it or nothing. The feeds that it names newly and no
  /// longer, and its state.
  mutating func file(
    _ dispatch: Correspondent.Dispatch, at now: Date, in archive: Archive
  ) throws -> (state: SourceState, came: Int, went: Int, isFirst: Bool) {
    let address = dispatch.source.address
    let before = schedule.state(of: address)
    let state = schedule.learn(
      dispatch.answer, title: nil, link: nil, hints: nil, newItems: 0,
      bodyHash: dispatch.bodyHash, isWhole: true, about: dispatch.source, at: now)
    let old = records[address]
    var record = old ?? Record(state: "")
    if let listed = dispatch.listed {
      let found = ReadingList.usable(
        listed.map { .init(address: $0.address, title: $0.title, folder: $0.topic) })
      (record.feeds, record.unusable, record.surplus) = found
      record.read = now
    }
    do {
      record.state = state.stored()
      let bytes = try JSONEncoder().encode(record)
      try archive.setMark(Self.mark(of: address), to: String(decoding: bytes, as: UTF8.self))
    } catch {
      schedule.takeBack(
        to: before, because: "it could not be stored: \(error)", about: dispatch.source, at: now)
      throw error
    }
    records[address] = record
    let (then, now) = (Set((old?.feeds ?? []).map(\.address)), Set(record.feeds.map(\.address)))
    return (
      state, now.subtracting(then).count, then.subtracting(now).count, old?.read == nil
    )
  }

  private static func mark(of address: FeedAddress) -> String { "list \(address.key)" }

  private static func states(
    of lists: [ReadingList], _ records: [FeedAddress: Record]
  ) -> [FeedAddress: SourceState] {
    var states: [FeedAddress: SourceState] = [:]
    for list in lists {
      let address = list.source.address
      var state =
        records[address].map { SourceState(stored: $0.state, of: address) }
        ?? SourceState(address: address)
      // It publishes nothing: once read it can wait as long as it may, from the first time on.
      state.itemsPerDay = state.itemsPerDay ?? 0
      states[address] = state
    }
    return states
  }
}

extension Configuration {
  /// The configuration with what its lists named when they were last read.
  func followingLists(in archive: Archive) throws -> Configuration {
    guard !lists.isEmpty else { return self }
    return following(try ReadingLists.records(of: lists, in: archive).mapValues(\.feeds))
  }
}
