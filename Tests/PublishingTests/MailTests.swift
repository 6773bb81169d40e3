import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct MailTests {
  @Test(arguments: [
    ("plain\n", "plain\n"), ("a=b", "a=3Db"), ("é", "=C3=A9"), ("trailing \nx", "trailing=20\nx"),
    (".dot\nFrom me\n", "=2Edot\n=46rom me\n"),
  ])
  func `bytes are printable when quoted`(text: String, quoted: String) {
    let encoded = MailPages.quotedPrintable(Array(text.utf8))
    #expect(String(decoding: encoded, as: UTF8.self) == quoted)
  }

  @Test func `no line of a mail is longer than 76 characters`() {
    let text = String(repeating: "x", count: 500) + "\n" + String(repeating: "é", count: 200)
    for line in MailPages.quotedPrintable(Array(text.utf8)).split(separator: 0x0A) {
      #expect(line.count <= 76)
    }
  }

  @Test func `a mail answers the edition before and keeps its name`() throws {
    let digest = InventedDay.digest()
    func mail() -> String {
      String(
        decoding: MailPages(digest, previous: InventedDay.previous).bytes, as: UTF8.self)
    }
    #expect(mail() == mail())
    let earlier = String(
      decoding: MailPages(InventedDay.emptyDigest, previous: nil).bytes, as: UTF8.self)
    let id = try #require(earlier.split(separator: "\n").first { $0.hasPrefix("Message-ID: ") })
    #expect(mail().contains("In-Reply-To: " + id.dropFirst("Message-ID: ".count) + "\n"))
    #expect(mail().contains("Date: Sat, 21 Nov 2026 05:30:00 +0000\n"))
  }

  @Test func `a big day still fits into a mail, and says what is missing`() {
    var room = Newsroom()
    for number in 0..<400 {
      room.thread(
        ["A", "B"].map {
          .init(
            outlet: $0, time: "2026-11-20T09:00:00Z",
            title: "Story \(number) про очень длинные заголовки этого дня", text: "")
        })
      room.thread([.init(outlet: "C", time: "2026-11-20T09:00:00Z", title: "Single \(number)")])
    }
    let digest = DigestEditor(sources: room.sources(), topLimits: ["world": 300]).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
    let mail = MailPages(digest, previous: nil).bytes
    #expect(mail.count < 100_000)
    #expect(String(decoding: mail, as: UTF8.self).contains("The rest did not fit into a mail"))
  }
}
