import Foundation

extension DailyDigest {
  /// The digest as JSON with sorted keys: equal digests give equal bytes.
  ///
  /// They are the bytes that `JSONEncoder` gives for the whole, but stories and items are encoded one
  /// at a time: the encoder lays out what it is given many times as large as it is.
  package func archived() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var frame = self
    frame.topics = []
    var bytes: [UInt8] = []
    try bytes.append(encoder.encode(frame), filling: [("topics", topics.count)]) {
      bytes, _, place in try topics[place].write(to: &bytes, with: encoder)
    }
    return bytes
  }

  /// A digest from what `archived` gave; throws a `DecodingError` for anything else.
  package init(archived bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(DailyDigest.self, from: Data(bytes))
  }
}

extension DigestTopic {
  fileprivate func write(to bytes: inout [UInt8], with encoder: JSONEncoder) throws {
    var frame = self
    frame.stories = []
    frame.brief = []
    frame.singles = []
    let places = [("brief", brief.count), ("singles", singles.count), ("stories", stories.count)]
    try bytes.append(encoder.encode(frame), filling: places) { bytes, name, place in
      switch name {
      case "brief": bytes += try encoder.encode(brief[place])
      case "singles": bytes += try encoder.encode(singles[place])
      default: bytes += try encoder.encode(stories[place])
      }
    }
  }
}

extension [UInt8] {
  /// Appends an object's JSON, with so many elements in each of its empty arrays of these names; the
  /// names in the order in which they stand in it.
  fileprivate mutating func append(
    _ frame: Data, filling places: [(name: String, count: Int)],
    _ element: (inout [UInt8], String, Int) throws -> Void
  ) throws {
    var rest = [UInt8](frame)[...]
    for (name, count) in places {
      // No text holds this: quotation marks in it are escaped.
      guard let place = rest.firstRange(of: "\"\(name)\":[]".utf8) else {
        throw EncodingError.invalidValue(
          name, .init(codingPath: [], debugDescription: "an edition has no '\(name)'"))
      }
      self += rest[..<(place.upperBound - 1)]
      for index in 0..<count {
        if index > 0 { append(UInt8(ascii: ",")) }
        try element(&self, name, index)
      }
      rest = rest[(place.upperBound - 1)...]
    }
    self += rest
  }
}
