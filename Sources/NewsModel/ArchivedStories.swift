package import Foundation

extension DailyDigest {
  /// Passes over the stories of what `archived` gave, in no order and one at a time: the single items
  /// are most of a big edition, and are not laid out in memory at all.
  ///
  /// Throws what `body` throws, and a `DecodingError` for a story that is none.
  package static func forEachStory(
    archived digest: Data, _ body: (DigestStory) throws -> Void
  ) throws {
    let decoder = JSONDecoder()
    let topics = Array("topics".utf8)
    let places = [Array("stories".utf8), Array("brief".utf8)]
    // The digest is an object (1) with an array of topics (2), each an object (3) with arrays (4) of
    // stories (5).
    var depth = 0
    var isInTopics = false
    var isAmongStories = false
    var isInString = false
    var isEscaped = false
    var word: [UInt8] = []
    var begin = digest.startIndex
    var place = digest.startIndex
    for byte in digest {
      defer { place += 1 }
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        } else if depth <= 3 {
          word.append(byte)
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        if depth <= 3 { word.removeAll(keepingCapacity: true) }
      case UInt8(ascii: ":"):
        if depth == 1 { isInTopics = word == topics }
        if depth == 3 { isAmongStories = isInTopics && places.contains(word) }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        if depth == 5, isAmongStories { begin = place }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 5, isAmongStories {
          try body(decoder.decode(DigestStory.self, from: digest[begin...place]))
        }
        depth -= 1
      default: break
      }
    }
  }
}
