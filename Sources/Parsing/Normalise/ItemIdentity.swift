import Foundation
import NewsModel

/// What an item is called: the publisher's word for it, else one made from what does not change.
enum ItemIdentity {
  /// - Parameters:
  ///   - given: `guid`, Atom `id`, JSON Feed `id`.
  ///   - link: the item's resolved link.
  static func id(given: String?, link: String?, title: String?, date: Date?) -> String {
    if let given, !given.isEmpty { return given }
    if let link { return link }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in "\(title ?? "")\n\(date?.rfc3339 ?? "")".utf8 {
      // FNV-1a: the same on every machine and in every version, which Swift's own hash is not.
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
    let digits = String(hash, radix: 16)
    return FeedItem.ownPrefix + String(repeating: "0", count: 16 - digits.count) + digits
  }
}
