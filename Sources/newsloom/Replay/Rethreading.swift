import Clustering
import Foundation
import NewsModel
import Storing

/// The archive's items placed anew, in the order in which they came, with other settings.
///
/// What stories.conf ordered is done again where it was done, to the threads that have the items it
/// was meant for. Threads are numbers here, since there are as many as items.
struct Rethreading {
  /// An item and its threads, by number.
  struct Assignment {
    var item: Int
    /// In the archive. Equal numbers are one thread; they mean nothing else.
    var archived: Int
    /// As placed now: a place in `names`, before `root`.
    var placed: Int
  }

  /// The items that can be placed anew, in order of arrival.
  private(set) var assignments: [Assignment]
  /// The number of the last item that cannot, since what came before it is forgotten; 0 if all can.
  let settled: Int
  private let archive: Archive
  private var settings: ClusteringSettings
  private var clusterer: StoryClusterer
  private var names: [ThreadID] = []
  private var places: [ThreadID: Int] = [:]
  /// By place: where a thread went that was merged, else its own place.
  private var roots: [Int] = []
  private var records: ArraySlice<SteeringRecord>
  private let isWindowSet: Bool

  /// Takes what the archive holds now. `changes` are made to the settings that were in force at the
  /// time; throws `ClusteringSettings.Unknown` for what they do not know.
  init(
    _ archive: Archive, settings: ClusteringSettings, changes: [(key: String, value: String)]
  ) throws {
    self.archive = archive
    isWindowSet = changes.contains { $0.key == "window" }
    let all = try archive.steering()
    let hole = try archive.settled()
    let checkpoint = hole > 0 ? try archive.oldestCheckpoint() : nil
    let orders = checkpoint?.orders ?? 0
    var settings = settings
    if !isWindowSet {
      let window = all.filter { $0.number <= orders }.lastWindow() ?? all.firstWindow()
      settings.window = window.map(Duration.seconds) ?? settings.window
    }
    for (key, value) in changes { try settings.set(key, to: value) }
    self.settings = settings
    do {
      clusterer =
        try checkpoint.map { try StoryClusterer(restoring: $0.bytes, settings: settings) }
        ?? StoryClusterer(settings: settings)
    } catch is UnreadableSnapshot {
      throw Stop(
        .data,
        "the state from which the items that are left could be placed anew is that of another "
          + "newsloom; `newsloom poll` or `newsloom run` brings it up to date")
    }
    settled = hole > 0 ? checkpoint?.lastItem ?? .max : 0
    assignments = try archive.threading(after: settled).map {
      Assignment(item: $0.item, archived: $0.thread, placed: -1)
    }
    records = all[...].drop { $0.number <= orders }
  }

  /// Places every item; `tell` hears of each.
  mutating func run(telling tell: () -> Void) throws {
    guard let last = assignments.last?.item else { return }
    var next = 0
    try archive.forEachPlaced(after: settled, through: last) { number, placed in
      while let record = records.first, record.afterItem < number {
        try obey(record, placed: next)
        records.removeFirst()
      }
      // What the daemon forgets meanwhile is left out.
      while assignments[next].item < number { next += 1 }
      let placement = clusterer.place(placed.item)
      assignments[next].placed = place(of: placement.thread)
      for merge in placement.merges { unite(merge.gone, into: merge.kept) }
      next += 1
      if let split = placement.split { try part(split, among: next) }
      tell()
    }
    for record in records where record.afterItem <= last { try obey(record, placed: next) }
    assignments.removeAll { $0.placed < 0 }
  }

  /// The thread that has the item now, by a number that is equal for items of one thread.
  func root(of assignment: Assignment) -> Int {
    var root = assignment.placed
    while roots[root] != root { root = roots[root] }
    return root
  }

  func name(ofRoot root: Int) -> ThreadID { names[root] }

  // MARK: Threads by number

  private mutating func place(of id: ThreadID) -> Int {
    if let place = places[id] { return place }
    names.append(id)
    roots.append(names.count - 1)
    places[id] = names.count - 1
    return names.count - 1
  }

  private mutating func unite(_ gone: ThreadID, into kept: ThreadID) {
    var from = place(of: gone)
    var to = place(of: kept)
    while roots[from] != from { from = roots[from] }
    while roots[to] != to { to = roots[to] }
    roots[from] = to
  }

  /// Follows what the clusterer took apart by itself; `count` items have been placed.
  private mutating func part(_ split: Placement.Split, among count: Int) throws {
    let keys = Set(split.items)
    let into = place(of: split.into)
    let members = assignments[..<count].indices.filter {
      assignments[$0].placed >= 0 && names[root(of: assignments[$0])] == split.from
    }
    let items = try archive.placed(numbered: members.map { assignments[$0].item })
    for (number, placed) in items where keys.contains(placed.item.key) {
      if let index = index(of: number, among: count) { assignments[index].placed = into }
    }
  }

  private func current(_ id: ThreadID) -> ThreadID {
    guard var place = places[id] else { return clusterer.current(id) }
    while roots[place] != place { place = roots[place] }
    return names[place]
  }

  /// The assignment of an item among the first `count`; nil for one that is not placed anew.
  private func index(of item: Int, among count: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if assignments[middle].item < item { low = middle + 1 } else { high = middle }
    }
    return low < count && assignments[low].item == item && assignments[low].placed >= 0 ? low : nil
  }

  /// The thread that has the item of this number, or else goes by this name.
  private func thread(of item: Int, else name: ThreadID, among count: Int) -> ThreadID {
    guard let index = index(of: item, among: count) else { return current(name) }
    return names[root(of: assignments[index])]
  }

  // MARK: Orders

  /// Does again what was done; `count` items have been placed.
  private mutating func obey(_ record: SteeringRecord, placed count: Int) throws {
    switch record.deed {
    case .window(let seconds):
      guard !isWindowSet else { return }
      settings.window = .seconds(seconds)
      clusterer = try StoryClusterer(restoring: clusterer.snapshot(), settings: settings)
    case .merge(let merge):
      let gone = thread(of: merge.goneItem, else: merge.gone, among: count)
      let kept = thread(of: merge.keptItem, else: merge.kept, among: count)
      guard gone != kept else { return }
      clusterer.merge(gone, into: kept)
      unite(gone, into: kept)
    case .split(let split): try part(split, among: count)
    }
  }

  private mutating func part(_ split: SteeringRecord.Split, among count: Int) throws {
    let into = current(split.into)
    var parted: [ThreadID: [Int]] = [:]
    for item in split.items {
      let old = split.rests.first?.thread ?? into
      let thread = thread(of: item, else: old, among: count)
      if thread != into { parted[thread, default: []].append(item) }
    }
    guard !parted.isEmpty else { return }
    let ordered = Set(split.items)
    var stay: [ThreadID: [Int]] = [:]
    for assignment in assignments[..<count] where assignment.placed >= 0 {
      let thread = names[root(of: assignment)]
      if parted[thread] != nil, !ordered.contains(assignment.item) {
        stay[thread, default: []].append(assignment.item)
      }
    }
    for rest in split.rests {
      let thread = current(rest.thread)
      guard parted[thread] != nil else { continue }
      // Those that came before what is placed anew are only known by the record.
      stay[thread, default: []].insert(contentsOf: rest.items.filter { $0 <= settled }, at: 0)
    }
    var rests: [SteeringRecord.Split.Rest] = []
    // In the order of the items, as it was done first.
    for thread in parted.keys.sorted(by: { parted[$0]?.first ?? 0 < parted[$1]?.first ?? 0 }) {
      if let others = stay[thread], !others.isEmpty {
        rests.append(.init(thread: thread, items: others))
      } else {
        // They are alone there by these settings.
        clusterer.merge(thread, into: into)
        unite(thread, into: into)
        parted[thread] = nil
      }
    }
    let moved = parted.values.flatMap(\.self).sorted()
    try clusterer.obey(.split(.init(items: moved, into: into, rests: rests)), in: archive)
    let place = place(of: into)
    for item in moved {
      if let index = index(of: item, among: count) { assignments[index].placed = place }
    }
  }
}

extension Sequence<SteeringRecord> {
  /// How many seconds threads stayed open by the first record that says so.
  func firstWindow() -> Double? {
    for record in self {
      if case .window(let seconds) = record.deed { return seconds }
    }
    return nil
  }
}
