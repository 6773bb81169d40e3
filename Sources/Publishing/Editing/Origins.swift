import NewsModel

/// Whose text each item of a thread prints, and whose news it tells, so that many outlets with one
/// agency's text or interview count once.
///
/// An item's text is of the agency it names, else of whom the item it copies is, else of its owner. Its
/// news is of the same origin, unless it retells what an agency was told (see ``Telling``): then the
/// words are the outlet's own, and what it adds is told as its own, but it is no second witness.
/// An outlet that prints an agency's text and writes one of its own too is counted for both texts.
/// An agency is believed only where it is certain: the item's own `source`, its whole author line,
/// a dateline such as "(Reuters) -" at the head of the text, or "(AP)" as its last words.
struct Origins {
  /// Whose text each member has, in the thread's order.
  let texts: [String]
  /// Whose news each member tells.
  let names: [String]

  /// - Parameter members: a thread's, each copy being one of the first print of its text.
  init(of members: [FiledItem]) {
    var numbers: [ItemKey: Int] = [:]
    for (index, member) in members.enumerated() { numbers[member.item.key] = index }
    let own = members.map {
      Self.agency(named: $0.item) ?? $0.item.owner.plainLine(limit: 80)
    }
    var names = own
    for (index, member) in members.enumerated() where Self.agency(named: member.item) == nil {
      guard let copied = member.placement.copyOf, let first = numbers[copied] else { continue }
      names[index] = first < index ? names[first] : own[first]
    }
    texts = names
    self.names = Self.retold(members, texts: names)
  }

  /// The same names, but the agency's where several members retell what it was told.
  private static func retold(_ members: [FiledItem], texts: [String]) -> [String] {
    guard Set(texts).count > 1 else { return texts }
    let tellings = members.map { Telling($0.item.content.text) }
    let isNamed = members.map { agency(named: $0.item) != nil }
    var names = texts
    for (index, telling) in tellings.enumerated() where !isNamed[index] {
      names[index] =
        telling.agencies.sorted().first { agency in
          tellings.indices.contains {
            $0 != index
              && telling.isOf(
                agency, with: tellings[$0], thatIsTheAgencys: isNamed[$0] && texts[$0] == agency)
          }
        } ?? texts[index]
    }
    return names
  }

  /// The agency that goes by this name in some spelling.
  static func agency(called name: String) -> String? { agencies[key(name)] }

  /// The agency whose text the item says it is; nil where it does not say.
  static func agency(named item: NewsItem) -> String? {
    if item.isWire { return agencies[key(item.owner)] ?? agencies[key(item.sourceName)] }
    if let source = item.content.source, let agency = agencies[key(source)] { return agency }
    if let author = item.content.authors.first, item.content.authors.count == 1 {
      let name = author.hasPrefix("By ") ? String(author.dropFirst(3)) : author
      if let agency = agencies[key(name)] { return agency }
    }
    return bracketed(item.content.text.prefix(120), mustEnd: false)
      ?? bracketed(item.content.text.suffix(40), mustEnd: true)
  }

  /// The first known name in round brackets that a dash follows, or that the text ends with.
  private static func bracketed(_ text: Substring, mustEnd: Bool) -> String? {
    bracket(in: text, mustEnd: mustEnd)?.agency
  }

  /// Where the text after "PLACE, date (agency) -" begins, if it begins so.
  static func endOfDateline(in text: Substring) -> String.Index? {
    guard let bracket = bracket(in: text.prefix(120), mustEnd: false) else { return nil }
    let rest = text[bracket.end...].drop { " .-–—:".contains($0) }
    return rest.isEmpty ? nil : rest.startIndex
  }

  private static func bracket(in text: Substring, mustEnd: Bool)
    -> (agency: String, end: String.Index)?
  {
    var rest = text
    while let open = rest.firstIndex(of: "(") {
      let inside = rest[rest.index(after: open)...]
      guard let close = inside.firstIndex(of: ")") else { return nil }
      let end = inside.index(after: close)
      let after = inside[end...].drop { $0 == " " || $0 == "." }
      let isHere = mustEnd ? after.isEmpty : after.first.map { "-–—:".contains($0) } ?? false
      if isHere, let agency = agencies[key(inside[..<close])] { return (agency, end) }
      rest = after
    }
    return nil
  }

  private static func key(_ name: some StringProtocol) -> String {
    name.lowercased().split(separator: " ").joined(separator: " ")
  }

  private static let agencies: [String: String] = {
    let spellings: [(String, [String])] = [
      ("Reuters", ["reuters", "thomson reuters", "reuters.com"]),
      ("AP", ["ap", "associated press", "the associated press", "ap news", "apnews.com"]),
      ("AFP", ["afp", "agence france-presse", "agence france presse"]),
      ("dpa", ["dpa", "deutsche presse-agentur", "dpa-afx"]), ("APA", ["apa"]),
      ("EFE", ["efe", "agencia efe"]), ("Europa Press", ["europa press", "europapress"]),
      ("ANSA", ["ansa"]), ("Lusa", ["lusa", "agência lusa"]), ("Belga", ["belga"]),
      ("ANP", ["anp"]), ("NTB", ["ntb"]), ("TT", ["tt"]), ("Ritzau", ["ritzau"]),
      ("PAP", ["pap"]), ("ČTK", ["čtk", "ctk"]), ("Keystone-SDA", ["keystone-sda", "sda", "ats"]),
      ("TASS", ["tass", "тасс"]), ("Interfax", ["interfax", "интерфакс"]),
      ("RIA Novosti", ["ria novosti", "риа новости"]), ("Ukrinform", ["ukrinform", "укринформ"]),
      ("Xinhua", ["xinhua", "新华社"]), ("Kyodo", ["kyodo", "kyodo news", "共同通信"]),
      ("Jiji", ["jiji", "jiji press", "時事通信"]), ("Yonhap", ["yonhap", "연합뉴스"]),
      ("PTI", ["pti", "press trust of india"]), ("ANI", ["ani"]), ("IANS", ["ians"]),
      ("Anadolu", ["anadolu", "anadolu agency", "aa"]), ("IRNA", ["irna"]), ("UPI", ["upi"]),
      ("PA Media", ["pa", "pa media", "press association"]), ("AAP", ["aap"]),
      ("The Canadian Press", ["canadian press", "the canadian press"]),
      ("Bloomberg", ["bloomberg", "bloomberg news"]), ("SPA", ["spa"]), ("WAM", ["wam"]),
    ]
    var table: [String: String] = [:]
    for (name, keys) in spellings { for key in keys { table[key] = name } }
    return table
  }()
}
