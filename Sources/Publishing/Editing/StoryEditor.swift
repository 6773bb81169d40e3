import Foundation
import NewsModel

/// Makes a story of a thread of two or more items, some of them new in the edition.
struct StoryEditor {
  let sources: [FeedAddress: FeedSource]
  let span: EditionSpan
  let notes: EditionNotes
  let backlog: Set<FeedAddress>
  let furniture: Furniture

  /// `new` are the members first seen in the span; at least one.
  func edit(_ thread: StoryThread, new: [FiledItem]) -> (story: DigestStory, isRetold: Bool) {
    let members = thread.members
    let isNew = { (member: FiledItem) in DigestEditor.isNew(member, in: span) }
    let told = Self.withFirstPrints(members)
    let written = Origins(of: told)
    let origins = written.names
    let reading = StoryReading(
      members, origins: written.texts, furniture: furniture, isNew: isNew)
    let lead = LeadChoice(among: members, origins: origins, isNew: isNew).index
    let items = members.indices.map {
      DigestEditor.item(
        told[$0], origin: origins[$0], in: span, backlog: backlog,
        watch: notes.watched[members[$0].item.key])
    }
    var story = DigestStory(
      id: thread.id, aliases: thread.aliases, page: page(of: thread), topic: topic(of: new),
      lead: items[lead], items: items)
    story.outletCount = Set(items.map(\.outlet)).count
    story.groups = groups(of: items)
    story.newCount = new.count
    story.first = thread.firstReport
    story.last = thread.lastReport
    story.dayNumber = dayNumber(of: members)
    story.quietSince = quietSince(members)
    story.also = also(items, lead: lead)
    story.told = notes.toldBefore[thread.id] ?? []
    story.terms = (notes.keyTerms[thread.id] ?? []).prefix(8).map { $0.plainLine(limit: 40) }
    story.headlineChanges = headlineChanges(members, items: items)
    story.corrections = corrections(members, items: items)
    story.quotes = openings(members, lead: lead, items: items) {
      story.isContinued && reading.wasSaid($0)
    }
    let quoted = Set(story.quotes.map(\.text.text))
      .union(story.corrections.map(\.words.text.text))
    if story.isContinued {
      story.new = reading.new(atMost: 3).map { quote($0.text, of: items[$0.member]) }
        .filter { !quoted.contains($0.text.text) }
    }
    let taken = quoted.union(story.new.map(\.text.text))
    story.sole = reading.sole(atMost: 2, except: taken).map { quote($0.text, of: items[$0.member]) }
    story.figures = DifferingFigures(reading.fresh, items: items).found
    if notes.followed.contains(thread.id) { story.isFollowed = true }
    let novelty = story.isContinued ? reading.novelty : 1
    let isRetold = isRetold(story, new: new, reading: reading)
    story.rank = rank(of: story, new: new, novelty: novelty, isRetold: isRetold)
    return (story, isRetold)
  }

  /// The members, each copy being one of the first print and not of the first that came.
  private static func withFirstPrints(_ members: [FiledItem]) -> [FiledItem] {
    guard members.contains(where: { $0.placement.copyOf != nil }) else { return members }
    var places: [ItemKey: Int] = [:]
    for (index, member) in members.enumerated() { places[member.item.key] = index }
    let firsts = FirstPrint.places(
      of: members.map {
        FirstPrint.Claim(
          isWire: $0.item.isWire, date: $0.item.date.timeIntervalSince1970,
          copied: $0.placement.copyOf.flatMap { places[$0] })
      })
    return zip(members, firsts).map { member, first in
      var member = member
      member.placement.copyOf = first.map { members[$0].item.key }
      return member
    }
  }

  /// Whether all that came is what earlier editions told: copies, or texts in words that were there.
  private func isRetold(_ story: DigestStory, new: [FiledItem], reading: StoryReading) -> Bool {
    guard story.isContinued, story.quietSince == nil, story.new.isEmpty, story.sole.isEmpty,
      story.figures.isEmpty, story.headlineChanges.isEmpty, story.corrections.isEmpty,
      !story.items.contains(where: { $0.isNew && $0.watch != nil })
    else { return false }
    return new.allSatisfy { $0.placement.copyOf != nil }
      || (reading.freshVolume >= 30 && reading.novelty < 0.2)
  }

  private func rank(
    of story: DigestStory, new: [FiledItem], novelty: Double, isRetold: Bool
  ) -> DigestStory.Rank {
    let fresh = story.items.filter(\.isNew)
    let feeds = new.compactMap { sources[$0.item.feed] }
    let last = new.map(\.item.firstSeen).max() ?? span.opens
    let length = max(span.closes.timeIntervalSince(span.opens), 1)
    return Ranking(
      groups: Set(fresh.map(\.origin)).count, outlets: Set(fresh.map(\.outlet)).count,
      novelty: novelty,
      recency: min(max(1 - span.closes.timeIntervalSince(last) / length, 0), 1),
      weight: feeds.isEmpty ? 1 : feeds.reduce(0) { $0 + $1.weight } / Double(feeds.count),
      isQuietBoosted: feeds.contains(where: \.isQuietBoosted),
      isWatched: fresh.contains { $0.watch != nil },
      isFollowed: story.isFollowed == true, isRetold: isRetold
    ).rank
  }

  private func quote(_ text: String, of item: DigestItem) -> DigestQuote {
    DigestQuote(
      text: DigestText(text.plainLine(limit: 420), language: item.title.language),
      outlet: item.outlet, link: item.link, date: item.date)
  }

  /// The lead's opening sentences that no earlier edition can have told; where it has none worth
  /// quoting, those of the newest item of the same language that has.
  private func openings(
    _ members: [FiledItem], lead: Int, items: [DigestItem], except isTold: (String) -> Bool
  ) -> [DigestQuote] {
    let others = members.indices.reversed().filter {
      $0 != lead && items[$0].isNew && items[$0].title.language == items[lead].title.language
    }
    for index in [lead] + others.prefix(12) {
      let sentences = Opening(of: members[index].item, except: isTold).sentences
      if !sentences.isEmpty { return sentences.map { quote($0, of: items[index]) } }
    }
    return []
  }

  /// Notices in what is new in this edition, and in older items whose wording took one up in its time;
  /// at most three.
  private func corrections(_ members: [FiledItem], items: [DigestItem])
    -> [DigestStory.Correction]
  {
    var corrections: [DigestStory.Correction] = []
    for (index, member) in members.enumerated() {
      guard let newest = member.revisions.last?.seen, newest >= span.opens else { continue }
      var before: CorrectionNotice?
      for revision in member.revisions {
        let title = (revision.title ?? "").plainLine(limit: 300)
        let notice = CorrectionNotice(title: title, text: revision.text)
        defer { before = notice }
        guard let notice, notice.kind != before?.kind, revision.seen >= span.opens,
          revision.seen < span.closes
        else { continue }
        var words = quote(notice.words, of: items[index])
        words.date = min(max(items[index].date, revision.seen), span.closes)
        if member.revisions.count == 1 { words.date = items[index].date }
        corrections.append(.init(kind: notice.kind, words: words))
      }
    }
    return corrections.sorted { $0.words.date < $1.words.date }.suffix(3)
  }

  private func groups(of items: [DigestItem]) -> [DigestStory.Group] {
    var order: [String] = []
    var outlets: [String: [String]] = [:]
    for item in items {
      if outlets[item.origin] == nil { order.append(item.origin) }
      if outlets[item.origin]?.contains(item.outlet) != true {
        outlets[item.origin, default: []].append(item.outlet)
      }
    }
    return order.map { .init(origin: $0, outlets: outlets[$0] ?? []) }
      .enumerated()
      .sorted { ($1.element.outlets.count, $0.offset) < ($0.element.outlets.count, $1.offset) }
      .map(\.element)
  }

  /// The outlets beside the lead's with their newest item: those new in the edition first.
  private func also(_ items: [DigestItem], lead: Int) -> [DigestStory.Outlet] {
    var seen: Set<String> = [items[lead].outlet]
    let newestFirst = items.filter(\.isNew).reversed() + items.filter { !$0.isNew }.reversed()
    return newestFirst.filter { seen.insert($0.outlet).inserted }
      .map { .init(name: $0.outlet, link: $0.link) }
  }

  private func topic(of new: [FiledItem]) -> String {
    var counts: [String: Int] = [:]
    for member in new { counts[member.item.topic, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    return new.first { counts[$0.item.topic] == most }?.item.topic ?? ""
  }

  /// Editions are taken to be a day long where this one began.
  private func dayNumber(of members: [FiledItem]) -> Int {
    let first = members.map(\.item.firstSeen).min() ?? span.opens
    guard first < span.opens else { return 1 }
    return 2 + Int(span.opens.timeIntervalSince(first) / 86400)
  }

  private func quietSince(_ members: [FiledItem]) -> Date? {
    let before = members.map(\.item.firstSeen).filter { $0 < span.opens }.max()
    let after = members.map(\.item.firstSeen).filter { $0 >= span.opens }.min()
    guard let before, let after, after.timeIntervalSince(before) >= 3 * 86400 else { return nil }
    return before
  }

  /// Titles that an outlet changed in this edition's time: other words, not other punctuation.
  private func headlineChanges(_ members: [FiledItem], items: [DigestItem])
    -> [DigestStory.HeadlineChange]
  {
    var changes: [DigestStory.HeadlineChange] = []
    for (index, member) in members.enumerated() where member.revisions.count > 1 {
      for (before, after) in zip(member.revisions, member.revisions.dropFirst()) {
        guard after.seen >= span.opens, after.seen < span.closes,
          let old = before.title?.plainLine(limit: 280), !old.isEmpty,
          let new = after.title?.plainLine(limit: 280), !new.isEmpty,
          Self.bare(old) != Self.bare(new)
        else { continue }
        let language = items[index].title.language
        changes.append(
          .init(
            outlet: items[index].outlet, before: DigestText(old, language: language),
            after: DigestText(new, language: language), seen: after.seen))
      }
    }
    return changes.sorted { $0.seen < $1.seen }.suffix(4)
  }

  private static func bare(_ title: String) -> String {
    title.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// The date of the first item, words of its first headline and the thread's id: made once, and
  /// then kept by the file's own existence.
  private func page(of thread: StoryThread) -> String {
    if let name = notes.storyPages[thread.id] { return name }
    let first =
      thread.members.first { $0.placement.isFirst && $0.placement.thread == thread.id }
      ?? thread.members.first
    let title = first?.revisions.first?.title ?? first?.item.content.title ?? ""
    let day = ZoneClock(zone: span.zone).day(of: first?.item.date ?? span.opens)
    let slug = Self.slug(title)
    return "\(day)-\(slug.isEmpty ? "" : slug + "-")\(Self.safe(thread.id)).html"
  }

  /// Up to six words of ASCII letters and digits; accents fall away, other scripts leave nothing.
  static func slug(_ title: String) -> String {
    var words: [String] = []
    var word = ""
    func close() {
      if word.count > 2 || (word.first?.isNumber ?? false) { words.append(word) }
      word = ""
    }
    let plain = title.prefix(160).decomposedStringWithCanonicalMapping
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "a"..."z", "0"..."9": word.unicodeScalars.append(scalar)
      case "A"..."Z": word += String(scalar).lowercased()
      case "'", "’": continue
      default:
        if scalar.properties.canonicalCombiningClass == .notReordered { close() }
      }
    }
    close()
    return String(words.prefix(6).joined(separator: "-").prefix(60))
      .trimmingCharacters(in: ["-"])
  }

  /// An id as part of a file name: whatever it holds, it stays in its directory.
  private static func safe(_ id: ThreadID) -> String {
    String(id.rawValue.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(32))
  }
}
