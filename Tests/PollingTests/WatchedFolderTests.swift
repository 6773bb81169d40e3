import Foundation
import NewsModel
import Testing

@testable import Polling

/// Directories of which every file is a document.
@Suite struct WatchedFolderTests {
  private let folder = FileManager.default.temporaryDirectory.appending(
    path: "newsloom-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private func write(_ name: String, _ text: String, age: TimeInterval = 0) throws {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    try FileManager.default.setAttributes(
      [.modificationDate: Date.start - age], ofItemAtPath: file.path)
  }

  private func remove() throws { try FileManager.default.removeItem(at: folder) }

  private var source: FeedSource { FeedSource(url: "file://\(folder.path)/", every: 60) }

  private func visit(_ validators: Validators, maxSize: Int = 1000) throws -> WatchedFolder {
    let found = try WatchedFolder(
      at: source.address, ifNotMatching: validators, maxSize: maxSize)
    return try #require(found)
  }

  @Test func `every file is read once, the oldest change first, and again when it changes`() throws
  {
    try write("b.xml", "1", age: 30)
    try write("c.xml", "2", age: 20)
    try write("a.xml", "3", age: 20)
    for name in [".hidden", "d.xml~", "e.xml.tmp", "f.part"] { try write(name, "4") }
    try FileManager.default.createDirectory(
      at: folder.appending(path: "deeper"), withIntermediateDirectories: true)
    let first = try visit(.none)
    #expect(first.unread.map(\.name) == ["b.xml", "a.xml", "c.xml"])
    #expect(try first.body(of: first.unread[0], maxSize: 10) == Array("1".utf8))
    let answer = first.answer(whole: first.unread, broken: [], missed: [], bytes: 3)
    #expect(answer.status == 200)
    guard case .fresh(let document) = answer.outcome else {
      Issue.record("not fresh: \(answer.outcome)")
      return
    }
    let known = document.head.validators
    #expect(try visit(known).unread.isEmpty)
    // An older date than what was read, as a copy of an old file has it, is a change too.
    try write("c.xml", "2", age: 400)
    try write("new.xml", "5", age: 500)
    #expect(try visit(known).unread.map(\.name) == ["new.xml", "c.xml"])
    try remove()
  }

  @Test func `what is broken is told, keeps nothing else waiting, and is tried when it changes`()
    async throws
  {
    try write("half.xml", "<rss>", age: 30)
    try write("good.xml", "<rss/>", age: 20)
    var schedule = PollSchedule(sources: [source], states: [:], at: .start)
    func learn(_ answer: FetchAnswer, at time: Date) -> SourceState {
      schedule.learn(
        answer, title: nil, link: nil, hints: nil, newItems: 0, bodyHash: nil, isWhole: true,
        about: source, at: time)
    }
    let first = try visit(.none)
    let (half, good) = (first.unread[0], first.unread[1])
    var state = learn(
      first.answer(whole: [good], broken: [(half, "no end")], missed: [], bytes: 9), at: .start)
    #expect(state.condition == .failing)
    #expect(state.error == "half.xml: no end")
    #expect(state.nextPoll.map { $0 > .start + 59 && $0 <= .start + 60 } == true)
    let second = try visit(schedule.request(for: source, at: .start + 9 * 86400).validators)
    #expect(second.unread.isEmpty)
    state = learn(second.answer(whole: [], broken: [], missed: [], bytes: 0), at: .start + 60)
    #expect(state.error == "half.xml could not be read; it is tried again when it changes")
    #expect(state.failingSince == .start)
    #expect(state.nextPoll.map { $0 > .start + 119 && $0 <= .start + 120 } == true)
    try write("half.xml", "<rss></rss>", age: 10)
    let third = try visit(state.validators)
    #expect(third.unread.map(\.name) == ["half.xml"])
    state = learn(
      third.answer(whole: third.unread, broken: [], missed: [], bytes: 9), at: .start + 120)
    #expect(state.condition == .ok && state.error == nil)
    try remove()
  }

  @Test func `what could not be opened is told and stays unread`() throws {
    try write("a.xml", "1")
    let first = try visit(.none)
    let answer = first.answer(whole: [], broken: [], missed: ["a.xml: not permitted"], bytes: 0)
    guard case .unchanged(let head) = answer.outcome else {
      Issue.record("not unchanged: \(answer.outcome)")
      return
    }
    #expect(head.trouble == "a.xml: not permitted")
    #expect(try visit(head.validators).unread.count == 1)
    try remove()
  }

  @Test func `a pass reads so much and no more, and the rest is due at once`() throws {
    for number in 0..<(WatchedFolder.filesInPass + 5) {
      try write("\(number).xml", "x", age: Double(1000 - number))
    }
    var schedule = PollSchedule(sources: [source], states: [:], at: .start)
    let first = try visit(.none)
    #expect(first.unread.count == WatchedFolder.filesInPass)
    let state = schedule.learn(
      first.answer(whole: first.unread, broken: [], missed: [], bytes: 1), title: nil, link: nil,
      hints: nil, newItems: 0, bodyHash: nil, isWhole: true, about: source, at: .start)
    #expect(state.nextPoll == .start)
    #expect(try visit(state.validators).unread.map(\.name) == (500..<505).map { "\($0).xml" })
    // By size: one always, and more while there is room. What is too large by itself takes none.
    #expect(try visit(.none, maxSize: 3).unread.count == 3)
    try write("large.xml", "xxxxxxxxx", age: 5000)
    let some = try visit(.none, maxSize: 3)
    #expect(some.unread.count == 4)
    #expect(throws: FetchFailure.self) { try some.body(of: some.unread[0], maxSize: 3) }
    try remove()
  }

  @Test func `a file or nothing is no folder`() throws {
    try write("a.xml", "1")
    for url in ["file://\(folder.path)/a.xml", "file:///none/such", "https://a.example/"] {
      let found = try WatchedFolder(
        at: FeedAddress(url), ifNotMatching: .none, maxSize: 10)
      #expect(found == nil)
    }
    try remove()
  }
}
