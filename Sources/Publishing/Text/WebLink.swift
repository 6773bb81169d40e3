extension String {
  /// The text as a link that a page may carry, or nil: http or https with a host, and nothing in it
  /// that ends an attribute, a line or a bracket in any format. Where the text came from does not
  /// matter; whoever renders a link asks again.
  var webLink: String? {
    let scheme = utf8.starts(with: "https://".utf8) ? 8 : utf8.starts(with: "http://".utf8) ? 7 : 0
    guard scheme > 0, utf8.count <= 4096 else { return spelledInCapitals }
    let rest = self[utf8.index(startIndex, offsetBy: scheme)...]
    guard let first = rest.unicodeScalars.first, !"/?#.:@".unicodeScalars.contains(first) else {
      return nil
    }
    guard rest.utf8.contains(where: { !Self.isPlainInLink($0) }) else { return self }
    let isAddress = first == "["
    var link = String(self[..<rest.startIndex])
    for scalar in rest.unicodeScalars {
      switch scalar {
      case "\"", "<", ">", "\\", "^", "`", "{", "|", "}", "'", "(", ")", "*":
        link += "%" + String(scalar.value, radix: 16, uppercase: true)
      // An address literal keeps its brackets; elsewhere they would end a Markdown link.
      case "[", "]":
        if isAddress {
          link.unicodeScalars.append(scalar)
        } else {
          link += scalar == "[" ? "%5B" : "%5D"
        }
      default:
        guard scalar.standing == .plain else { return nil }
        link.unicodeScalars.append(scalar)
      }
    }
    return link
  }

  /// A scheme may be written in capitals (RFC 3986, section 3.1).
  private var spelledInCapitals: String? {
    let head = prefix(8)
    let lower = head.lowercased()
    guard lower != head, lower.hasPrefix("http") else { return nil }
    return (lower + dropFirst(8)).webLink
  }

  /// Letters, digits and the marks that mean nothing in any of our formats.
  private static func isPlainInLink(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x61...0x7A, 0x41...0x5A, 0x2B...0x3B, 0x3D, 0x3F, 0x40, 0x23...0x26, 0x21, 0x5F, 0x7E:
      true
    default: false
    }
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
