import Foundation

/// The numbers that decide which items are one story. One set serves every language and source;
/// `replay --set KEY=VALUE` shows what another value would have done.
package struct ClusteringSettings: Hashable, Sendable {
  /// How long a thread stays open after its last item.
  package var window: Duration = .seconds(5 * 86_400)
  /// The score from which an item joins a thread (0 to 1).
  package var threshold = 0.218
  /// How much dearer joining is for an item without a description, which shows less of itself.
  package var titleOnlyExtra = 0.039
  /// How much an item with a description loses that shares little but one word with a thread.
  package var oneWordPenalty = 0.07
  /// The part of the similarity from which one word is that word.
  package var oneWordShare = 0.6
  /// How much an item loses to a thread where both have names and share none.
  package var otherNamesPenalty = 0.08
  /// How often a word of the title counts, against once for a word of the body.
  package var titleWeight = 2.0
  /// How often a word counts that only the item's address has, and the same where it has no body.
  package var addressWeight = 0.5
  package var titleOnlyAddressWeight = 1.4
  /// Words of the body that are read.
  package var bodyWords = 60
  /// The part of the similarity that is lost if all of the thread is from the item's own source.
  package var sameSourcePenalty = 0.1
  /// How fast a thread's pull fades with the days since it began (the exponent for one day). What
  /// has gone on for a week is a theme, and draws in every event of its kind.
  package var ageing = 0.1
  /// The items of one language that make a day in which a thread ages. Where fewer come in a day it
  /// ages less: what draws in strangers is not time but the news that passes by.
  package var itemsOfDay = 400.0
  /// What the natural logarithm of a thread's size adds to the score: a big thread's words are
  /// spread thin.
  package var sizeBonus = 0.04
  /// The logarithm of the size from which the bonus grows no more.
  package var sizeBonusLimit = 3.5
  /// Items of its language, since the first of all, at which that is half of what it comes to be.
  package var sizeBonusItems = 150.0
  /// How fast the bonus fades with the days since the thread began. Many items in one day are a
  /// big story; many items in a week may be a theme.
  package var sizeBonusAgeing = 1.0
  /// The share of the news since its beginning at which a thread's bonus fades half as fast: a story
  /// that stays in the news for a fortnight is no theme.
  package var hotShare = 0.2
  /// How much of its similarity to a title alone a thread gains that is all of the news since it began:
  /// a few words say little, so what is likely anyway counts for more.
  package var titleShareGain = 1.0
  /// The share of the news up to which a thread gains nothing by it.
  package var titleShareMinimum = 0.01
  /// How far back "today" reaches, in which a wave's words become common.
  package var recent: Duration = .seconds(24 * 3600)
  /// Items of one language that "today" takes before it counts.
  package var recentMinimum = 200
  /// How much "today" counts where it makes a word commoner than weeks did: 0 not at all, 1 alone.
  package var recentWeight = 0.5
  /// The time in which what was learned of a word's frequency loses half its weight.
  package var frequencyHalfLife: Duration = .seconds(60 * 86_400)
  /// Documents taken to have been seen before the first, with none of the words to come: so that
  /// the words of the first day's one big story are not taken for the language's small words.
  package var unseenDocuments = 20.0
  /// The similarity from which two threads are one; 0 never merges.
  package var mergeThreshold = 0.37
  /// Items that a thread must have to be merged.
  package var mergeMinimum = 2
  /// How fast the similarity of two threads fades with the days between their beginnings.
  package var mergeAgeing = 0.3
  /// The similarity below which the two sides of a thread are two stories; 0 never takes one apart.
  package var splitThreshold = 0.32
  /// Items that a thread must have to be looked through for two stories.
  package var splitMinimum = 8
  /// How long an item that was left alone may still be drawn into a thread that grows.
  package var secondLook: Duration = .seconds(24 * 3600)
  /// How much dearer that is than joining on arrival; half as much again for a title alone.
  package var secondLookExtra = 0.027
  /// Whether columns, round-ups and live pages of several stories are kept alone.
  package var keepsContainersAlone = true

  package init() {}

  /// The days in which threads age that went by in so many seconds with so many items.
  func days(lasting seconds: Double, bringing items: UInt64) -> Double {
    min(seconds / 86_400, Double(items) / max(1, itemsOfDay))
  }

  /// The score that joining on arrival takes.
  func threshold(titleOnly isTitleOnly: Bool) -> Double {
    threshold + (isTitleOnly ? titleOnlyExtra : 0)
  }

  /// The score that being drawn into a thread later takes.
  func secondThreshold(titleOnly isTitleOnly: Bool) -> Double {
    threshold(titleOnly: isTitleOnly) + secondLookExtra * (isTitleOnly ? 1.5 : 1)
  }

  /// A key or value that `set` does not know, and what it would have taken.
  package struct Unknown: Error, Hashable, Sendable, CustomStringConvertible {
    package var key: String
    package var value: String
    package var reason: String

    package var description: String { "\(key)=\(value): \(reason)" }
  }

  /// The keys that `set` takes.
  package static let keys = numbers.map(\.key) + durations.map(\.key) + flags.map(\.key)

  private static let numbers:
    [(key: String, apply: @Sendable (inout ClusteringSettings, Double) -> Void)] = [
      ("threshold", { $0.threshold = $1 }),
      ("title-only-extra", { $0.titleOnlyExtra = $1 }),
      ("one-word-penalty", { $0.oneWordPenalty = $1 }),
      ("one-word-share", { $0.oneWordShare = $1 }),
      ("other-names-penalty", { $0.otherNamesPenalty = $1 }),
      ("title-weight", { $0.titleWeight = $1 }),
      ("address-weight", { $0.addressWeight = $1 }),
      ("title-only-address-weight", { $0.titleOnlyAddressWeight = $1 }),
      ("body-words", { $0.bodyWords = Int($1) }),
      ("same-source-penalty", { $0.sameSourcePenalty = $1 }),
      ("ageing", { $0.ageing = $1 }),
      ("items-of-day", { $0.itemsOfDay = $1 }),
      ("size-bonus", { $0.sizeBonus = $1 }),
      ("size-bonus-limit", { $0.sizeBonusLimit = $1 }),
      ("size-bonus-items", { $0.sizeBonusItems = $1 }),
      ("size-bonus-ageing", { $0.sizeBonusAgeing = $1 }),
      ("hot-share", { $0.hotShare = $1 }),
      ("title-share-gain", { $0.titleShareGain = $1 }),
      ("title-share-minimum", { $0.titleShareMinimum = $1 }),
      ("recent-minimum", { $0.recentMinimum = Int($1) }),
      ("recent-weight", { $0.recentWeight = $1 }),
      ("unseen-documents", { $0.unseenDocuments = $1 }),
      ("merge-threshold", { $0.mergeThreshold = $1 }),
      ("merge-minimum", { $0.mergeMinimum = Int($1) }),
      ("merge-ageing", { $0.mergeAgeing = $1 }),
      ("split-threshold", { $0.splitThreshold = $1 }),
      ("split-minimum", { $0.splitMinimum = Int($1) }),
      ("second-look-extra", { $0.secondLookExtra = $1 }),
    ]

  private static let durations:
    [(key: String, apply: @Sendable (inout ClusteringSettings, Duration) -> Void)] = [
      ("window", { $0.window = $1 }),
      ("recent", { $0.recent = $1 }),
      ("second-look", { $0.secondLook = $1 }),
      ("frequency-half-life", { $0.frequencyHalfLife = $1 }),
    ]

  private static let flags:
    [(key: String, apply: @Sendable (inout ClusteringSettings, Bool) -> Void)] = [
      ("containers-alone", { $0.keepsContainersAlone = $1 })
    ]

  /// Changes one setting: numbers as written in Swift, lengths of time as `90s 15m 6h 2d`, switches
  /// as `yes` or `no`. Throws what is wrong and changes nothing otherwise.
  package mutating func set(_ key: String, to value: String) throws(Unknown) {
    if let number = Self.numbers.first(where: { $0.key == key }) {
      guard let amount = Double(value), (0...1_000_000).contains(amount) else {
        throw Unknown(key: key, value: value, reason: "takes a number from 0 upwards")
      }
      number.apply(&self, amount)
    } else if let duration = Self.durations.first(where: { $0.key == key }) {
      let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
      guard let unit = value.last.flatMap({ units[$0] }), let count = Double(value.dropLast()),
        (0...1_000_000).contains(count)
      else {
        throw Unknown(key: key, value: value, reason: "takes a length of time such as 48h or 5d")
      }
      duration.apply(&self, .seconds(count * unit))
    } else if let flag = Self.flags.first(where: { $0.key == key }) {
      guard value == "yes" || value == "no" else {
        throw Unknown(key: key, value: value, reason: "takes yes or no")
      }
      flag.apply(&self, value == "yes")
    } else {
      throw Unknown(
        key: key, value: value, reason: "no such key; there are " + Self.keys.joined(separator: " ")
      )
    }
  }
}

extension Duration {
  /// Seconds, as times are counted in this room.
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
