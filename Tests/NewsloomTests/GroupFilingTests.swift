import Configuring
import Foundation
import Glibc
import NewsModel
import Polling
import Storing
import Testing

@testable import newsloom

/// Answers that are filed together, when the archive will not have one of them.
@Suite struct GroupFilingTests {
  private static let now = Date(timeIntervalSince1970: 1_795_089_600)
  private static let refused = "Refused by the archive"

  private static func address(_ number: Int) -> FeedAddress {
    FeedAddress("https://outlet\(number).example/rss")
  }

  /// A configuration with so many sources and its state in a folder of its own.
  private func configuration(sources: Int, in folder: URL) throws -> Configuration {
    let lines =
      ["set state state", "set timezone UTC"]
      + (0..<sources).map { "\(Self.address($0))" }
    let file = folder.appending(path: "feeds.conf")
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
    return try Configuration(file: file.path)
  }

  /// What an outlet sends: one item, under an entity tag.
  private func dispatch(_ number: Int, title: String) -> Correspondent.Dispatch {
    let address = Self.address(number)
    var item = FeedItem(id: "item-\(number)")
    item.title = title
    item.link = "https://outlet\(number).example/1"
    item.published = Self.now - 3600
    var document = FeedDocument(format: .rss20)
    document.title = "Outlet \(number)"
    document.items = [item]
    let head = AnswerHead(
      status: 200, validators: Validators(etag: "\"\(number)\""), freshFor: nil)
    let fetched = FetchedDocument(body: [], base: address.written, contentType: nil, head: head)
    let exchange = Exchange(
      url: address.written, requestHeaders: [], status: 200, responseHeaders: [], bodyBytes: 100,
      elapsed: .zero)
    var dispatch = Correspondent.Dispatch(
      source: FeedSource(address: address),
      answer: FetchAnswer(outcome: .fresh(fetched), exchanges: [exchange]),
      reading: Reading(document: document, warnings: [], isComplete: true), bodyHash: nil,
      bytes: 100, elapsed: .zero)
    dispatch.items = [item]
    return dispatch
  }

  @Test func `the fault of one answer costs it alone its news, and others keep theirs`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "newsloom-group-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    // `try?`: what is left in a folder for temporary files is in nobody's way.
    defer { try? FileManager.default.removeItem(at: folder) }
    let configuration = try configuration(sources: 8, in: folder)
    let premises = Premises(configuration, environment: [:])
    try premises.prepare()
    _ = try Archive(at: premises.archive)
    let trigger = """
      CREATE TRIGGER refuse BEFORE INSERT ON item WHEN NEW.title = '\(Self.refused)'
      BEGIN SELECT RAISE(ABORT, 'refused'); END
      """
    try execute(trigger, at: premises.archive)

    let desk = try NewsDesk(configuration, premises: premises, at: Self.now)
    #expect(await desk.errands(at: Self.now).count == 8)
    let dispatches = (0..<8).map { number in
      dispatch(number, title: number == 3 ? Self.refused : "Report \(number) of the council")
    }
    let results = await desk.file(dispatches, at: Self.now)
    #expect(results.count == 8)
    for (number, result) in results.enumerated() {
      if number == 3 {
        #expect(throws: ArchiveError.self) { try result.get() }
      } else {
        #expect(try result.get().newItems == 1)
      }
    }
    let filed = try await desk.archive.items(since: nil, limit: nil).map(\.item.content.id)
    #expect(Set(filed) == Set((0..<8).filter { $0 != 3 }.map { "item-\($0)" }))
    #expect(filed.count == 7)
    // Who was refused is asked again, for the whole document, and not at once.
    let schedule = await desk.schedule
    let states = (0..<8).map { schedule.state(of: Self.address($0)) }
    #expect(states.filter { $0.condition == .ok }.count == 7)
    #expect(states[3].condition == .failing && states[3].validators.isEmpty)
    #expect(states[3].nextPoll.map { $0 > Self.now } == true)
    #expect(states[2].validators.etag == "\"2\"")

    try execute("DROP TRIGGER refuse", at: premises.archive)
    let again = await desk.file([dispatches[3]], at: Self.now + 7200)
    #expect(try again[0].get().newItems == 1)
    #expect(await desk.schedule.state(of: Self.address(3)).condition == .ok)
  }

  /// Has SQLite, which is in the program with the archive, do what no room offers.
  private func execute(_ sql: String, at path: String) throws {
    typealias Open =
      @convention(c) (
        UnsafePointer<CChar>, UnsafeMutablePointer<OpaquePointer?>
      ) -> CInt
    typealias Run =
      @convention(c) (
        OpaquePointer?, UnsafePointer<CChar>, OpaquePointer?, OpaquePointer?, OpaquePointer?
      ) -> CInt
    typealias Close = @convention(c) (OpaquePointer?) -> CInt
    let open = unsafe try #require(unsafe dlsym(nil, "sqlite3_open"))
    let run = unsafe try #require(unsafe dlsym(nil, "sqlite3_exec"))
    let close = unsafe try #require(unsafe dlsym(nil, "sqlite3_close"))
    var database: OpaquePointer?
    #expect(unsafe unsafeBitCast(open, to: Open.self)(path, &database) == 0)
    #expect(unsafe unsafeBitCast(run, to: Run.self)(database, sql, nil, nil, nil) == 0)
    #expect(unsafe unsafeBitCast(close, to: Close.self)(database) == 0)
  }
}
