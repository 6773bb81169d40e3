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
    let part = longestPart(Array(address.utf8))
    let words = part.map { isBetweenWords($0) ? UInt8(ascii: " ") : $0 }
    let text = String(decoding: words, as: UTF8.self)
    return text.removingPercentEncoding ?? text
  }

  /// The part of the path with the most places between words, at least two, without what says of
  /// what type the file is.
  private static func longestPart(_ address: [UInt8]) -> ArraySlice<UInt8> {
    let end = address.firstIndex { $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") }
    var parts = address[..<(end ?? address.endIndex)].split(separator: UInt8(ascii: "/"))
    // "https:" and the host.
    parts.removeFirst(min(2, parts.count))
    var best: ArraySlice<UInt8> = []
    var most = fewest - 1
    for part in parts {
      let count = part.count(where: isBetweenWords)
      if count >= most {
        most = count
        best = part
      }
    }
    if let dot = best.lastIndex(of: UInt8(ascii: ".")), best.endIndex - dot <= typeLimit {
      return best[..<dot]
    }
    return best
  }

  /// The dot and the letters of ".shtml".
  private static let typeLimit = 6

  private static func isBetweenWords(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
  }
}
