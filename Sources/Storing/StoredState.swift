import Foundation
package import NewsModel

extension SourceState {
  /// As the tables keep it: JSON, so that a new property needs no migration.
  package func stored() throws -> String {
    String(decoding: try JSONEncoder.house.encode(self), as: UTF8.self)
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
    guard let first = try? fresh.stored(),
      let base = try? JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any],
      let known = try? JSONSerialization.jsonObject(with: Data(stored.utf8)) as? [String: Any],
      let both = try? JSONSerialization.data(withJSONObject: base.merging(known) { $1 })
    else { return nil }
    return try? JSONDecoder.house.decode(SourceState.self, from: both)
  }
}
