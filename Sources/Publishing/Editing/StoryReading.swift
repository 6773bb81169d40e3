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
  private let members: [FiledItem]
  private let origins: [String]
  private let originNumbers: [Int]

  init(_ members: [FiledItem], origins: [String], isNew: (FiledItem) -> Bool) {
    self.members = members
    self.origins = origins
    var numbers: [String: Int] = [:]
    originNumbers = origins.map { origin in
      numbers[origin]
        ?? {
          numbers[origin] = numbers.count
          return numbers.count - 1
        }()
    }
    for (index, member) in members.enumerated() { read(member, at: index, isNew: isNew(member)) }
  }

  private mutating func read(_ member: FiledItem, at index: Int, isNew: Bool) {
    let content = member.item.content
    let origin = originNumbers[index]
    let title = SentenceWords((content.title ?? "").plainLine(limit: 300))
    hold(title, by: origin)
    if !isNew { known.formUnion(title.content) }
    let text = content.text.isEmpty ? content.summaryText ?? "" : content.text
    let isCopy = member.placement.copyOf != nil
    if isNew, isCopy { return }
    for sentence in Sentences.split(text, limit: 3000) {
      let words = SentenceWords(sentence)
      hold(words, by: origin)
      if isNew {
        fresh.append(Sentence(text: sentence, words: words, member: index))
      } else {
        known.formUnion(words.content)
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
  /// figures and names first, each telling something the one before it did not. Nothing where there
  /// was no text before in the same language to compare with.
  func new(atMost limit: Int) -> [Sentence] {
    var known = known
    var candidates: [(sentence: Sentence, points: Double)] = []
    for sentence in fresh {
      guard knownVolumes[language(of: sentence.member), default: 0] >= 12 else { continue }
      let words = Set(sentence.words.content)
      let unseen = words.count { !known.contains($0) }
      guard words.count >= 6, unseen * 10 >= words.count * 6, Self.isQuotable(sentence) else {
        continue
      }
      let figures = sentence.words.figures.count { !known.contains($0) }
      let names = sentence.words.names.count { !known.contains($0) }
      let points =
        Double(unseen) / Double(words.count) * 4 + Double(min(figures, 2)) * 1.5
        + Double(min(names, 3))
      candidates.append((sentence, points))
    }
    candidates.sort { $0.points > $1.points }
    var chosen: [Sentence] = []
    var perMember: [Int: Int] = [:]
    for candidate in candidates.prefix(200) where chosen.count < limit {
      let words = Set(candidate.sentence.words.content)
      let unseen = words.count { !known.contains($0) }
      guard unseen * 10 >= words.count * 6, perMember[candidate.sentence.member] == nil else {
        continue
      }
      known.formUnion(words)
      perMember[candidate.sentence.member] = 1
      chosen.append(candidate.sentence)
    }
    return chosen.sorted { $0.member < $1.member }
  }

  /// Sentences of the new members with at least two names or figures that only their origin has,
  /// at most one an origin. Nothing unless another origin's text in the same language is long enough
  /// for its silence to mean something.
  func sole(atMost limit: Int, except taken: Set<String>) -> [Sentence] {
    var best: [Int: (sentence: Sentence, points: Int)] = [:]
    for sentence in fresh where !taken.contains(sentence.text) {
      let origin = originNumbers[sentence.member]
      let keys = Set(sentence.words.names + sentence.words.figures)
      let points = keys.count { holders[$0] == origin }
      guard points >= 2, points > best[origin]?.points ?? 0,
        hasOthers(than: origin, in: language(of: sentence.member)), Self.isQuotable(sentence)
      else { continue }
      best[origin] = (sentence, points)
    }
    return best.sorted { ($1.value.points, $0.key) < ($0.value.points, $1.key) }.prefix(limit)
      .map(\.value.sentence)
  }

  private func hasOthers(than origin: Int, in language: String) -> Bool {
    let all = volumes[language] ?? [:]
    return all.values.reduce(0, +) - (all[origin] ?? 0) >= 400
  }

  /// The first sentence or two of a member's own summary, else of its text, that say more than its
  /// title does.
  static func opening(of item: NewsItem) -> [String] {
    let title = Set(SentenceWords((item.content.title ?? "").plainLine(limit: 300)).content)
    let source = item.content.summaryText ?? item.content.text
    var chosen: [String] = []
    var length = 0
    for sentence in Sentences.split(source, limit: 1200) {
      let words = SentenceWords(sentence)
      let unseen = words.content.count { !title.contains($0) }
      guard isQuotable(Sentence(text: sentence, words: words, member: 0)), unseen >= 3 else {
        if chosen.isEmpty { continue } else { break }
      }
      guard chosen.isEmpty || length + sentence.count <= 320 else { break }
      chosen.append(sentence.plainLine(limit: 420))
      length += sentence.count
      if chosen.count == 2 || length > 180 { break }
    }
    return chosen
  }

  /// Whether a sentence is one, and news: not a teaser, a byline or an invitation to subscribe.
  static func isQuotable(_ sentence: Sentence) -> Bool {
    let text = sentence.text
    guard sentence.words.content.count >= 4, (24...1600).contains(text.utf8.count) else {
      return false
    }
    return !Boilerplate.isIn(text)
  }
}
