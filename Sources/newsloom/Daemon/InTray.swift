import Synchronization

/// Where answers lie until the desk takes them, the first that came first.
///
/// A transaction costs more than most of what is filed in it, so those that wait are taken together.
/// Nobody waits for more to come: a lone answer is taken alone.
final class InTray: Sendable {
  /// So many answers at most are taken at once.
  private static let most = 16
  /// With so many items none is added, so that others who write need not wait for long.
  private static let mostItems = 400

  private let waiting = Mutex<[Correspondent.Dispatch]>([])

  func put(_ dispatch: Correspondent.Dispatch) {
    waiting.withLock { $0.append(dispatch) }
  }

  /// What is to be filed next; nothing if all that came was taken before.
  func take() -> [Correspondent.Dispatch] {
    waiting.withLock { waiting in
      var items = 0
      let taken = waiting.prefix(Self.most).prefix { dispatch in
        defer { items += dispatch.items.count }
        return items < Self.mostItems
      }
      waiting.removeFirst(taken.count)
      return Array(taken)
    }
  }
}
