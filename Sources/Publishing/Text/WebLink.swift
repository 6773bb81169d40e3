extension String {
  /// The text as a link that a page may carry, or nil: http or https with a host, and nothing in it
  /// that ends an attribute, a line or a bracket in any format. Where the text came from does not
  /// matter; whoever renders a link asks again.
  var webLink: String? {
    guard let mark = firstRange(of: "://") else { return nil }
    let scheme = self[..<mark.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https", utf8.count <= 4096 else { return nil }
    let rest = self[mark.upperBound...]
    guard let first = rest.utf8.first, first != 0x2F, first != 0x3F, first != 0x23 else {
      return nil
    }
    var link = scheme + "://"
    for scalar in rest.unicodeScalars {
      switch scalar {
      case "\"", "<", ">", "\\", "^", "`", "{", "|", "}", "'", "(", ")", "*", "[", "]":
        // An address literal keeps its brackets; elsewhere they would end a Markdown link.
        if scalar == "[" || scalar == "]", rest.hasPrefix("[") {
          link.unicodeScalars.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16, uppercase: true)
          link += "%" + hex
        }
      default:
        guard scalar.standing == .plain else { return nil }
        link.unicodeScalars.append(scalar)
      }
    }
    return link
  }

  /// The text if it has the form of a BCP 47 tag; nil otherwise, and for "und".
  var languageTag: String? {
    let parts = split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count < 6,
      first.utf8.allSatisfy({ $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }), first != "und",
      parts.dropFirst().allSatisfy({ part in
        (1...8).contains(part.utf8.count)
          && part.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20)
          }
      })
    else { return nil }
    return self
  }
}
