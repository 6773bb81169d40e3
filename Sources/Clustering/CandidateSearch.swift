/// Which threads are worth comparing with an item or a thread.
extension StoryClusterer {
  /// A thread worth comparing, and the most that its similarity can be.
  struct Candidate: Comparable {
    var slot: Int
    var reach: Double

    /// The likelier first, and of two equals the one that stands first.
    static func < (one: Candidate, other: Candidate) -> Bool {
      one.reach != other.reach ? one.reach > other.reach : one.slot < other.slot
    }
  }

  /// Threads that one item is compared with at most.
  static let candidateLimit = 32
  /// Places in the lists of threads by term that are looked at before an item's remaining, more
  /// common words are left to the comparison itself. Bounds the look-up however many threads are
  /// open (1,670 items/s before at 57,000 open threads).
  static let lookLimit = 3_000
  /// Lines of each list that memory is to fetch; it goes on by itself where a list is longer.
  private static let linesFetched = 3

  /// Open threads whose cosine with a vector of length 1 can reach `floor`, the likeliest first.
  ///
  /// By Cauchy and Schwarz it is at most the length of what the vector shares with the thread: so
  /// the common words at the light end need not be looked up at all.
  mutating func candidates(_ vector: TermVector, floor: Double) -> [Candidate] {
    if overlap.count < threads.count {
      overlap += repeatElement(0, count: threads.count - overlap.count)
    }
    return Self.candidates(
      vector, enough: floor * floor, among: postings, &overlap, &touched)
  }

  /// The same among lists of threads by term; `overlap` and `room` are room to do it in.
  private static func candidates(
    _ vector: TermVector, enough: Double, among postings: [[UInt32]],
    _ overlap: inout [Double], _ room: inout [UInt32]
  ) -> [Candidate] {
    let postings = postings.span
    // Asked of all lists before any is walked: what memory has to fetch, it fetches at one time.
    var most = 0
    for term in vector.terms { most += postings[Int(term)].count }
    if room.count < most { room += repeatElement(0, count: 2 * most - room.count) }
    var overlap = overlap.mutableSpan
    var touched = room.mutableSpan
    let order = vector.heaviestFirst()
    for index in order { postings[Int(vector.terms[index])].fetch(lines: linesFetched) }
    var rest = vector.square
    var looked = 0
    var count = 0
    for index in order {
      if rest < enough || looked >= lookLimit { break }
      let term = Int(vector.terms[index])
      let square = Double(vector.weights[index]) * Double(vector.weights[index])
      rest -= square
      looked += postings[term].count
      count = add(square, toEach: postings[term].span, in: &overlap, &touched, count)
    }
    return likeliest(of: touched, count, &overlap, rest: max(0, rest), enough: enough)
  }

  /// Adds what a term is worth to what each thread that has it shares; gives the new count of slots
  /// touched.
  private static func add(
    _ square: Double, toEach slots: Span<UInt32>, in overlap: inout MutableSpan<Double>,
    _ touched: inout MutableSpan<UInt32>, _ count: Int
  ) -> Int {
    var count = count
    for place in slots.indices {
      let slot = slots[place]
      let before = overlap[Int(slot)]
      overlap[Int(slot)] = before + square
      // Written in any case and counted or not: a branch here is guessed wrong half of the time.
      touched[count] = slot
      count += before == 0 ? 1 : 0
    }
    return count
  }

  /// The `candidateLimit` likeliest of the touched threads, in order; puts zeros back.
  private static func likeliest(
    of touched: borrowing MutableSpan<UInt32>, _ count: Int, _ overlap: inout MutableSpan<Double>,
    rest: Double, enough: Double
  ) -> [Candidate] {
    var best = Foremost<Candidate>(limit: candidateLimit)
    var least = enough
    for place in 0..<count {
      let slot = Int(touched[place])
      let square = overlap[slot] + rest
      overlap[slot] = 0
      guard square >= least else { continue }
      best.note(Candidate(slot: slot, reach: square.squareRoot()))
      // Roots of different squares may be equal: those are left to the order of the slots.
      if let last = best.last { least = max(enough, last.reach * last.reach * (1 - 1e-14)) }
    }
    return best.inOrder
  }
}
