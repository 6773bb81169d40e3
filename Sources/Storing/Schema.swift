import GRDB

/// The tables, as migrations that are numbered and never edited once released.
///
/// Instants are REAL seconds since 2001-01-01 UTC, as Foundation counts them, because that is the
/// one form in which a `Date` comes back the same to the last bit; in the sqlite3 shell,
/// `datetime(first_seen + 978307200, 'unixepoch')` reads them.
enum Schema {
  /// "nwsl": tells our files from other programs' databases.
  static let applicationID = 0x6E77_736C
  /// The version that this program writes: the number of the last migration.
  static let version = 5

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: first)
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    migrator.registerMigration("2") { db in
      try db.execute(sql: second)
      try db.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("3") { db in
      try db.execute(sql: third)
      try db.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("4") { db in
      try db.execute(sql: fourth)
      // What was forgotten before this was noted: nothing up to the newest item can be placed anew.
      try db.execute(
        sql: """
          INSERT INTO mark (name, value)
          SELECT 'settled', CAST(last AS TEXT) FROM (SELECT max(number) AS last FROM item)
          WHERE last IS NOT NULL AND EXISTS (SELECT 1 FROM forgotten)
          """)
      try db.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration("5") { db in
      try db.execute(sql: fifth)
      try db.execute(sql: "PRAGMA user_version = 5")
    }
    return migrator
  }

  private static let first = """
    -- A feed that was ever followed; rows outlive their line in feeds.conf.
    CREATE TABLE source (
      number INTEGER PRIMARY KEY,
      key TEXT NOT NULL UNIQUE,
      written TEXT NOT NULL,
      items INTEGER NOT NULL DEFAULT 0,
      polls INTEGER NOT NULL DEFAULT 0,
      state TEXT
    ) STRICT;

    -- The last polls of each source, in a ring of slots so that nothing is ever deleted.
    CREATE TABLE poll (
      source INTEGER NOT NULL REFERENCES source,
      slot INTEGER NOT NULL,
      at REAL NOT NULL,
      http_status INTEGER,
      outcome TEXT NOT NULL,
      new_items INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      nanoseconds INTEGER NOT NULL,
      PRIMARY KEY (source, slot)
    ) STRICT, WITHOUT ROWID;

    -- How a source was described when its items came: name, owner and topic may change later.
    CREATE TABLE outlet (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      owner TEXT NOT NULL,
      topic TEXT NOT NULL,
      is_wire INTEGER NOT NULL,
      UNIQUE (name, owner, topic, is_wire)
    ) STRICT;

    -- Every thread's name. A merged thread keeps its row, and `kept` points at the one that lives.
    CREATE TABLE thread (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kept INTEGER REFERENCES thread
    ) STRICT;
    CREATE INDEX thread_kept ON thread (kept) WHERE kept IS NOT NULL;

    -- An item in its newest wording. `placed` is the thread it was put in, `thread` the one it is in
    -- now. The short columns stand first: sorting a document must not read the texts behind them.
    CREATE TABLE item (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      source INTEGER NOT NULL REFERENCES source,
      outlet INTEGER NOT NULL REFERENCES outlet,
      thread INTEGER NOT NULL REFERENCES thread,
      placed INTEGER NOT NULL REFERENCES thread,
      first_seen REAL NOT NULL,
      seen REAL NOT NULL,
      earlier INTEGER NOT NULL DEFAULT 0,
      wording INTEGER NOT NULL,
      look INTEGER NOT NULL,
      score REAL,
      threshold REAL,
      margin REAL,
      is_first INTEGER NOT NULL,
      key TEXT,
      guid TEXT NOT NULL,
      link TEXT,
      title TEXT,
      published REAL,
      updated REAL,
      language TEXT,
      image TEXT,
      origin TEXT,
      comments TEXT,
      authors TEXT,
      categories TEXT,
      enclosures TEXT,
      text TEXT NOT NULL,
      summary_text TEXT,
      summary TEXT,
      content TEXT,
      evidence TEXT
    ) STRICT;
    CREATE INDEX item_seen ON item (first_seen, thread, source);
    CREATE INDEX item_thread ON item (thread, outlet);
    CREATE INDEX item_link ON item (link, source, look) WHERE link IS NOT NULL;
    CREATE INDEX item_look ON item (source, look) WHERE link IS NULL;

    -- Every identifier by which a publisher has called an item.
    CREATE TABLE name (
      guid TEXT NOT NULL,
      source INTEGER NOT NULL REFERENCES source,
      item INTEGER NOT NULL REFERENCES item,
      seen REAL NOT NULL,
      PRIMARY KEY (guid, source)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX name_item ON name (item, seen);

    -- Wordings that were replaced, whole. The newest wording is the item's own row.
    CREATE TABLE wording (
      number INTEGER PRIMARY KEY,
      item INTEGER NOT NULL REFERENCES item,
      seen REAL NOT NULL,
      guid TEXT NOT NULL,
      link TEXT,
      title TEXT,
      published REAL,
      updated REAL,
      language TEXT,
      image TEXT,
      origin TEXT,
      comments TEXT,
      authors TEXT,
      categories TEXT,
      enclosures TEXT,
      text TEXT NOT NULL,
      summary_text TEXT,
      summary TEXT,
      content TEXT
    ) STRICT;
    CREATE INDEX wording_item ON wording (item);

    -- Full-text search over the newest wording. The index keeps no copy of the texts. `grams` has
    -- the pairs of letters of scripts that are written without spaces.
    CREATE VIEW searchable AS SELECT number, title, text, NULL AS grams FROM item;
    CREATE VIRTUAL TABLE words USING fts5 (
      title, text, grams, content = 'searchable', content_rowid = 'number',
      tokenize = 'unicode61 remove_diacritics 2'
    );

    -- What a rule kept out, when it was first met, and which rule.
    CREATE TABLE dropped (
      source INTEGER NOT NULL REFERENCES source,
      guid TEXT NOT NULL,
      source_name TEXT NOT NULL,
      title TEXT,
      link TEXT,
      seen REAL NOT NULL,
      reason TEXT NOT NULL,
      PRIMARY KEY (source, guid)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX dropped_seen ON dropped (seen);

    -- Editions that are closed: never changed, never removed.
    CREATE TABLE edition (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      day TEXT NOT NULL,
      ordinal INTEGER NOT NULL,
      opens REAL NOT NULL,
      closes REAL NOT NULL,
      zone TEXT NOT NULL,
      closed_at REAL NOT NULL,
      digest BLOB NOT NULL
    ) STRICT;
    CREATE INDEX edition_closes ON edition (closes);

    -- The items of each edition, in its order, under the thread's name of that day.
    CREATE TABLE member (
      edition INTEGER NOT NULL REFERENCES edition,
      position INTEGER NOT NULL,
      thread INTEGER NOT NULL REFERENCES thread,
      item INTEGER NOT NULL,
      rank INTEGER NOT NULL,
      PRIMARY KEY (edition, position)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX member_thread ON member (thread, edition);

    -- The clusterer's state, and the last item it had placed when it was taken.
    CREATE TABLE snapshot (
      number INTEGER PRIMARY KEY CHECK (number = 1),
      last_item INTEGER NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;

    -- Small facts of the daemon's own, such as when it last ran.
    CREATE TABLE mark (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  private static let second = """
    -- What somebody outside is yet to be told. A row goes when it has been, or when it is given up.
    CREATE TABLE notice (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      detail TEXT NOT NULL,
      key TEXT NOT NULL,
      made REAL NOT NULL,
      due REAL NOT NULL,
      tries INTEGER NOT NULL DEFAULT 0,
      trouble TEXT,
      UNIQUE (kind, subject)
    ) STRICT;
    """

  private static let third = """
    -- By what items that were forgotten are known again while their feed still lists them: the
    -- fingerprints of their identifiers and looks.
    CREATE TABLE forgotten (
      source INTEGER NOT NULL REFERENCES source,
      mark INTEGER NOT NULL,
      PRIMARY KEY (source, mark)
    ) STRICT, WITHOUT ROWID;
    """

  private static let fourth = """
    -- What was done to threads by order, and when threads began to stay open for another time: what a
    -- placing anew must do too, after the item of that number. `deed` is JSON.
    CREATE TABLE steering (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      after_item INTEGER NOT NULL,
      at REAL NOT NULL,
      deed TEXT NOT NULL
    ) STRICT;

    -- Older states of the clusterer, from which items can be placed anew although what came before
    -- them is forgotten. `orders` is the last row of `steering` that they know of.
    CREATE TABLE checkpoint (
      last_item INTEGER PRIMARY KEY,
      orders INTEGER NOT NULL,
      at REAL NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    """

  private static let fifth = """
    -- The clusterer's state follows `snapshot.bytes` in pieces, for SQLite holds each value that it
    -- writes or reads whole. `snapshot.bytes` is empty since there are pieces.
    CREATE TABLE snapshot_piece (
      number INTEGER PRIMARY KEY,
      bytes BLOB NOT NULL
    ) STRICT;

    -- Eight segments of the index are merged at once instead of four: indexing two items took 0.59 ms
    -- instead of 0.79 in transactions of their own, 0.30 instead of 0.39 four times as many together.
    -- A search looks at more segments, some hundredths of a millisecond.
    INSERT INTO words (words, rank) VALUES ('automerge', 8);
    """
}
