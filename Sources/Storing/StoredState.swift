import Foundation
package import NewsModel

extension SourceState {
  /// As the tables keep it: JSON, so that a new property needs no migration.
  ///
  /// Written by hand as `Codable` reads it: `JSONEncoder` took 35 µs, an eighth of all that a 304
  /// costs.
  package func stored() -> String {
    var object = StateObject()
    object.add("address", address.written)
    object.add("condition", condition.rawValue)
    object.add("movedTo", movedTo?.written)
    object.add("validators", validators.members)
    object.add("lastAsked", lastAsked?.stored)
    object.add("lastSuccess", lastSuccess?.stored)
    object.add("followedSince", followedSince?.stored)
    object.add("lastUnconditional", lastUnconditional?.stored)
    object.add("nextPoll", nextPoll?.stored)
    object.add("httpStatus", httpStatus)
    object.add("error", error)
    object.add("failures", failures)
    object.add("failingSince", failingSince?.stored)
    object.add("interval", interval)
    object.add("itemsPerDay", itemsPerDay)
    object.add("lastNews", lastNews?.stored)
    object.add("maxAge", maxAge)
    object.add("hints", hints.members)
    object.add("title", title)
    object.add("link", link)
    object.add("bodyHash", bodyHash)
    return object.text
  }

  /// A state written before a property existed has that property's first value. One that cannot be
  /// read at all counts as a source never asked: its next poll brings everything back, and no item
  /// is stored twice for it.
  package init(stored: String, of address: FeedAddress) {
    let fresh = SourceState(address: address)
    // Failing to read it is answered below, by the older form and at last by a fresh state.
    let whole = try? JSONDecoder.house.decode(SourceState.self, from: Data(stored.utf8))
    self = whole ?? Self.older(stored, over: fresh) ?? fresh
    self.address = address
  }

  private static func older(_ stored: String, over fresh: SourceState) -> SourceState? {
    // Every failure here means that nothing can be learned from what was stored.
    guard
      let base = try? JSONSerialization.jsonObject(with: Data(fresh.stored().utf8))
        as? [String: Any],
      let known = try? JSONSerialization.jsonObject(with: Data(stored.utf8)) as? [String: Any],
      let both = try? JSONSerialization.data(withJSONObject: base.merging(known) { $1 })
    else { return nil }
    return try? JSONDecoder.house.decode(SourceState.self, from: both)
  }
}

extension Validators {
  fileprivate var members: StateObject {
    var object = StateObject()
    object.add("etag", etag)
    object.add("lastModified", lastModified)
    return object
  }
}

extension PublishingHints {
  fileprivate var members: StateObject {
    var object = StateObject()
    object.add("pause", pause)
    object.add("skipHours", skipHours)
    object.add("skipDays", skipDays)
    return object
  }
}

/// A JSON object as it grows; what is nil has no member.
private struct StateObject {
  private var bytes = [UInt8(ascii: "{")]

  init() { bytes.reserveCapacity(1024) }

  var text: String { String(decoding: bytes + "}".utf8, as: UTF8.self) }

  mutating func add(_ key: StaticString, _ text: String?) {
    guard let text else { return }
    begin(key)
    bytes.append(json: text)
  }

  mutating func add(_ key: StaticString, _ number: (some FixedWidthInteger)?) {
    guard let number else { return }
    begin(key)
    bytes += String(number).utf8
  }

  /// To the last bit. What is no number is written as `JSONDecoder.house` reads it.
  mutating func add(_ key: StaticString, _ number: Double?) {
    guard let number else { return }
    begin(key)
    if number.isFinite {
      bytes += number.description.utf8
    } else {
      bytes.append(json: number.isNaN ? "nan" : number > 0 ? "inf" : "-inf")
    }
  }

  /// As Swift's own `Codable` has it: 128 bits of attoseconds in two halves.
  mutating func add(_ key: StaticString, _ duration: Duration?) {
    guard let duration else { return }
    begin(key)
    let low = UInt64(truncatingIfNeeded: duration.attoseconds)
    bytes += "[\(Int64(duration.attoseconds >> 64)),\(low)]".utf8
  }

  mutating func add(_ key: StaticString, _ numbers: Set<Int>) {
    begin(key)
    bytes += "[\(numbers.sorted().map(String.init).joined(separator: ","))]".utf8
  }

  mutating func add(_ key: StaticString, _ object: StateObject) {
    begin(key)
    bytes += object.bytes
    bytes.append(UInt8(ascii: "}"))
  }

  private mutating func begin(_ key: StaticString) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    bytes.append(UInt8(ascii: "\""))
    bytes += "\(key)".utf8
    bytes += "\":".utf8
  }
}
