import CText

/// Snowball's stemmer for one language. The only file that calls libstemmer.
///
/// libstemmer's object holds one word's buffer and is not shared: a stemmer is made for each item,
/// which costs less than stemming three words.
@safe
struct Stemmer: ~Copyable {
  private let stemmer: OpaquePointer?

  /// A stemmer that changes nothing if libstemmer does not know the language.
  init(language: String) {
    if Self.algorithms.contains(language) {
      unsafe stemmer = unsafe sb_stemmer_new(language, nil)
    } else {
      unsafe stemmer = nil
    }
  }

  deinit {
    if let stemmer = unsafe stemmer { unsafe sb_stemmer_delete(stemmer) }
  }

  /// Cuts the word that `bytes` ends with, from `start`, down to its stem. UTF-8, lower case.
  func stem(_ bytes: inout [UInt8], from start: Int) {
    guard let stemmer = unsafe stemmer, start < bytes.count else { return }
    let length = bytes.count - start
    let stemmed: [UInt8]? = unsafe bytes.withUnsafeBufferPointer { all in
      guard let base = all.baseAddress,
        let result = unsafe sb_stemmer_stem(stemmer, base + start, Int32(length))
      else { return nil }
      let count = unsafe Int(sb_stemmer_length(stemmer))
      for index in 0..<count where unsafe result[index] != base[start + index] {
        return unsafe Array(UnsafeBufferPointer(start: result, count: count))
      }
      return count == length ? nil : unsafe Array(UnsafeBufferPointer(start: result, count: count))
    }
    if let stemmed, !stemmed.isEmpty {
      bytes.removeSubrange(start...)
      bytes += stemmed
    }
  }

  private static let algorithms: Set<String> = [
    "ar", "hy", "eu", "ca", "da", "nl", "en", "fi", "fr", "de", "el", "hi", "hu", "id", "ga", "it",
    "lt", "ne", "no", "pt", "ro", "ru", "sr", "es", "sv", "ta", "tr", "yi",
  ]
}
