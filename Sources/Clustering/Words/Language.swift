import CText

/// What language an item is in: what its feed declares, unless its words say otherwise.
enum Language {
  /// Bytes of text from which cld2's word counts against the feed's own.
  static let bytesToContradict = 80
  /// Bytes of text that cld2 is given.
  static let bytesRead = 600

  /// The primary subtag in lower case, such as "en", or "un".
  static func of(_ title: String, _ body: String, declared: String?) -> String {
    let declared = declared.flatMap(primarySubtag)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 * bytesRead + 1)
    add(title, to: &bytes)
    bytes.append(0x0A)
    add(body, to: &bytes)
    // cld2 refuses a character that is cut in two.
    while let last = bytes.last, last >= 0x80 { bytes.removeLast() }
    let length = bytes.count
    var isReliable: Int32 = 0
    let found = unsafe bytes.withUnsafeBytes { buffer in
      let chars = unsafe buffer.assumingMemoryBound(to: CChar.self)
      guard let base = chars.baseAddress else { return "un" }
      return unsafe String(cString: newsloom_detect_language(base, Int32(length), &isReliable))
    }
    let detected = primarySubtag(found) ?? "un"
    let isSure = isReliable == 1 && detected != "un"
    guard let declared else { return isSure || length >= bytesToContradict ? detected : "un" }
    return isSure && length >= bytesToContradict ? detected : declared
  }

  private static func add(_ text: String, to bytes: inout [UInt8]) {
    let all = text.utf8.span
    let read = all.extracting(first: bytesRead)
    unsafe read.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
  }

  private static func primarySubtag(_ tag: String) -> String? {
    // What nearly all feeds declare and cld2 finds.
    if tag == "en" { return tag }
    var letters: [UInt8] = []
    for byte in tag.utf8 {
      if byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") { break }
      guard letters.count < 3, (65...90).contains(byte & 0xDF) else { return nil }
      letters.append(byte | 0x20)
    }
    guard letters.count >= 2 else { return nil }
    switch String(decoding: letters, as: UTF8.self) {
    case "nb", "nn": return "no"
    case "iw": return "he"
    case "in": return "id"
    case "hr", "bs": return "sr"
    case let code: return code
    }
  }
}
