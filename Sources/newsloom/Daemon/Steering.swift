import Clustering
import Configuring
import Foundation
import NewsModel
import Storing

/// What stories.conf wants, by the names that stories have in the archive.
struct Steering: Sendable {
  /// Stories to tell first, by a name that they have or had.
  private(set) var followed: [ThreadID] = []
  /// Stories to leave out, and the lines that say so, such as "stories.conf:3: mute 7f3k".
  private(set) var muted: [ThreadID: String] = [:]
  /// What the file names and the archive does not know.
  private(set) var warnings: [ConfigurationProblem] = []
  /// What was done to threads now, in sentences.
  private(set) var done: [String] = []

  init() {}

  /// What is wanted, as far as the archive knows the stories. Nothing is done to them.
  init(_ wanted: StorySteering, in archive: Archive) throws {
    for order in wanted.orders {
      switch order.verb {
      case .follow, .mute:
        guard let thread = try story(order.names[0], in: archive) else { continue }
        if order.verb == .follow {
          followed.append(thread)
        } else {
          muted[thread] = "\(order.origin): \(order.text)"
        }
      case .merge:
        for name in order.names { _ = try story(name, in: archive) }
      case .split:
        for name in order.names { _ = try item(name, in: archive) }
      }
    }
  }

  /// What is wanted, with the threads merged and split that were not yet. Memory changes only where
  /// the archive took the change.
  init(
    obeying wanted: StorySteering, in archive: Archive, with clusterer: inout StoryClusterer,
    at now: Date
  ) throws {
    try self.init(wanted, in: archive)
    for order in wanted.orders {
      let deeds: [SteeringRecord.Deed]
      switch order.verb {
      case .follow, .mute: continue
      case .merge: deeds = try merges(order, in: archive)
      case .split: deeds = try splits(order, in: archive, clusterer)
      }
      guard !deeds.isEmpty else { continue }
      var steered = clusterer
      for deed in deeds { try steered.obey(deed, in: archive) }
      try archive.steer(deeds, at: now, clustererSnapshot: steered.snapshot())
      clusterer = steered
      done += deeds.compactMap { Self.sentence($0, order) }
    }
  }

  /// The stories to tell first and those to leave out with the reason, by the names they have now. A
  /// story that is both, since two became one, is told.
  func current(in archive: Archive) throws -> (followed: Set<ThreadID>, muted: [ThreadID: String]) {
    let names = try archive.current(followed + muted.keys)
    let told = Set(followed.compactMap { names[$0] })
    var silent: [ThreadID: String] = [:]
    for (thread, rule) in muted {
      if let name = names[thread], !told.contains(name) { silent[name] = rule }
    }
    return (told, silent)
  }

  /// "1 story followed, 2 left out"; nil where no story is either.
  var standing: String? {
    var parts: [String] = []
    if !followed.isEmpty {
      parts.append("\(followed.count) \(followed.count == 1 ? "story" : "stories") followed")
    }
    if !muted.isEmpty {
      let noun = parts.isEmpty ? muted.count == 1 ? " story" : " stories" : ""
      parts.append("\(muted.count)\(noun) left out")
    }
    return parts.isEmpty ? nil : "stories.conf: " + parts.joined(separator: ", ")
  }

  // MARK: What the file names

  /// The thread that is meant, by its name now. Readers of the digest know a story by the name of its
  /// page, which ends in the thread's.
  private mutating func story(_ name: StorySteering.Name, in archive: Archive) throws -> ThreadID? {
    var id = name.text.split(separator: "/").last.map(String.init) ?? name.text
    if id.hasSuffix(".html") { id.removeLast(5) }
    if let dash = id.lastIndex(of: "-") { id = String(id[id.index(after: dash)...]) }
    do {
      if let thread = try archive.name(of: id) { return thread }
      note(name.warning("there is no story '\(name.text)'; `newsloom threads` lists today's"))
    } catch let error as ArchiveError {
      guard case .ambiguous = error else { throw error }
      note(name.warning("\(error)"))
    }
    return nil
  }

  private mutating func item(_ name: StorySteering.Name, in archive: Archive) throws -> FiledItem? {
    if let item = try archive.item(name.text) { return item }
    note(name.warning("there is no item '\(name.text)'; `newsloom items` lists them"))
    return nil
  }

  private mutating func note(_ warning: ConfigurationProblem) {
    if !warnings.contains(warning) { warnings.append(warning) }
  }

  // MARK: What is to be done

  /// The oldest of the threads keeps its name.
  private mutating func merges(_ order: StorySteering.Order, in archive: Archive) throws
    -> [SteeringRecord.Deed]
  {
    var threads: [(first: Int, id: ThreadID)] = []
    for name in order.names {
      guard let id = try story(name, in: archive), !threads.contains(where: { $0.id == id })
      else { continue }
      if let first = try archive.numbers(in: id).first {
        threads.append((first, id))
      } else {
        note(name.warning("nothing is left of the story '\(name.text)' in the archive"))
      }
    }
    threads.sort { $0.first < $1.first }
    guard let kept = threads.first else { return [] }
    return threads.dropFirst().map {
      .merge(.init(gone: $0.id, kept: kept.id, goneItem: $0.first, keptItem: kept.first))
    }
  }

  /// What a line names is taken out once; what became of it later is another line's business.
  private mutating func splits(
    _ order: StorySteering.Order, in archive: Archive, _ clusterer: StoryClusterer
  ) throws -> [SteeringRecord.Deed] {
    let before = try archive.steering().flatMap { record -> [Int] in
      if case .split(let split) = record.deed { split.items + split.alone } else { [] }
    }
    let named = try order.names.compactMap { try item($0, in: archive) }
      .sorted { $0.number < $1.number }
    let fresh = named.filter { !before.contains($0.number) }
    guard !fresh.isEmpty else { return [] }
    let numbers = Set(named.map(\.number))
    var whole: [(thread: ThreadID, first: Int)] = []
    var rests: [SteeringRecord.Split.Rest] = []
    for item in fresh where !whole.contains(where: { $0.thread == item.thread }) {
      guard !rests.contains(where: { $0.thread == item.thread }) else { continue }
      let others = try archive.numbers(in: item.thread).filter { !numbers.contains($0) }
      if others.isEmpty {
        whole.append((item.thread, item.number))
      } else {
        rests.append(.init(thread: item.thread, items: others))
      }
    }
    let target: ThreadID
    if let settled = named.first(where: { before.contains($0.number) })?.thread
      ?? whole.first?.thread
    {
      target = settled
    } else {
      let names = Set(
        try (1...9).map { ThreadID(begunBy: fresh[0].item.key, salt: $0) }.filter(archive.isThread))
      target = clusterer.newName(for: fresh[0].item.key, isTaken: names.contains)
    }
    rests.removeAll { $0.thread == target }
    let left = Set(rests.map(\.thread))
    let keeper = named.first { $0.thread == target }?.number ?? fresh[0].number
    return whole.filter { $0.thread != target }.map {
      .merge(.init(gone: $0.thread, kept: target, goneItem: $0.first, keptItem: keeper))
    } + [
      .split(
        .init(
          items: fresh.filter { left.contains($0.thread) }.map(\.number), into: target,
          rests: rests, alone: fresh.filter { !left.contains($0.thread) }.map(\.number)))
    ]
  }

  private static func sentence(_ deed: SteeringRecord.Deed, _ order: StorySteering.Order) -> String?
  {
    switch deed {
    case .merge(let merge):
      "\(order.origin): story \(merge.gone) is part of \(merge.kept) now"
    case .split(let split) where !split.items.isEmpty:
      "\(order.origin): item\(split.items.count == 1 ? "" : "s") "
        + split.items.map(String.init).joined(separator: ", ")
        + " taken out of \(split.rests.map(\.thread.rawValue).joined(separator: ", ")); "
        + "the story is \(split.into)"
    case .split, .window: nil
    }
  }
}

extension StoryClusterer {
  /// Does what a record says was done. How long threads stay open is a setting, and no matter of
  /// this.
  mutating func obey(_ deed: SteeringRecord.Deed, in archive: Archive) throws {
    switch deed {
    case .window: break
    case .merge(let merge): self.merge(merge.gone, into: merge.kept)
    case .split(let split):
      func items(_ numbers: [Int]) throws -> [NewsItem] {
        try archive.placed(numbered: numbers).map(\.item.item)
      }
      // What was forgotten since cannot be weighed again; threads so old are closed by then.
      let rests = try split.rests.map { (thread: $0.thread, items: try items($0.items)) }
        .filter { !$0.items.isEmpty }
      if !split.items.isEmpty {
        self.split(try items(split.items), into: split.into, leaving: rests)
      }
    }
  }

  /// The clusterer as it was after the last item that the archive has; `isWhole` says whether it is
  /// the same as if it had never stopped.
  static func restored(
    from archive: Archive, settings: ClusteringSettings, at now: Date
  ) throws -> (clusterer: StoryClusterer, isWhole: Bool) {
    let saved = try archive.snapshot()
    if let saved,
      // `try?`: a snapshot of an older form costs only the time to recall the items themselves.
      var clusterer = try? StoryClusterer(restoring: saved.bytes, settings: settings)
    {
      // Whoever steers keeps a snapshot; so none of what comes now was steered in between.
      try archive.forEachPlaced(after: saved.lastItem, since: nil) { clusterer.recall($1) }
      return (clusterer, true)
    }
    var clusterer = StoryClusterer(settings: settings)
    // Words are learned from some weeks; threads are open for days.
    let since = now.addingTimeInterval(-60 * 86400)
    let oldest = try archive.holdings().oldest
    let isWhole = try archive.settled() == 0 && oldest.map { $0 >= since } ?? true
    var records = try archive.steering()[...]
    try archive.forEachPlaced(after: 0, since: since) { number, placed in
      while let record = records.first, record.afterItem < number {
        try clusterer.obey(record.deed, in: archive)
        records.removeFirst()
      }
      clusterer.recall(placed)
    }
    for record in records { try clusterer.obey(record.deed, in: archive) }
    return (clusterer, isWhole)
  }
}
