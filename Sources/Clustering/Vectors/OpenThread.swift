import NewsModel

/// What the clusterer keeps of a thread that may still grow.
struct OpenThread: Sendable {
  var id: ThreadID
  /// Threads are numbered as they begin; of two equals the older one wins.
  var serial: Int
  var language: UInt8
  /// The sum of its items' vectors.
  var profile = TermVector()
  var items = 0
  /// Seconds since 1970.
  var first: Double
  var last: Double
  /// Hashes of the owners heard in it, in order of appearance.
  var owners: [UInt64] = []
  /// Whether it takes no further item: it is a column or the like.
  var isSealed = false
  var prints: [TextPrint] = []

  /// Terms of a thread that count; a thread of hundreds of items keeps its heaviest.
  static let termLimit = 2_000
  /// Owners remembered; more say nothing new.
  static let ownerLimit = 64
  /// Items whose text is remembered for finding copies.
  static let printLimit = 64
}
