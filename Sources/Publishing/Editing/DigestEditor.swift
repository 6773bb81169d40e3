package import Foundation
package import NewsModel

/// Makes an edition of a span's threads: what leads, what is quoted, what is left to a line.
package struct DigestEditor: Sendable {
  /// An edition, and every story of it with all its items for the lasting pages.
  package struct Edited: Sendable {
    package var digest: DailyDigest
    package var stories: [DigestStory]
    /// The stories and items that were edited anew; what is not among them is as it was before.
    package var changed: Set<ThreadID>
  }

  /// How many stories a topic tells in full where nothing else is said.
  package static let usualTop = 12
  /// How many of the stories that one outlet alone tells a topic tells in full.
  static let usualAlone = 3

  /// So many single items an edition lists: a page shows 4,000 of them at most, the note and the text
  /// all that are listed. More are counted, and stay in the archive for `newsloom items`: a day of a
  /// hundred thousand took forty megabytes in the archive, and nobody reads it.
  var mostSingles = 20_000
  /// While an edition is open there is the page alone.
  var mostSinglesOpen = 4_000

  /// So many bytes of stories' texts are kept from the reading until all is read.
  var mostHeld = 8 << 20

  let sources: [FeedAddress: FeedSource]
  private let topicOrder: [String: Int]
  private let topLimits: [String: Int]
  private let titles: [FeedAddress: String]
  private let addresses: [FeedAddress]

  /// `sources` in the order of feeds.conf, which is the order of the topics; `topLimits` how many
  /// stories a topic tells in full, by its path; `titles` the names of the feeds by their own account.
  package init(
    sources: [FeedSource], topLimits: [String: Int] = [:], titles: [FeedAddress: String] = [:]
  ) {
    var byAddress: [FeedAddress: FeedSource] = [:]
    var order: [String: Int] = [:]
    for source in sources {
      byAddress[source.address] = source
      if order[source.topic] == nil { order[source.topic] = order.count }
    }
    self.sources = byAddress
    addresses = sources.map(\.address)
    topicOrder = order
    self.topLimits = topLimits
    self.titles = titles
  }

  /// The edition of `span`: the items first seen in it, with their threads whole. `now` is only
  /// looked at for an open edition; a closed one is as its close was.
  package func digest(
    of span: EditionSpan, isOpen: Bool, at now: Date, from threads: [StoryThread],
    notes: EditionNotes
  ) -> DailyDigest {
    edit(span, isOpen: isOpen, at: now, from: threads, notes: notes).digest
  }

  /// As `digest`, with the stories for `DigestDirectory.publishStories`.
  package func edit(
    _ span: EditionSpan, isOpen: Bool, at now: Date, from threads: [StoryThread],
    notes: EditionNotes
  ) -> Edited {
    var memory = EditingMemory()
    // The print is not looked at again: the memory ends here.
    let prints = threads.map {
      ThreadPrint(
        id: $0.id, members: $0.members.count, newest: $0.members.last?.number ?? 0, wordings: 0,
        aliases: $0.aliases.count)
    }
    return edit(
      span, isOpen: isOpen, at: now, among: prints, notes: notes, memory: &memory,
      reading: DayReading(threads, watched: notes.watched))
  }

  /// As `edit`, but only the threads that changed since the memory was last used are asked for and
  /// edited anew.
  package func edit<Failure>(
    _ span: EditionSpan, isOpen: Bool, at now: Date, among prints: [ThreadPrint],
    notes: EditionNotes, memory: inout EditingMemory, reading: DayReading<Failure>
  ) throws(Failure) -> Edited {
    let backlog = Self.backlog(of: span, notes.states)
    let outdated = memory.outdated(
      among: prints, in: .init(span: span, sources: sources, backlog: backlog))
    for start in stride(from: 0, to: outdated.alone.count, by: Self.loneItemsAtOnce) {
      let numbers = Array(outdated.alone[start...].prefix(Self.loneItemsAtOnce))
      for item in try reading.loneItems(numbers) where Self.isNew(item.firstSeen, in: span) {
        memory.alone.learn(item, isLate: Self.isLate(item, in: span, backlog: backlog))
      }
    }
    var changed: Set<ThreadID> = []
    func take(_ threads: [StoryThread], _ notes: EditionNotes) {
      let storyEditor = StoryEditor(
        sources: sources, span: span, notes: notes, backlog: backlog, furniture: memory.furniture)
      for thread in threads {
        guard let edited = edit(thread, with: storyEditor) else { continue }
        memory.keep(edited, as: thread.id)
        changed.insert(thread.id)
      }
    }
    // A few threads at a time: the texts of a whole day would fill the memory of a small machine.
    // What is furniture is known when all stories were read, so those of a big day are read again.
    var turned: Set<Int> = []
    var held: [StoryThread] = []
    var heldNotes = notes
    var heldBytes = 0
    var again: [ThreadID] = []
    for names in Self.batches(of: outdated.stories, in: memory) {
      var itsNotes = heldNotes
      let stories = try reading.threads(names, &itsNotes)
      turned.formSymmetricDifference(memory.learn(stories))
      let bytes = stories.reduce(0) { $0 + Self.bytes(of: $1) }
      if heldBytes + bytes <= mostHeld {
        held += stories
        heldNotes = itsNotes
        heldBytes += bytes
      } else {
        again += stories.map(\.id)
      }
    }
    take(held, heldNotes)
    held = []
    again += memory.holders(of: turned, except: Set(outdated.stories))
    for names in Self.batches(of: again, in: memory) {
      var itsNotes = notes
      let threads = try reading.threads(names, &itsNotes)
      for thread in threads where itsNotes.keyTerms[thread.id] == nil {
        itsNotes.keyTerms[thread.id] = memory.terms(of: thread.id)
      }
      take(threads, itsNotes)
    }
    var edited = assemble(
      memory.edited, memory.alone, of: span, isOpen: isOpen, at: now, notes: notes,
      changed: changed)
    try list(
      isOpen ? mostSinglesOpen : mostSingles, of: &memory.alone, in: &edited.digest, among: prints,
      notes: notes, reading: reading)
    return edited
  }

  /// So many single items are asked for at once.
  private static let loneItemsAtOnce = 2000

  /// The stories among `prints` that `edit` would edit anew because they changed. It may edit others
  /// too, whose neighbours changed; those keep their key terms if they are given none.
  package func outdatedStories(
    of span: EditionSpan, among prints: [ThreadPrint], notes: EditionNotes, memory: EditingMemory
  ) -> [ThreadID] {
    let circumstances = EditingMemory.Circumstances(
      span: span, sources: sources, backlog: Self.backlog(of: span, notes.states))
    return memory.outdatedStories(among: prints, in: circumstances)
  }

  /// So many items are read at once, and more only where one thread has more.
  private static let itemsAtOnce = 250

  private static func batches(of names: [ThreadID], in memory: EditingMemory) -> [[ThreadID]] {
    var batches: [[ThreadID]] = []
    var items = itemsAtOnce
    for name in names {
      let members = memory.members(of: name)
      if items + members > itemsAtOnce {
        batches.append([])
        items = 0
      }
      batches[batches.count - 1].append(name)
      items += members
    }
    return batches
  }

  private static func bytes(of thread: StoryThread) -> Int {
    thread.members.reduce(0) { sum, member in
      let content = member.item.content
      return sum + 1000 + content.text.utf8.count + (content.content?.utf8.count ?? 0)
        + (content.summary?.utf8.count ?? 0)
        + member.revisions.dropLast().reduce(0) { $0 + $1.text.utf8.count }
    }
  }

  /// One story, as the edition tells it; nil where nothing of it is new.
  private func edit(_ thread: StoryThread, with editor: StoryEditor) -> EditedThread? {
    let span = editor.span
    let new = thread.members.filter { Self.isNew($0, in: span) }
    guard !new.isEmpty, thread.members.count > 1 else { return nil }
    let edited = editor.edit(thread, new: new)
    return EditedThread(
      edited.story, isRetold: edited.isRetold,
      late: new.count { Self.isLate($0, in: span, backlog: editor.backlog) }, new: new)
  }

  /// The whole of what is said of each thread, but for the single items, which are only counted.
  private func assemble(
    _ threads: some Sequence<EditedThread>, _ alone: LoneItems, of span: EditionSpan, isOpen: Bool,
    at now: Date, notes: EditionNotes, changed: Set<ThreadID>
  ) -> Edited {
    let written = isOpen ? min(now, span.closes) : span.closes
    var digest = DailyDigest(span: span, isOpen: isOpen, written: written)
    var stories: [DigestStory] = []
    var retold: Set<ThreadID> = []
    var singles: Set<String> = []
    var hours = [Int](repeating: 0, count: Self.hours(of: span))
    var feeds: Set<FeedAddress> = []
    func count(_ seen: Date) {
      digest.counts.items += 1
      let hour = Int(seen.timeIntervalSince(span.opens) / 3600)
      hours[min(max(hour, 0), hours.count - 1)] += 1
    }
    for thread in threads {
      digest.counts.late += thread.late
      thread.seen.forEach(count)
      feeds.formUnion(thread.feeds)
      stories.append(thread.story)
      if thread.isRetold { retold.insert(thread.story.id) }
    }
    for record in alone.records where record.place >= 0 {
      let place = alone.place(of: record)
      digest.counts.singles += 1
      if record.isLate { digest.counts.late += 1 }
      count(record.seen)
      feeds.insert(place.feed)
      singles.insert(place.topic)
    }
    stories.sort { ($1.rank.score, $0.id) < ($0.rank.score, $1.id) }
    for index in stories.indices { stories[index].rank.position = index + 1 }

    digest.counts.stories = stories.count
    digest.counts.fresh = stories.count { !$0.isContinued }
    digest.counts.continued = stories.count { $0.isContinued }
    digest.counts.sources = addresses.count
    digest.counts.sourcesWithNews = feeds.count
    digest.hours = hours
    digest.topics = topics(of: stories, retold: retold, singles: singles)
    digest.dropped = notes.dropped.map(Self.plain)
    digest.gaps = notes.sinceDown.filter { $0.overlaps(span.opens..<span.closes) }
      .map { .init(from: $0.lowerBound, until: $0.upperBound) }
    let condition = SourceReview(
      states: notes.states, names: name(of:), span: span, withNews: feeds, at: written)
    digest.failing = condition.failing
    digest.silent = condition.silent
    digest.sourcePages = pages(notes.sourcePages)
    if digest.counts.items == 0 {
      digest.emptyBecause = condition.whyEmpty(
        sources: addresses.count, dropped: notes.dropped.count, gaps: digest.gaps)
    }
    return Edited(digest: digest, stories: stories, changed: changed)
  }

  /// The topics with their stories; `singles` are those that have single items.
  private func topics(
    of stories: [DigestStory], retold: Set<ThreadID>, singles: Set<String>
  ) -> [DigestTopic] {
    let paths = Set(stories.map(\.topic)).union(singles).sorted {
      (topicOrder[$0] ?? .max, $0) < (topicOrder[$1] ?? .max, $1)
    }
    return paths.map { path in
      var topic = DigestTopic(path: path)
      let top = max(topLimits[path] ?? Self.usualTop, 0)
      // Of what one outlet alone tells, three stories are told in full: a busy one fills no page.
      var alone: [String: Int] = [:]
      for story in stories where story.topic == path {
        let isFollowed = story.isFollowed == true
        var isFull = isFollowed || (topic.stories.count < top && !retold.contains(story.id))
        if isFull, !isFollowed, story.outletCount == 1 {
          alone[story.lead.outlet, default: 0] += 1
          isFull = alone[story.lead.outlet, default: 0] <= Self.usualAlone
        }
        if isFull {
          topic.stories.append(Self.trimmed(story))
        } else {
          topic.brief.append(Self.trimmed(story))
        }
      }
      return topic
    }
  }

  /// The pages of sources by the outlet's name; of two feeds with one name the first in feeds.conf.
  private func pages(_ pages: [FeedAddress: String]) -> [String: String]? {
    guard !pages.isEmpty else { return nil }
    var byName: [String: String] = [:]
    for address in addresses {
      guard let page = pages[address] else { continue }
      let name = name(of: address)
      if byName[name] == nil { byName[name] = page }
    }
    return byName
  }

  /// The name a reader knows the source by.
  private func name(of address: FeedAddress) -> String {
    (sources[address]?.name ?? titles[address] ?? address.host).plainLine(limit: 80)
  }

  /// A story with the items that an edition shows and the archive keeps: those new in it up to two
  /// hundred, and of the earlier ones the first and the latest twenty.
  private static func trimmed(_ story: DigestStory) -> DigestStory {
    var story = story
    let new = story.items.filter(\.isNew)
    let old = story.items.filter { !$0.isNew }
    story.items = Array(old.prefix(1)) + old.dropFirst().suffix(20) + new.suffix(200)
    return story
  }

  private static func plain(_ dropped: DroppedItem) -> DroppedItem {
    var plain = dropped
    plain.sourceName = dropped.sourceName.plainLine(limit: 80)
    plain.id = dropped.id.plainLine(limit: 300)
    plain.title = dropped.title?.plainLine(limit: 300)
    plain.link = dropped.link?.webLink
    plain.reason = dropped.reason.plainLine(limit: 300)
    return plain
  }

  static func isNew(_ member: FiledItem, in span: EditionSpan) -> Bool {
    isNew(member.item.firstSeen, in: span)
  }

  static func isNew(_ seen: Date, in span: EditionSpan) -> Bool {
    seen >= span.opens && seen < span.closes
  }

  /// Published before the edition opened, by a source that was followed by then, and first seen more
  /// than three hours later. What a source newly followed brings along is its backlog.
  static func isLate(_ member: FiledItem, in span: EditionSpan, backlog: Set<FeedAddress>) -> Bool {
    isLate(LoneItem(member), in: span, backlog: backlog)
  }

  static func isLate(_ item: LoneItem, in span: EditionSpan, backlog: Set<FeedAddress>) -> Bool {
    item.date < span.opens && !backlog.contains(item.feed)
      && item.firstSeen.timeIntervalSince(item.date) > 3 * 3600
  }

  /// The sources that were not followed before the edition opened.
  static func backlog(of span: EditionSpan, _ states: [SourceState]) -> Set<FeedAddress> {
    Set(states.filter { ($0.followedSince ?? .distantPast) >= span.opens }.map(\.address))
  }

  static func hours(of span: EditionSpan) -> Int {
    min(max(Int((span.closes.timeIntervalSince(span.opens) / 3600).rounded(.up)), 1), 24 * 31)
  }

  /// A member as pages show it.
  static func item(
    _ member: FiledItem, origin: String, in span: EditionSpan, backlog: Set<FeedAddress>,
    watch: String?
  ) -> DigestItem {
    let placement = member.placement
    return DigestItem(
      number: member.number,
      title: DigestText(
        member.item.headline.plainLine(limit: 280),
        language: member.item.content.language?.languageTag),
      link: member.item.content.link?.webLink,
      outlet: member.item.sourceName.plainLine(limit: 80), origin: origin.plainLine(limit: 80),
      date: member.item.date, seen: member.item.firstSeen, isNew: isNew(member, in: span),
      isLate: isNew(member, in: span) && isLate(member, in: span, backlog: backlog),
      isCopy: placement.copyOf != nil,
      reason: .init(
        isFirst: placement.isFirst,
        terms: placement.sharedTerms.prefix(4).map { $0.term.plainLine(limit: 40) },
        score: (placement.score * 1000).rounded() / 1000,
        threshold: (placement.threshold * 1000).rounded() / 1000,
        alone: placement.aloneBecause?.plainLine(limit: 120)),
      watch: watch.map { rule in
        let words = rule.hasPrefix("watch ") ? String(rule.dropFirst(6)) : rule
        return words.plainLine(limit: 120)
      },
      reworded: member.revisions.count > 1 ? member.revisions.last?.seen : nil)
  }
}
