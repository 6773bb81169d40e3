import Foundation
import NewsModel

/// What the texts of one story say, sentence by sentence, and what no earlier or no other text says.
///
/// One pass reads every member once, so a thread of three thousand items costs three thousand times
/// one. Words are compared as `SentenceWords` has them: the judgement is crude on purpose, and the
/// bars are high, since a sentence called new that is not costs more trust than one left out.
struct StoryReading {
  /// A sentence and where it stands.
  struct Sentence {
    var text: String
    var words: SentenceWords
    /// The member's index in the thread.
    var member: Int
    /// How many sentences of the member stand before it.
    var position: Int
  }

  /// Of the members that are new in this edition and print a text of their own.
  private(set) var fresh: [Sentence] = []
  /// Words of everything that was there before this edition.
  private var known: Set<UInt64> = []
  /// How many words of each language were there before: without any, everything would seem new.
  private var knownVolumes: [String: Int] = [:]
  /// Names and figures: the number of the only origin that has each; -1 when several have it.
  private var holders: [UInt64: Int] = [:]
  /// Text read of each language and origin, in bytes.
  private var volumes: [String: [Int: Int]] = [:]
  /// Words that the titles of two origins and of a tenth of the members share, or all words of the
  /// titles where there are none: what the story is about.
  private let core: Set<UInt64>
  /// Sentences that were there before this edition, by their words.
  private var said: Set<[UInt64]> = []
  /// How many sentences of each member were read.
  private var lengths: [Int: Int] = [:]
  private let members: [FiledItem]
  private let originNumbers: [Int]

  init(
    _ members: [FiledItem], origins: [String], furniture: Furniture,
    isNew: (FiledItem) -> Bool
  ) {
    self.members = members
    let titles = members.map { SentenceWords(Self.titleOrOpening($0.item.content)) }
    core = Self.core(of: titles, origins: origins)
    var numbers: [String: Int] = [:]
    originNumbers = origins.map { origin in
      numbers[origin]
        ?? {
          numbers[origin] = numbers.count
          return numbers.count - 1
        }()
    }
    for (index, member) in members.enumerated() {
      read(member, titled: titles[index], at: index, furniture: furniture, isNew: isNew(member))
    }
  }

  /// What says first what an item is about: its title, or where it has none the beginning of its text.
  private static func titleOrOpening(_ content: FeedItem) -> String {
    let title = (content.title ?? "").plainLine(limit: 300)
    return title.isEmpty ? content.text.plainLine(limit: 300) : title
  }

  private static func core(of titles: [SentenceWords], origins: [String]) -> Set<UInt64> {
    var owners: [UInt64: String] = [:]
    var shared: [UInt64: Int] = [:]
    for (title, origin) in zip(titles, origins) {
      for word in Set(title.content) {
        if let owner = owners[word] {
          if owner != origin || shared[word] != nil { shared[word, default: 1] += 1 }
        } else {
          owners[word] = origin
        }
      }
    }
    // In a thread of hundreds, what two titles share may be chance.
    let core = shared.filter { $0.value * 10 >= titles.count }
    return core.isEmpty ? Set(owners.keys) : Set(core.keys)
  }

  private mutating func read(
    _ member: FiledItem, titled title: SentenceWords, at index: Int, furniture: Furniture,
    isNew: Bool
  ) {
    let content = member.item.content
    let origin = originNumbers[index]
    hold(title, by: origin)
    if !isNew { known.formUnion(title.content) }
    let text = content.text.isEmpty ? content.summaryText ?? "" : content.text
    let isCopy = member.placement.copyOf != nil
    if isNew, isCopy { return }
    let sentences = Sentences.split(text, limit: 3000)
    lengths[index] = sentences.count
    for (position, sentence) in sentences.enumerated() {
      let words = SentenceWords(sentence)
      hold(words, by: origin)
      if isNew, furniture.contains(sentence, of: member.item.sourceName) { continue }
      if isNew {
        fresh.append(
          Sentence(text: sentence, words: words, member: index, position: position))
      } else {
        known.formUnion(words.content)
        said.insert(words.content)
        knownVolumes[language(of: index), default: 0] += words.content.count
      }
    }
    volumes[language(of: index), default: [:]][origin, default: 0] += min(text.utf8.count, 3000)
  }

  private mutating func hold(_ words: SentenceWords, by origin: Int) {
    // Every word is held, not names alone: what starts one outlet's sentence stands inside another's.
    for word in words.content {
      if let holder = holders[word] {
        if holder != origin { holders[word] = -1 }
      } else {
        holders[word] = origin
      }
    }
  }

  private func language(of index: Int) -> String {
    String((members[index].item.content.language ?? "").prefix { $0 != "-" }).lowercased()
  }

  /// Whether an item said the sentence word for word before this edition.
  func wasSaid(_ sentence: String) -> Bool { said.contains(SentenceWords(sentence).content) }

  /// How many words of the new members were read, in a language there was text in before.
  var freshVolume: Int {
    fresh.reduce(0) {
      knownVolumes[language(of: $1.member), default: 0] >= 12 ? $0 + $1.words.content.count : $0
    }
  }

  /// The share of the new members' words that no earlier member has: 0 to 1.
  var novelty: Double {
    var all = 0
    var unseen = 0
    for sentence in fresh {
      all += sentence.words.content.count
      unseen += sentence.words.content.count { !known.contains($0) }
    }
    return all == 0 ? 0 : Double(unseen) / Double(all)
  }

  /// Sentences of the new members most of whose words no member before this edition has: those with
  /// figures and names first, above all such as other new members have too, each telling something
  /// the one before it did not. Nothing where there was no text before in the same language to
  /// compare with.
  func new(atMost limit: Int) -> [Sentence] {
    var known = known
    let isMany = Set(fresh.map { originNumbers[$0.member] }).count >= 4
    var candidates: [(sentence: Sentence, points: Double)] = []
    for sentence in fresh {
      guard knownVolumes[language(of: sentence.member), default: 0] >= 12 else { continue }
      let words = Set(sentence.words.content)
      let unseen = words.filter { !known.contains($0) }
      // Once many tell it, what one of them alone says is rather beside the story than new in it.
      let agreed = unseen.count { holders[$0] == -1 }
      guard words.count >= 6, unseen.count * 10 >= words.count * (isMany ? 4 : 6),
        !isMany || agreed >= 2, isOfStory(sentence)
      else { continue }
      let figures = sentence.words.figures.count { !known.contains($0) }
      let names = sentence.words.names.count { !known.contains($0) }
      var points = Double(unseen.count) / Double(words.count) * 4
      points += Double(min(figures, 2)) * 1.5
      points += Double(min(names, 3) + min(agreed, 4))
      points -= Double(min(sentence.position, 10)) / 5
      candidates.append((sentence, points))
    }
    candidates.sort { $0.points > $1.points }
    var chosen: [Sentence] = []
    var taken: Set<Int> = []
    for candidate in candidates.prefix(200) where chosen.count < limit {
      let words = Set(candidate.sentence.words.content)
      let unseen = words.count { !known.contains($0) }
      guard unseen * 10 >= words.count * (isMany ? 4 : 6),
        taken.insert(candidate.sentence.member).inserted
      else { continue }
      known.formUnion(words)
      chosen.append(candidate.sentence)
    }
    return chosen.sorted { $0.member < $1.member }
  }

  /// Sentences of the new members that say what only their origin says, one an origin: first those
  /// with at least two names or figures that no other origin has; as far as that leaves room, those
  /// of whose words it alone has eight and two thirds, the others being the story's. Nothing unless the other origins' texts in
  /// the same language are long enough for their silence to mean something.
  func sole(atMost limit: Int, except taken: Set<String>) -> [Sentence] {
    var named: [Int: (sentence: Sentence, points: Int)] = [:]
    var worded: [Int: (sentence: Sentence, points: Int)] = [:]
    for sentence in fresh where !taken.contains(sentence.text) {
      let origin = originNumbers[sentence.member]
      let others = volumeOfOthers(than: origin, in: language(of: sentence.member))
      let keys = Set(sentence.words.names + sentence.words.figures)
      // Many names in a row are a list of other headlines rather than a sentence.
      let points = min(keys.count { holders[$0] == origin }, 5)
      if points >= 2 {
        guard others >= 400, points > named[origin]?.points ?? 0, isOfStory(sentence) else {
          continue
        }
        named[origin] = (sentence, points)
      } else if others >= 1000, sentence.words.long >= 8 {
        let words = Set(sentence.words.content)
        let own = words.count { holders[$0] == origin }
        guard own >= 8, own * 3 >= words.count * 2, own > worded[origin]?.points ?? 0,
          words.contains(where: core.contains), words.count - own >= 3,
          Quotable.isWhole(sentence.text, words: sentence.words)
        else { continue }
        worded[origin] = (sentence, own)
      }
    }
    let chosen = [named, worded].flatMap { found in
      found.sorted { ($1.value.points, $0.key) < ($0.value.points, $1.key) }.map(\.value.sentence)
    }
    return Array(chosen.prefix(limit))
  }

  /// Whether a sentence may be quoted for the story: it has words that the story is about, or stands
  /// early in a text that is short enough to be about nothing else.
  private func isOfStory(_ sentence: Sentence) -> Bool {
    let isNear = sentence.position < 6 && lengths[sentence.member, default: 0] <= 10
    if !isNear {
      let needed = core.count >= 4 ? 2 : 1
      guard Set(sentence.words.content).count(where: core.contains) >= needed else { return false }
    }
    return Quotable.isWhole(sentence.text, words: sentence.words)
  }

  /// Text that the other origins have in a language, in bytes.
  private func volumeOfOthers(than origin: Int, in language: String) -> Int {
    let all = volumes[language] ?? [:]
    return all.values.reduce(0, +) - (all[origin] ?? 0)
  }
}
