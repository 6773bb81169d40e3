import Foundation
import NewsModel

extension DigestStory {
  /// "Day 3 · 14 outlets, 4 independent · 5 new reports": the story in a line of words, before which
  /// stands whether the reader follows it.
  var standing: [String] {
    var words: [String] = []
    if isFollowed == true { words.append("You follow it") }
    if isContinued { words.append("Day \(dayNumber)") }
    var outlets = Words.count(outletCount, "outlet")
    if outletCount > 1 {
      outlets +=
        groups.count == outletCount
        ? (outletCount == 2 ? ", both independent" : ", all independent")
        : ", \(groups.count) independent"
    }
    words.append(outlets)
    if isContinued {
      words.append(Words.count(newCount, "new report"))
    } else if newCount > outletCount {
      words.append(Words.count(newCount, "report"))
    }
    return words
  }

  /// "quiet for 4 days, awake again", where its items before this edition ended days ago.
  func awakening(in span: EditionSpan) -> String? {
    guard let quietSince else { return nil }
    let woke = items.lazy.filter(\.isNew).map(\.seen).min() ?? span.opens
    let days = max(Int((woke.timeIntervalSince(quietSince) / 86400).rounded()), 3)
    return "quiet for \(Words.count(days, "day")), awake again"
  }

  /// Outlets and items that a story of the edition has, for a line: "3 outlets".
  var size: String {
    outletCount > 1 ? Words.count(outletCount, "outlet") : Words.count(itemCount, "report")
  }

  /// "Ranked 3rd with 9.6 points: 7.0 for 4 independent groups, …"
  var rankWords: String {
    let parts = rank.parts.map { "\(Words.points($0.points)) for \($0.words)" }
    return "Ranked \(Words.ordinal(rank.position)) with \(Words.points(rank.score)) points: "
      + Words.list(parts) + "."
  }
}

extension DigestStory.Correction.Kind {
  /// What stands before a notice.
  var label: String {
    switch self {
    case .corrected: "Corrected"
    case .withdrawn: "Withdrawn"
    }
  }
}

extension DigestItem.Reason {
  /// Why an item is in its thread, in parts that are the program's words and parts that are not.
  enum Part {
    case words(String)
    case term(String)
  }

  var parts: [Part] {
    if let alone { return [.words("kept alone: "), .term(alone)] }
    if isFirst { return [.words("began the story")] }
    let figures = "score \(Words.share(score)), needs \(Words.share(threshold))"
    guard !terms.isEmpty else { return [.words(figures)] }
    var parts: [Part] = [.words("shares ")]
    for (index, term) in terms.enumerated() {
      if index > 0 { parts.append(.words(", ")) }
      parts.append(.term(term))
    }
    return parts + [.words(" (\(figures))")]
  }

  /// The parts as plain text.
  var words: String {
    parts.map {
      switch $0 {
      case .words(let words): words
      case .term(let term): "‘\(term)’"
      }
    }.joined()
  }

  var markup: HTML {
    var markup = HTML()
    for part in parts {
      switch part {
      case .words(let words): markup += "\(words)"
      case .term(let term): markup += "<bdi class=\"term\">\(term)</bdi>"
      }
    }
    return markup
  }
}

extension DailyDigest {
  /// "212 items, 38 stories: 27 new, 11 continued; 104 items stand alone": the honest count.
  var countWords: String {
    guard counts.items > 0 else { return "Nothing new" }
    var words = [Words.count(counts.items, "item")]
    if counts.stories > 0 {
      let stories = Words.count(counts.stories, "story", "stories")
      switch (counts.fresh, counts.continued) {
      case (_, 0): words.append(counts.stories == 1 ? "\(stories), new" : "\(stories), all new")
      case (0, _): words.append("\(stories), continued")
      default: words.append("\(stories): \(counts.fresh) new, \(counts.continued) continued")
      }
    }
    if counts.singles > 0 { words.append("\(Words.grouped(counts.singles)) on their own") }
    words.append(
      "\(counts.sourcesWithNews) of \(Words.count(counts.sources, "source")) had news")
    return words.joined(separator: " · ")
  }

  /// "From Fri 20 Nov 06:30 to Sat 21 Nov 06:30, Europe/Berlin"
  func spanWords(_ clock: ZoneClock) -> String {
    "\(clock.weekdayAndTime(span.opens)) to \(clock.weekdayAndTime(span.closes)), \(span.zone)"
  }
}

extension DigestTopic {
  /// "80 000 more, which 'newsloom items' lists": of a day too big to be listed whole; nil for all others.
  var unlistedWords: String? {
    unlisted.map { "\(Words.grouped($0)) more, which 'newsloom items' lists" }
  }

  /// "world/europe" as a heading: "World · Europe".
  var heading: String { Self.heading(path) }

  static func heading(_ path: String) -> String {
    guard !path.isEmpty else { return "News" }
    return path.split(separator: "/").map { part in
      let words = String(part.map { $0 == "-" ? " " : $0 }).plainLine(limit: 60)
      return words.prefix(1).uppercased() + words.dropFirst()
    }.joined(separator: " · ")
  }
}
