package import NewsModel

/// How an editor reads a day: what it asks for, when it asks for it.
package struct DayReading<Failure: Error> {
  /// The stories of some names, whole; it adds to the notes what concerns them alone: what earlier
  /// editions told, what is watched for, key terms.
  package var threads: ([ThreadID], inout EditionNotes) throws(Failure) -> [StoryThread]
  /// What is to be known of the items of some numbers, which stand alone.
  package var loneItems: ([Int]) throws(Failure) -> [LoneItem]
  /// The items of some numbers, whole.
  package var items: ([Int]) throws(Failure) -> [FiledItem]

  package init(
    threads: @escaping ([ThreadID], inout EditionNotes) throws(Failure) -> [StoryThread],
    loneItems: @escaping ([Int]) throws(Failure) -> [LoneItem],
    items: @escaping ([Int]) throws(Failure) -> [FiledItem]
  ) {
    self.threads = threads
    self.loneItems = loneItems
    self.items = items
  }
}

extension DayReading<Never> {
  /// Of threads that are at hand. `watched` are the items that a rule watches for.
  package init(_ all: [StoryThread], watched: [ItemKey: String] = [:]) {
    var stories: [ThreadID: StoryThread] = [:]
    var alone: [Int: FiledItem] = [:]
    for thread in all {
      if thread.members.count > 1 {
        stories[thread.id] = thread
      } else if let only = thread.members.first {
        alone[only.number] = only
      }
    }
    self.init(
      threads: { [stories] names, _ in names.compactMap { stories[$0] } },
      loneItems: { [alone] numbers in
        numbers.compactMap { alone[$0] }.map { LoneItem($0, watch: watched[$0.item.key]) }
      },
      items: { [alone] numbers in numbers.compactMap { alone[$0] } })
  }
}
