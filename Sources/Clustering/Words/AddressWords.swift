import Foundation

/// What an item's address says: "/2026/08/08/politics/kolva-dam-inspection-orvena.html" names what the
/// story is about in other words than its headline, often the first headline that it had.
enum AddressWords {
  /// Words below which a part of an address is the name of a section or a number.
  static let fewest = 3
  /// Words of an address that are read.
  static let limit = 20

  /// The words of that part of the path which has the most, the last of such; none of them with a
  /// digit. Empty if they are too few.
  static func list(of address: String) -> WordList {
    var list = WordList()
    list.append(text(of: address), limit: limit)
    list.removeNumbers()
    return list.count < fewest ? WordList() : list
  }

  /// The same with blanks between the words.
  private static func text(of address: String) -> String {
    let bytes = address.utf8.span
    let part = longestPart(bytes)
    if part.isEmpty { return "" }
    let words = part.map { isBetweenWords(bytes[$0]) ? UInt8(ascii: " ") : bytes[$0] }
    let text = String(decoding: words, as: UTF8.self)
    return text.removingPercentEncoding ?? text
  }

  /// The part of the path with the most places between words, at least two, without what says of
  /// what type the file is.
  private static func longestPart(_ address: Span<UInt8>) -> Range<Int> {
    var best = 0..<0
    var most = fewest - 1
    var start = 0
    var count = 0
    // The first two are "https:" and the host.
    var parts = 0
    for place in 0...address.count {
      let byte = place < address.count ? address[place] : UInt8(ascii: "#")
      if isBetweenWords(byte) { count += 1 }
      let isEnd = byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
      guard isEnd || byte == UInt8(ascii: "/") else { continue }
      if parts >= 2, count >= most {
        most = count
        best = start..<place
      }
      if isEnd { break }
      if place > start { parts += 1 }
      start = place + 1
      count = 0
    }
    let end = best.dropFirst(max(0, best.count - typeLimit)).first {
      address[$0] == UInt8(ascii: ".")
    }
    return best.lowerBound..<(end ?? best.upperBound)
  }

  /// The dot and the letters of ".shtml".
  private static let typeLimit = 6

  private static func isBetweenWords(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
  }
}
