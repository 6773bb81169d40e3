import NewsModel

/// A kind of value: its name, and how it is read.
struct ValueForm<Value>: Sendable {
  let kind: ValueKind
  let read: @Sendable (String) throws(BadValue) -> Value
}

/// The kinds of value, named as help texts name them.
package enum ValueKind: String, Hashable, Sendable {
  case duration = "DURATION"
  case interval = "DURATION..DURATION"
  case size = "SIZE"
  case retention = "DURATION SIZE"
  case times = "TIME..."
  case zone = "ZONE"
  case formats = "FORMAT..."
  case perSite = "COUNT every DURATION"
  case count = "COUNT"
  case weight = "NUMBER"
  case text = "TEXT"
  case path = "PATH"
  case url = "URL"
  case proxy = "URL|none"
  case command = "COMMAND"
  case choice = "WORD"
  case language = "LANG"
  case country = "COUNTRY"
  case header = "\"NAME: VALUE\""
  case credential = "@NAME"
}

/// Why a value was refused: a sentence that says what would have been accepted.
struct BadValue: Error, Hashable {
  var message: String
  /// Which characters of the value are meant; nil: all of them.
  var part: Range<Int>?

  init(_ message: String, part: Range<Int>? = nil) {
    self.message = message
    self.part = part
  }
}

/// A part of a value that stands between blanks, and where it begins.
struct ValuePart: Hashable {
  var text: String
  var start: Int
  var range: Range<Int> { start..<start + text.count }

  /// The words of a value, with their places in it.
  static func all(of value: String) -> [ValuePart] {
    let characters = Array(value)
    return characters.indices.split { characters[$0].isWhitespace }.map { run in
      ValuePart(text: String(characters[run.startIndex..<run.endIndex]), start: run.startIndex)
    }
  }
}
