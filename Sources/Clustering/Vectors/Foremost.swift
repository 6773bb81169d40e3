/// The first few of many by their order, kept sorted: what comes later than all of them costs one
/// comparison, and the many are never sorted.
struct Foremost<Element: Comparable> {
  private(set) var inOrder: [Element] = []
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
    inOrder.reserveCapacity(limit + 1)
  }

  /// The last of them, if there are as many as there may be.
  var last: Element? { inOrder.count == limit ? inOrder.last : nil }

  mutating func note(_ element: Element) {
    if let last, last < element { return }
    var place = inOrder.count
    inOrder.append(element)
    while place > 0, element < inOrder[place - 1] {
      inOrder[place] = inOrder[place - 1]
      place -= 1
    }
    inOrder[place] = element
    if inOrder.count > limit { inOrder.removeLast() }
  }
}
