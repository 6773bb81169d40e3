import Foundation
import NewsModel

// The forms of values that are words, names and addresses.
extension Form {
  static let text = ValueForm(kind: .text) { text throws(BadValue) in
    try readable(text, "a text")
  }

  static let path = ValueForm(kind: .path) { text throws(BadValue) in
    try readable(text, "a path such as /var/lib/newsloom")
  }

  static let command = ValueForm(kind: .command) { text throws(BadValue) in
    try readable(text, "a command such as /usr/local/bin/publish")
  }

  static let webAddress = ValueForm(kind: .url) { text throws(BadValue) in
    try AddressForm.web(text)
  }

  static let proxy = ValueForm(kind: .proxy) { text throws(BadValue) in
    try AddressForm.proxy(text)
  }

  static let agent = ValueForm(kind: .text) { text throws(BadValue) in
    let isASCII = text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    guard isASCII, text.contains(where: { $0 != " " }) else {
      throw BadValue("'\(text)' is not a User-Agent; write one in ASCII, such as \"Reader/1.0\"")
    }
    return text
  }

  static let contact = ValueForm(kind: .url) { text throws(BadValue) in
    guard text.allSatisfy({ !$0.isWhitespace && $0.isASCII }),
      text.contains("://") || text.split(separator: "@").count == 2
    else {
      throw BadValue(
        "'\(text)' is no way to reach you; write a URL or an address such as me@example.org")
    }
    return text
  }

  static let zone = ValueForm(kind: .zone) { text throws(BadValue) in
    try readZone(text)
  }

  static let formatNames = ["html", "md", "txt", "json", "atom", "eml", "epub"]

  static let formats = ValueForm(kind: .formats) { text throws(BadValue) in
    try readFormats(text)
  }

  static let language = ValueForm(kind: .language) { text throws(BadValue) in
    try readLanguage(text)
  }

  static let country = ValueForm(kind: .country) { text throws(BadValue) in
    let code = text.uppercased()
    let accepted = "write an ISO 3166 code of two letters such as DE"
    guard code != "UK" else { throw BadValue("'\(text)' is not a country; did you mean 'GB'?") }
    guard code.utf8.count == 2, Locale.Region(code).isISORegion else {
      throw BadValue("'\(text)' is not a country; \(accepted)")
    }
    return code
  }

  static let header = ValueForm(kind: .header) { text throws(BadValue) in
    try readHeader(text)
  }

  static let credential = ValueForm(kind: .credential) { text throws(BadValue) in
    guard text.first == "@" else {
      throw BadValue("no secret belongs here; write auth=@name, the name of a systemd credential")
    }
    let name = text.dropFirst()
    let isName = name.utf8.allSatisfy { isTokenByte($0, also: "-_.") }
    guard !name.isEmpty, isName, name.first != ".", name.utf8.count < 128 else {
      throw BadValue("'\(text)' names no credential; write @name in letters, digits, - and _")
    }
    return String(name)
  }

  static let yesOrNo = ValueForm(kind: .choice) { text throws(BadValue) in
    try choice(text, ["yes", "no"]) == "yes"
  }

  static let quiet = ValueForm(kind: .choice) { text throws(BadValue) in
    try choice(text, ["quiet", "no"]) == "quiet"
  }

  static let networks = ValueForm(kind: .choice) { text throws(BadValue) in
    let word = try choice(text, PrivateNetworks.allCases.map(\.rawValue))
    return PrivateNetworks(rawValue: word) ?? .listed
  }

  private static func choice(_ text: String, _ words: [String]) throws(BadValue) -> String {
    guard words.contains(text) else {
      let accepted = "write \(words.joined(or: "or"))"
      throw BadValue("'\(text)' is not accepted here; \(accepted)")
    }
    return text
  }

  private static func readable(_ text: String, _ what: String) throws(BadValue) -> String {
    let isBlank = text.allSatisfy(\.isWhitespace)
    guard !isBlank else { throw BadValue("nothing is given; write \(what)") }
    return text
  }

  private static func isTokenByte(_ byte: UInt8, also: String) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: also.utf8.contains(byte)
    }
  }

  private static func readZone(_ text: String) throws(BadValue) -> String {
    if text.utf8.count < 64, TimeZone(identifier: text) != nil { return text }
    let known = TimeZone.knownTimeZoneIdentifiers
    let city = "/" + text.lowercased().replacing(" ", with: "_")
    let meant =
      known.first { $0.lowercased().hasSuffix(city) } ?? Suggestion.nearest(to: text, among: known)
    let ending = meant.map { "did you mean '\($0)'?" } ?? "write an IANA name such as Europe/Berlin"
    throw BadValue("'\(text)' is not a time zone; \(ending)")
  }

  private static func readFormats(_ text: String) throws(BadValue) -> [String] {
    var formats: [String] = []
    for part in ValuePart.all(of: text) {
      guard formatNames.contains(part.text) else {
        let ending = Suggestion.ending(
          for: part.text, among: formatNames, else: "write some of \(formatNames.joined(or: "or"))")
        throw BadValue("'\(part.text)' is not a format\(ending)", part: part.range)
      }
      if !formats.contains(part.text) { formats.append(part.text) }
    }
    guard !formats.isEmpty else {
      throw BadValue("no format is given; write some of \(formatNames.joined(or: "or"))")
    }
    return formats
  }

  /// The shape of RFC 5646 section 2.1; the first part must be a language that ISO 639 knows.
  private static func readLanguage(_ text: String) throws(BadValue) -> String {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    let isShaped = parts.allSatisfy { part in
      (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { isTokenByte($0, also: "") }
    }
    guard isShaped, (2...3).contains(parts[0].utf8.count),
      Locale.LanguageCode(parts[0].lowercased()).isISOLanguage
    else {
      // Countries taken for languages.
      let meant = ["jp": "ja", "cn": "zh", "gr": "el", "cz": "cs", "dk": "da", "ua": "uk"]
      let ending =
        meant[text.lowercased()].map { "did you mean '\($0)'?" }
        ?? "write a tag such as en, de or pt-BR"
      throw BadValue("'\(text)' is not a language; \(ending)")
    }
    return text
  }

  private static func readHeader(_ text: String) throws(BadValue) -> HTTPHeader {
    let accepted = "write header=\"Name: value\""
    guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { throw BadValue("a header holds no control characters; \(accepted)") }
    guard let colon = text.firstIndex(of: ":") else {
      throw BadValue("'\(text)' has no colon; \(accepted)")
    }
    let name = String(text[..<colon])
    // RFC 9110 section 5.6.2.
    guard !name.isEmpty, name.utf8.allSatisfy({ isTokenByte($0, also: "!#$%&'*+-.^_`|~") }) else {
      throw BadValue("'\(name)' is not the name of a header; \(accepted)")
    }
    let value = text[text.index(after: colon)...].trimming(while: \.isWhitespace)
    if name.lowercased() == "user-agent" {
      throw BadValue("the User-Agent has an option of its own; write agent=\"\(value)\"")
    }
    let ours = [
      "host", "connection", "content-length", "transfer-encoding", "te", "upgrade",
      "accept-encoding", "if-none-match", "if-modified-since", "range", "keep-alive",
    ]
    guard !ours.contains(name.lowercased()) else {
      throw BadValue("newsloom sends '\(name)' itself; write any other header")
    }
    return HTTPHeader(name: name, value: String(value))
  }
}

extension StringProtocol {
  /// The text without what fulfils the condition at both its ends.
  func trimming(while condition: (Character) -> Bool) -> SubSequence {
    let start = drop(while: condition)
    guard let last = start.lastIndex(where: { !condition($0) }) else { return start.prefix(0) }
    return start[...last]
  }
}
