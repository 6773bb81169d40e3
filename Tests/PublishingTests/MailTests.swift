import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct MailTests {
  /// The two texts of a mail as a mail program reads them.
  private func texts(of mail: [UInt8]) throws -> [String] {
    let text = String(decoding: mail, as: UTF8.self)
    let head = try #require(text.firstRange(of: "boundary=\""))
    let boundary = text[head.upperBound...].prefix { $0 != "\"" }
    let parts = text.components(separatedBy: "\n--\(boundary)")
    #expect(parts.last == "--\n")
    return try parts.dropFirst().dropLast().map { part in
      let blank = try #require(part.firstRange(of: "\n\n"))
      let body = String(part[blank.upperBound...])
      if part[..<blank.lowerBound].contains("base64") {
        let data = try #require(Data(base64Encoded: body, options: .ignoreUnknownCharacters))
        return String(decoding: data, as: UTF8.self)
      }
      let joined = body.replacing("=\n", with: "")
      var bytes: [UInt8] = []
      var rest = Array(joined.utf8)[...]
      while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "=") else {
          bytes.append(byte)
          continue
        }
        let hex = String(decoding: rest.prefix(2), as: UTF8.self)
        bytes.append(try #require(UInt8(hex, radix: 16)))
        rest = rest.dropFirst(2)
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  @Test func `a mail holds the edition as text and as a page`() throws {
    let digest = InventedDay.digest()
    let texts = try texts(of: MailPages(digest, previous: nil, identity: "").bytes)
    let plain = String(decoding: TextPages(digest).bytes, as: UTF8.self)
    #expect(texts.count == 2)
    #expect(texts.first == plain)
    #expect(texts.last?.hasPrefix("<!doctype html>") == true)
    #expect(texts.last?.contains("Army shores up levees below broken Marrow dam") == true)
  }

  @Test func `no words of a feed end a part of a mail`() throws {
    var room = Newsroom()
    let line = "--=_newsloom-2026-11-21"
    for length in 0..<80 {
      room.thread([
        .init(
          outlet: "A", time: "2026-11-20T09:00:00Z",
          title: String(repeating: "x", count: length) + line + " " + line + "--")
      ])
    }
    let digest = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
    let mail = MailPages(digest, previous: nil, identity: "").bytes
    let lines = mail.split(separator: UInt8(ascii: "\n")).filter { $0.starts(with: "--".utf8) }
    #expect(lines.count { String(decoding: $0, as: UTF8.self).hasPrefix(line) } == 3)
    #expect(try texts(of: mail).count == 2)
  }

  @Test func `a mail in letters that take many bytes is shorter in the other encoding`() throws {
    var room = Newsroom()
    for number in 0..<40 {
      room.thread([
        .init(
          outlet: "日々新報", time: "2026-11-20T09:00:00Z",
          title: "第\(number)回定例議会が閉会し、新しい橋の建設を決定した", language: "ja")
      ])
    }
    let digest = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
    let mail = MailPages(digest, previous: nil, identity: "").bytes
    #expect(String(decoding: mail, as: UTF8.self).contains("Content-Transfer-Encoding: base64\n"))
    #expect(try texts(of: mail).first == String(decoding: TextPages(digest).bytes, as: UTF8.self))
  }

  @Test func `the mails of two digest directories are two mails`() {
    func head(_ identity: String) -> Substring? {
      let mail = MailPages(InventedDay.digest(), previous: nil, identity: identity).bytes
      return String(decoding: mail, as: UTF8.self).split(separator: "\n").first {
        $0.hasPrefix("Message-ID: ")
      }
    }
    #expect(head("a") == head("a"))
    #expect(head("a") != head("b"))
  }

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
        decoding: MailPages(digest, previous: InventedDay.previous, identity: "").bytes,
        as: UTF8.self)
    }
    #expect(mail() == mail())
    let earlier = String(
      decoding: MailPages(InventedDay.emptyDigest, previous: nil, identity: "").bytes, as: UTF8.self
    )
    let id = try #require(earlier.split(separator: "\n").first { $0.hasPrefix("Message-ID: ") })
    #expect(mail().contains("In-Reply-To: " + id.dropFirst("Message-ID: ".count) + "\n"))
    #expect(mail().contains("Date: Sat, 21 Nov 2026 05:30:00 +0000\n"))
  }

  @Test func `a big day still fits into a mail, and says what is missing`() throws {
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
    let mail = MailPages(digest, previous: nil, identity: "").bytes
    #expect(mail.count < 100_000)
    for text in try texts(of: mail) {
      #expect(text.contains("The rest did not fit into a mail: it is in the edition"))
      #expect(text.contains("2026/2026-11-21"))
    }
  }

  @Test func `a day of the longest words still fits into a mail`() {
    var room = Newsroom()
    let word = String(repeating: "語", count: 400)
    for number in 0..<13 {
      room.thread(
        (0..<8).map {
          .init(
            outlet: "\($0)\(word)", time: "2026-11-20T09:00:00Z", title: "\(number)\(word)",
            text: "\(number) \($0) \(word)。")
        })
    }
    var digest = DigestEditor(sources: room.sources()).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
    digest.failing = (0..<2000).map { .init(name: "\($0)", sentence: word, since: nil) }
    #expect(MailPages(digest, previous: nil, identity: "").bytes.count < 100_000)
  }
}
