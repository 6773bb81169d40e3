/// Phrases by which a publisher's page speaks of itself; a sentence with one is not quoted.
enum Boilerplate {
  /// Whether one of the phrases is in the first 400 bytes, whatever the case of ASCII letters. One
  /// pass over the bytes: as thirty-odd searches through Foundation this was half of an edition's time.
  static func isIn(_ text: String) -> Bool {
    let bytes = text.utf8.prefix(400).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    for index in bytes.indices {
      let candidates = byFirstByte[Int(bytes[index])]
      if candidates.isEmpty { continue }
      if candidates.contains(where: { bytes[index...].starts(with: $0) }) { return true }
    }
    return false
  }

  private static let byFirstByte: [[[UInt8]]] = {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for phrase in phrases {
      let bytes = Array(phrase.utf8)
      if let first = bytes.first { table[Int(first)].append(bytes) }
    }
    return table
  }()

  private static let phrases = [
    "[…]", "[...]", "read more", "continue reading", "click here", "sign up for", "sign up to",
    "subscribe", "newsletter", "appeared first on", "all rights reserved", "follow us", "cookies",
    "javascript", "photo:", "image:", "getty images", "weiterlesen", "mehr lesen",
    "lire la suite", "leer más", "seguir leyendo", "leggi anche", "читать далее", "Читать далее",
    "read the full", "watch the video", "download the app", "advertisement", "share this",
    "this article was", "this story was", "want to read",
  ]
}
