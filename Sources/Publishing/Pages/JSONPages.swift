import Foundation
import NewsModel

/// Editions and states for other programs: keys are never renamed or taken away within a version.
enum JSONPages {
  static let version = 1

  static func edition(_ digest: DailyDigest) -> [UInt8] {
    let counts = digest.counts
    let value: JSON = [
      "version": .int(version),
      "generator": "newsloom",
      "edition": .string(digest.span.name),
      "day": .string(digest.span.day.description),
      "ordinal": .int(digest.span.ordinal),
      "open": .bool(digest.isOpen),
      "opens": .instant(digest.span.opens),
      "closes": .instant(digest.span.closes),
      "zone": .string(digest.span.zone),
      "written": .instant(digest.written),
      "counts": [
        "items": .int(counts.items), "stories": .int(counts.stories), "new": .int(counts.fresh),
        "continued": .int(counts.continued), "singles": .int(counts.singles),
        "late": .int(counts.late), "dropped": .int(digest.dropped.count),
        "sources": .int(counts.sources), "sources_with_news": .int(counts.sourcesWithNews),
      ],
      "empty_because": .text(digest.emptyBecause),
      "topics": .array(
        digest.topics.map { topic in
          [
            "path": .string(topic.path), "heading": .string(topic.heading),
            "stories": .array(topic.stories.map { story($0, isBrief: false) }),
            "brief": .array(topic.brief.map { story($0, isBrief: true) }),
            "singles": .array(topic.singles.map(item)),
          ]
        }),
      "hours": .array(digest.hours.map(JSON.int)),
      "dropped": .array(
        digest.dropped.map {
          [
            "source": .string($0.sourceName), "feed": .string($0.feed.written.plainLine()),
            "id": .string($0.id),
            "title": .text($0.title), "link": .text($0.link?.webLink), "seen": .instant($0.seen),
            "reason": .string($0.reason),
          ]
        }),
      "failing": .array(digest.failing.map(trouble)),
      "silent": .array(digest.silent.map(trouble)),
      "not_running": .array(
        digest.gaps.map { ["from": .instant($0.from), "until": .instant($0.until)] }),
    ]
    return lines(value)
  }

  static func story(_ story: DigestStory, isBrief: Bool) -> JSON {
    [
      "id": .string(story.id.rawValue),
      "page": .string("story/" + story.page),
      "topic": .string(story.topic),
      "headline": text(story.headline),
      "lead": item(story.lead),
      "quotes": .array(story.quotes.map(quote)),
      "day": .int(story.dayNumber),
      "outlets": .int(story.outletCount),
      "independent": .int(story.groups.count),
      "groups": .array(
        story.groups.map {
          ["origin": .string($0.origin), "outlets": .array($0.outlets.map(JSON.string))]
        }),
      "new_items": .int(story.newCount),
      "all_items": .int(story.itemCount),
      "first": .instant(story.first),
      "last": .instant(story.last),
      "quiet_since": .instant(story.quietSince),
      "new": .array(story.new.map(quote)),
      "only_in": .array(story.sole.map(quote)),
      "figures": .array(story.figures.map { .array($0.values.map(quote)) }),
      "headline_changes": .array(
        story.headlineChanges.map {
          [
            "outlet": .string($0.outlet), "before": text($0.before), "after": text($0.after),
            "seen": .instant($0.seen),
          ]
        }),
      "told_in": .array(story.told.map { .string($0.name) }),
      "terms": .array(story.terms.map(JSON.string)),
      "rank": [
        "position": .int(story.rank.position), "score": .double(story.rank.score),
        "parts": .array(
          story.rank.parts.map {
            ["words": .string($0.words), "points": .double($0.points)]
          }),
      ],
      "brief": .bool(isBrief),
      "items": .array(story.items.map(item)),
    ]
  }

  private static func item(_ item: DigestItem) -> JSON {
    [
      "number": .int(item.number), "title": .string(item.title.text),
      "language": .text(item.title.language), "link": .text(item.link?.webLink),
      "outlet": .string(item.outlet), "origin": .string(item.origin),
      "date": .instant(item.date), "seen": .instant(item.seen), "new": .bool(item.isNew),
      "late": .bool(item.isLate), "copy": .bool(item.isCopy),
      "why": [
        "first": .bool(item.reason.isFirst),
        "shared": .array(item.reason.terms.map(JSON.string)),
        "score": .double(item.reason.score), "threshold": .double(item.reason.threshold),
        "alone": .text(item.reason.alone),
      ],
      "watch": .text(item.watch),
    ]
  }

  private static func text(_ text: DigestText) -> JSON {
    ["text": .string(text.text), "language": .text(text.language)]
  }

  private static func quote(_ quote: DigestQuote) -> JSON {
    [
      "text": .string(quote.text.text), "language": .text(quote.text.language),
      "outlet": .string(quote.outlet), "link": .text(quote.link?.webLink),
      "date": .instant(quote.date),
    ]
  }

  private static func trouble(_ trouble: DailyDigest.Trouble) -> JSON {
    [
      "source": .string(trouble.name), "sentence": .string(trouble.sentence),
      "since": .instant(trouble.since),
    ]
  }

  /// The states of the sources.
  static func status(_ rows: [StatusRow], at moment: Date) -> [UInt8] {
    lines([
      "version": .int(version),
      "generator": "newsloom",
      "written": .instant(moment),
      "sources": .array(rows.map(\.json)),
    ])
  }

  private static func lines(_ value: JSON) -> [UInt8] {
    var bytes: [UInt8] = []
    value.write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }
}
