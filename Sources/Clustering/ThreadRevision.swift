import Foundation
import NewsModel

extension StoryClusterer {
  /// Terms of a thread by which others like it are sought.
  static let mergeTerms = 40
  /// How alike a thread and an item alone must be able to be for the item to be weighed again.
  static let gatherFloor = 0.12

  /// What an item shows of the threads around its own: another that is the same story, and items
  /// alone that belong to it. The older name stays.
  mutating func reviseAround(_ id: ThreadID) -> [Placement.Merge] {
    guard let slot = slots[id], !threads[slot].isSealed, !threads[slot].profile.isEmpty,
      threads[slot].items >= min(2, settings.mergeMinimum)
    else { return [] }
    let around = neighbours(of: slot)
    guard let merge = mergeAround(slot, around) else { return gatherAround(slot, around) }
    guard let kept = slots[merge.kept] else { return [merge] }
    return [merge] + gatherAround(kept, neighbours(of: kept))
  }

  /// Threads that share much with the heaviest terms of one, the likeliest first.
  private mutating func neighbours(of slot: Int) -> [Candidate] {
    var heaviest = threads[slot].profile.heaviest(Self.mergeTerms)
    heaviest.scale(by: 1 / heaviest.length)
    return candidates(heaviest, floor: Self.gatherFloor)
  }

  /// Finds the thread that is so like this one that both are one story, and makes them one.
  private mutating func mergeAround(_ slot: Int, _ around: [Candidate]) -> Placement.Merge? {
    guard settings.mergeThreshold > 0, threads[slot].items >= settings.mergeMinimum else {
      return nil
    }
    let thread = threads[slot]
    var probe: TermProbe?
    var best: (slot: Int, serial: Int, score: Double)?
    for candidate in around where candidate.slot != slot {
      let other = candidate.slot
      guard threads[other].isOpen, !threads[other].isSealed,
        threads[other].language == thread.language,
        threads[other].items >= settings.mergeMinimum,
        (now ?? 0) - threads[other].last <= window
      else { continue }
      // To ask copies all that the clusterer has, and hardly any were ever taken apart.
      if !apart.isEmpty, areApart(thread.id, threads[other].id) { continue }
      let days = settings.days(
        lasting: abs(thread.first - threads[other].first),
        bringing: max(thread.passed, threads[other].passed)
          - min(thread.passed, threads[other].passed))
      let fading = exp(-settings.mergeAgeing * days)
      // No cosine is more than 1, but for the last bits.
      guard fading * 1.0001 >= settings.mergeThreshold else { continue }
      let made = probe ?? TermProbe(thread.profile)
      probe = made
      let score = made.cosine(threads[other].profile) * fading
      guard score >= settings.mergeThreshold else { continue }
      if let best, (best.score, threads[other].serial) >= (score, best.serial) { continue }
      best = (other, threads[other].serial, score)
    }
    guard let best else { return nil }
    let other = threads[best.slot]
    let isOlder = thread.serial < other.serial
    let merge = Placement.Merge(
      gone: isOlder ? other.id : thread.id, kept: isOlder ? thread.id : other.id,
      score: best.score)
    unite(merge.gone, into: merge.kept)
    return merge
  }

  /// Draws items that were left alone lately into a thread that has grown: what it now has of words
  /// may be what they share.
  private mutating func gatherAround(_ slot: Int, _ around: [Candidate]) -> [Placement.Merge] {
    guard settings.secondLook > .zero, threads[slot].items >= 2 else { return [] }
    var merges: [Placement.Merge] = []
    var kept = threads[slot].id
    for other in lonely(of: threads[slot], among: around) {
      guard let slot = slots[kept] else { break }
      let probe = TermProbe(threads[other].profile)
      let asking = Asking(aloneIn: threads[other])
      guard let weighed = weigh(probe, asking, slot: slot, atLeast: 0) else { continue }
      let score = lessDoubts(weighed, probe, asking).score
      guard score >= settings.secondThreshold(titleOnly: asking.isTitleOnly) else { continue }
      let isOlder = threads[other].serial < threads[slot].serial
      let merge = Placement.Merge(
        gone: isOlder ? kept : threads[other].id, kept: isOlder ? threads[other].id : kept,
        score: score)
      unite(merge.gone, into: merge.kept)
      merges.append(merge)
      kept = merge.kept
    }
    return merges
  }

  /// The slots of items alone that may be of a thread's story, the likeliest first.
  private func lonely(of thread: OpenThread, among candidates: [Candidate]) -> [Int] {
    let longest = settings.secondLook.inSeconds
    var lonely: [Int] = []
    // A loop: what filters by a closure here holds a copy of all that the clusterer has.
    for candidate in candidates {
      let other = candidate.slot
      guard threads[other].items == 1, threads[other].isOpen, !threads[other].isSealed,
        threads[other].language == thread.language,
        (now ?? 0) - threads[other].first <= longest, threads[other].id != thread.id
      else { continue }
      if !apart.isEmpty, areApart(thread.id, threads[other].id) { continue }
      lonely.append(other)
    }
    return lonely
  }

  /// Puts all of one open thread into another.
  mutating func unite(_ gone: ThreadID, into kept: ThreadID) {
    guard let from = slots[gone], let to = slots[kept], from != to else { return }
    let less = threads[from]
    close(from)
    freeSlots.append(from)
    for term in less.profile.terms { unlist(from, of: term) }
    for term in threads[to].profile.add(less.profile) { postings[Int(term)].append(UInt32(to)) }
    for term in threads[to].profile.cut(to: OpenThread.termLimit) { unlist(to, of: term) }
    threads[to].items += less.items
    threads[to].first = min(threads[to].first, less.first)
    threads[to].last = max(threads[to].last, less.last)
    threads[to].passed = min(threads[to].passed, less.passed)
    for owner in less.owners { threads[to].note(owner: owner) }
    threads[to].note(less.prints)
    threads[to].note(less.members)
    threads[to].isOrdered = threads[to].isOrdered || less.isOrdered
    remember(gone, as: kept)
  }

  /// Keeps in mind where a thread went that was merged into another.
  mutating func remember(_ gone: ThreadID, as kept: ThreadID) {
    aliases[gone] = kept
    aliasOrder.append(gone)
    if aliasOrder.count > Self.aliasLimit {
      let oldest = aliasOrder.prefix(Self.aliasLimit / 10)
      for id in oldest { aliases[id] = nil }
      aliasOrder.removeFirst(oldest.count)
    }
  }

  /// Takes a slot out of the list of those that have a term.
  mutating func unlist(_ slot: Int, of term: UInt32) {
    // From the end, where the young threads are that are merged most; the order is of no use.
    guard let place = postings[Int(term)].lastIndex(of: UInt32(slot)) else { return }
    postings[Int(term)].swapAt(place, postings[Int(term)].count - 1)
    postings[Int(term)].removeLast()
  }

  mutating func close(_ slot: Int) {
    slots[threads[slot].id] = nil
    threads[slot] = .none
  }

  /// Puts away the threads whose window has passed, and if there are still too many, those that
  /// were silent longest.
  mutating func sweep(at now: Double) {
    swept = now
    columns.forget(before: Self.day(now) - RecurringTitles.memory)
    labels.forget(before: Self.day(now) - TitleLabels.memory)
    languages.forget(before: Self.day(now) - SourceLanguages.memory)
    templates.forget(before: Self.day(now) - Templates.daysRemembered)
    var gone = threads.indices.filter {
      threads[$0].isOpen && now - threads[$0].last > window
    }
    if slots.count - gone.count > Self.threadLimit * 9 / 10 {
      let closing = Set(gone)
      let silent = threads.indices.filter { threads[$0].isOpen && !closing.contains($0) }.sorted {
        (threads[$0].last, threads[$0].serial) < (threads[$1].last, threads[$1].serial)
      }
      gone += silent.prefix(slots.count - gone.count - Self.threadLimit * 9 / 10)
    }
    guard !gone.isEmpty else { return }
    var isGone = [Bool](repeating: false, count: threads.count)
    var isTouched = [Bool](repeating: false, count: postings.count)
    var touched: [UInt32] = []
    for slot in gone {
      isGone[slot] = true
      for term in threads[slot].profile.terms where !isTouched[Int(term)] {
        isTouched[Int(term)] = true
        touched.append(term)
      }
      close(slot)
    }
    for (place, term) in touched.enumerated() {
      if place + 4 < touched.count { postings[Int(touched[place + 4])].fetch(lines: 2) }
      Self.remove(isGone, from: &postings[Int(term)])
    }
    freeSlots += gone
  }

  /// Takes the slots that are marked out of a list.
  private static func remove(_ isGone: [Bool], from list: inout [UInt32]) {
    let isGone = isGone.span
    var kept = 0
    var slots = list.mutableSpan
    for place in slots.indices {
      let slot = slots[place]
      slots[kept] = slot
      kept += isGone[Int(slot)] ? 0 : 1
    }
    list.removeLast(list.count - kept)
  }

  /// Forgets the rarest of the terms that neither an open thread nor today has.
  mutating func forgetRareTerms() {
    var isNeeded = vocabulary.terms.map { $0.recentDocuments > 0 }
    for thread in threads {
      for term in thread.profile.terms { isNeeded[Int(term)] = true }
      for member in thread.members {
        for term in member.vector.terms { isNeeded[Int(term)] = true }
      }
    }
    let spare = vocabulary.terms.indices.filter { !isNeeded[$0] }
      .map { vocabulary.terms[$0].documents }.sorted(by: >)
    let room = max(0, Vocabulary.capacity / 2 - (vocabulary.count - spare.count))
    let least = room < spare.count ? spare[room] : 0
    let terms = vocabulary.terms
    let names = vocabulary.forget { isNeeded[$0] || terms[$0].documents > least }
    for slot in threads.indices { threads[slot].rename(names) }
    frequencies.rename(names)
    var renamed = [[UInt32]](repeating: [], count: vocabulary.count)
    for (term, list) in postings.enumerated() {
      if term < names.count, let name = names[term] { renamed[Int(name)] = list }
    }
    postings = renamed
    termsToForgetAt = max(Vocabulary.capacity, vocabulary.count * 5 / 4)
  }
}
