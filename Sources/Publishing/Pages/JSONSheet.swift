import NewsModel

/// JSON written piece by piece: a big edition laid out as one value takes many times what it is as text.
struct JSONSheet {
  private var bytes: [UInt8] = []
  /// Whether nothing stands before what comes next that a comma would have to part it from.
  private var isFirst = true

  mutating func object(_ body: (inout JSONSheet) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "{"))
    isFirst = true
    body(&self)
    bytes.append(UInt8(ascii: "}"))
    isFirst = false
  }

  /// Members of the object that is open.
  mutating func members(_ members: KeyValuePairs<String, JSON>) {
    for (key, value) in members {
      name(key)
      value.write(to: &bytes)
    }
  }

  /// A member that is an array, of which `body` writes each element with `object` or `element`.
  mutating func array<Element>(
    _ key: String, of elements: [Element], _ body: (inout JSONSheet, Element) -> Void
  ) {
    name(key)
    bytes.append(UInt8(ascii: "["))
    isFirst = true
    for element in elements { body(&self, element) }
    bytes.append(UInt8(ascii: "]"))
    isFirst = false
  }

  mutating func element(_ value: JSON) {
    separate()
    value.write(to: &bytes)
  }

  /// What was written, as a line.
  consuming func line() -> [UInt8] {
    bytes.append(UInt8(ascii: "\n"))
    return bytes
  }

  private mutating func name(_ key: String) {
    separate()
    bytes.append(json: key)
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }
}
