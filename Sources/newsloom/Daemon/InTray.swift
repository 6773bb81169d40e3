import Synchronization

/// Where answers lie until the desk takes them, the first that came first.
///
/// A transaction costs more than most of what is filed in it, so those that wait are taken together,
/// and whoever takes is patient first.
final class InTray: Sendable {
  /// So many answers at most are taken at once.
  private static let most = 48
  /// With so many items none is added, so that others who write need not wait for long.
  private static let mostItems = 800
  /// How long to wait for others once an answer has come. Without it two were taken at once where
  /// there were thousands to come.
  static let patience = Duration.milliseconds(25)

  private let waiting = Mutex<[Correspondent.Dispatch]>([])
  private let ring: @Sendable () -> Void

  /// `ring` is called when there is something to take and nobody has been told of it yet.
  init(ring: @escaping @Sendable () -> Void) {
    self.ring = ring
  }

  func put(_ dispatch: Correspondent.Dispatch) {
    let isFirst = waiting.withLock { waiting in
      waiting.append(dispatch)
      return waiting.count == 1
    }
    if isFirst { ring() }
  }

  /// What is to be filed next; nothing if all that came was taken before. Rings for what is left.
  func take() -> [Correspondent.Dispatch] {
    let (taken, isMore) = waiting.withLock { waiting in
      var items = 0
      let taken = Array(
        waiting.prefix(Self.most).prefix { dispatch in
          defer { items += dispatch.items.count }
          return items < Self.mostItems
        })
      waiting.removeFirst(taken.count)
      return (taken, !waiting.isEmpty)
    }
    if isMore { ring() }
    return taken
  }
}
