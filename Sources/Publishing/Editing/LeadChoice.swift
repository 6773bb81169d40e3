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
    let length = title.count
    guard length > 0 else { return -6 }
    var points = (30...100).contains(length) ? 1.0 : (20...130).contains(length) ? 0.5 : 0
    // Ideographs say in ten characters what letters say in forty.
    if let first = title.unicodeScalars.first(where: { $0.properties.isAlphabetic }),
      first.properties.isIdeographic || (0x3040...0x30FF).contains(first.value),
      (10...50).contains(length)
    {
      points = 1
    }
    if title.contains(where: { "?？؟".contains($0) }) { points -= 1.5 }
    if title.contains(where: { "!！".contains($0) }) { points -= 1.5 }
    if title.hasSuffix("…") || title.hasSuffix("...") { points -= 1.5 }
    if title.contains(" | ") { points -= 1.5 }
    let words = title.lowercased().split { !$0.isLetter && !$0.isNumber }
    if let first = words.first {
      if first.allSatisfy(\.isNumber), first.count <= 2 { points -= 1.5 }
      if sellers.contains(String(first)) { points -= 1.5 }
    }
    if words.contains(where: { $0 == "you" || $0 == "your" }) { points -= 1.5 }
    if words.last == "live" { points -= 1.5 }
    let letters = title.unicodeScalars.filter(\.properties.isCased)
    if letters.count >= 12, letters.allSatisfy({ !$0.properties.isLowercase }) { points -= 1.5 }
    return points
  }

  private static let sellers: Set<String> = [
    "live", "watch", "video", "podcast", "opinion", "analysis", "exclusive", "breaking", "why",
    "how", "what", "when", "who", "here", "this", "meet", "inside", "explained", "gallery",
    "photos", "liveblog", "liveticker", "kommentar", "meinung", "warum", "wie", "pourquoi",
    "comment", "opinión", "vídeo", "directo", "endirect", "newsletter", "quiz",
  ]
}
