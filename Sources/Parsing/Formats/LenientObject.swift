import Foundation

/// A string, or a number as one (ids often are); without text if it is neither.
struct LenientString: Decodable {
  var text: String?
  var isNull = false

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      isNull = true
    } else if let string = value.string {
      text = string.trimmingCharacters(in: .whitespacesAndNewlines)
    } else if let whole = value.whole {
      text = String(whole)
    } else if let number = value.number {
      text = String(number)
    }
  }
}

extension SingleValueDecodingContainer {
  // A value of another type is no failure here: the next type is tried.
  fileprivate var string: String? { try? decode(String.self) }
  fileprivate var whole: Int64? { try? decode(Int64.self) }
  fileprivate var number: Double? { try? decode(Double.self) }
}

/// Anything, skipped.
private struct Skipped: Decodable {
  init(from decoder: any Decoder) throws {}
}

/// An object that counts the values it could not make sense of instead of giving up.
struct LenientObject {
  private let container: KeyedDecodingContainer<Name>
  private(set) var wrongTypes = 0

  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }

  init(_ decoder: any Decoder) throws {
    container = try decoder.container(keyedBy: Name.self)
  }

  mutating func string(_ name: String) -> String? {
    // What cannot be decoded is counted below.
    let value = try? container.decodeIfPresent(LenientString.self, forKey: Name(stringValue: name))
    guard let value, !value.isNull else { return nil }
    if value.text == nil { wrongTypes += 1 }
    return value.text
  }

  /// A string that says nothing if it is empty.
  mutating func address(_ name: String) -> String? {
    guard let text = string(name), !text.isEmpty else { return nil }
    return text
  }

  /// Each element of a list, or the one value that stands where a list should.
  mutating func forEach<Element: Decodable>(_ name: String, _ body: (Element) -> Void) {
    let key = Name(stringValue: name)
    // A missing key and null are no list; both are ordinary.
    guard container.contains(key), (try? container.decodeNil(forKey: key)) == false else { return }
    // Not a list: the single value is tried instead.
    guard var list = try? container.nestedUnkeyedContainer(forKey: key) else {
      // Not even one element: counted.
      if let single = try? container.decode(Element.self, forKey: key) {
        body(single)
      } else {
        wrongTypes += 1
      }
      return
    }
    while !list.isAtEnd {
      // An element of the wrong type is counted and skipped.
      if let element = try? list.decode(Element.self) {
        body(element)
      } else {
        wrongTypes += 1
        // Moving past any value cannot fail, but if it did, this list would have no end.
        guard (try? list.decode(Skipped.self)) != nil else { return }
      }
    }
  }
}
