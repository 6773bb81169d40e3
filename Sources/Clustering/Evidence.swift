import Foundation
import NewsModel

/// What the threads are asked about besides an item's words.
struct Asking {
  var language: UInt8
  var owner: UInt64
  /// Seconds since 1970.
  var date: Double
  var isTitleOnly: Bool

  init(_ reading: ItemReading) {
    language = reading.language
    owner = reading.owner
    date = reading.date
    isTitleOnly = reading.isTitleOnly
  }

  /// The same of the item that began a thread and is still alone in it.
  init(aloneIn thread: OpenThread) {
    language = thread.language
    owner = thread.owners.first ?? 0
    date = thread.first
    isTitleOnly = thread.beganWithTitleOnly
  }
}

/// An open thread, weighed against an item.
struct Weighed {
  var slot: Int
  var serial: Int
  /// How alike item and thread are by their words.
  var similarity: Double
  /// What is left of the similarity if the thread has no other source.
  var sourceFactor: Double
  /// What is left of it by the thread's age.
  var ageFactor: Double
  /// What that grows to for a title alone if the thread is much of the news.
  var shareFactor: Double
  /// What the thread's size adds.
  var sizeBonus: Double
  var items: Int
  /// What is taken off because one word makes up most of the similarity.
  var oneWord = 0.0
  /// What is taken off because each names somebody or some place, and the other another.
  var otherNames = 0.0

  var score: Double {
    similarity * sourceFactor * ageFactor * shareFactor + sizeBonus - oneWord - otherNames
  }

  /// The higher score, and of two equals the older thread.
  func beats(_ other: Weighed?) -> Bool {
    guard let other else { return true }
    return score != other.score ? score > other.score : serial < other.serial
  }
}

/// The best two threads for an item.
struct Ranking {
  var best: Weighed?
  var second: Weighed?

  mutating func note(_ weighed: Weighed) {
    if weighed.beats(best) {
      second = best
      best = weighed
    } else if weighed.beats(second) {
      second = weighed
    }
  }
}

extension StoryClusterer {
  /// Items taken to have passed before a thread's first, so that no thread is all the news there is.
  static let newsBefore: UInt64 = 50

  /// The best two of the candidates, which come in order of what they can reach.
  private func rank(
    _ vector: TermVector, _ asking: Asking, among candidates: [Candidate]
  ) -> Ranking {
    let bonus = settings.sizeBonus * settings.sizeBonusLimit
    let gain = asking.isTitleOnly ? 1 + settings.titleShareGain : 1
    let probe = TermProbe(vector)
    var ranking = Ranking()
    // Asked of all before any is weighed: what memory has to fetch of them, it fetches at one time.
    let threads = threads.span
    for candidate in candidates where takes(asking, slot: candidate.slot) {
      threads[candidate.slot].profile.terms.fetch(lines: TermVector.linesFetched)
      threads[candidate.slot].profile.weights.fetch(lines: TermVector.linesFetched)
    }
    for candidate in candidates {
      // The similarity from which a thread can get into the first two; none that follows reaches it.
      let least = ((ranking.second?.score ?? 0) - bonus) / gain
      if ranking.second != nil, candidate.reach < least { break }
      if let weighed = weigh(probe, asking, slot: candidate.slot, atLeast: least) {
        ranking.note(weighed)
      }
    }
    guard let best = ranking.best else { return ranking }
    var final = Ranking()
    final.note(lessDoubts(best, probe, asking))
    if let second = ranking.second { final.note(lessDoubts(second, probe, asking)) }
    return final
  }

  /// Takes off what speaks against two being one story although they share words.
  func lessDoubts(_ weighed: Weighed, _ probe: TermProbe, _ asking: Asking) -> Weighed {
    var less = weighed
    let profile = threads[weighed.slot].profile
    if isOneWord(weighed, probe, profile, asking) { less.oneWord = settings.oneWordPenalty }
    if isOfOtherNames(weighed, probe, profile) { less.otherNames = settings.otherNamesPenalty }
    return less
  }

  /// Whether they share little but one word: a name that is in the news twice, or an everyday word,
  /// and nothing else agrees. A title alone has too few words to ask two of it.
  private func isOneWord(
    _ weighed: Weighed, _ probe: TermProbe, _ profile: TermVector, _ asking: Asking
  ) -> Bool {
    !asking.isTitleOnly && settings.oneWordPenalty > 0
      && probe.largestProduct(profile) > settings.oneWordShare * weighed.similarity * profile.length
  }

  /// Whether both have names and share none: two events of one kind, such as two earthquakes.
  private func isOfOtherNames(
    _ weighed: Weighed, _ probe: TermProbe, _ profile: TermVector
  ) -> Bool {
    guard settings.otherNamesPenalty > 0 else { return false }
    let terms = vocabulary.terms.span
    let vector = probe.vector
    var shared = 0.0
    probe.eachShared(profile) { mine, other in
      guard terms[Int(vector.terms[mine])].isName else { return }
      shared += Double(vector.weights[mine]) * Double(profile.weights[other])
    }
    guard shared < Self.noNames * weighed.similarity * profile.length else { return false }
    func part(of vector: TermVector) -> Double {
      var square = 0.0
      for (term, weight) in zip(vector.terms, vector.weights) where terms[Int(term)].isName {
        square += Double(weight) * Double(weight)
      }
      return square / vector.square
    }
    return part(of: vector) >= Self.itemsNames && part(of: profile) >= Self.threadsNames
  }

  /// The part of the similarity below which no name is shared.
  static let noNames = 0.02
  /// The parts of an item's and of a thread's weight, squared, from which they have names.
  static let itemsNames = 0.08
  static let threadsNames = 0.1

  /// The best two open threads for an item.
  mutating func rank(_ vector: TermVector, _ asking: Asking, threshold: Double) -> Ranking {
    // A little below the threshold, so that `why` can say how close the best of the others came.
    let found = candidates(vector, floor: threshold * Self.floorShare)
    return rank(vector, asking, among: found)
  }

  /// The part of the threshold that a similarity must be able to reach to be looked at.
  static let floorShare = 0.6

  /// Whether a thread takes items of the kind at all.
  private func takes(_ asking: Asking, slot: Int) -> Bool {
    threads[slot].isOpen && !threads[slot].isSealed && threads[slot].language == asking.language
      && (now ?? 0) - threads[slot].last <= window && !threads[slot].profile.isEmpty
  }

  /// The evidence for an item in a thread; nil if the thread takes none of its kind
  /// or cannot get into the first two.
  func weigh(_ probe: TermProbe, _ asking: Asking, slot: Int, atLeast least: Double) -> Weighed? {
    guard takes(asking, slot: slot) else { return nil }
    // A span, since each vector taken from an array is counted as held, and memory waits for that.
    let threads = threads.span
    let length = threads[slot].profile.length
    guard length > 0 else { return nil }
    let similarity = probe.dot(threads[slot].profile) / length
    guard similarity > 0, similarity >= least else { return nil }
    let all = vocabulary.languages[Int(asking.language)].passed
    let passed = all - min(all, threads[slot].passed)
    let days = settings.days(
      lasting: max(0, asking.date - threads[slot].first), bringing: passed)
    let share = Double(threads[slot].items - 1) / Double(passed + Self.newsBefore)
    let fading =
      settings.sizeBonusAgeing * days
      / (1 + (settings.hotShare > 0 ? share / settings.hotShare : 0))
    // Of a language's first items a thread is soon like all of them: its size says little.
    let known = Double(all) / (Double(all) + settings.sizeBonusItems)
    let isSameSource = threads[slot].onlyOwner == asking.owner
    return Weighed(
      slot: slot, serial: threads[slot].serial,
      similarity: similarity,
      sourceFactor: isSameSource ? 1 - settings.sameSourcePenalty : 1,
      ageFactor: exp(-settings.ageing * days),
      shareFactor: asking.isTitleOnly
        ? 1 + settings.titleShareGain * max(0, share - settings.titleShareMinimum) : 1,
      sizeBonus: settings.sizeBonus
        * min(settings.sizeBonusLimit, log(Double(threads[slot].items)))
        * exp(-fading) * known,
      items: threads[slot].items)
  }

  /// What the score is made of; the contributions add up to it.
  func signals(_ weighed: Weighed) -> [Placement.Signal] {
    var signals = [Placement.Signal(name: "shared words", contribution: weighed.similarity)]
    let bySource = weighed.similarity * (weighed.sourceFactor - 1)
    if bySource != 0 {
      signals.append(
        .init(
          name: "same source", contribution: bySource,
          detail: "all of the thread is from this item's own source"))
    }
    let byAge = weighed.similarity * weighed.sourceFactor * (weighed.ageFactor - 1)
    if byAge != 0 {
      signals.append(
        .init(name: "age", contribution: byAge, detail: "an older thread draws in less"))
    }
    let aged = weighed.similarity * weighed.sourceFactor * weighed.ageFactor
    if weighed.shareFactor != 1 {
      signals.append(
        .init(
          name: "in the news", contribution: aged * (weighed.shareFactor - 1),
          detail: "the thread is much of the news, and a title says little"))
    }
    if weighed.sizeBonus != 0 {
      signals.append(
        .init(
          name: "size", contribution: weighed.sizeBonus,
          detail: "\(weighed.items) items, not long after its beginning"))
    }
    if weighed.oneWord != 0 {
      signals.append(
        .init(
          name: "one word", contribution: -weighed.oneWord, detail: "little else is shared"))
    }
    if weighed.otherNames != 0 {
      signals.append(
        .init(
          name: "other names", contribution: -weighed.otherNames,
          detail: "both name somebody or some place, and share no name"))
    }
    return signals
  }

  /// The words that vector and thread share, the heaviest first, at most eight.
  func sharedTerms(_ vector: TermVector, _ slot: Int) -> [Placement.SharedTerm] {
    let profile = threads[slot].profile
    let length = profile.length
    var shared: [(term: UInt32, share: Double)] = []
    TermProbe(vector).eachShared(profile) { index, place in
      let share = Double(vector.weights[index]) * Double(profile.weights[place]) / length
      shared.append((vector.terms[index], share))
    }
    shared.sort { $0.share != $1.share ? $0.share > $1.share : $0.term < $1.term }
    return shared.prefix(8).map { .init(term: vocabulary.written($0.term), share: $0.share) }
  }
}
