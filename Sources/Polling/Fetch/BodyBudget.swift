import NewsModel
import Synchronization

/// How much memory all bodies may take together, from their first bytes until their items
/// have been stored.
///
/// The beginning of each is free, so that ordinary feeds never wait for large ones. Beyond that a body
/// grows only while there is room. The one that began to grow first may always come to its end once
/// nothing else is whole and waiting to be read: so there is never a circle of bodies that wait for
/// each other, and what is held is at most the limit and one body more.
final class BodyBudget: Sendable {
  /// Of each body, in bytes: nine feeds in ten are smaller.
  static let free = 256 << 10
  private let limit: Int
  private let state = Mutex(State())

  private struct State {
    var lastTicket: UInt64 = 0
    /// What bodies under way hold beyond what is free, by ticket.
    var growing: [UInt64: Int] = [:]
    /// The sum of it.
    var underWay = 0
    /// What whole bodies hold that have not been read.
    var whole = 0
  }

  init(limit: Int = 16 << 20) {
    self.limit = limit
  }

  /// A ticket for a body that begins to grow; those that were given first go first.
  func ticket() -> UInt64 {
    state.withLock { state in
      state.lastTicket += 1
      state.growing[state.lastTicket] = 0
      return state.lastTicket
    }
  }

  /// Takes room for so many bytes more, if it is there.
  func take(_ bytes: Int, for ticket: UInt64) -> Bool {
    state.withLock { state in
      guard isRoom(for: bytes, ticket, state) else { return false }
      state.growing[ticket, default: 0] += bytes
      state.underWay += bytes
      return true
    }
  }

  /// Whether a body that had to wait would find room now for as much as arrives at once.
  func hasRoom(for ticket: UInt64) -> Bool {
    state.withLock { isRoom(for: 64 << 10, ticket, $0) }
  }

  /// The body is whole: its room is kept until the hold is let go of.
  func finish(_ ticket: UInt64) -> BodyHold {
    let bytes = state.withLock { state in
      let bytes = state.growing.removeValue(forKey: ticket) ?? 0
      state.underWay -= bytes
      state.whole += bytes
      return bytes
    }
    return BodyHold { [self] in state.withLock { $0.whole -= bytes } }
  }

  /// The body has been thrown away.
  func abandon(_ ticket: UInt64) {
    state.withLock { state in
      state.underWay -= state.growing.removeValue(forKey: ticket) ?? 0
    }
  }

  /// What is held now, in bytes.
  var held: Int { state.withLock { $0.underWay + $0.whole } }

  private func isRoom(for bytes: Int, _ ticket: UInt64, _ state: borrowing State) -> Bool {
    if state.underWay + state.whole + bytes <= limit { return true }
    return state.whole == 0 && state.growing.keys.min() == ticket
  }
}
