import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct EpubTests {
  /// The entries of an archive whose entries are stored, read from its own directory.
  private struct Reader {
    var names: [String] = []
    var bodies: [String: [UInt8]] = [:]

    init(_ bytes: [UInt8]) throws {
      func number(_ at: Int, _ width: Int) -> Int {
        (0..<width).reduce(0) { $0 | Int(bytes[at + $1]) << ($1 * 8) }
      }
      let end = bytes.count - 22
      try #require(Array(bytes[end..<(end + 4)]) == [0x50, 0x4B, 5, 6])
      var place = number(end + 16, 4)
      for _ in 0..<number(end + 10, 2) {
        try #require(Array(bytes[place..<(place + 4)]) == [0x50, 0x4B, 1, 2])
        let size = number(place + 24, 4)
        let length = number(place + 28, 2)
        let name = String(decoding: bytes[(place + 46)..<(place + 46 + length)], as: UTF8.self)
        let entry = number(place + 42, 4)
        try #require(Array(bytes[entry..<(entry + 4)]) == [0x50, 0x4B, 3, 4])
        // The entry's own head says the same as the directory.
        #expect(bytes[(entry + 4)..<(entry + 30)].elementsEqual(bytes[(place + 6)..<(place + 32)]))
        let start = entry + 30 + length
        let body = Array(bytes[start..<(start + size)])
        #expect(number(place + 16, 4) == Int(EpubArchive.checkSum(of: body)))
        names.append(name)
        bodies[name] = body
        place += 46 + length
      }
      #expect(place == end)
    }

    func text(_ name: String) throws -> String {
      String(decoding: try #require(bodies[name]), as: UTF8.self)
    }
  }

  @Test func `a check sum is the one that archives use`() {
    #expect(EpubArchive.checkSum(of: Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(EpubArchive.checkSum(of: []) == 0)
  }

  @Test func `a book says what it is in its first bytes`() {
    let bytes = EpubPages(InventedDay.digest(), identity: "").bytes
    #expect(Array(bytes[..<4]) == [0x50, 0x4B, 3, 4])
    #expect(String(decoding: bytes[30..<58], as: UTF8.self) == "mimetypeapplication/epub+zip")
  }

  @Test func `a book has a file a topic, all of them in its table of contents and its order`()
    throws
  {
    let book = try Reader(EpubPages(InventedDay.digest(), identity: "").bytes)
    let pages = ["title", "topic-1", "topic-2", "topic-3", "topic-4", "about"].map { "\($0).xhtml" }
    #expect(
      book.names == [
        "mimetype", "META-INF/container.xml", "EPUB/package.opf", "EPUB/nav.xhtml",
        "EPUB/style.css",
      ] + pages.map { "EPUB/" + $0 })
    let contents = try book.text("EPUB/nav.xhtml")
    let package = try book.text("EPUB/package.opf")
    for page in pages {
      #expect(contents.contains("href=\"\(page)\""))
      #expect(package.contains("href=\"\(page)\""))
    }
    #expect(try book.text("EPUB/topic-2.xhtml").contains("Chip maker Velar halts its newest line"))
    #expect(contents.contains("topic-2.xhtml#s-"))
    #expect(package.contains("<dc:date>2026-11-21T05:30:00Z</dc:date>"))
  }

  @Test func `a book is the same whenever it is made, and another directory's is another book`()
    throws
  {
    let digest = InventedDay.digest()
    let bytes = EpubPages(digest, identity: "a").bytes
    #expect(EpubPages(digest, identity: "a").bytes == bytes)
    func identifier(_ bytes: [UInt8]) throws -> Substring? {
      try Reader(bytes).text("EPUB/package.opf").split(separator: "\n").first {
        $0.hasPrefix("<dc:identifier")
      }
    }
    let other = EpubPages(digest, identity: "b").bytes
    #expect(try identifier(bytes) != identifier(other))
    #expect(try identifier(bytes)?.contains("urn:uuid:") == true)
  }

  @Test func `a big topic is told in several files, each of its stories in one of them`() throws {
    var room = Newsroom()
    for number in 0..<300 {
      room.thread(
        ["A", "B"].map {
          .init(
            outlet: $0, time: "2026-11-20T09:00:00Z", title: "Story \(number) of a long day",
            text: "The council debated motion \(number) until nine in the evening of Friday.")
        })
      for single in 0..<3 {
        room.thread([
          .init(outlet: "C", time: "2026-11-20T09:00:00Z", title: "Single \(number) \(single)")
        ])
      }
    }
    let digest = DigestEditor(sources: room.sources(), topLimits: ["world": 290]).digest(
      of: Newsroom.span, isOpen: false, at: Newsroom.span.closes, from: room.threads, notes: .init()
    )
    let book = try Reader(EpubPages(digest, identity: "").bytes)
    let parts = book.names.filter { $0.hasPrefix("EPUB/topic-") }
    #expect(parts.count > 1)
    var told = 0
    for part in parts {
      let text = try book.text(part)
      #expect(text.utf8.count < 200_000)
      told += text.components(separatedBy: "<section id=").count - 1
    }
    #expect(told == 290)
  }

  @Test func `an edition with nothing to say is a book that says why`() throws {
    let book = try Reader(EpubPages(InventedDay.emptyDigest, identity: "").bytes)
    #expect(try book.text("EPUB/title.xhtml").contains("had nothing new"))
  }
}
