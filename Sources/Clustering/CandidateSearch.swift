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

  /// Open threads whose cosine with a vector of length 1 can reach `floor`, the likeliest first.
  ///
  /// By Cauchy and Schwarz it is at most the length of what the vector shares with the thread: so
  /// the common words at the light end need not be looked up at all.
  mutating func candidates(_ vector: TermVector, floor: Double) -> [Candidate] {
    if overlap.count < threads.count {
      overlap += repeatElement(0, count: threads.count - overlap.count)
    }
    // Asked of all lists before any is walked: what memory has to fetch, it fetches at one time.
    let most = vector.terms.reduce(0) { $0 + postings[Int($1)].count }
    if touched.count < most {
      touched += repeatElement(0, count: 2 * most - touched.count)
    }
    var rest = vector.square
    let enough = floor * floor
    var looked = 0
    var count = 0
    for index in vector.heaviestFirst() {
      if rest < enough || looked >= Self.lookLimit { break }
      let term = Int(vector.terms[index])
      let square = Double(vector.weights[index]) * Double(vector.weights[index])
      rest -= square
      looked += postings[term].count
      count = Self.add(square, toEach: postings[term], in: &overlap, &touched, count)
    }
    return Self.likeliest(of: touched, count, &overlap, rest: max(0, rest), enough: enough)
  }

  /// Adds what a term is worth to what each thread that has it shares; gives the new count of slots
  /// touched.
  private static func add(
    _ square: Double, toEach slots: [UInt32], in overlap: inout [Double],
    _ touched: inout [UInt32], _ count: Int
  ) -> Int {
    let slots = slots.span
    var overlap = overlap.mutableSpan
    var touched = touched.mutableSpan
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
    of touched: [UInt32], _ count: Int, _ overlap: inout [Double], rest: Double, enough: Double
  ) -> [Candidate] {
    var best = Foremost<Candidate>(limit: candidateLimit)
    var least = enough
    let touched = touched.span
    var overlap = overlap.mutableSpan
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
