import NewsModel

/// Counts that sources give differently: the same word after another number, as "12 dead" and
/// "15 dead", from two origins in one language.
struct DifferingFigures {
  /// At most two; each with two values or more, in order of time, one an outlet.
  let found: [DigestStory.Figure]

  private struct Mention {
    var number: String
    var noun: String
    var item: Int
  }

  init(_ sentences: [StoryReading.Sentence], items: [DigestItem]) {
    var mentions: [String: [Mention]] = [:]
    var order: [String] = []
    for sentence in sentences where !sentence.words.figures.isEmpty {
      let language = items[sentence.member].title.language?.prefix { $0 != "-" } ?? ""
      for (number, noun) in Self.counts(in: sentence.text) {
        let key = "\(language) \(noun.lowercased())"
        if mentions[key] == nil { order.append(key) }
        mentions[key, default: []].append(.init(number: number, noun: noun, item: sentence.member))
      }
    }
    var found: [DigestStory.Figure] = []
    for key in order where found.count < 2 {
      // An outlet that gives two numbers itself counts different things.
      var byOutlet: [String: Set<String>] = [:]
      var firsts: [Mention] = []
      for mention in mentions[key] ?? [] {
        let outlet = items[mention.item].outlet
        if byOutlet[outlet] == nil { firsts.append(mention) }
        byOutlet[outlet, default: []].insert(mention.number)
      }
      let clear = firsts.filter { byOutlet[items[$0.item].outlet]?.count == 1 }
      let origins = Set(clear.map { items[$0.item].origin })
      guard origins.count >= 2, Set(clear.map(\.number)).count >= 2 else { continue }
      var values: [DigestQuote] = []
      var seen: Set<String> = []
      for mention in clear where seen.insert(mention.number).inserted {
        let item = items[mention.item]
        values.append(
          DigestQuote(
            text: DigestText("\(mention.number) \(mention.noun)", language: item.title.language),
            outlet: item.outlet, link: item.link, date: item.date))
      }
      found.append(.init(values: Array(values.sorted { $0.date < $1.date }.prefix(6))))
    }
    self.found = found
  }

  /// Numbers of two digits or more and the word of four letters or more right after each; no years,
  /// no shares of a hundred, no money, no ages and no times.
  static func counts(in text: String) -> [(String, String)] {
    let words = text.split(separator: " ")
    var found: [(String, String)] = []
    for (index, word) in words.enumerated().dropLast() {
      guard let first = word.utf8.first, (0x30...0x39).contains(first), word.utf8.count >= 2,
        word.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C || $0 == 0x2E }),
        let last = word.utf8.last, (0x30...0x39).contains(last)
      else { continue }
      let digits = word.filter(\.isNumber)
      if digits.count == word.count, let value = Int(digits), (1900...2100).contains(value) {
        continue
      }
      let noun = words[index + 1].prefix { $0.isLetter }
      guard (4...24).contains(noun.count), noun.first?.isLowercase == true,
        !units.contains(noun.lowercased())
      else { continue }
      found.append((String(word), String(noun)))
    }
    return found
  }

  private static let units: Set<String> = [
    "percent", "prozent", "million", "billion", "trillion", "millionen", "milliarden", "millones",
    "millions", "milliards", "years", "year", "months", "days", "hours", "minutes", "seconds",
    "weeks", "jahre", "jahren", "uhr", "degrees", "miles", "kilometres", "kilometers", "metres",
    "meters", "feet", "points", "times", "dollars", "euros", "euro", "pounds", "people",
    "personnes", "personas", "menschen", "from", "that", "with", "when", "have", "were", "other",
    "more", "after", "over", "ans", "años", "century", "others",
  ]
}
