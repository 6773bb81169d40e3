import Foundation
import Synchronization

/// A small HTTP/1.1 server on a loopback address that answers as it is told, byte for byte where
/// that is wanted, and remembers what it was asked.
///
/// A thread and a blocking socket for each connection: a scripted answer is then a loop that reads
/// as it happens, and a client that behaves badly blocks nothing but itself.
package final class LoopbackServer: Sendable {
  /// The loopback address it listens on, such as `127.0.0.1`.
  package let host: String
  /// The port it listens on; the kernel's choice where 0 was asked for.
  package let port: UInt16
  private let listener: Int32
  private let answering: @Sendable (Request) -> Response
  private let ledger = Mutex(Ledger())

  private struct Ledger {
    var requests: [Request] = []
    var connections = 0
    var underWay = 0
    var mostAtOnce = 0
    var open: Set<Int32> = []
    var isStopped = false
  }

  /// Listens at once on an IPv4 address; port 0 lets the kernel choose. `answering` is called on the
  /// connection's own thread and may block. Throws `SocketFailure` if the address cannot be had.
  package init(
    host: String = "127.0.0.1", port: UInt16 = 0,
    answering: @escaping @Sendable (Request) -> Response
  ) throws {
    self.host = host
    self.answering = answering
    (listener, self.port) = try Socket.listening(on: host, port: port)
    let listener = listener
    Thread.detachNewThread { [self] in accept(on: listener) }
  }

  /// `http://127.0.0.1:1234`, without a final slash.
  package var url: String { "http://\(host):\(port)" }
  /// Every request so far, in order of arrival.
  package var requests: [Request] { ledger.withLock { $0.requests } }
  /// How many connections were ever accepted.
  package var connections: Int { ledger.withLock { $0.connections } }
  /// How many connections are open now.
  package var openConnections: Int { ledger.withLock { $0.open.count } }
  /// The most requests that were ever unanswered at one time.
  package var mostAtOnce: Int { ledger.withLock { $0.mostAtOnce } }

  /// Closes the port and breaks every connection. Whoever is being answered sees the end of file.
  package func stop() {
    ledger.withLock { ledger in
      guard !ledger.isStopped else { return }
      ledger.isStopped = true
      for socket in ledger.open { shutdown(socket, Int32(SHUT_RDWR)) }
      // The accepting thread wakes, and closes the port itself: closing it here could close another
      // file that has been given the same number meanwhile.
      shutdown(listener, Int32(SHUT_RDWR))
    }
  }

  private func accept(on listener: Int32) {
    while let socket = Socket.accepted(from: listener) {
      let number: Int? = ledger.withLock { ledger in
        guard !ledger.isStopped else { return nil }
        ledger.connections += 1
        ledger.open.insert(socket)
        return ledger.connections
      }
      guard let number else {
        close(socket)
        break
      }
      Thread.detachNewThread { [self] in serve(socket, connection: number) }
    }
    close(listener)
  }

  private func serve(_ socket: Int32, connection: Int) {
    var reader = RequestReader(socket: socket, connection: connection)
    while let request = reader.next() {
      ledger.withLock { ledger in
        ledger.requests.append(request)
        ledger.underWay += 1
        ledger.mostAtOnce = max(ledger.mostAtOnce, ledger.underWay)
      }
      // Counted as answered just before the last bytes leave: after them the client may have asked
      // again, over another connection, before this thread gets round to saying so.
      let isKept = answering(request).send(to: socket, for: request) {
        ledger.withLock { $0.underWay -= 1 }
      }
      guard isKept else { break }
    }
    _ = ledger.withLock { $0.open.remove(socket) }
    close(socket)
  }
}
