/// The small words of each language we know: they tell no story from another.
enum StopWords {
  /// Whether the word, in lower case and without apostrophes, is one.
  static func contain(_ word: ArraySlice<UInt8>, language: Set<UInt64>) -> Bool {
    language.contains(Hash.of(word))
  }

  static func of(_ language: String) -> Set<UInt64> { tables[language] ?? [] }

  private static let tables: [String: Set<UInt64>] = lists.mapValues { list in
    Set(list.split(whereSeparator: \.isWhitespace).map { Hash.of($0.utf8) })
  }

  private static let lists: [String: String] = [
    "en": """
    a about above after again against all also although always am among an and another any are arent
    around as at away back be became because become been before being below between both but by came
    can cannot cant could couldnt despite did didnt do does doesnt doing done dont down during each
    either else even ever every few first for from further get gets getting give given go goes going
    gone got had hadnt has hasnt have havent having he hed hell her here heres hers herself hes him
    himself his how however hows i id if ill im in instead into is isnt it itd itll its itself ive
    just know last latest later least less let lets like likely made make makes making many may me
    might more most much must my myself near need never new news next no nor not now of off often old
    on once one ones only or other others our ours ourselves out over own part per put rather re
    really s said same saw say saying says second see seen set several shall she shed shell shes
    should shouldnt show since so some still such t take taken takes taking tell than that thats the
    their theirs them themselves then there theres these they theyd theyll theyre theyve this those
    though three through thus time to today together told too took toward two under until up upon us
    use used using very via want was wasnt way we wed well went were werent weve what whats when
    where wheres whether which while who whos whose why will with within without wont would wouldnt
    year years yes yesterday yet you youd youll your youre yours yourself youve monday tuesday
    wednesday thursday friday saturday sunday january february march april june july august september
    october november december live update updates watch video photos report reports reported
    reportedly according amid
    """
  ]
}
