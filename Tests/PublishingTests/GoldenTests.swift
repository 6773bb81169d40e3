import Foundation
import NewsModel
import Testing

@testable import Publishing

/// Every page as it should be, made of one invented day. `NEWSLOOM_GOLDEN=Tests/PublishingTests/Fixtures/Golden`
/// in the environment writes them anew, to be read before they are committed.
@Suite struct GoldenTests {
  static let pages: [(name: String, bytes: [UInt8])] = {
    let edited = InventedDay.edited()
    let digest = edited.digest
    let neighbours = Neighbours(previous: InventedDay.previous)
    var pages = DigestFormat.allCases.filter(\.isOfEdition).flatMap { format in
      format.pages(for: digest, neighbours: neighbours, identity: "golden").map {
        ($0.path.split(separator: "/").last.map(String.init) ?? "", $0.bytes)
      }
    }
    let open = InventedDay.digest(isOpen: true)
    pages.append(
      (
        "today.html",
        EditionPage(open, place: .today, previous: digest.span, formats: [.html]).bytes
      ))
    pages.append(("dropped.txt", DroppedPage.bytes(of: digest)))
    if let story = edited.stories.first {
      pages.append(
        (
          "story.html",
          StoryPage(story, span: digest.span, sources: digest.sourcePages ?? [:]).bytes
        ))
    }
    pages.append(
      (
        "source.html",
        SourcePage(
          InventedDay.profile, since: digest.span.opens.addingTimeInterval(-29 * 86400),
          until: digest.span.closes, zone: digest.span.zone
        ).bytes
      ))
    let empty = InventedDay.emptyDigest
    pages.append(
      ("empty.html", EditionPage(empty, place: .archive, previous: nil, formats: [.html]).bytes))
    let editions = [digest.summary, empty.summary]
    pages.append(("archive.html", IndexPage(editions).bytes))
    pages.append(("feed.xml", AtomFeed(editions, identity: "golden").bytes))
    pages.append(("stories.xml", AtomFeed(edited.stories, identity: "golden").bytes))
    pages.append(("opml.xml", OPMLPage.bytes(of: InventedDay.statusRows)))
    let moment = Newsroom.at("2026-11-21T05:35:00Z")
    pages.append(
      (
        "status.html",
        StatusPage(InventedDay.statusRows, at: moment, zone: digest.span.zone).bytes
      ))
    pages.append(("status.json", JSONPages.status(InventedDay.statusRows, at: moment)))
    return pages
  }()

  @Test(arguments: pages.map(\.name))
  func `a page is as its golden file`(name: String) throws {
    let page = try #require(Self.pages.first { $0.name == name })
    if let folder = ProcessInfo.processInfo.environment["NEWSLOOM_GOLDEN"] {
      try Data(page.bytes).write(to: URL(filePath: folder).appending(path: name))
      return
    }
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    let golden = try Data(contentsOf: folder.appending(path: "Golden/\(name)"))
    let lines = String(decoding: page.bytes, as: UTF8.self).split(separator: "\n")
    let expected = String(decoding: golden, as: UTF8.self).split(separator: "\n")
    for (line, other) in zip(lines, expected) { try #require(line == other) }
    #expect(page.bytes == Array(golden))
  }

  @Test func `a digest read back from the archive gives the same bytes`() throws {
    let digest = InventedDay.digest()
    let kept = try digest.archived()
    let again = try DailyDigest(archived: kept)
    #expect(again == digest)
    #expect(try again.archived() == kept)
    for format in DigestFormat.allCases {
      #expect(format.pages(for: again) == format.pages(for: digest))
    }
  }
}
