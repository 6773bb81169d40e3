/// Titles of items that hold several stories or none: columns, round-ups, newsletters, live pages.
/// Such an item shares words with many threads and belongs in none of them.
enum Containers {
  /// Why a title's words show a container, or nil.
  static func reason(title: WordList) -> String? {
    let hashes = title.words.map { Hash.of(title.bytes[$0.bytes]) }
    for start in hashes.indices {
      for length in 1...longest where start + length <= hashes.count {
        if let phrase = phrases[combined(hashes[start..<start + length])] {
          return "its title says “\(phrase)”"
        }
      }
    }
    return nil
  }

  private static func combined(_ hashes: ArraySlice<UInt64>) -> UInt64 {
    hashes.reduce(7) { ($0 &* 31) ^ $1 }
  }

  private static let longest = 4

  private static let phrases: [UInt64: String] = {
    var table: [UInt64: String] = [:]
    for line in list.split(separator: "\n") {
      for phrase in line.split(separator: ",") {
        let words = phrase.split(separator: " ")
        table[combined(words.map { Hash.of($0.utf8) }[...])] = words.joined(separator: " ")
      }
    }
    return table
  }()

  private static let list = """
    live updates, live blog, liveblog, as it happened, live coverage, rolling coverage, latest updates
    briefing, newsletter, news wrap, roundup, round up, the papers, front pages, newscast, news bulletin
    quiz, crossword, horoscope, horoscopes, podcast, sudoku, wordle, lottery results, lotto results, winning numbers, cartoon, cartoons
    day in pictures, photos of the day, pictures of the day, week in pictures, photo gallery, best photos
    letters to the editor, your letters, opinion today, corrections, obituaries
    things to know, need to know, to watch for, what to watch, tv tonight
    morning edition, evening edition, weekend edition, news in brief, in brief, the week in, this week in
    quote of the day, quotation of the day, word of the day, on this day, today in history
    market wrap, markets wrap, stocks to watch, morning bid, daily digest, weekly digest
    """
}
