import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct CorrectionTests {
  private func stories(_ room: Newsroom) -> [DigestStory] {
    DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads,
      notes: .init()
    ).stories
  }

  @Test(arguments: [
    "Correction: Six died in storm, not seven", "CORRECTED-Velar loss was $4 mln, not bln",
    "CORRECTION - Velar loss", "Velar halts chip line (corrected)", "[Corrected] Dam toll",
    "Berichtigung: Der Damm brach am Freitag", "Fe de errores: la presa",
    "Rectificatif : le barrage",
    "訂正：ダムの犠牲者は6人",
  ])
  func `a title that says it corrects is a correction`(title: String) {
    #expect(CorrectionNotice(title: title, text: "")?.kind == .corrected)
  }

  @Test(arguments: [
    "WITHDRAWN: Mayor resigns", "Retraction: Mayor resigns", "Mayor resigns [withdrawn]",
    "(Retracted) Mayor resigns",
  ])
  func `a title that says it is withdrawn is a withdrawal`(title: String) {
    #expect(CorrectionNotice(title: title, text: "")?.kind == .withdrawn)
  }

  @Test(arguments: [
    "Corrections officers strike in Norrland", "Correctional facility closes",
    "Withdrawn troops reach the border", "Market correction: what it means (analysis)",
    "Troops withdrawn from Sorrel", "Kill the bill, say protesters",
  ])
  func `news of corrections and withdrawals is no notice`(title: String) {
    let text = "The army was withdrawn. The report has been withdrawn from sale, its author said."
    #expect(CorrectionNotice(title: title, text: text)?.kind == nil)
  }

  @Test func `a text that speaks of its own mistake is quoted with it`() {
    let notice = CorrectionNotice(
      title: "Dam gives way",
      text: """
        The dam gave way. An earlier version of this article said that 21 had died; the number is 18.
        """)
    #expect(notice?.kind == .corrected)
    #expect(notice?.words.hasPrefix("An earlier version of this article") == true)
    let withdrawn = CorrectionNotice(
      title: "Mayor resigns",
      text: "This story has been withdrawn because the mayor did not resign, his office says.")
    #expect(withdrawn?.kind == .withdrawn)
  }

  @Test func `a story tells its corrections and does not lead with a withdrawn report`() throws {
    var room = Newsroom()
    room.thread([
      .init(
        outlet: "A", time: "2026-11-20T09:00:00Z", title: "Mayor of Hallin resigns over dam",
        text: "The mayor of Hallin resigned on Friday over the dam, his office said on Friday."),
      .init(
        outlet: "B", time: "2026-11-20T11:00:00Z",
        title: "WITHDRAWN: Mayor of Hallin resigns over dam",
        text: "This story has been withdrawn because the mayor of Hallin did not resign."),
      .init(
        outlet: "C", time: "2026-11-20T12:00:00Z",
        title: "Correction: Mayor of Hallin stays, deputy resigns over dam", text: ""),
    ])
    let story = try #require(stories(room).first)
    #expect(story.headline.text == "Mayor of Hallin resigns over dam")
    #expect(story.corrections.map(\.kind) == [.withdrawn, .corrected])
    #expect(story.corrections.map(\.words.outlet) == ["B", "C"])
    let digest = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads,
      notes: .init())
    for format in [DigestFormat.html, .md, .txt] {
      let page = format.pages(for: digest).map { String(decoding: $0.bytes, as: UTF8.self) }
        .joined()
      #expect(page.contains("Withdrawn"))
      #expect(page.contains("This story has been withdrawn because the mayor"))
    }
  }

  @Test func `a notice that a publisher puts into an older report is told once, when it came`()
    throws
  {
    var room = Newsroom()
    let notice = "An earlier version of this story misstated the number of the dead in Hallin."
    room.thread([
      .init(
        outlet: "A", time: "2026-11-18T09:00:00Z", title: "Dam gives way", text: "Water came.",
        earlier: [(title: "Dam gives way", seen: "2026-11-18T09:10:00Z")]),
      .init(outlet: "B", time: "2026-11-20T09:00:00Z", title: "Dam to be rebuilt"),
    ])
    #expect(stories(room)[0].corrections.isEmpty)
    var thread = room.threads[0]
    thread.members[0].revisions = [
      ItemRevision(
        title: "Dam gives way", text: "Water came.", seen: Newsroom.at("2026-11-18T09:10:00Z")),
      ItemRevision(
        title: "Dam gives way", text: "Water came. " + notice,
        seen: Newsroom.at("2026-11-20T13:00:00Z")),
    ]
    func corrections(_ span: EditionSpan) -> [DigestStory.Correction] {
      DigestEditor(sources: []).digest(
        of: span, isOpen: false, at: span.closes, from: [thread], notes: .init()
      ).stories.flatMap(\.corrections)
    }
    let told = corrections(Newsroom.span)
    #expect(told.map(\.words.text.text) == [notice])
    #expect(told.map(\.words.date) == [Newsroom.at("2026-11-20T13:00:00Z")])
    #expect(corrections(InventedDay.previous).isEmpty)
  }

  @Test func `an edition closed before there were corrections is read as one without`() throws {
    let digest = InventedDay.digest()
    let kept = String(decoding: try digest.archived(), as: UTF8.self)
      .replacingOccurrences(of: "\"corrections\":[],", with: "")
    #expect(!kept.contains("\"corrections\""))
    #expect(try DailyDigest(archived: Array(kept.utf8)) == digest)
  }
}
