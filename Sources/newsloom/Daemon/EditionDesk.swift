import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// From the archive to the digest directory, beside the news desk: editing a big day takes many
/// seconds, and answers are filed meanwhile. A day is read as the archive was when its editing began.
actor EditionDesk {
  let news: NewsDesk
  let archive: Archive
  let premises: Premises
  /// The open edition's threads as today.html last told them.
  private var memory = EditingMemory()
  /// Which configuration that memory is of.
  private var configurations = 0
  /// The stories of the edition that closed last; nil until they are asked for.
  private var told: [DigestStory]?
  /// How many editions were closed here: what was begun before is of another open edition.
  private var closings = 0

  /// So many of the newest editions are written again if the directory lacks them.
  private static let editionsKept = 14

  init(_ news: NewsDesk) {
    self.news = news
    archive = news.archive
    premises = news.premises
  }

  /// Closes the editions that are due, into the archive first and then into the directory, and
  /// returns their spans. An edition that the archive has and the directory lacks is written too.
  func closeEditions(at now: Date) async throws -> [EditionSpan] {
    var closed: [EditionSpan] = []
    for span in try maker(of: await news.brief()).due(at: now) {
      // What is filed from here on belongs to the next edition.
      let brief = await news.brief(closing: span.closes)
      let maker = maker(of: brief)
      let edited = try await edited(span, at: now, by: maker)
      let members = edited.stories.flatMap { story in
        story.items.filter(\.isNew).map {
          (thread: story.id, item: $0.number, rank: story.rank.position)
        }
      }
      try archive.close(
        EditionRecord(
          span: span, digest: try edited.digest.archived(), members: members, closedAt: now),
        notices: Self.notices(ofClosing: span, under: brief.configuration, at: now))
      closings += 1
      await news.noteNews()
      try keepSummary(of: edited.digest)
      try maker.directory.publishStories(
        edited.stories, span: span, sources: edited.digest.sourcePages ?? [:])
      told = edited.digest.stories.map(\.asFed)
      // As it is at hand: read back from the archive it says the same, and takes several times the room.
      try publish(edited.digest, by: maker, rewriting: false)
      closed.append(span)
    }
    let maker = maker(of: await news.brief())
    if let last = closed.last { try publishSources(asOf: last, by: maker) }
    try publishMissing(after: closed, by: maker)
    if !closed.isEmpty { try await news.keepCheckpoint(at: now) }
    return closed
  }

  private func maker(of brief: NewsDesk.Brief) -> EditionMaker {
    EditionMaker(
      configuration: brief.configuration, premises: premises, archive: archive,
      steering: brief.steering)
  }

  /// The edition of a span that is over, with its stories.
  private func edited(
    _ span: EditionSpan, at now: Date, by maker: EditionMaker
  ) async throws -> DigestEditor.Edited {
    var memory = EditingMemory()
    let reader = maker.reading(try archive.standingStill())
    let draft = try reader.draft(of: span, isOpen: false, at: now, knowing: memory)
    let terms = await news.keyTerms(of: draft.stories)
    return try reader.edit(draft, keyTerms: terms, memory: &memory)
  }

  /// Whom feeds.conf wants to be told that an edition closed.
  private static func notices(
    ofClosing span: EditionSpan, under configuration: Configuration, at now: Date
  ) -> [Notice] {
    var notices: [Notice] = []
    if configuration.settings.afterDigest != nil {
      notices.append(Notice(.command, about: span.name, at: now))
    }
    if configuration.settings.webhook != nil {
      notices.append(Notice(.edition, about: span.name, at: now))
    }
    return notices
  }

  /// The stories of the edition that closed last, as far as the feed of stories tells of them.
  private func lastTold() throws -> [DigestStory] {
    if let told { return told }
    var stories: [DigestStory] = []
    if let span = try archive.lastEdition() {
      try archive.withDigest(ofEdition: span.name) { digest in
        try DailyDigest.forEachStory(archived: digest) { stories.append($0.asFed) }
      }
    }
    told = stories
    return stories
  }

  /// Writes today.html and the status pages.
  func publishToday(at now: Date) async throws {
    if await news.takeNews() {
      do {
        try await tellToday(at: now)
      } catch {
        await news.noteNews()
        throw error
      }
    }
    let maker = maker(of: await news.brief())
    try publishStatus(at: now, by: maker)
    if !FileManager.default.fileExists(atPath: "\(premises.output)/index.html") {
      try publishIndex(by: maker)
    }
  }

  private func tellToday(at now: Date) async throws {
    let brief = await news.brief()
    if brief.configurations != configurations { memory = EditingMemory() }
    configurations = brief.configurations
    let maker = maker(of: brief)
    let reader = maker.reading(try archive.standingStill())
    let draft = try reader.openDraft(at: now, knowing: memory)
    let begun = closings
    let terms = await news.keyTerms(of: draft.stories)
    // An edition that closed meanwhile has told this.
    guard begun == closings else { return try await tellToday(at: now) }
    let edited = try reader.edit(draft, keyTerms: terms, memory: &memory)
    try maker.directory.publishStories(
      edited.stories, span: edited.digest.span, changed: edited.changed,
      sources: edited.digest.sourcePages ?? [:], earlier: try lastTold())
    try maker.directory.publishToday(
      edited.digest, neighbours: Neighbours(previous: try archive.lastEdition()))
  }

  /// Writes a closed edition's files again from what the archive kept of it: the same bytes.
  func rewrite(_ span: EditionSpan) async throws {
    let maker = maker(of: await news.brief())
    try publish(span, by: maker, rewriting: true)
    try publishIndex(by: maker)
  }

  // MARK: Writing

  /// Writes what the archive has and the directory lacks (the disk was full, the machine went down).
  private func publishMissing(after closed: [EditionSpan], by maker: EditionMaker) throws {
    var isIndexStale = !closed.isEmpty
    for span in try archive.editions().prefix(Self.editionsKept).reversed() {
      let path = "\(premises.output)/\(span.directory)"
      guard !FileManager.default.fileExists(atPath: path) else { continue }
      try publish(span, by: maker, rewriting: false)
      isIndexStale = true
    }
    if isIndexStale { try publishIndex(by: maker) }
  }

  private func publish(_ span: EditionSpan, by maker: EditionMaker, rewriting: Bool) throws {
    guard let record = try archive.edition(named: span.name) else { return }
    try publish(try DailyDigest(archived: record.digest), by: maker, rewriting: rewriting)
  }

  private func publish(_ digest: DailyDigest, by maker: EditionMaker, rewriting: Bool) throws {
    let previous = try archive.editions().first { $0.closes < digest.span.closes }
    try maker.directory.publish(
      digest, neighbours: Neighbours(previous: previous), rewriting: rewriting)
  }

  private func publishIndex(by maker: EditionMaker) throws {
    try maker.directory.publishIndex(of: try archive.editions().compactMap(summary))
  }

  private func publishStatus(at now: Date, by maker: EditionMaker) throws {
    let configuration = maker.configuration
    let present = try maker.directory.sourcePages()
    let pages = DigestDirectory.sourcePages(of: configuration.sources.map(\.address))
    let rows = try SourceReport.rows(
      for: configuration.sources, in: archive, at: now, zone: premises.zone,
      pages: pages.filter { present.contains($0.value) })
    let lists = try ListReport.all(
      for: configuration.lists, in: archive, zone: premises.zone)
    try maker.directory.publishStatus(
      rows, lists: lists.map(\.row), at: now, zone: premises.zone.identifier)
    try MetricsFile.write(rows, to: premises.metrics)
  }

  // MARK: Summaries

  // A year of editions is a hundred megabytes of JSON; the index needs a few lines of each.
  private func keepSummary(of digest: DailyDigest) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(digest.summary), as: UTF8.self)
    try archive.setMark(Self.summaryMark(digest.span), to: text)
  }

  private func summary(of span: EditionSpan) throws -> DigestSummary? {
    if let text = try archive.mark(Self.summaryMark(span)) {
      return try JSONDecoder().decode(DigestSummary.self, from: Data(text.utf8))
    }
    guard let record = try archive.edition(named: span.name) else { return nil }
    let digest = try DailyDigest(archived: record.digest)
    try keepSummary(of: digest)
    return digest.summary
  }

  private static func summaryMark(_ span: EditionSpan) -> String { "summary \(span.name)" }
}
