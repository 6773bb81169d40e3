import NewsModel

/// Counts that sources give differently: the same loss after another number, as "12 dead" and
/// "15 dead", from two origins in one language, none more than three times another.
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
      let amounts = clear.map { Self.value($0.number) }
      guard origins.count >= 2, let least = amounts.min(), let most = amounts.max(),
        most > least, most <= least * 3
      else { continue }
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

  /// Numbers of two digits or more and what they count, right after each or behind one word for
  /// people: "21 dead", "33 people killed". Only words that count losses and the like, since other
  /// words follow different numbers for many reasons ("16 cities", "34 cities").
  static func counts(in text: String) -> [(number: String, noun: String)] {
    let words = text.split(separator: " ")
    var found: [(number: String, noun: String)] = []
    for (index, word) in words.enumerated().dropLast() {
      guard let first = word.utf8.first, (0x30...0x39).contains(first), word.utf8.count >= 2,
        word.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2C || $0 == 0x2E }),
        let last = word.utf8.last, (0x30...0x39).contains(last)
      else { continue }
      var noun = letters(of: words[index + 1])
      if people.contains(noun), index + 2 < words.count {
        noun = letters(of: words[index + 2])
        if counted.contains(noun) { found.append((String(word), "\(words[index + 1]) \(noun)")) }
      } else if counted.contains(noun) {
        found.append((String(word), noun))
      }
    }
    return found
  }

  private static func letters(of word: Substring) -> String {
    String(word.prefix { $0.isLetter }).lowercased()
  }

  /// The number's value, for telling a rising toll from two different things.
  private static func value(_ number: String) -> Double {
    Double(String(number.filter { ("0"..."9").contains($0) })) ?? 0
  }

  private static let people: Set<String> = [
    "people", "persons", "others", "civilians", "children", "soldiers", "menschen", "personen",
    "personnes", "civils", "personas", "civiles", "persone", "civili", "pessoas", "mensen",
    "personer", "människor", "человек",
  ]

  private static let counted: Set<String> = [
    "dead", "killed", "deaths", "injured", "wounded", "hurt", "missing", "casualties", "victims",
    "bodies", "survivors", "hostages", "passengers", "arrested", "detained", "evacuated",
    "displaced", "tote", "toten", "verletzte", "verletzten", "vermisste", "vermissten", "morts",
    "blessés", "disparus", "victimes", "muertos", "heridos", "desaparecidos", "morti", "feriti",
    "dispersi", "mortos", "feridos", "desaparecidos", "doden", "gewonden", "vermisten", "döda",
    "skadade", "saknade", "погибших", "раненых", "пострадавших",
  ]
}
