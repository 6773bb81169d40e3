/// A quirk of publishers that we put right, and why. Each one noted becomes a warning.
enum Repair: String, CaseIterable, Sendable {
  /// Servers send charsets that the bytes contradict; the bytes win where they can be only one.
  case contradictedEncoding = "the bytes are not in the charset that is declared"
  /// No converter knows the name, so the bytes decide.
  case unknownEncoding = "an encoding that nobody knows; the bytes decide"
  /// Servers call feeds plain text or a page; what they hold says more.
  case wrongMediaType = "the server does not say that this is a feed; read regardless"
  /// Text pasted from another charset; lost bytes would lose words, so they are read as windows-1252.
  case invalidBytes = "bytes that are no UTF-8; read as windows-1252"
  /// UTF-8 that was read as windows-1252 and encoded again ("donâ€™t"), where no other reading of it
  /// is likely.
  case doubleEncoded = "text encoded twice; decoded once more"
  /// XML forbids them in any form, and terminals obey some of them.
  case controlCharacter = "control character; removed"
  /// Byte order marks, blank lines and PHP's warnings come before the declaration.
  case junkBefore = "something before the document; skipped"
  /// Advertisements, scripts and second documents follow the end.
  case junkAfter = "something after the document's end; skipped"
  /// Links are pasted as they are, and "AT&T" is written as it is spoken.
  case bareAmpersand = "bare ampersand; escaped"
  /// `&#0;` and `&#xD800;` stand for no character.
  case badReference = "a reference to no character; replaced"
  /// An entity that neither the document nor HTML defines is shown as it is written.
  case unknownEntity = "an entity that nobody declared; kept as written"
  /// A bare "<" in prose.
  case bareLessThan = "a \"<\" that begins no element; escaped"
  /// HTML pasted into XML leaves elements open.
  case unclosedElement = "element without an end; closed"
  case strayEndTag = "end tag without an element; ignored"
  /// HTML allows bare attribute values and names alone.
  case bareAttribute = "attribute without quotes or value; quoted"
  /// The first of two attributes counts, as in browsers.
  case duplicateAttribute = "attribute given twice; the first counts"
  case unclosedComment = "comment or CDATA section without an end; ended"
  /// The prefix says which module is meant even where the declaration is forgotten.
  case undeclaredPrefix = "prefix or namespace not declared properly; taken by its usual meaning"
  /// The Daily Mail's namespace URIs lost their `http:`.
  case misspeltNamespace = "misspelt namespace; taken for the one that is meant"
  /// RSS in capitals.
  case capitalNames = "element names in the wrong case; read regardless"
  /// What libxml2 says that none of our own repairs explains.
  case notWellFormed = "not well-formed"
  /// The connection broke, or the generator did.
  case cut = "the document is cut; the items before the cut are kept"
  /// A guess would sort old news on top of new.
  case unreadableDate = "a date that cannot be read; left out"
  /// `javascript:` and its kin lead nowhere a reader wants to go.
  case unsafeLink = "a link with an unsafe scheme or none; left out"
  case tooLarge = "the document is too large; only its beginning is read"
  case tooDeep = "elements nested too deep; their tags are ignored"
  case tooManyEvents = "too many elements; the rest is ignored"
  case tooManyNames = "too many different names; the rest is ignored"
  case tooManyAttributes = "too many attributes; the rest is ignored"
  case tooManyItems = "too many items; the rest is ignored"
  case wrongType = "a value of the wrong type; read as far as it can be"
}

/// The repairs that one document took, in the order in which they were first needed.
struct RepairLog {
  private struct Entry {
    var repair: Repair
    var line: Int?
    var detail: String?
    var count: Int
  }

  private var entries: [Entry] = []

  /// Notes a repair. Only the first of a kind keeps its line and detail; the others are counted.
  mutating func note(
    _ repair: Repair, line: @autoclosure () -> Int? = nil,
    detail: @autoclosure () -> String? = nil, count: Int = 1
  ) {
    if let index = entries.firstIndex(where: { $0.repair == repair }) {
      entries[index].count += count
    } else {
      entries.append(Entry(repair: repair, line: line(), detail: detail(), count: count))
    }
  }

  func contains(_ repair: Repair) -> Bool {
    entries.contains { $0.repair == repair }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// One sentence a kind, in order of line.
  var warnings: [String] {
    let ordered = entries.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    return ordered.map { _, entry in
      var sentence = entry.line.flatMap { $0 > 0 ? "line \($0): " : nil } ?? ""
      sentence += entry.repair.rawValue
      if let detail = entry.detail { sentence += " (\(PlainText.line(ofText: detail)))" }
      if entry.count > 1 { sentence += "; \(entry.count) times" }
      return sentence
    }
  }
}
