import CText

/// What language an item is in: what its feed declares, unless its words say otherwise.
enum Language {
  /// Bytes of text from which cld2's word counts against the feed's own.
  static let bytesToContradict = 80
  /// Bytes of text that cld2 is given.
  static let bytesRead = 600

  /// The primary subtag in lower case, such as "en", or "un".
  static func of(_ text: String, declared: String?) -> String {
    let declared = declared.flatMap(primarySubtag)
    var text = text
    let (found, isReliable, length) = text.withUTF8 { bytes in
      var length = min(bytes.count, bytesRead)
      // cld2 refuses a character cut in two.
      while length > 0, length < bytes.count, unsafe bytes[length] & 0xC0 == 0x80 { length -= 1 }
      var isReliable: Int32 = 0
      let code = unsafe bytes.withMemoryRebound(to: CChar.self) { chars in
        guard let base = chars.baseAddress else { return "un" }
        return unsafe String(
          cString: newsloom_detect_language(base, Int32(length), &isReliable))
      }
      return (code, isReliable == 1, length)
    }
    let detected = primarySubtag(found) ?? "un"
    guard let declared else { return isReliable || length >= bytesToContradict ? detected : "un" }
    return isReliable && detected != "un" && length >= bytesToContradict ? detected : declared
  }

  private static func primarySubtag(_ tag: String) -> String? {
    let primary = tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
    switch primary {
    case "nb", "nn": return "no"
    case "iw": return "he"
    case "in": return "id"
    case "hr", "bs": return "sr"
    case "": return nil
    default: return (2...3).contains(primary.utf8.count) ? primary : nil
    }
  }
}
