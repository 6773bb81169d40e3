import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// From the archive to the sources' pages.
extension EditionDesk {
  /// So long a time is told.
  private static let timeTold: TimeInterval = 30 * 86400
  /// Of so many editions the sentences are told that only one source had.
  private static let editionsQuoted = 7
  private static let quotations = 12

  /// Writes each source's page as it stands at the close of an edition.
  func publishSources(asOf span: EditionSpan, by maker: EditionMaker) throws {
    let found = try archive.sourceRecords(
      in: span.closes.addingTimeInterval(-Self.timeTold)..<span.closes)
    let began = try Absences.began(archive) ?? found.since
    let sole = try soleSentences(until: span)
    var states: [FeedAddress: SourceState] = [:]
    for state in try archive.states() { states[state.address] = state }
    let profiles = maker.configuration.sources.map { source in
      let state = states[source.address]
      let name = Outlet.name(of: source, feedTitle: state?.title)
      return SourceProfile(
        address: source.address, name: name, topic: source.topic, link: state?.link,
        record: found.records[source.address] ?? SourceRecord(feed: source.address),
        sole: (sole[name] ?? []).suffix(Self.quotations))
    }
    try maker.directory.publishSources(
      profiles, since: max(found.since, min(began, span.opens)), until: span.closes,
      zone: span.zone)
  }

  /// What the last editions quoted as said by one outlet only, by its name; the newest last.
  private func soleSentences(until span: EditionSpan) throws -> [String: [SourceProfile.Sole]] {
    let spans = try archive.editions().filter { $0.closes <= span.closes }
    var sole: [String: [SourceProfile.Sole]] = [:]
    for span in spans.prefix(Self.editionsQuoted).reversed() {
      var told: [(rank: Int, sole: SourceProfile.Sole)] = []
      try archive.withDigest(ofEdition: span.name) { digest in
        try DailyDigest.forEachStory(archived: digest) { story in
          for quote in story.sole {
            told.append(
              (
                story.rank.position,
                .init(quote: quote, headline: story.headline, page: story.page)
              ))
          }
        }
      }
      // The sort is stable: what one story says keeps its order.
      for (_, said) in told.sorted(by: { $0.rank < $1.rank }) {
        sole[said.quote.outlet, default: []].append(said)
      }
    }
    return sole
  }
}
