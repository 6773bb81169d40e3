/// Reads HTML as strictly as the sanitiser writes it, by a list of its own of what must not be there.
///
/// Anything but balanced elements with quoted values and text with four escapes breaks the promise,
/// so that no browser can read more in it than stands here.
struct SafeMarkup {
  private let bytes: [UInt8]

  init(_ html: String) {
    bytes = Array(html.utf8)
  }

  private static let void: Set<String> = ["br", "hr", "img", "wbr", "col", "source", "track"]
  private static let forbidden: Set<String> = [
    "script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "meta",
    "link", "template", "noscript", "plaintext", "xmp", "noembed", "noframes", "portal", "svg",
    "math", "foreignobject", "animate", "set", "handler", "listener", "xml", "bgsound", "layer",
    "ilayer", "html", "body", "head", "isindex", "slot", "form", "input", "button", "textarea",
    "select", "option", "marquee", "blink", "dialog", "title", "listing", "param", "area", "map",
  ]
  private static let links: Set<String> = [
    "href", "src", "poster", "cite", "background", "action", "longdesc", "data", "ping",
  ]

  func check(areLinksAbsolute: Bool) {
    promise(String(validating: bytes, as: UTF8.self) != nil, "HTML is UTF-8")
    var open: [String] = []
    var at = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: ">"): fail("a bare >")
      case UInt8(ascii: "&"): at = reference(at)
      case UInt8(ascii: "<"):
        at += 1
        if at < bytes.count, bytes[at] == UInt8(ascii: "/") {
          let name = word(&at, from: 1)
          if open.popLast() != name { fail("</\(name)> out of place") }
        } else {
          let name = word(&at, from: 0)
          if Self.forbidden.contains(name) { fail("<\(name)>") }
          attributes(of: name, &at, areLinksAbsolute)
          if !Self.void.contains(name) { open.append(name) }
        }
        guard at < bytes.count, bytes[at] == UInt8(ascii: ">") else { return fail("no >") }
        at += 1
      case 0x09, 0x0a: at += 1
      case 0..<0x20, 0x7f: fail("a control")
      default: at += 1
      }
    }
    if !open.isEmpty { fail("elements left open") }
  }

  private func attributes(of element: String, _ at: inout Int, _ areLinksAbsolute: Bool) {
    while at < bytes.count, bytes[at] == 0x20 {
      let name = word(&at, from: 1)
      if name.hasPrefix("on") || ["srcdoc", "formaction", "id", "name", "class"].contains(name) {
        fail("\(name)=")
      }
      guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "="), bytes[at + 1] == 0x22 else {
        return fail("\(name) without a quoted value")
      }
      at += 2
      let start = at
      while at < bytes.count, bytes[at] != 0x22 {
        switch bytes[at] {
        case UInt8(ascii: "<"), UInt8(ascii: ">"): fail("a < or > in a value")
        case UInt8(ascii: "&"): at = reference(at)
        default: at += 1
        }
      }
      let value = Self.unescaped(String(decoding: bytes[start..<at], as: UTF8.self))
      at += 1
      if Self.links.contains(name) {
        SafeLink.check(
          value, isAbsolute: areLinksAbsolute, allowsPictures: element == "img" && name == "src")
      } else if name == "srcset" {
        for part in value.split(separator: ", ") {
          SafeLink.check(String(part.prefix { $0 != " " }), isAbsolute: areLinksAbsolute)
        }
      } else if name == "style" {
        let style = value.lowercased()
        for word in ["url", "expression", "position", "binding", "behavior", "@", "\\", "/*"]
        where style.contains(word) { fail("style=\(style)") }
      }
    }
  }

  private func word(_ at: inout Int, from skipped: Int) -> String {
    at += skipped
    let start = at
    while at < bytes.count,
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[at])
        || (at > start && (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[at]))
    { at += 1 }
    if at == start { fail("no name") }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// Where the reference ends that begins here.
  private func reference(_ at: Int) -> Int {
    for name in ["&amp;", "&lt;", "&gt;", "&quot;"] where bytes[at...].starts(with: name.utf8) {
      return at + name.utf8.count
    }
    fail("a bare &")
    return bytes.count
  }

  private static func unescaped(_ value: String) -> String {
    value.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  private func fail(_ what: String) {
    promise(false, "HTML is safe (\(what))", String(decoding: bytes, as: UTF8.self))
  }
}
