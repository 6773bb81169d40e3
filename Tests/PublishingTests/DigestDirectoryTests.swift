import Foundation
import NewsModel
import Testing

@testable import Publishing

@Suite struct DigestDirectoryTests {
  /// A directory of its own, gone when the test is over.
  private final class Scratch {
    let path = NSTemporaryDirectory() + "newsloom-" + UUID().uuidString

    deinit {
      // What is left in the temporary directory is the system's to clear.
      try? FileManager.default.removeItem(atPath: path)
    }

    func text(_ name: String) throws -> String {
      try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
    }

    func names(_ name: String = "") throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: "\(path)/\(name)").sorted()
    }
  }

  @Test func `an edition's directory holds every format and what was dropped`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path + "/deep/digest/")
    #expect(try directory.publish(InventedDay.digest()))
    #expect(
      try scratch.names("deep/digest/2026/2026-11-21") == [
        "digest.eml", "digest.json", "digest.md", "digest.txt", "dropped.txt", "index.html",
      ])
    #expect(try scratch.names("deep/digest/2026") == ["2026-11-21"])
  }

  @Test func `only the formats asked for are written`() throws {
    let scratch = Scratch()
    try DigestDirectory(path: scratch.path, formats: [.txt]).publish(InventedDay.digest())
    #expect(try scratch.names("2026/2026-11-21") == ["digest.txt", "dropped.txt"])
  }

  @Test func `a book is written where it is asked for`() throws {
    let scratch = Scratch()
    try DigestDirectory(path: scratch.path, formats: [.html, .epub]).publish(InventedDay.digest())
    #expect(
      try scratch.names("2026/2026-11-21") == ["digest.epub", "dropped.txt", "index.html"])
    #expect(try scratch.text("2026/2026-11-21/index.html").contains("href=\"digest.epub\""))
  }

  @Test func `feeds are written where they are asked for, and lead to what is written`() throws {
    let scratch = Scratch()
    let edited = InventedDay.edited()
    let without = DigestDirectory(path: scratch.path, formats: [.html])
    try without.publishStories(edited.stories, span: edited.digest.span)
    try without.publishIndex(of: [edited.digest.summary])
    #expect(try scratch.names().filter { $0.hasSuffix(".xml") }.isEmpty)
    try without.publish(edited.digest)
    try without.publishToday(edited.digest)
    let story = "story/" + (try #require(try scratch.names("story").first))
    for page in ["index.html", "today.html", "2026/2026-11-21/index.html", story] {
      #expect(!(try scratch.text(page).contains("feed.xml")), "\(page)")
    }

    try DigestDirectory(path: scratch.path).publishIndex(of: [edited.digest.summary])
    let feed = try scratch.text("feed.xml")
    #expect(feed.contains("type=\"text/html\" href=\"2026/2026-11-21/index.html\""))

    let plain = DigestDirectory(path: scratch.path, formats: [.txt, .atom])
    try plain.publishStories(edited.stories, span: edited.digest.span)
    try plain.publishIndex(of: [edited.digest.summary])
    #expect(try scratch.names().contains("stories.xml"))
    let other = try scratch.text("feed.xml")
    #expect(other.contains("type=\"text/plain\" href=\"2026/2026-11-21/digest.txt\""))
    #expect(!other.contains("2026-11-21/index.html"))

    // What was written before stays.
    try without.publishIndex(of: [])
    #expect(!(try scratch.text("index.html").contains("feed.xml")))
    #expect(try scratch.text("feed.xml") == other)
  }

  @Test func `a closed edition is not written again unless asked, and then with the same bytes`()
    throws
  {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    try directory.publish(InventedDay.digest())
    let page = try scratch.text("2026/2026-11-21/index.html")
    try "mine".write(
      toFile: scratch.path + "/2026/2026-11-21/index.html", atomically: false, encoding: .utf8)
    #expect(try !directory.publish(InventedDay.digest()))
    #expect(try scratch.text("2026/2026-11-21/index.html") == "mine")
    #expect(try directory.publish(InventedDay.digest(), rewriting: true))
    #expect(try scratch.text("2026/2026-11-21/index.html") == page)
    #expect(try scratch.names("2026/2026-11-21").count == 6)
  }

  @Test func `latest leads to the edition that closed last`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    let first = InventedDay.emptyDigest
    let second = InventedDay.digest()
    try directory.publish(first)
    try directory.publishIndex(of: [first.summary])
    #expect(try link(scratch) == "2026/2026-11-20")
    try directory.publish(second)
    try directory.publishIndex(of: [first.summary, second.summary])
    #expect(try link(scratch) == "2026/2026-11-21")
    #expect(try scratch.text("latest/digest.txt").hasPrefix("SATURDAY 21 NOVEMBER 2026"))
    #expect(try scratch.names().filter { $0.hasPrefix(".") }.isEmpty)
  }

  private func link(_ scratch: Scratch) throws -> String {
    try FileManager.default.destinationOfSymbolicLink(atPath: scratch.path + "/latest")
  }

  @Test func `what a crash left half written is cleared away`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    let stray = scratch.path + "/2026/.newsloom-tmp-1-2026-11-21"
    try FileManager.default.createDirectory(atPath: stray, withIntermediateDirectories: true)
    try directory.publish(InventedDay.digest())
    #expect(try scratch.names("2026") == ["2026-11-21"])
  }

  @Test func `a failure says which file and why, and leaves the last good one`() throws {
    let scratch = Scratch()
    try FileManager.default.createDirectory(
      atPath: scratch.path, withIntermediateDirectories: true)
    let file = scratch.path + "/taken"
    try "a file".write(toFile: file, atomically: false, encoding: .utf8)
    let error = #expect(throws: DirectoryError.self) {
      try DigestDirectory(path: file).publishToday(InventedDay.digest(isOpen: true))
    }
    #expect(error?.path == file)
    #expect(error?.sentence.contains("cannot be made") == true)
    #expect(try scratch.text("taken") == "a file")

    // A directory stands where the page should go: the page cannot be put in place.
    try FileManager.default.createDirectory(
      atPath: scratch.path + "/today.html/kept", withIntermediateDirectories: true)
    #expect(throws: DirectoryError.self) {
      try DigestDirectory(path: scratch.path).publishToday(InventedDay.digest(isOpen: true))
    }
    #expect(try scratch.names() == ["taken", "today.html"])
  }

  @Test func `the feed of stories keeps those of the edition before until the next closes`() throws
  {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    let earlier = InventedDay.edited().stories
    var now = Array(earlier.prefix(2))
    now[0].headline.text = "A headline of today"
    now[1].aliases = [earlier[2].id]
    try directory.publishStories(now, span: Newsroom.span, earlier: earlier)
    let feed = try scratch.text("stories.xml")
    #expect(feed.components(separatedBy: "<entry>").count - 1 == earlier.count - 1)
    #expect(feed.contains("A headline of today"))
    #expect(!feed.contains(earlier[2].page))
    #expect(feed.contains(earlier[3].page))
    #expect(try !scratch.names("story").contains(earlier[3].page))
  }

  @Test func `the archive's stories are read one by one and say the same in the feed`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    var digest = InventedDay.edited().digest
    digest.topics[0].stories[0].headline.text = "\"stories\":[{\\\"topics\":[{ } ]"
    let all = digest.stories
    var read: [DigestStory] = []
    try DailyDigest.forEachStory(archived: Data(digest.archived())) { read.append($0) }
    #expect(read.sorted { $0.rank.position < $1.rank.position } == all)
    let now = Array(all.prefix(1))
    try directory.publishStories(now, span: Newsroom.span, earlier: all)
    let feed = try scratch.text("stories.xml")
    try directory.publishStories(now, span: Newsroom.span, earlier: read.map(\.asFed))
    #expect(try scratch.text("stories.xml") == feed)
  }

  @Test func `a page that says the same is not touched`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    try directory.publishToday(InventedDay.digest(isOpen: true))
    let before = try number(scratch.path + "/today.html")
    try directory.publishToday(InventedDay.digest(isOpen: true))
    #expect(try number(scratch.path + "/today.html") == before)
    try directory.publishToday(InventedDay.digest())
    #expect(try number(scratch.path + "/today.html") != before)
  }

  private func number(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
  }

  @Test func `a story's page keeps its name when its first headline changes`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    var stories = InventedDay.edited().stories
    try directory.publishStories(stories, span: Newsroom.span)
    let names = try scratch.names("story")
    let dam = try #require(stories.first)
    #expect(names.contains("2026-11-19-marrow-dam-gives-way-after-days-\(dam.id).html"))
    for index in stories.indices { stories[index].page = "other-name-\(stories[index].id).html" }
    try directory.publishStories(stories, span: Newsroom.span)
    #expect(try scratch.names("story") == names)
    #expect(directory.storyPages()[dam.id] == dam.page)
  }

  @Test func `the page of a story that became part of another leads on to it`() throws {
    let scratch = Scratch()
    let directory = DigestDirectory(path: scratch.path)
    var stories = InventedDay.edited().stories
    try directory.publishStories(stories, span: Newsroom.span)
    let gone = stories.remove(at: 1)
    stories[0].aliases = [gone.id]
    try directory.publishStories(stories, span: Newsroom.span)
    let page = try scratch.text("story/" + gone.page)
    #expect(page.contains("This story is part of another"))
    #expect(page.contains("href=\"\(stories[0].page)\""))
  }

  @Test func `a name that would leave the directory is refused`() throws {
    let scratch = Scratch()
    var stories = Array(InventedDay.edited().stories.prefix(1))
    stories[0].page = "../outside.html"
    #expect(throws: DirectoryError.self) {
      try DigestDirectory(path: scratch.path).publishStories(stories, span: Newsroom.span)
    }
  }

  @Test func `the index and the feed list the newest edition first`() throws {
    let scratch = Scratch()
    var summaries: [DigestSummary] = []
    for day in 0..<40 {
      var summary = InventedDay.digest().summary
      summary.span.day = summary.span.day.adding(days: day)
      summary.span.closes += Double(day) * 86400
      summaries.append(summary)
    }
    let directory = DigestDirectory(path: scratch.path, identity: "a")
    try directory.publishIndex(of: summaries.shuffled())
    let index = try scratch.text("index.html")
    let december = try #require(index.firstRange(of: "December 2026"))
    let november = try #require(index.firstRange(of: "November 2026"))
    #expect(december.lowerBound < november.lowerBound)
    let feed = try scratch.text("feed.xml")
    #expect(feed.components(separatedBy: "<entry>").count == 31)
    let ids = Set(feed.components(separatedBy: "<id>").dropFirst().map { $0.prefix(45) })
    #expect(ids.count == 31)
  }
}
