import NewsModel

extension JSON {
  /// An object's members; none for anything else.
  var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }
}

extension Placement {
  /// The evidence with stable keys.
  var json: JSON {
    [
      "thread": .string(thread.rawValue), "first": .bool(isFirst), "score": .rounded(score),
      "threshold": .rounded(threshold), "margin": .rounded(margin),
      "runner_up": runnerUp.map {
        ["thread": .string($0.thread.rawValue), "score": .rounded($0.score)]
      } ?? .null,
      "signals": .array(
        signals.map {
          [
            "name": .string($0.name), "contribution": .rounded($0.contribution),
            "detail": .string($0.detail),
          ]
        }),
      "shared_terms": .array(
        sharedTerms.map { ["term": .string($0.term), "share": .rounded($0.share)] }),
      "merges": .array(
        merges.map {
          [
            "gone": .string($0.gone.rawValue), "kept": .string($0.kept.rawValue),
            "score": .rounded($0.score),
          ]
        }),
      "split": split.map {
        [
          "from": .string($0.from.rawValue), "into": .string($0.into.rawValue),
          "items": .array($0.items.map { .string($0.rawValue) }),
          "likeness": .rounded($0.likeness),
        ]
      } ?? .null, "copy_of": .text(copyOf?.rawValue), "alone_because": .text(aloneBecause),
    ]
  }
}

extension FiledItem {
  /// The item with stable keys.
  var json: JSON {
    [
      "feed": .string(item.feed.written), "id": .string(item.content.id), "number": .int(number),
      "url": .text(item.content.link), "title": .text(item.content.title),
      "link": .text(item.content.link),
      "published": .instant(item.content.published ?? item.content.updated ?? item.firstSeen),
      "seen": .instant(item.firstSeen), "source": .string(item.sourceName),
      "topic": .string(item.topic), "language": .text(item.content.language),
      "thread": .string(thread.rawValue), "revisions": .int(revisions.count),
    ]
  }
}

extension StoryThread {
  /// The thread with stable keys; its items only when asked for.
  func json(withItems: Bool) -> JSON {
    var members: [JSON.Member] = [
      .init(key: "thread", value: .string(id.rawValue)),
      .init(key: "headline", value: .string(leading.item.headline)),
      .init(key: "first_report", value: .instant(firstReport)),
      .init(key: "last_report", value: .instant(lastReport)),
      .init(key: "outlets", value: .array(outlets.map(JSON.string))),
      .init(key: "items", value: .int(self.members.count)),
      .init(key: "aliases", value: .array(aliases.map { .string($0.rawValue) })),
    ]
    if withItems {
      members.append(
        .init(
          key: "members",
          value: .array(
            self.members.map {
              .object($0.json.members + [.init(key: "placement", value: $0.placement.json)])
            })))
    }
    return .object(members)
  }

  /// The member whose headline stands for the thread in lists: the first that has a title.
  var leading: FiledItem {
    members.first { $0.item.content.title != nil } ?? members[0]
  }
}

extension JSON {
  /// A score to four places: more would only show the noise of its arithmetic.
  static func rounded(_ value: Double) -> JSON {
    .double((value * 10_000).rounded() / 10_000)
  }
}
