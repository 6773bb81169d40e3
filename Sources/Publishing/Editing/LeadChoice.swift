import NewsModel

/// Chooses the member whose headline stands for the story: the clearest, never a composed one.
///
/// Points, the highest sum wins, then the newer, then the later arrival:
/// - up to 3 for the share of its words that other origins' headlines have too: it says what the
///   story is about, in the words most use;
/// - 1 for a length of 30 to 100 characters, 0.5 for 20 to 130;
/// - 1 for a text of its own that can be quoted, 0.5 for no copy;
/// - 0.5 for the language most members are in;
/// - minus 1.5 for each mark of a headline that withholds or sells: a question, an exclamation, dots,
///   a leading number, "you" and "why", "live", "video", "opinion", shouting, a bar with a site's name;
/// - minus 1.5 for a notice of correction, and minus 6 for one of withdrawal, which the story tells
///   beside its headline;
/// - minus 1.5 for a member older than this edition, so that a continued story leads with its news.
struct LeadChoice {
  /// The index of the leading member.
  let index: Int

  init(among members: [FiledItem], origins: [String], isNew: (FiledItem) -> Bool) {
    let titles = members.map { SentenceWords(($0.item.content.title ?? "").plainLine(limit: 300)) }
    var owners: [UInt64: String] = [:]
    var shared: Set<UInt64> = []
    var languages: [String: Int] = [:]
    for (index, title) in titles.enumerated() {
      for word in title.content {
        if let owner = owners[word] {
          if owner != origins[index] { shared.insert(word) }
        } else {
          owners[word] = origins[index]
        }
      }
      languages[Self.language(of: members[index]), default: 0] += 1
    }
    let common = languages.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    var best = 0
    var bestPoints = -Double.infinity
    for (index, member) in members.enumerated() {
      let words = Set(titles[index].content)
      var points = 0.0
      if !words.isEmpty {
        points += 3 * Double(words.intersection(shared).count) / Double(words.count)
      }
      points += Self.points(for: member.item.content.title ?? "")
      if member.item.content.text.utf8.count >= 80 { points += 1 }
      if member.placement.copyOf == nil { points += 0.5 }
      if Self.language(of: member) == common { points += 0.5 }
      if !isNew(member) { points -= 1.5 }
      let isNewer = member.item.date >= members[best].item.date
      if points > bestPoints || (points == bestPoints && isNewer) {
        (best, bestPoints) = (index, points)
      }
    }
    index = best
  }

  private static func language(of member: FiledItem) -> String {
    String((member.item.content.language ?? "").prefix { $0 != "-" }).lowercased()
  }

  /// What the wording of a headline alone is worth.
  static func points(for title: String) -> Double {
    let marks = Marks(title)
    guard marks.length > 0 else { return -6 }
    // Ideographs say in ten characters what letters say in forty.
    let length = marks.isIdeographic ? marks.length * 3 : marks.length
    var points = (30...100).contains(length) ? 1.0 : (20...130).contains(length) ? 0.5 : 0
    if marks.asks { points -= 1.5 }
    if marks.shouts { points -= 1.5 }
    if title.hasSuffix("…") || title.hasSuffix("...") { points -= 1.5 }
    if marks.hasBar { points -= 1.5 }
    if marks.cased >= 12, marks.lower == 0 { points -= 1.5 }
    let words = title.lowercased().unicodeScalars.split { !Marks.isWord($0) }.map { String($0) }
    if let first = words.first {
      if first.utf8.count <= 2, first.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        points -= 1.5
      }
      if sellers.contains(first) { points -= 1.5 }
    }
    if isByline(title) { points -= 1.5 }
    switch CorrectionNotice.kind(of: title) {
    case .corrected: points -= 1.5
    case .withdrawn: points -= 6
    case nil: break
    }
    if words.contains("you") || words.contains("your") { points -= 1.5 }
    if words.last == "live" { points -= 1.5 }
    return points
  }

  /// Whether the first two words are in capitals among others that are not: a columnist's name.
  private static func isByline(_ title: String) -> Bool {
    let head = title.unicodeScalars.split(separator: " ", maxSplits: 2).prefix(2)
    return head.count == 2
      && head.allSatisfy { $0.count >= 4 && $0.allSatisfy(\.properties.isUppercase) }
  }

  /// What one pass over a headline sees.
  private struct Marks {
    var length = 0
    var cased = 0
    var lower = 0
    var asks = false
    var shouts = false
    var hasBar = false
    var isIdeographic = false

    init(_ title: String) {
      for scalar in title.unicodeScalars {
        length += 1
        switch scalar.value {
        case 0x61...0x7A:
          cased += 1
          lower += 1
        case 0x41...0x5A: cased += 1
        case 0x3F, 0x61F, 0xFF1F: asks = true
        case 0x21, 0xFF01: shouts = true
        case 0x7C: hasBar = true
        case 0x3040...0x30FF, 0x4E00...0x9FFF: isIdeographic = true
        case 0xC0...0x58F:
          cased += 1
          if scalar.properties.isLowercase { lower += 1 }
        default: break
        }
      }
    }

    static func isWord(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x30...0x39, 0x61...0x7A: true
      case 0..<0xAA: false
      default: scalar.properties.isAlphabetic
      }
    }
  }

  private static let sellers: Set<String> = [
    "live", "watch", "video", "podcast", "opinion", "analysis", "exclusive", "breaking", "why",
    "how", "what", "when", "who", "here", "this", "meet", "inside", "explained", "gallery",
    "photos", "liveblog", "liveticker", "kommentar", "meinung", "warum", "wie", "pourquoi",
    "timeline", "comment", "opinión", "vídeo", "directo", "endirect", "newsletter", "quiz",
  ]
}
