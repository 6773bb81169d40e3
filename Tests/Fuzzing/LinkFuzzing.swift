@testable import Parsing

/// A link and the address of the page it stands on, which is the first line of the input.
enum LinkFuzzing {
  static func read(_ input: [UInt8]) {
    let parts = input.split(separator: 0x0a, maxSplits: 1, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    let reference = parts[parts.count - 1]
    let page = parts.count > 1 ? parts[0] : "http://b.example/x/?y#z"
    for base in [nil, page] {
      guard let link = CanonicalLink.resolve(reference, against: base) else { continue }
      let isAbsolute = base.flatMap(LinkBase.init) != nil
      SafeLink.check(link, isAbsolute: isAbsolute)
      promise(
        CanonicalLink.resolve(link, against: base) == link || !isAbsolute,
        "to resolve twice changes nothing", link)
      let canonical = CanonicalLink.canonical(link)
      promise(CanonicalLink.canonical(canonical) == canonical, "a key is its own key", canonical)
    }
    let canonical = CanonicalLink.canonical(reference)
    promise(CanonicalLink.canonical(canonical) == canonical, "a key is its own key", canonical)
  }
}

/// Links that a reader may follow.
enum SafeLink {
  private static let forbidden: Set<String> = [
    "javascript", "vbscript", "file", "livescript", "mocha", "jar", "view-source", "blob",
    "filesystem", "chrome", "resource", "res", "about", "wyciwyg", "ms-its", "mhtml", "mk", "its",
    "hcp", "x-javascript", "jscript", "vbs", "shell", "ms-help", "disk", "opera", "netdoc",
    "local", "ws", "wss", "telnet",
  ]

  static func check(_ link: String, isAbsolute: Bool, allowsPictures: Bool = false) {
    promise(!link.isEmpty, "a link is not empty")
    promise(String(validating: link.utf8, as: UTF8.self) != nil, "a link is UTF-8")
    for byte in link.utf8 {
      promise(byte > 0x20 && byte != 0x7f && byte != 0x22 && byte != 0x3c, "a link is clean", link)
    }
    var name = ""
    for scalar in link.unicodeScalars {
      switch scalar {
      case ":":
        check(scheme: name, of: link, allowsPictures)
        return
      case "a"..."z", "A"..."Z": name.unicodeScalars.append(scalar)
      case "0"..."9", "+", "-", ".": name.unicodeScalars.append(scalar)
      // Invisible characters are no letters of a scheme, but some programs leave them out.
      case "\u{ad}", "\u{200b}"..."\u{200f}", "\u{2060}"..."\u{206f}", "\u{feff}": break
      default:
        promise(!isAbsolute, "a link is absolute", link)
        return
      }
    }
    promise(!isAbsolute, "a link is absolute", link)
  }

  private static func check(scheme: String, of link: String, _ allowsPictures: Bool) {
    let scheme = scheme.lowercased()
    promise(!forbidden.contains(scheme), "a link is harmless", link)
    guard scheme == "data" else { return }
    let kinds = ["png", "gif", "jpeg", "jpg", "webp", "avif", "bmp", "x-icon"]
    let kind = link.lowercased().dropFirst(11).prefix { $0 != ";" && $0 != "," }
    promise(
      allowsPictures && link.lowercased().hasPrefix("data:image/") && kinds.contains(String(kind)),
      "data is a picture", link)
  }
}
