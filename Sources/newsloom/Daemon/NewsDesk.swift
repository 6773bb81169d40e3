import Clustering
import Configuring
import Foundation
import NewsModel
import Parsing
import Polling
import Storing

/// The path of answers through the rooms, and the only writer of the archive.
///
/// One answer after the other: dropped by rule or placed in a thread, then filed with its source's
/// state. Those that wait together are filed in one transaction. What cannot be filed leaves the
/// archive as it was; the clusterer is then rebuilt from it, so that memory never knows more than the
/// disk.
actor NewsDesk {
  /// What became of one answer.
  struct Filed: Sendable {
    var state: SourceState
    var newItems = 0
    var revisions = 0
    var dropped = 0
    /// What rules watch for, and which rule with its place.
    var watched: [(title: String, rule: String)] = []
    var warnings: [String] = []
    /// How a list that was read changed; nil if it did not, and for sources.
    var listChange: String?
  }

  let archive: Archive
  let premises: Premises
  private(set) var configuration: Configuration
  var clusterer: StoryClusterer
  /// What stories.conf says.
  var steering: Steering
  var schedule: PollSchedule
  var lists: ReadingLists
  private var rules: FilterRules
  private var itemsSinceSnapshot = 0
  /// Whether the last answer could not be stored.
  private var isDiskInTrouble = false
  /// Whether something was filed since today.html was last begun.
  var hasUnpublishedNews = true
  /// How many configurations were taken up.
  private(set) var configurations = 0
  /// The close of the edition that was closed last: items that come belong to those after it.
  var closed = Date.distantPast
  /// Which file with errors has been waiting for its repair, and since when.
  var broken: (file: String, since: Date)?

  /// So many items may have to be recalled at start; recalling 10,000 takes less than a second.
  private static let itemsBetweenSnapshots = 5_000

  /// `spread` is the time over which sources that are overdue at the start are asked.
  init(
    _ configuration: Configuration, premises: Premises, at now: Date, spread: Duration = .zero
  ) throws {
    let wanted = try StorySteering(beside: configuration.file)
    try premises.prepare()
    self.premises = premises
    archive = try Archive(at: premises.archive, for: .writing)
    lists = try ReadingLists(configuration.lists, in: archive, at: now)
    let configuration = configuration.following(lists.feeds)
    self.configuration = configuration
    rules = FilterRules(configuration.rules)
    var clusterer = try Self.restoredClusterer(from: archive, configuration: configuration, at: now)
    steering = try Steering(obeying: wanted, in: archive, with: &clusterer, at: now)
    self.clusterer = clusterer
    var states: [FeedAddress: SourceState] = [:]
    for state in try archive.states() { states[state.address] = state }
    schedule = PollSchedule(
      sources: configuration.sources, states: states, at: now, spread: spread)
    try Absences.noteBeginning(at: now, in: archive)
  }

  /// The errands that are due now, marked as under way.
  func errands(at now: Date, all: Bool = false) -> [Correspondent.Errand] {
    schedule.due(at: now, all: all).map { source in
      let request = schedule.request(for: source, at: now)
      let state = schedule.state(of: source.address)
      return Correspondent.Errand(
        source: source, address: request.address, validators: request.validators,
        knownBody: state.bodyHash, isSuspect: state.isSuspect)
    } + lists.errands(at: now, all: all)
  }

  /// When a source or a list is due next.
  func nextErrand(after now: Date) -> Date? {
    [schedule.next(after: now), lists.next(after: now)].compactMap { $0 }.min()
  }

  /// Files what correspondents brought, and says of each what became of it, or why it could not be
  /// stored. Whoever hears of it here hears of what is on the disk.
  func file(
    _ dispatches: [Correspondent.Dispatch], at now: Date
  ) -> [Result<Filed, any Error>] {
    let before = dispatches.map { schedule.state(of: $0.source.address) }
    if dispatches.count > 1, !isDiskInTrouble, !dispatches.contains(where: \.isList) {
      do {
        return try store(dispatches, from: before, at: now).map { .success($0) }
      } catch {
        // The fault of one, or too little room for all, must not cost the others their news.
      }
    }
    return zip(dispatches, before).map { dispatch, before in
      Result {
        if dispatch.isList { return try fileList(dispatch, at: now) }
        return try store([dispatch], from: [before], at: now)[0]
      }
    }
  }

  /// Files answers of sources in one transaction: all, or none. `before` is what was known of each.
  private func store(
    _ dispatches: [Correspondent.Dispatch], from before: [SourceState], at now: Date
  ) throws -> [Filed] {
    if isDiskInTrouble {
      // Rebuilding the clusterer costs seconds; while the disk is full, a note is tried first.
      do {
        try Absences.noteAlive(at: now, in: archive)
      } catch {
        takeBack(dispatches, to: before, because: error, at: now)
        throw error
      }
    }
    var filed: [Filed]
    do {
      filed = try archive.filing { round in
        var filed: [Filed] = []
        for (dispatch, before) in zip(dispatches, before) {
          filed.append(try store(dispatch, from: before, in: round, at: now))
        }
        return filed
      }
    } catch {
      isDiskInTrouble = true
      // Memory must not know more than the disk, or the source would answer 304 to what was lost.
      takeBack(dispatches, to: before, because: error, at: now)
      clusterer = try Self.restoredClusterer(from: archive, configuration: configuration, at: now)
      throw error
    }
    isDiskInTrouble = false
    for each in filed {
      itemsSinceSnapshot += each.newItems
      if each.newItems + each.revisions + each.dropped > 0 { hasUnpublishedNews = true }
    }
    if itemsSinceSnapshot >= Self.itemsBetweenSnapshots {
      do {
        try saveSnapshot()
      } catch {
        filed[filed.count - 1].warnings.append("the disk takes no snapshot: \(error)")
      }
    }
    return filed
  }

  /// Takes one answer through the rooms, as part of a transaction.
  private func store(
    _ dispatch: Correspondent.Dispatch, from before: SourceState, in round: FilingRound,
    at now: Date
  ) throws -> Filed {
    let feed = dispatch.source.address
    let document = dispatch.reading?.document
    let name = Outlet.name(of: dispatch.source, feedTitle: document?.title ?? before.title)
    let sorted = try round.sort(dispatch.items, of: feed, at: now)

    let seen = max(now, closed)
    var placed: [PlacedItem] = []
    var dropped: [DroppedItem] = []
    var watched: [(item: NewsItem, rule: String)] = []
    for content in sorted.unseen.sorted(by: Self.isEarlier) {
      let verdict = rules.verdict(for: content, topic: dispatch.source.topic)
      if case .dropped(let rule) = verdict {
        dropped.append(
          DroppedItem(
            feed: feed, sourceName: name, id: content.id, title: content.title, link: content.link,
            seen: seen, reason: "\(rule.origin): \(rule.text)"))
        continue
      }
      let item = newsItem(content, from: dispatch.source, named: name, at: seen)
      if case .watched(let rule) = verdict {
        watched.append((item, "\(rule.origin): \(rule.text)"))
      }
      placed.append(PlacedItem(item: item, placement: clusterer.place(item)))
    }

    var state = schedule.learn(
      dispatch.answer, title: document?.title, link: document?.link, hints: document?.hints,
      newItems: placed.count, bodyHash: dispatch.bodyHash,
      isWhole: dispatch.reading?.isComplete ?? true, about: dispatch.source, at: now)
    if dispatch.source.isPaused { state.condition = .paused }

    var filing = Filing(state: state, at: now)
    filing.placed = placed
    filing.revised = sorted.revised
    filing.dropped = dropped
    if configuration.settings.webhook != nil {
      filing.notices = watched.map {
        Notice(.watch, about: $0.item.key.rawValue, detail: $0.rule, at: now)
      }
    }
    filing.poll = PollRecord(
      at: now, httpStatus: state.httpStatus, outcome: state.error ?? "ok", newItems: placed.count,
      bytes: dispatch.bytes, elapsed: dispatch.elapsed)
    _ = try round.file(filing)
    return Filed(
      state: state, newItems: placed.count, revisions: sorted.revised.count, dropped: dropped.count,
      watched: watched.map { ($0.item.headline, $0.rule) },
      warnings: dispatch.reading?.warnings ?? [])
  }

  /// Forgets what was learned from answers that could not be stored.
  private func takeBack(
    _ dispatches: [Correspondent.Dispatch], to before: [SourceState], because error: any Error,
    at now: Date
  ) {
    for (dispatch, before) in zip(dispatches, before) {
      schedule.takeBack(
        to: before, because: "its news could not be stored: \(error)", about: dispatch.source,
        at: now)
    }
  }

  /// Keeps the clusterer's state, so that the next start need not recall what came before.
  func saveSnapshot() throws {
    guard itemsSinceSnapshot > 0 else { return }
    // It is as large as the last one, and somewhat larger for the items that came.
    let size = try archive.snapshotSize()
    try archive.saveSnapshot(clusterer.snapshot(expecting: size + size / 4))
    itemsSinceSnapshot = 0
  }

  /// Takes up a configuration read anew. The state directory cannot change while the program runs.
  func adopt(_ configuration: Configuration, at now: Date) throws {
    try obey(
      try StorySteering(beside: configuration.file), under: configuration, at: now)
    try lists.replace(configuration.lists, in: archive, at: now)
    rules = FilterRules(configuration.rules)
    broken = nil
    follow(configuration.following(lists.feeds), at: now)
  }

  /// Follows the sources that a configuration has now.
  func follow(_ configuration: Configuration, at now: Date) {
    self.configuration = configuration
    schedule.replace(sources: configuration.sources, at: now)
    hasUnpublishedNews = true
    configurations += 1
  }

  private func newsItem(
    _ content: FeedItem, from source: FeedSource, named name: String, at now: Date
  ) -> NewsItem {
    var content = content
    if let language = source.language { content.language = language }
    return NewsItem(
      key: ItemKey(feed: source.address, id: content.id), feed: source.address, sourceName: name,
      owner: Outlet.owner(of: source, named: name), isWire: source.isWire, topic: source.topic,
      content: content, firstSeen: now)
  }

  /// Documents mostly list the newest first; threads are to begin with the oldest.
  private static func isEarlier(_ one: FeedItem, _ other: FeedItem) -> Bool {
    (one.published ?? one.updated ?? .distantFuture)
      < (other.published ?? other.updated ?? .distantFuture)
  }
}
