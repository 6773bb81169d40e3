/// Titles of items that hold several stories or none: columns, round-ups, newsletters, live pages.
/// Such an item shares words with many threads and belongs in none of them.
enum Containers {
  /// Why a title's words show a container, or nil.
  static func reason(title: WordList) -> String? {
    let words = title.words.span
    for start in words.indices {
      let hash = words[start].hash
      if allLabels.contains(hash), let word = labels[hash], isLabel(start, in: title) {
        return "its title is labelled “\(word)”"
      }
      var phrase = noWords
      for place in start..<min(start + longest, words.count) {
        phrase = combined(phrase, words[place].hash)
        if allPhrases.contains(phrase), let said = phrases[phrase] {
          return "its title says “\(said)”"
        }
      }
    }
    return nil
  }

  /// Whether a word stands where labels stand: "Iran war live: …", "LIVE | …", "UK politics live".
  private static func isLabel(_ place: Int, in title: WordList) -> Bool {
    guard place + 1 == title.words.count || title.words[place + 1].isFirst else { return false }
    // "Watch live: the president speaks" is one event.
    return place == 0 || !watching.contains(title.words[place - 1].hash)
  }

  /// The hash of a phrase: of none of its words, and of one more.
  private static let noWords: UInt64 = 7
  private static func combined(_ phrase: UInt64, _ word: UInt64) -> UInt64 { (phrase &* 31) ^ word }

  /// Words of the longest phrase.
  private static let longest = 5

  private static let watching = HashSet([Hash.of("watch".utf8), Hash.of("see".utf8)])
  private static let allLabels = HashSet(labels.keys)
  private static let allPhrases = HashSet(phrases.keys)

  private static let labels: [UInt64: String] = {
    let words = """
      live updates briefing newsletter podcast quiz roundup brief liveticker newsticker ticker direct
      """.split(whereSeparator: \.isWhitespace)
    return Dictionary(words.map { (Hash.of($0.utf8), String($0)) }) { first, _ in first }
  }()

  private static let phrases: [UInt64: String] = {
    var table: [UInt64: String] = [:]
    for phrase in list.split(whereSeparator: { $0 == "\n" || $0 == "," }) {
      let words = phrase.split(separator: " ")
      table[words.reduce(noWords) { combined($0, Hash.of($1.utf8)) }] = words.joined(separator: " ")
    }
    return table
  }()

  /// In lower case and without apostrophes, as the scanner makes words.
  private static let list = """
    live updates, live blog, liveblog, as it happened, live coverage, rolling coverage, latest updates
    morning briefing, evening briefing, daily briefing, weekend briefing, your briefing
    newsletter, news wrap, roundup, round up, the papers, front pages, newscast, news bulletin
    quiz, crossword, horoscope, horoscopes, podcast, sudoku, wordle, lottery results, winning numbers
    photos of the day, pictures of the day, day in pictures, week in pictures, week in photos
    photo gallery, best photos, cartoon, cartoons
    letters to the editor, your letters, opinion today, corrections, obituaries
    things to know, need to know, to watch for, what to watch, tv tonight
    morning edition, evening edition, late edition, weekend edition, news in brief, news brief
    in brief, the week in, this week in, quote of the day, quotation of the day, word of the day
    on this day, today in history, market wrap, markets wrap, stocks to watch, morning bid
    daily digest, weekly digest
    presseschau, nachrichten des tages, kurz notiert, kurznachrichten, im rückblick, im überblick
    wochenrückblick, tagesrückblick, morgenlage, bilder des tages, bilder der woche, horoskop, lottozahlen
    revue de presse, en direct, en bref, lessentiel de lactualité, à la une, photos du jour, mots croisés
    en vivo, en directo, minuto a minuto, última hora en directo, portadas, las fotos del día, horóscopo
    resumen del día, resumen de la semana, crucigrama
    rassegna stampa, in diretta, prime pagine, oroscopo, foto del giorno, cruciverba
    ao vivo, minuto a minuto, resumo do dia, palavras cruzadas
    nieuwsoverzicht, weekoverzicht, nieuws van de dag, horoscoop, kort nieuws
    nyheter i korthet, kryss och quiz, dagens horoskop, nyheder i korte træk, nyheter kort fortalt
    przegląd prasy, na żywo, horoskop dzienny, relacja na żywo
    гороскоп, обзор прессы, главное за день, главное за неделю, онлайн трансляция, дайджест, кроссворд
    canlı blog, günün özeti, burç yorumları
    星座占い, 今日の運勢, 社説
    """
}
