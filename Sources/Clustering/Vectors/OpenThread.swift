import NewsModel

/// What the clusterer keeps of a thread that may still grow.
struct OpenThread: Sendable {
  var id: ThreadID
  /// Threads are numbered as they begin; of two equals the older one wins.
  var serial: Int
  var language: UInt8
  /// Whether it is a thread at all; a slot whose thread has closed waits for another.
  var isOpen = true
  /// Whether it takes no further item: it is a column or the like.
  var isSealed = false
  /// Whether somebody ordered it to be one: then it is never taken apart.
  var isOrdered = false
  /// Whether the item that began it has next to nothing but a title.
  var beganWithTitleOnly = false
  /// The sum of its items' vectors.
  var profile = TermVector()
  var items = 0
  /// Seconds since 1970 of its oldest and its newest item.
  var first: Double
  var last: Double
  /// How many items of its language had been seen when it began.
  var passed: UInt64
  /// Hashes of the owners heard in it, in order of appearance.
  var owners: [UInt64] = [] {
    didSet { findOnlyOwner() }
  }
  /// The owner if there is no other: asked for at every comparison, where the list would have to be
  /// fetched from memory.
  private(set) var onlyOwner: UInt64?
  /// How many items it had when it was last looked through for two stories.
  var lookedThrough = 0
  /// Its newest items, in the order in which they came to it.
  var members: [Member] = []
  /// The texts it has, for finding copies.
  var prints: [TextPrint] = []

  /// Terms of a thread that count; a thread of hundreds of items keeps its heaviest.
  static let termLimit = 2_000
  /// Owners remembered; more say nothing new.
  static let ownerLimit = 64
  /// Items at hand for taking it apart.
  static let memberLimit = 64
  /// Items whose text is remembered for finding copies.
  static let printLimit = 64

  /// What stands in a slot without a thread.
  static let none: OpenThread = {
    var thread = OpenThread(
      id: ThreadID(rawValue: ""), serial: -1, language: 0, first: 0, last: 0, passed: 0)
    thread.isOpen = false
    return thread
  }()

  /// Sets `onlyOwner`; for the initialiser that reads a snapshot, where `owners` cannot do it.
  mutating func findOnlyOwner() {
    onlyOwner = owners.count == 1 ? owners.first : nil
  }

  mutating func note(owner: UInt64) {
    if owners.count < Self.ownerLimit, !owners.contains(owner) { owners.append(owner) }
  }

  /// Renames terms after some were forgotten; none of these may be.
  mutating func rename(_ names: [UInt32?]) {
    profile.rename(names)
    for place in members.indices { members[place].vector.rename(names) }
  }

  mutating func note(_ more: [Member]) {
    members += more
    if members.count > Self.memberLimit {
      members.removeFirst(members.count - Self.memberLimit)
    }
  }

  mutating func note(_ more: [TextPrint]) {
    prints += more.prefix(max(0, Self.printLimit - prints.count))
  }
}
