import Foundation
import NewsModel

/// What an item is called whose publisher has no word for it: something made from what does not
/// change.
enum ItemIdentity {
  /// - Parameter link: the item's resolved link.
  static func id(link: String?, title: String?, date: Date?) -> String {
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
