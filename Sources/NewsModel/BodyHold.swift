/// The room that a body takes up among all bodies, given back when nobody holds it any more.
///
/// Two are always equal: whether documents are alike is no matter of where they are accounted for.
package final class BodyHold: Sendable, Hashable {
  private let giveBack: @Sendable () -> Void

  /// `giveBack` is called once, on whatever thread lets go last.
  package init(givingBack giveBack: @escaping @Sendable () -> Void) {
    self.giveBack = giveBack
  }

  deinit { giveBack() }

  package static func == (_: BodyHold, _: BodyHold) -> Bool { true }
  package func hash(into _: inout Hasher) {}
}
