/// The value of an entity that a document declares for itself.
enum EntityValue {
  /// The value, if it is nothing but text: references to characters are put in place, and anything
  /// that holds markup or another entity is refused, so that no entity can grow or build elements.
  /// What comes out is handed on as text and never parsed again.
  static func plain(_ value: [UInt8]) -> [UInt8]? {
    guard !value.contains(UInt8(ascii: "<")) else { return nil }
    guard value.contains(UInt8(ascii: "&")) else { return value }
    var result: [UInt8] = []
    var rest = value[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "&") else {
        result.append(byte)
        continue
      }
      guard let end = rest.firstIndex(of: UInt8(ascii: ";")) else { return nil }
      let name = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if name.hasPrefix("#") {
        guard let scalar = CharacterReference.scalar(name.dropFirst()) else { return nil }
        result += String(Character(scalar)).utf8
      } else if let text = HTMLEntities.character(named: name) {
        result += text.utf8
      } else {
        return nil
      }
    }
    return result
  }
}

/// The number in `&#…;`.
enum CharacterReference {
  /// The character that `38` or `x26` stands for, if XML allows it. Numbers from 128 to 159 mean
  /// windows-1252, as every browser reads them.
  static func scalar(_ number: some StringProtocol) -> Unicode.Scalar? {
    let isHex = number.first == "x" || number.first == "X"
    let digits = isHex ? number.dropFirst() : number[...]
    guard !digits.isEmpty, digits.utf8.count <= 8,
      let value = UInt32(digits, radix: isHex ? 16 : 10),
      digits.first != "+", digits.first != "-"
    else { return nil }
    if (0x80...0x9F).contains(value) { return Windows1252.scalar(UInt8(value)) }
    guard value >= 0x20 || value == 9 || value == 10 || value == 13, value & 0xFFFE != 0xFFFE
    else { return nil }
    return Unicode.Scalar(value)
  }
}
