package import Foundation
package import NewsModel

/// The digest directory: the one place where pages become files.
///
/// Every file is complete at every moment, and a failure leaves the last good one. One process writes
/// a directory at a time; the state's lock sees to that.
package struct DigestDirectory: Sendable {
  package let path: String
  private let identity: String
  private let formats: [DigestFormat]
  /// Whether the editions have a feed, which pages then name.
  var hasFeed: Bool { formats.contains(.atom) }

  /// The directory is made when something is first published. `identity` tells its feeds, mails and
  /// books from those of other digest directories, and must stay the same. `formats` are those that
  /// editions are written in; what was written in another before stays.
  package init(path: String, identity: String = "", formats: [DigestFormat] = DigestFormat.usual) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    self.identity = identity
    self.formats = formats
  }

  /// Writes a closed edition's directory, all of it or nothing. One that is there already stays as it
  /// is, unless `rewriting`: then each of its files is put in place again, the same bytes for the
  /// same digest. Returns whether it wrote. Throws a `DirectoryError`.
  @discardableResult
  package func publish(
    _ digest: DailyDigest, neighbours: Neighbours = .init(), rewriting: Bool = false
  ) throws(DirectoryError) -> Bool {
    let place = digest.span.directory
    let edition = "\(path)/\(place)"
    let year = WholeFile.parent(of: edition)
    try WholeFile.makeDirectory(year)
    removeStrays(in: year)
    if WholeFile.isDirectory(edition) {
      guard rewriting else { return false }
      try forEachPage(of: digest, neighbours) { page throws(DirectoryError) in
        try WholeFile.put(page.bytes, at: "\(path)/\(page.path)")
      }
      return true
    }
    let temporary = WholeFile.temporaryName(for: edition)
    do throws(DirectoryError) {
      try WholeFile.makeDirectory(temporary)
      try forEachPage(of: digest, neighbours) { page throws(DirectoryError) in
        let name = page.path.dropFirst(place.count + 1)
        try WholeFile.write(page.bytes, at: "\(temporary)/\(name)")
      }
      try WholeFile.flushDirectory(temporary)
      try WholeFile.rename(temporary, to: edition)
    } catch {
      remove(temporary)
      throw error
    }
    try WholeFile.flushDirectory(year)
    return true
  }

  /// Lends the pages of an edition's directory one after the other: of a big day each is megabytes.
  private func forEachPage(
    of digest: DailyDigest, _ neighbours: Neighbours, _ body: (Page) throws(DirectoryError) -> Void
  ) throws(DirectoryError) {
    for format in formats where format.isOfEdition {
      let pages = format.pages(
        for: digest, neighbours: neighbours, beside: formats, identity: identity)
      for page in pages { try body(page) }
    }
    try body(
      Page(path: digest.span.directory + "/dropped.txt", bytes: DroppedPage.bytes(of: digest)))
  }

  /// Writes `today.html`, the open edition. Throws a `DirectoryError`.
  package func publishToday(_ digest: DailyDigest, neighbours: Neighbours = .init())
    throws(DirectoryError)
  {
    try WholeFile.makeDirectory(path)
    let page = EditionPage(
      digest, place: .today, previous: neighbours.previous, formats: [.html], hasFeed: hasFeed)
    try put(page.bytes, at: "today.html")
  }

  /// Writes the lasting pages of stories, as `DigestEditor.edit` gives them, and if asked for
  /// `stories.xml`, where they differ from what is there. A page whose thread was merged into
  /// another's leads on to that one. Throws a `DirectoryError`.
  ///
  /// Of stories that are not among `changed` only those are written whose page is missing; nil means
  /// all changed. `sources` are the file names of the outlets' pages. `earlier` are the stories of
  /// the edition before: they stay in the feed, or whoever reads it seldom would miss what came in
  /// the hour before the close.
  package func publishStories(
    _ stories: [DigestStory], span: EditionSpan, changed: Set<ThreadID>? = nil,
    sources: [String: String] = [:], earlier: [DigestStory] = []
  ) throws(DirectoryError) {
    guard !stories.isEmpty else { return }
    let directory = path + "/story"
    try WholeFile.makeDirectory(directory)
    removeStrays(in: directory)
    let known = storyPages()
    for story in stories {
      if let changed, !changed.contains(story.id), known[story.id] != nil { continue }
      let name = known[story.id] ?? story.page
      guard !name.contains("/"), !name.hasPrefix("."), name.hasSuffix(".html") else {
        throw DirectoryError(path: directory, sentence: "'\(name)' is no name of a story's page")
      }
      try put(
        StoryPage(story, span: span, sources: sources, hasFeed: hasFeed).bytes,
        at: "story/" + name)
      for alias in story.aliases {
        guard let gone = known[alias], gone != name else { continue }
        try put(
          StoryPage(leadingTo: name, headline: story.headline, hasFeed: hasFeed).bytes,
          at: "story/" + gone)
      }
    }
    if formats.contains(.atom) {
      let present = Set(stories.flatMap { [$0.id] + $0.aliases })
      let all = stories + earlier.filter { !present.contains($0.id) }
      try put(AtomFeed(all, identity: identity).bytes, at: "stories.xml")
    }
  }

  /// The names of the story pages that are there, by thread: for `EditionNotes.storyPages`, since
  /// a page's name never changes. Empty if there is no directory yet.
  package func storyPages() -> [ThreadID: String] {
    // A directory that cannot be read has no names to keep.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/story")) ?? []
    var pages: [ThreadID: String] = [:]
    for name in names where name.hasSuffix(".html") && !name.hasPrefix(".") {
      let stem = name.dropLast(5)
      let id = stem.split(separator: "-").last ?? stem
      pages[ThreadID(rawValue: String(id))] = name
    }
    return pages
  }

  /// Writes the archive's `index.html`, `feed.xml` and the link `latest`; the editions in any order.
  /// Throws a `DirectoryError`.
  package func publishIndex(of editions: [DigestSummary]) throws(DirectoryError) {
    let newestFirst = editions.sorted {
      ($1.span.closes, $1.span.ordinal) < ($0.span.closes, $0.span.ordinal)
    }
    try WholeFile.makeDirectory(path)
    removeStrays(in: path)
    try put(IndexPage(newestFirst, hasFeed: hasFeed).bytes, at: "index.html")
    if formats.contains(.atom) {
      try put(
        AtomFeed(newestFirst, identity: identity, formats: formats).bytes, at: "feed.xml")
    }
    guard let newest = newestFirst.first else { return }
    let latest = path + "/latest"
    // No link yet, or one that cannot be read, is one to be made.
    let target = try? FileManager.default.destinationOfSymbolicLink(atPath: latest)
    if target != newest.span.directory { try WholeFile.link(latest, to: newest.span.directory) }
  }

  /// Writes `status.html`, `status.json` and `opml.xml`, the rows in the order of feeds.conf. `zone` is the IANA
  /// name of the zone its times are in. Throws a `DirectoryError`.
  package func publishStatus(
    _ rows: [StatusRow], lists: [StatusRow] = [], at moment: Date, zone: String
  ) throws(DirectoryError) {
    try WholeFile.makeDirectory(path)
    try put(
      StatusPage(rows, lists: lists, at: moment, zone: zone, hasFeed: hasFeed).bytes,
      at: "status.html")
    try put(JSONPages.status(rows, lists: lists, at: moment), at: "status.json")
    try put(OPMLPage.bytes(of: rows), at: "opml.xml")
  }

  /// Puts the file in place unless it is there with the same bytes: a reader's cache and an rsync
  /// see no change where there is none.
  func put(_ bytes: [UInt8], at name: String) throws(DirectoryError) {
    let file = "\(path)/\(name)"
    if let present = FileManager.default.contents(atPath: file), present.elementsEqual(bytes) {
      return
    }
    try WholeFile.put(bytes, at: file)
  }

  /// What a crash left half written.
  private func removeStrays(in directory: String) {
    // Where strays cannot be listed, the write that follows says why.
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    for name in names where name.hasPrefix(WholeFile.temporaryPrefix) {
      remove("\(directory)/\(name)")
    }
  }

  private func remove(_ path: String) {
    // A stray that stays is hidden by its name and tried again the next time.
    try? FileManager.default.removeItem(atPath: path)
  }
}
