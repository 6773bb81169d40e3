import Foundation
import NewsModel
import Storing
import Testing

@Suite struct OpeningTests {
  @Test func `a second writer is turned away and told who is there`() throws {
    try withArchive { archive, path throws in
      let error = #expect(throws: ArchiveError.self) { try Archive(at: path) }
      let me = "process \(ProcessInfo.processInfo.processIdentifier)"
      #expect(error == .locked(by: me))
      #expect(error.map { "\($0)".contains(me) } == true)
      _ = try archive.file(filing(placed(feedItem("a"))))
    }
  }

  @Test func `the lock ends with its archive`() throws {
    try withFolder { folder throws in
      for _ in 0..<3 { _ = try Archive(at: folder + "/a.sqlite") }
    }
  }

  @Test func `a file from a newer version is left as it is`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      do { _ = try Archive(at: path).file(filing(placed(feedItem("a")))) }
      // The version is a number at a place in the file's head that SQLite documents (offset 60).
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes[63] = 99
      try bytes.write(to: URL(fileURLWithPath: path))
      for purpose in [Archive.Purpose.writing, .reading] {
        let error = #expect(throws: ArchiveError.self) { try Archive(at: path, for: purpose) }
        #expect(error == .newer(found: 99, known: 5))
      }
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }
  }

  @Test(arguments: [Archive.Purpose.writing, .reading])
  func `what is no archive is left as it is`(purpose: Archive.Purpose) throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      let text = Data(String(repeating: "Dear diary, ", count: 900).utf8)
      try text.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: ArchiveError.self) { try Archive(at: path, for: purpose) }
      #expect(error.map { "\($0)".contains("is no newsloom archive") } == true)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
    }
  }

  @Test func `an empty file becomes an archive`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      try Data().write(to: URL(fileURLWithPath: path))
      #expect(try Archive(at: path).counts().items == 0)
    }
  }

  @Test func `reading where nothing is stored says what to do and makes no file`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      let error = #expect(throws: ArchiveError.self) { try Archive(at: path, for: .reading) }
      #expect(error.map { "\($0)".contains("newsloom poll") } == true)
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names == [])
    }
  }

  @Test func `a folder that cannot be written is told in a sentence`() throws {
    let error = #expect(throws: ArchiveError.self) { try Archive(at: "/proc/newsloom.sqlite") }
    #expect(error.map { "\($0)".contains("/proc/newsloom.sqlite") } == true)
  }

  @Test func `an archive that was closed well is read where nothing can be written`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      do { _ = try Archive(at: path).file(filing(placed(feedItem("a")))) }
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o555], ofItemAtPath: folder)
      defer {
        // Only so that the folder can be removed.
        try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder)
      }
      #expect(try Archive(at: path, for: .reading).counts().items == 1)
    }
  }

  @Test func `another program's database is left as it is`() throws {
    try withFolder { folder throws in
      // An archive whose head says it belongs to someone else (application_id, offset 68).
      let path = folder + "/newsloom.sqlite"
      do { _ = try Archive(at: path) }
      var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
      bytes[68] = 1
      try bytes.write(to: URL(fileURLWithPath: path))
      let error = #expect(throws: ArchiveError.self) { try Archive(at: path) }
      #expect(error.map { "\($0)".contains("another program's") } == true)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
    }
  }

  @Test func `a kill at any moment leaves whole filings, in order`() throws {
    try withArchive { archive, path throws in
      for number in 0..<6 {
        var filing = filing(
          placed(feedItem("a\(number)", "Dam A \(number)")),
          placed(feedItem("b\(number)", "Dam B \(number)")))
        filing.state.failures = number + 1
        _ = try archive.file(filing)
      }
      // What a kill leaves: the file, and of its log as much as had reached the disk.
      let file = try Data(contentsOf: URL(fileURLWithPath: path))
      let log = try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))
      var counts = Set<Int>()
      for length in stride(from: log.count, to: 0, by: -(log.count / 23 + 1)) {
        try withFolder { folder throws in
          let left = folder + "/newsloom.sqlite"
          try file.write(to: URL(fileURLWithPath: left))
          try log.prefix(length).write(to: URL(fileURLWithPath: left + "-wal"))
          // So short a log that the tables themselves never came to be opens as a new archive.
          let again = try Archive(at: left)
          let items = try again.items(since: nil, limit: nil)
          #expect(items.count % 2 == 0)
          #expect(items.count / 2 == (try again.states().first?.failures ?? 0))
          #expect(try again.search(SearchQuery("dam"), limit: 20).count == items.count)
          counts.insert(items.count)
          #expect(try again.file(filing(placed(feedItem("next")))) == [items.count + 1])
        }
      }
      #expect(counts.contains(12))
      #expect(counts.count > 3)
    }
  }

  @Test func `what is filed is there after opening again`() throws {
    try withFolder { folder throws in
      let path = folder + "/newsloom.sqlite"
      let item = placed(fullItem())
      do { _ = try Archive(at: path).file(filing(item)) }
      #expect(try Archive(at: path).placed(after: 0) == [item])
    }
  }
}
