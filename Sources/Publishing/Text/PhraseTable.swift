/// Phrases to look for in texts, all in one pass: as thirty-odd searches through Foundation they were
/// half of an edition's time.
struct PhraseTable: Sendable {
  private var byFirstByte: [[[UInt8]]]

  /// The phrases in lower case.
  init(_ phrases: [String]) {
    byFirstByte = [[[UInt8]]](repeating: [], count: 256)
    for phrase in phrases {
      let bytes = Array(phrase.utf8)
      if let first = bytes.first { byFirstByte[Int(first)].append(bytes) }
    }
  }

  /// Whether one of the phrases is in the first bytes, whatever the case of ASCII letters.
  func isIn(_ text: String, limit: Int = 400) -> Bool {
    let bytes = text.utf8.prefix(limit).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    for index in bytes.indices {
      let candidates = byFirstByte[Int(bytes[index])]
      if candidates.isEmpty { continue }
      if candidates.contains(where: { bytes[index...].starts(with: $0) }) { return true }
    }
    return false
  }
}
