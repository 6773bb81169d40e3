import Foundation
import NewsModel
import Polling
import Testing

/// file:// sources.
@Suite struct FileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "newsloom-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ bytes: [UInt8] = feed, age: TimeInterval = 0) throws {
    let file = folder.appending(path: name)
    try Data(bytes).write(to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: Date.start - age], ofItemAtPath: file.path)
  }

  private func remove() throws { try FileManager.default.removeItem(at: folder) }

  @Test func `a file is read, and once it is known only when it changes`() async throws {
    try write("a feed.xml")
    let source = FeedSource(url: "file://\(folder.path)/a%20feed.xml#x")
    var rounds = try Rounds([source])
    let first = await rounds.pass(at: .start)
    #expect(first?.condition == .ok)
    #expect(first?.httpStatus == 200)
    #expect(first?.validators.lastModified == "Wed, 01 Jul 2026 12:00:00 GMT")
    let second = await rounds.pass(at: .start + 60)
    #expect(second?.httpStatus == 304)
    try write("a feed.xml", feed + [10])
    let third = await rounds.pass(at: .start + 120)
    #expect(third?.httpStatus == 200)
    await rounds.fetcher.stop()
    try remove()
  }

  @Test func `of a directory the newest file is a sample`() async throws {
    try write("old.xml", Array("old".utf8), age: 100)
    try write("new.xml", age: 10)
    try write(".hidden", Array("hidden".utf8))
    var rounds = try Rounds([FeedSource(url: "file://\(folder.path)/")])
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(rounds.answers.first?.outcome.body == feed)
    try remove()
  }

  @Test func `what is not there, too large, empty or no file is a failure`() async throws {
    try write("empty", [])
    var large = FeedSource(url: "file://\(folder.path)/large")
    try write("large", [UInt8](repeating: 32, count: 2000))
    large.maxSize = 1000
    let sources = [
      FeedSource(url: "file://\(folder.path)/none"), FeedSource(url: "file://\(folder.path)/empty"),
      large, FeedSource(url: "file:///dev/zero"), FeedSource(url: "file://elsewhere/x"),
    ]
    var rounds = try Rounds(sources)
    await rounds.pass(at: .start)
    await rounds.fetcher.stop()
    #expect(
      rounds.failures.map(\.kind) == [
        .unreachable, .unreadable, .tooLarge, .forbidden, .forbidden,
      ])
    try remove()
  }

  @Test func `a file that is away for long is looked for as often as ever`() async throws {
    var rounds = try Rounds([FeedSource(url: "file://\(folder.path)/late.xml")])
    var states: [SourceState] = []
    for minute in 0..<20 {
      if let state = await rounds.pass(at: .start + Double(minute) * 60) { states.append(state) }
    }
    #expect(states.count == 20)
    try write("late.xml")
    let state = await rounds.pass(at: .start + 1200)
    await rounds.fetcher.stop()
    #expect(state?.condition == .ok)
    try remove()
  }
}
