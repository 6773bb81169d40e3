import Foundation
import GRDB
import Glibc
package import NewsModel

/// The one lasting state: a SQLite file that remembers sources, items, threads and editions.
///
/// Everything here is synchronous and may be called from any thread. Writing waits for other
/// writing; reading does not wait, and sees what was committed when it began.
package final class Archive: Sendable {
  /// What an archive is opened for.
  package enum Purpose: Hashable, Sendable {
    /// Filing. One at a time, over all processes.
    case writing
    /// Looking, beside a daemon that may be writing. The file must exist.
    case reading
  }

  package let path: String
  let database: DatabasePool
  /// What is read in place of what was committed last; nil for most.
  private let still: DatabaseSnapshot?
  private let lock: ArchiveLock?

  /// Opens the archive for writing, or creates it.
  package convenience init(at path: String) throws {
    try self.init(at: path, for: .writing)
  }

  /// The archive as it is now, whatever is written later: for whoever reads for seconds what belongs
  /// together. It is read by one at a time, and as long as it is there the file's log grows.
  package func standingStill() throws -> Archive {
    try Archive(at: path, database, try Self.telling(path) { try database.makeSnapshot() })
  }

  private init(at path: String, _ database: DatabasePool, _ still: DatabaseSnapshot) throws {
    self.path = path
    self.database = database
    self.still = still
    lock = nil
  }

  /// Opens the archive; for writing, creates the file where there is none and brings an older one up
  /// to date. A file that this program cannot use is not touched.
  ///
  /// - Parameter mostPages: how many pages of 4 kB the file may have. Filing beyond that fails as on
  ///   a full disk. Nil: as many as the disk holds.
  /// - Throws: `ArchiveError.newer`, `.locked` or `.unusable`.
  package init(at path: String, for purpose: Purpose, mostPages: Int? = nil) throws {
    self.path = path
    still = nil
    lock =
      switch purpose {
      case .writing: try ArchiveLock(at: path + ".lock")
      case .reading: nil
      }
    database = try Self.telling(path) {
      let found = try Self.version(of: path)
      switch purpose {
      case .writing:
        // Others may read the digest, but addresses in here may hold passwords. SQLite gives its
        // journals the mode of the file.
        let descriptor = unsafe Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        let pool = try DatabasePool(path: path, configuration: .house(mostPages: mostPages))
        try Schema.migrator.migrate(pool)
        return pool
      case .reading:
        guard let found else {
          throw ArchiveError.unusable(
            "there is no archive at \(path) yet; 'newsloom poll' or 'newsloom run' makes one")
        }
        guard found == Schema.version else {
          throw ArchiveError.unusable(
            "the archive at \(path) is of the older version \(found); "
              + "'newsloom poll' or 'newsloom run' brings it up to date")
        }
        return try Self.reader(path)
      }
    }
  }

  // MARK: Sources

  /// What is remembered of every source that was ever followed, in order of address.
  package func states() throws -> [SourceState] {
    try read { db in
      let rows = try Row.fetchCursor(
        db.cachedStatement(sql: "SELECT written, state FROM source ORDER BY key"))
      var states: [SourceState] = []
      while let row = try rows.next() {
        guard let stored = row[1] as String? else { continue }
        states.append(SourceState(stored: stored, of: FeedAddress(row[0])))
      }
      return states
    }
  }

  // MARK: Snapshots of the clusterer

  /// Keeps the clusterer's state as it is after the last item that was filed.
  package func saveSnapshot(_ bytes: [UInt8]) throws {
    try write { db in try Self.keepSnapshot(bytes, db) }
  }

  /// The clusterer's last state, and the number of the last item it had placed; nil if none was kept.
  package func snapshot() throws -> (bytes: [UInt8], lastItem: Int)? {
    try read { db in
      guard let lastItem = try Int.fetchOne(db, sql: "SELECT last_item FROM snapshot") else {
        return nil
      }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(try Self.snapshotSize(db))
      for table in ["snapshot", "snapshot_piece"] {
        let pieces = try Data.fetchCursor(db, sql: "SELECT bytes FROM \(table) ORDER BY number")
        while let piece = try pieces.next() { bytes += piece }
      }
      return (bytes: bytes, lastItem: lastItem)
    }
  }

  /// How many bytes the clusterer's last state has; 0 if none was kept.
  package func snapshotSize() throws -> Int { try read(Self.snapshotSize) }

  private static func snapshotSize(_ db: Database) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT coalesce((SELECT length(bytes) FROM snapshot), 0)
          + coalesce((SELECT sum(length(bytes)) FROM snapshot_piece), 0)
        """) ?? 0
  }

  /// So many bytes of a snapshot are given to SQLite at once. Whole, one of 14 MB took as much again in
  /// the memory of each hand that it passed through.
  private static let piece = 1 << 20

  static func keepSnapshot(_ bytes: [UInt8], _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO snapshot (number, last_item, bytes)
        VALUES (1, (SELECT coalesce(max(number), 0) FROM item), x'')
        """)
    try db.execute(sql: "DELETE FROM snapshot_piece")
    for start in stride(from: 0, to: bytes.count, by: piece) {
      try db.cachedStatement(sql: "INSERT INTO snapshot_piece (bytes) VALUES (?)")
        .execute(arguments: [Data(bytes[start..<min(start + piece, bytes.count)])])
    }
  }

  // MARK: Small facts

  /// A small fact kept under a name, such as when the daemon last ran; nil if there is none.
  package func mark(_ name: String) throws -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT value FROM mark WHERE name = ?", arguments: [name])
    }
  }

  /// Keeps a small fact under a name; nil forgets it.
  package func setMark(_ name: String, to value: String?) throws {
    try write { db in
      if let value {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO mark (name, value) VALUES (?, ?)")
          .execute(arguments: [name, value])
      } else {
        try db.execute(sql: "DELETE FROM mark WHERE name = ?", arguments: [name])
      }
    }
  }

  // MARK: Ways to the database

  /// Reads what was committed when the reading began, or when the archive was told to stand still.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.telling(path) {
      if let still { return try still.read(body) }
      return try database.read(body)
    }
  }

  /// Writes all that the body writes, or nothing of it.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try Self.telling(path) { try database.write(body) }
  }
}

extension Archive {
  /// Opens a file in order to read it. Where neither the file nor its folder can be written, SQLite
  /// cannot make the shared memory that a write-ahead log needs; a log that does not exist either
  /// means that nobody is writing, so the file may be read as one that does not change.
  private static func reading<Value>(
    _ path: String, _ open: (String, Configuration) throws -> Value
  ) throws -> Value {
    do {
      return try open(path, .house(readonly: true))
    } catch let error as DatabaseError
      where error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    {
      guard !FileManager.default.fileExists(atPath: path + "-wal") else { throw error }
      let url = URL(fileURLWithPath: path).absoluteString + "?immutable=1"
      return try open(url, .house(readonly: true))
    }
  }

  /// A pool that only reads, and has read.
  private static func reader(_ path: String) throws -> DatabasePool {
    try reading(path) { path, configuration in
      let pool = try DatabasePool(path: path, configuration: configuration)
      _ = try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM mark") }
      return pool
    }
  }

  /// The version of the file at the path; nil if there is none, or nothing in it. Reads only.
  private static func version(of path: String) throws -> Int? {
    // Without a file there is no version. One that may not be looked at fails when it is opened.
    let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    guard let size, size > 0 else { return nil }
    let head = try reading(path) { path, configuration in
      try DatabaseQueue(path: path, configuration: configuration).read { db in
        (
          application: try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
          version: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0,
          // A kill during the very first opening may leave GRDB's own tables and nothing else.
          tables: try Int.fetchOne(
            db, sql: "SELECT count(*) FROM sqlite_master WHERE tbl_name NOT GLOB 'grdb_*'") ?? 0
        )
      }
    }
    if head == (0, 0, 0) { return nil }
    guard head.application == Schema.applicationID else {
      throw ArchiveError.unusable(
        "\(path) is another program's database; set another 'state' directory")
    }
    guard head.version <= Schema.version else {
      throw ArchiveError.newer(found: head.version, known: Schema.version)
    }
    return head.version
  }

  /// Runs the body and turns SQLite's errors into sentences about the file at the path.
  static func telling<Value>(_ path: String, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw ArchiveError.unusable(sentence(for: error, at: path))
    }
  }

  private static func sentence(for error: DatabaseError, at path: String) -> String {
    let what = error.message ?? "\(error.resultCode)"
    return switch error.resultCode {
    case .SQLITE_FULL:
      "the disk that holds \(path) is full; make room and start again: nothing that was stored "
        + "is lost"
    case .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      "\(path) cannot be written (\(what)); check the owner and the permissions of the file and "
        + "its directory"
    case .SQLITE_CANTOPEN:
      "\(path) cannot be opened (\(what)); check that its directory exists and can be used"
    case .SQLITE_NOTADB:
      "\(path) is no newsloom archive; move it away or set another 'state' directory"
    case .SQLITE_CORRUPT:
      "\(path) is damaged (\(what)); put the last backup in its place"
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      "\(path) is held by another program (\(what)); close that program and try again"
    case .SQLITE_IOERR:
      "the disk that holds \(path) does not answer as it should (\(what)); check the disk"
    default: "the archive at \(path) cannot do this (\(error))"
    }
  }
}

extension Configuration {
  /// How every connection is set up.
  fileprivate static func house(readonly: Bool = false, mostPages: Int? = nil) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = readonly
    configuration.busyMode = .timeout(10)
    configuration.label = "archive"
    configuration.prepareDatabase { db in
      guard !db.configuration.readonly else { return }
      // So that what is forgotten makes the file smaller. It holds for files that are made now; an
      // older one uses the room again instead.
      try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      // Debian's SQLite overwrites deleted content with zeros unless told not to; news is no secret.
      try db.execute(sql: "PRAGMA secure_delete = OFF")
      // Texts and their index touch many pages, often the same. Copying them from the log every 16 MB
      // instead of every 4, with a larger cache, took filing 20 items from 2.9 to 2.3 ms.
      try db.execute(sql: "PRAGMA wal_autocheckpoint = 4096")
      try db.execute(sql: "PRAGMA cache_size = -8192")
      // A snapshot of the clusterer makes the log long once; it need not stay long.
      try db.execute(sql: "PRAGMA journal_size_limit = 16777216")
      if let mostPages { try db.execute(sql: "PRAGMA max_page_count = \(mostPages)") }
    }
    return configuration
  }
}
