import Foundation
import NewsModel

/// Editions and states for other programs: keys are never renamed or taken away within a version.
enum JSONPages {
  static let version = 1

  static func edition(_ digest: DailyDigest) -> [UInt8] {
    var sheet = JSONSheet()
    sheet.object { sheet in
      head(of: digest, on: &sheet)
      sheet.array("topics", of: digest.topics) { sheet, topic in
        sheet.object { write(topic, on: &$0) }
      }
      foot(of: digest, on: &sheet)
    }
    return sheet.line()
  }

  private static func head(of digest: DailyDigest, on sheet: inout JSONSheet) {
    let counts = digest.counts
    sheet.members([
      "version": .int(version),
      "generator": "newsloom",
      "edition": .string(digest.span.name),
      "day": .string(digest.span.day.description),
      "ordinal": .int(digest.span.ordinal),
      "open": .bool(digest.isOpen),
      "opens": .instant(digest.span.opens),
      "closes": .instant(digest.span.closes),
      "zone": .string(digest.span.zone.plainLine()),
      "written": .instant(digest.written),
      "counts": [
        "items": .int(counts.items), "stories": .int(counts.stories), "new": .int(counts.fresh),
        "continued": .int(counts.continued), "singles": .int(counts.singles),
        "late": .int(counts.late), "dropped": .int(digest.dropped.count),
        "sources": .int(counts.sources), "sources_with_news": .int(counts.sourcesWithNews),
      ],
      "empty_because": .text(digest.emptyBecause?.plainLine()),
    ])
  }

  private static func write(_ topic: DigestTopic, on sheet: inout JSONSheet) {
    sheet.members([
      "path": .string(topic.path.plainLine()), "heading": .string(topic.heading.plainLine()),
    ])
    sheet.array("stories", of: topic.stories) { $0.element(story($1, isBrief: false)) }
    sheet.array("brief", of: topic.brief) { $0.element(story($1, isBrief: true)) }
    sheet.array("singles", of: topic.singles) { $0.element(item($1)) }
    if let unlisted = topic.unlisted { sheet.members(["unlisted": .int(unlisted)]) }
  }

  private static func foot(of digest: DailyDigest, on sheet: inout JSONSheet) {
    sheet.members(["hours": .array(digest.hours.map(JSON.int))])
    sheet.array("dropped", of: digest.dropped) { sheet, item in
      sheet.element([
        "source": .string(item.sourceName.plainLine()),
        "feed": .string(item.feed.withoutCredentials.plainLine()),
        "id": .string(item.id.plainLine()),
        "title": .text(item.title?.plainLine()), "link": .text(item.link?.webLink),
        "seen": .instant(item.seen),
        "reason": .string(item.reason.plainLine()),
      ])
    }
    sheet.members([
      "failing": .array(digest.failing.map(trouble)),
      "silent": .array(digest.silent.map(trouble)),
      "not_running": .array(
        digest.gaps.map { ["from": .instant($0.from), "until": .instant($0.until)] }),
    ])
  }

  static func story(_ story: DigestStory, isBrief: Bool) -> JSON {
    [
      "id": .string(story.id.rawValue),
      "page": .string("story/" + story.page),
      "topic": .string(story.topic.plainLine()),
      "headline": text(story.headline),
      "lead": item(story.lead),
      "quotes": .array(story.quotes.map(quote)),
      "day": .int(story.dayNumber),
      "outlets": .int(story.outletCount),
      "independent": .int(story.groups.count),
      "groups": .array(
        story.groups.map {
          ["origin": .string($0.origin.plainLine()), "outlets": .array($0.outlets.map(line))]
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
            "outlet": .string($0.outlet.plainLine()), "before": text($0.before),
            "after": text($0.after),
            "seen": .instant($0.seen),
          ]
        }),
      "corrections": .array(
        story.corrections.map {
          ["kind": .string($0.kind.rawValue), "words": quote($0.words)]
        }),
      "told_in": .array(story.told.map { .string($0.name) }),
      "terms": .array(story.terms.map(line)),
      "rank": [
        "position": .int(story.rank.position), "score": .double(story.rank.score),
        "parts": .array(
          story.rank.parts.map {
            ["words": .string($0.words.plainLine()), "points": .double($0.points)]
          }),
      ],
      "followed": .bool(story.isFollowed == true),
      "brief": .bool(isBrief),
      "items": .array(story.items.map(item)),
    ]
  }

  private static func item(_ item: DigestItem) -> JSON {
    [
      "number": .int(item.number), "title": .string(item.title.text.plainLine()),
      "language": .text(item.title.language?.plainLine()), "link": .text(item.link?.webLink),
      "outlet": .string(item.outlet.plainLine()), "origin": .string(item.origin.plainLine()),
      "date": .instant(item.date), "seen": .instant(item.seen), "new": .bool(item.isNew),
      "late": .bool(item.isLate), "copy": .bool(item.isCopy),
      "why": [
        "first": .bool(item.reason.isFirst),
        "shared": .array(item.reason.terms.map(line)),
        "score": .double(item.reason.score), "threshold": .double(item.reason.threshold),
        "alone": .text(item.reason.alone?.plainLine()),
      ],
      "watch": .text(item.watch?.plainLine()), "reworded": .instant(item.reworded),
    ]
  }

  private static func line(_ words: String) -> JSON { .string(words.plainLine()) }

  private static func text(_ text: DigestText) -> JSON {
    ["text": .string(text.text.plainLine()), "language": .text(text.language?.plainLine())]
  }

  private static func quote(_ quote: DigestQuote) -> JSON {
    [
      "text": .string(quote.text.text.plainLine()),
      "language": .text(quote.text.language?.plainLine()),
      "outlet": .string(quote.outlet.plainLine()), "link": .text(quote.link?.webLink),
      "date": .instant(quote.date),
    ]
  }

  private static func trouble(_ trouble: DailyDigest.Trouble) -> JSON {
    [
      "source": .string(trouble.name.plainLine()),
      "sentence": .string(trouble.sentence.plainLine()),
      "since": .instant(trouble.since),
    ]
  }

  /// The states of the sources.
  static func status(_ rows: [StatusRow], lists: [StatusRow] = [], at moment: Date) -> [UInt8] {
    var sheet = JSONSheet()
    sheet.object { sheet in
      sheet.members([
        "version": .int(version), "generator": "newsloom", "written": .instant(moment),
      ])
      sheet.array("sources", of: rows) { $0.element($1.json(isPublished: true)) }
      sheet.array("lists", of: lists) { $0.element($1.json(isPublished: true)) }
    }
    return sheet.line()
  }
}
