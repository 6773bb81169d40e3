import Clustering
import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// From the archive to the digest directory.
extension NewsDesk {
  var maker: EditionMaker {
    EditionMaker(
      configuration: configuration, premises: premises, archive: archive, steering: steering,
      keyTerms: { [clusterer] in clusterer.keyTerms(of: $0) })
  }

  /// So many of the newest editions are written again if the directory lacks them.
  private static let editionsKept = 14

  func nextClosing(after now: Date) -> Date { maker.calendar.closing(after: now) }

  /// Closes the editions that are due, into the archive first and then into the directory, and
  /// returns their spans. An edition that the archive has and the directory lacks is written too.
  func closeEditions(at now: Date) throws -> [EditionSpan] {
    var closed: [EditionSpan] = []
    let maker = maker
    for span in try maker.due(at: now) {
      let edited = try maker.closedEdition(of: span, at: now)
      let members = edited.stories.flatMap { story in
        story.items.filter(\.isNew).map {
          (thread: story.id, item: $0.number, rank: story.rank.position)
        }
      }
      try archive.close(
        EditionRecord(
          span: span, digest: try edited.digest.archived(), members: members, closedAt: now),
        notices: notices(ofClosing: span, at: now))
      try keepSummary(of: edited.digest)
      try maker.directory.publishStories(
        edited.stories, span: span, sources: edited.digest.sourcePages ?? [:])
      told = edited.digest.stories.map(\.asFed)
      // As it is at hand: read back from the archive it says the same, and takes several times the room.
      try publish(edited.digest, rewriting: false)
      closed.append(span)
      hasUnpublishedNews = true
    }
    if let last = closed.last { try publishSources(asOf: last) }
    try publishMissing(after: closed)
    if !closed.isEmpty { try keepCheckpoint(at: now) }
    return closed
  }

  /// Whom feeds.conf wants to be told that an edition closed.
  private func notices(ofClosing span: EditionSpan, at now: Date) -> [Notice] {
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
  func publishToday(at now: Date) throws {
    if hasUnpublishedNews {
      let maker = maker
      let edited = try maker.openEdition(at: now, memory: &editing)
      try maker.directory.publishStories(
        edited.stories, span: edited.digest.span, changed: edited.changed,
        sources: edited.digest.sourcePages ?? [:], earlier: try lastTold())
      try maker.directory.publishToday(
        edited.digest, neighbours: Neighbours(previous: try archive.lastEdition()))
      hasUnpublishedNews = false
    }
    try publishStatus(at: now)
    if !FileManager.default.fileExists(atPath: "\(premises.output)/index.html") {
      try publishIndex()
    }
  }

  /// Writes a closed edition's files again from what the archive kept of it: the same bytes.
  func rewrite(_ span: EditionSpan) throws {
    try publish(span, rewriting: true)
    try publishIndex()
  }

  // MARK: Writing

  /// Writes what the archive has and the directory lacks (the disk was full, the machine went down).
  private func publishMissing(after closed: [EditionSpan]) throws {
    var isIndexStale = !closed.isEmpty
    for span in try archive.editions().prefix(Self.editionsKept).reversed() {
      let path = "\(premises.output)/\(span.directory)"
      guard !FileManager.default.fileExists(atPath: path) else { continue }
      try publish(span, rewriting: false)
      isIndexStale = true
    }
    if isIndexStale { try publishIndex() }
  }

  private func publish(_ span: EditionSpan, rewriting: Bool) throws {
    guard let record = try archive.edition(named: span.name) else { return }
    try publish(try DailyDigest(archived: record.digest), rewriting: rewriting)
  }

  private func publish(_ digest: DailyDigest, rewriting: Bool) throws {
    let previous = try archive.editions().first { $0.closes < digest.span.closes }
    try maker.directory.publish(
      digest, neighbours: Neighbours(previous: previous), rewriting: rewriting)
  }

  private func publishIndex() throws {
    try maker.directory.publishIndex(of: try archive.editions().compactMap(summary))
  }

  private func publishStatus(at now: Date) throws {
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
