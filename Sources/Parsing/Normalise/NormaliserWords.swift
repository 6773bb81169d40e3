/// What the normaliser asks of words.
extension Normaliser {
  func string(_ words: Words) -> String { unsafe tape.reel.pointee.string(words) }

  func number(_ words: Words?) -> Int? { words.flatMap { Int(string($0)) } }

  /// Hands on the words' bytes, decoded once more if they were encoded twice.
  func withDecoded<Result>(_ words: Words, _ read: (Span<UInt8>) -> Result) -> Result {
    let bytes = unsafe tape.reel.pointee.bytes(of: words)
    if let undone = unsafe DoubleEncoding.undone(bytes.span) { return read(undone.span) }
    return unsafe read(bytes.span)
  }

  /// With `&amp;` as `&`.
  func withSingleAmpersands(_ words: Words) -> [UInt8] {
    let bytes = unsafe tape.reel.pointee.bytes(of: words)
    var single: [UInt8] = []
    single.reserveCapacity(bytes.count)
    var start = 0
    while let reference = unsafe ByteSearch.first("&amp;", in: bytes, from: start) {
      unsafe single.append(contentsOf: bytes[start...reference])
      start = reference + 5
    }
    unsafe single.append(contentsOf: bytes[start...])
    return single
  }

  func isEqual(_ words: Words, _ string: String) -> Bool {
    let bytes = unsafe tape.reel.pointee.bytes(of: words)
    return unsafe string.utf8Span.span.withUnsafeBufferPointer {
      unsafe ByteSearch.isEqual(bytes, $0)
    }
  }

  /// Whether the words, which may be those of another item, say the same.
  func isSame(_ one: Words, _ other: Words) -> Bool {
    unsafe one == other && !one.isBeside
      || ByteSearch.isEqual(
        tape.reel.pointee.bytes(of: one), tape.reel.pointee.bytes(of: other))
  }

  /// The words as a string if they are one line of ASCII without markup, references or needless
  /// blanks, so that reading them as HTML or as text would give the same again. Most titles and
  /// names are.
  func cleanLine(_ words: Words) -> String? {
    let bytes = unsafe tape.reel.pointee.bytes(of: words)
    // Begins as after a blank, so that a first blank counts as a second.
    var previous: UInt8 = 0x20
    for index in 0..<bytes.count {
      let byte = unsafe bytes[index]
      guard byte >= 0x20, byte < 0x7F, byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&"),
        byte != 0x20 || previous != 0x20
      else { return nil }
      previous = byte
    }
    return previous == 0x20 ? nil : string(words)
  }

  /// Whether they begin as an address of the web does.
  func isWebAddress(_ words: Words) -> Bool {
    let head = unsafe tape.reel.pointee.bytes(of: words).prefix(8).map { $0 | 0x20 }
    return head.starts(with: "http://".utf8) || head.starts(with: "https://".utf8)
  }
}
