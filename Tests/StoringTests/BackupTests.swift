import Foundation
import NewsModel
import Storing
import Testing

@Suite struct BackupTests {
  @Test func `a backup is an archive with all that was filed`() throws {
    try withArchive { archive, path throws in
      let item = placed(fullItem())
      _ = try archive.file(filing(item))
      try archive.backup(to: path + ".copy")
      _ = try archive.file(filing(placed(feedItem("later"))))
      let copy = try Archive(at: path + ".copy")
      #expect(try copy.placed(after: 0) == [item])
      #expect(try copy.search(SearchQuery("gives"), limit: 2).count == 1)
      #expect(try copy.file(filing(placed(feedItem("b")))) == [2])
    }
  }

  @Test func `a reader can make a backup beside a writer`() throws {
    try withArchive { archive, path throws in
      _ = try archive.file(filing(placed(feedItem("a"))))
      try Archive(at: path, for: .reading).backup(to: path + ".copy")
      #expect(try Archive(at: path + ".copy", for: .reading).counts().items == 1)
      _ = try archive.file(filing(placed(feedItem("b"))))
    }
  }

  @Test func `a backup never replaces a file, not even an empty one`() throws {
    try withArchive { archive, path throws in
      let target = path + ".copy"
      try Data().write(to: URL(fileURLWithPath: target))
      let error = #expect(throws: ArchiveError.self) { try archive.backup(to: target) }
      #expect(error.map { "\($0)".contains("is not replaced") } == true)
      #expect(try Data(contentsOf: URL(fileURLWithPath: target)).isEmpty)
    }
  }

  @Test func `a backup that fails leaves nothing behind`() throws {
    try withArchive { archive, path throws in
      #expect(throws: ArchiveError.self) { try archive.backup(to: path + "/in/no/folder") }
      #expect(throws: ArchiveError.self) { try archive.backup(to: "/proc/newsloom.copy") }
      let names = try FileManager.default.contentsOfDirectory(
        atPath: URL(fileURLWithPath: path).deletingLastPathComponent().path)
      #expect(names.allSatisfy { !$0.hasSuffix(".partial") })
    }
  }
}
