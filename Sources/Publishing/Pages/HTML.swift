import Foundation
import NewsModel

/// Markup. A literal's own characters are markup, since they are the program's; what is interpolated
/// into it is text and comes out escaped. A `String` cannot become markup in any other way: literals
/// are `StaticString`s.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var bytes: [UInt8]

  init() {
    bytes = []
  }

  init(stringLiteral markup: StaticString) {
    bytes = []
    Self.append(markup, to: &bytes)
  }

  init(stringInterpolation: StringInterpolation) {
    bytes = stringInterpolation.bytes
  }

  var isEmpty: Bool { bytes.isEmpty }

  static func += (one: inout HTML, other: HTML) { one.bytes += other.bytes }

  static func + (one: HTML, other: HTML) -> HTML {
    var both = one
    both += other
    return both
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var bytes: [UInt8] = []

    init(literalCapacity: Int, interpolationCount: Int) {
      bytes.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    mutating func appendLiteral(_ literal: StaticString) { HTML.append(literal, to: &bytes) }

    /// Text, in an element or in a quoted attribute.
    mutating func appendInterpolation(_ text: some StringProtocol) {
      HTML.escape(text, to: &bytes)
    }

    mutating func appendInterpolation(_ number: Int) { bytes += String(number).utf8 }

    mutating func appendInterpolation(_ html: HTML) { bytes += html.bytes }

    mutating func appendInterpolation(_ html: [HTML]) { for part in html { bytes += part.bytes } }

    /// ` href="…"` if the link is one a page may carry, else nothing.
    mutating func appendInterpolation(href link: String?) {
      guard let link = link?.webLink else { return }
      appendLiteral(" href=\"")
      HTML.escape(link, to: &bytes)
      appendLiteral("\"")
    }

    /// ` lang="…" dir="auto"`: how to read what a feed wrote. No known language is `lang=""`.
    mutating func appendInterpolation(voice language: String?) {
      appendLiteral(" lang=\"")
      HTML.escape(language?.languageTag ?? "", to: &bytes)
      appendLiteral("\" dir=\"auto\"")
    }
  }

  /// What a feed wrote, in its own language and direction, turning nothing around it about.
  static func voice(_ text: DigestText) -> HTML {
    "<bdi\(voice: text.language)>\(text.text)</bdi>"
  }

  /// A link in the words and language of a feed; the words alone where there is no link.
  static func link(_ text: DigestText, to link: String?) -> HTML {
    guard link?.webLink != nil else { return voice(text) }
    return "<a\(href: link)\(voice: text.language)>\(text.text)</a>"
  }

  /// As `link`, for what stands alone in a block that has the text's language and direction itself
  /// (`\(voice:)`), so that a headline from right to left begins at the right.
  static func blockLink(_ text: DigestText, to link: String?) -> HTML {
    guard link?.webLink != nil else { return "\(text.text)" }
    return "<a\(href: link)>\(text.text)</a>"
  }

  /// A name, isolated from the words around it.
  static func name(_ name: String, link: String? = nil) -> HTML {
    guard link?.webLink != nil else { return "<bdi>\(name)</bdi>" }
    return "<a\(href: link)><bdi>\(name)</bdi></a>"
  }

  static func time(_ instant: Date, _ words: String) -> HTML {
    "<time datetime=\"\(instant.rfc3339)\">\(words)</time>"
  }

  /// The parts with a separator between them; empty ones are left out.
  static func joined(_ parts: [HTML], by separator: HTML) -> HTML {
    var joined = HTML()
    for part in parts where !part.isEmpty {
      if !joined.isEmpty { joined += separator }
      joined += part
    }
    return joined
  }

  private static func append(_ literal: StaticString, to bytes: inout [UInt8]) {
    literal.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Escapes what means something in text or in a quoted attribute, and leaves out what is in no
  /// line of text (see `Unicode.Scalar.standing`). Most text holds none of it and is appended whole.
  fileprivate static func escape(_ text: some StringProtocol, to bytes: inout [UInt8]) {
    guard text.utf8.contains(where: mayBeSpecial) else {
      bytes += text.utf8
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      case "'": bytes += "&#39;".utf8
      default:
        switch scalar.value {
        case 0x20...0x7E: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029: bytes.append(0x20)
        default: if scalar.standing != .forbidden { bytes += UTF8.encode(scalar) ?? .init() }
        }
      }
    }
  }

  private static func mayBeSpecial(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x26, 0x27, 0x3C, 0x3E, 0..<0x20, 0x7F, 0xC2, 0xE2, 0xEF...0xFF: true
    default: false
    }
  }
}
