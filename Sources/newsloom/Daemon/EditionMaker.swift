import Configuring
import Foundation
import NewsModel
import Publishing
import Storing

/// Makes editions of what the archive holds; it reads and writes nothing else.
struct EditionMaker {
  let configuration: Configuration
  let premises: Premises
  private(set) var archive: Archive
  /// The stories to tell first and those to leave out.
  let steering: Steering

  /// An edition about to be edited.
  struct Draft {
    fileprivate let span: EditionSpan
    fileprivate let isOpen: Bool
    fileprivate let now: Date
    fileprivate let prints: [ThreadPrint]
    fileprivate let notes: EditionNotes
    fileprivate let editor: DigestEditor
    /// The stories that are edited anew, whose key terms it is to have.
    let stories: [ThreadID]
  }

  /// Where editions are published, by one who may write the archive.
  var directory: DigestDirectory {
    get throws {
      let identity = try identity
      if try archive.mark(Self.identityMark) == nil {
        try archive.setMark(Self.identityMark, to: identity)
      }
      return DigestDirectory(path: premises.output, identity: identity, formats: formats)
    }
  }
  private var formats: [DigestFormat] {
    configuration.settings.formats.compactMap(DigestFormat.init(rawValue:))
  }

  private static let identityMark = "identity"

  /// What tells the ids of this archive's feeds, mails and books from those of others. It is kept from
  /// the first publishing on, since a feed whose ids change is all unread again: the archive may be
  /// moved, and may be named in more ways than one.
  private var identity: String {
    get throws {
      if let known = try archive.mark(Self.identityMark) { return known }
      let place = URL(filePath: premises.archive).absoluteURL.path
      return "\(place) \(try Absences.began(archive)?.rfc3339 ?? "")"
    }
  }

  /// An edition's pages in a format, as its directory has them.
  func pages(of digest: DailyDigest, as format: DigestFormat) throws -> [Page] {
    let previous = try archive.editions().first { $0.closes < digest.span.closes }
    return format.pages(
      for: digest, neighbours: Neighbours(previous: previous), beside: formats,
      identity: try identity)
  }
  var calendar: EditionCalendar {
    EditionCalendar(closingAt: configuration.settings.digestAt, in: premises.zone)
  }

  /// The same maker, reading another view of the archive.
  func reading(_ archive: Archive) -> EditionMaker {
    var maker = self
    maker.archive = archive
    return maker
  }

  /// The open edition as it stands, without the terms that only a clusterer knows.
  func openEdition(at now: Date) throws -> DigestEditor.Edited {
    var memory = EditingMemory()
    return try edit(try openDraft(at: now, knowing: memory), keyTerms: [:], memory: &memory)
  }

  /// What the open edition is edited of. With the memory of earlier editing, only what changed since is
  /// read and edited anew.
  func openDraft(at now: Date, knowing memory: EditingMemory) throws -> Draft {
    let opening = try lastClosing(at: now)
    let span = calendar.span(closing: calendar.closing(after: max(now, opening)), opening: opening)
    return try draft(of: span, isOpen: true, at: now, knowing: memory)
  }

  /// The editions that are due and not closed, oldest first.
  func due(at now: Date) throws -> [EditionSpan] {
    calendar.due(after: try lastClosing(at: now), at: now)
  }

  /// What the edition of a span is edited of.
  func draft(
    of span: EditionSpan, isOpen: Bool, at now: Date, knowing memory: EditingMemory
  ) throws -> Draft {
    let directory = DigestDirectory(path: premises.output)
    var pages = DigestDirectory.sourcePages(of: configuration.sources.map(\.address))
    if isOpen {
      // Those of sources newly followed are written when the edition closes.
      let present = directory.sourcePages()
      pages = pages.filter { present.contains($0.value) }
    }
    let (followed, muted) = try steering.current(in: archive)
    var prints = try archive.prints(seenIn: span.opens..<span.closes)
    var left: [DroppedItem] = []
    if !muted.isEmpty {
      left = try leftOut(prints.compactMap { muted[$0.id] == nil ? nil : $0.id }, muted, of: span)
      prints.removeAll { muted[$0.id] != nil }
    }
    let notes = EditionNotes(
      dropped: try archive.drops(in: span.opens..<span.closes) + left,
      states: try archive.states(),
      sinceDown: try Absences.all(in: archive).filter {
        $0.upperBound > span.opens && $0.lowerBound < span.closes
      },
      followed: followed, storyPages: directory.storyPages(), sourcePages: pages)
    var titles: [FeedAddress: String] = [:]
    for state in notes.states { titles[state.address] = state.title }
    let editor = DigestEditor(
      sources: configuration.sources, topLimits: configuration.topLimits, titles: titles)
    return Draft(
      span: span, isOpen: isOpen, now: now, prints: prints, notes: notes, editor: editor,
      stories: editor.outdatedStories(of: span, among: prints, notes: notes, memory: memory))
  }

  /// The edition, with its stories. `keyTerms` are the words that tell a thread from others, heaviest
  /// first.
  func edit(
    _ draft: Draft, keyTerms: [ThreadID: [String]], memory: inout EditingMemory
  ) throws -> DigestEditor.Edited {
    let span = draft.span
    let archive = archive
    let rules = FilterRules(configuration.rules)
    let isWatching = configuration.rules.contains { $0.verb == .watch }
    func watch(_ item: NewsItem) -> String? {
      guard isWatching, item.firstSeen >= span.opens,
        case .watched(let rule) = rules.verdict(for: item.content, topic: item.topic)
      else { return nil }
      return rule.text
    }
    var words: [String: String] = [:]
    let reading = DayReading<any Error>(
      threads: { names, notes in
        var threads = try archive.threads(named: names)
        for place in threads.indices { Self.share(&words, &threads[place]) }
        for thread in threads {
          for member in thread.members {
            if let rule = watch(member.item) { notes.watched[member.item.key] = rule }
          }
          notes.keyTerms[thread.id] = keyTerms[thread.id]
          let told = try archive.earlierEditions(of: thread.id).filter { $0.closes <= span.opens }
          if !told.isEmpty { notes.toldBefore[thread.id] = told.reversed() }
        }
        return threads
      },
      loneItems: { numbers in
        guard isWatching else { return try archive.loneItems(numbered: numbers) }
        return try stride(from: 0, to: numbers.count, by: Self.itemsAtOnce).flatMap { start in
          try archive.items(numbered: Array(numbers[start...].prefix(Self.itemsAtOnce))).map {
            LoneItem($0, watch: watch($0.item))
          }
        }
      },
      items: { numbers in try archive.items(numbered: numbers) })
    return try draft.editor.edit(
      span, isOpen: draft.isOpen, at: draft.now, among: draft.prints, notes: draft.notes,
      memory: &memory, reading: reading)
  }

  /// So many items are read whole at once.
  private static let itemsAtOnce = 250

  /// Lets what many items say of their source be in memory once: an edition keeps it of each item.
  private static func share(_ words: inout [String: String], _ thread: inout StoryThread) {
    func shared(_ word: String) -> String {
      if let known = words[word] { return known }
      words[word] = word
      return word
    }
    for place in thread.members.indices {
      var item = thread.members[place].item
      item.sourceName = shared(item.sourceName)
      item.owner = shared(item.owner)
      item.topic = shared(item.topic)
      thread.members[place].item = item
    }
  }

  /// The new items of stories that stories.conf leaves out, with the line that does.
  private func leftOut(
    _ threads: [ThreadID], _ muted: [ThreadID: String], of span: EditionSpan
  ) throws -> [DroppedItem] {
    try archive.threads(named: threads).flatMap { thread in
      thread.members.filter { $0.item.firstSeen >= span.opens && $0.item.firstSeen < span.closes }
        .map { member in
          DroppedItem(
            feed: member.item.feed, sourceName: member.item.sourceName, id: member.item.content.id,
            title: member.item.content.title, link: member.item.content.link,
            seen: member.item.firstSeen, reason: muted[thread.id] ?? "")
        }
    }
  }

  /// Where the open edition begins: the last edition's close, or the last closing time before the
  /// archive's first day.
  private func lastClosing(at now: Date) throws -> Date {
    if let last = try archive.lastEdition() { return last.closes }
    return calendar.closing(notAfter: try Absences.began(archive) ?? now)
  }
}
