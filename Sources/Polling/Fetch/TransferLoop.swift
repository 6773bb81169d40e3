import Foundation
import Synchronization

/// libcurl's multi handle on a thread of its own.
///
/// Commands come in through a locked mailbox and a descriptor that wakes the thread; results go out
/// through continuations. The handle itself never leaves the thread.
final class TransferLoop: Sendable {
  private let mailbox = Mutex(Mailbox())

  private struct Mailbox {
    /// Rings to wake the thread; -1 once it has ended.
    var bell: Int32 = -1
    var lastID: UInt64 = 0
    var orders: [Order] = []
    var cancelled: Set<UInt64> = []
    var isClosing = false
    /// Whether to close as soon as nothing is under way.
    var isRetired = false
    var farewells: [CheckedContinuation<Void, Never>] = []
  }

  fileprivate struct Order {
    var id: UInt64
    var request: TransferRequest
    var reply: CheckedContinuation<TransferResult, Never>
  }

  /// What the system would not give.
  struct StartFailure: Error, CustomStringConvertible {
    let description: String
  }

  /// Starts the thread.
  init() throws(StartFailure) {
    guard TransferDesk.isReady else {
      throw StartFailure(description: "libcurl cannot be initialised")
    }
    guard let bell = TransferDesk.makeBell() else {
      throw StartFailure(description: unsafe "no eventfd: \(String(cString: strerror(errno)))")
    }
    mailbox.withLock { $0.bell = bell }
    Thread.detachNewThread { [self] in
      Self.leaveSignalsToOthers()
      run(bell: bell)
    }
  }

  /// Makes one request and waits for its end. When the task is cancelled, the transfer is ended and
  /// the result's fault is `cancelled`; so too when the loop is closed.
  func perform(_ request: TransferRequest) async -> TransferResult {
    let id = mailbox.withLock { mailbox in
      mailbox.lastID += 1
      return mailbox.lastID
    }
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { reply in
        let isTaken = mailbox.withLock { mailbox in
          guard !mailbox.isClosing else { return false }
          mailbox.orders.append(Order(id: id, request: request, reply: reply))
          Self.ring(mailbox.bell)
          return true
        }
        if !isTaken { reply.resume(returning: TransferResult(fault: .cancelled)) }
      }
    } onCancel: {
      mailbox.withLock { mailbox in
        mailbox.cancelled.insert(id)
        Self.ring(mailbox.bell)
      }
    }
    // A cancellation that came after the end would otherwise be kept for ever.
    _ = mailbox.withLock { $0.cancelled.remove(id) }
    return result
  }

  /// Ends every transfer and then the thread, and waits for it.
  func close() async {
    await withCheckedContinuation { farewell in
      let hasEnded = mailbox.withLock { mailbox in
        mailbox.isClosing = true
        guard mailbox.bell >= 0 else { return true }
        mailbox.farewells.append(farewell)
        Self.ring(mailbox.bell)
        return false
      }
      if hasEnded { farewell.resume() }
    }
  }

  /// Lets what is under way come to its end, and closes then.
  func closeWhenIdle() {
    mailbox.withLock { mailbox in
      mailbox.isRetired = true
      Self.ring(mailbox.bell)
    }
  }

  /// Whether the thread has come to its end.
  var hasEnded: Bool { mailbox.withLock { $0.bell < 0 } }

  private static func ring(_ bell: Int32) {
    guard bell >= 0 else { return }
    var one: UInt64 = 1
    // It fails only when it has been rung 2^64 times unheard.
    _ = unsafe write(bell, &one, 8)
  }

  private static func leaveSignalsToOthers() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }

  /// What is to be done now.
  private func nextOrders(
    whenIdle isIdle: Bool
  ) -> (orders: [Order], cancelled: Set<UInt64>, isClosing: Bool) {
    mailbox.withLock { mailbox in
      if mailbox.isRetired, isIdle, mailbox.orders.isEmpty { mailbox.isClosing = true }
      let news = (mailbox.orders, mailbox.cancelled, mailbox.isClosing)
      mailbox.orders = []
      return news
    }
  }

  private func run(bell: Int32) {
    let desk = TransferDesk()
    while true {
      let news = nextOrders(whenIdle: desk.isIdle)
      for order in news.orders { desk.begin(order.id, order.request, reply: order.reply) }
      if news.isClosing {
        desk.endAll()
        break
      }
      for id in news.cancelled { desk.end(id) }
      desk.advance(until: bell)
    }
    desk.close()
    let farewells = mailbox.withLock { mailbox in
      mailbox.bell = -1
      defer { mailbox.farewells = [] }
      return mailbox.farewells
    }
    Foundation.close(bell)
    for farewell in farewells { farewell.resume() }
  }
}
