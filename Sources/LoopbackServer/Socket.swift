import Foundation

/// What the system refused, and why.
package struct SocketFailure: Error, CustomStringConvertible {
  package let description: String

  init(_ call: String) {
    description = unsafe "\(call): \(String(cString: strerror(errno)))"
  }
}

/// The few calls of the sockets interface that the server makes.
enum Socket {
  /// POLLRDHUP, which the system's header shows only to those who define _GNU_SOURCE.
  private static let hungUp: Int16 = 0x2000

  /// A listening socket and its port.
  static func listening(on host: String, port: UInt16) throws -> (socket: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard listener >= 0 else { throw SocketFailure("socket") }
    do {
      try bind(listener, to: host, port: port)
      guard listen(listener, 1024) == 0 else { throw SocketFailure("listen on \(host)") }
      return (listener, try boundPort(of: listener))
    } catch {
      close(listener)
      throw error
    }
  }

  /// The next connection; nil when the port is closed.
  static func accepted(from listener: Int32) -> Int32? {
    while true {
      let socket = accept(listener, nil, nil)
      if socket >= 0 {
        _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
        set(IPPROTO_TCP, TCP_NODELAY, of: socket, to: 1)
        return socket
      }
      // A client may be gone before it is accepted, and descriptors may run out for a while.
      guard [EINTR, ECONNABORTED, EMFILE, ENFILE].contains(errno) else { return nil }
      usleep(1000)
    }
  }

  /// Sends everything; false if the other side is gone. Never raises SIGPIPE.
  static func send(_ bytes: [UInt8], to socket: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[sent...])
        return unsafe Foundation.send(
          socket, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 { sent += count } else if errno != EINTR { return false }
    }
    return true
  }

  /// Appends what has arrived to `buffer`, waiting for the first byte; false at the end.
  static func receive(from socket: Int32, into buffer: inout [UInt8]) -> Bool {
    while true {
      var isFailed = false
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 16384) { bytes, count in
        let received = unsafe recv(socket, bytes.baseAddress, bytes.count, 0)
        count = max(0, received)
        isFailed = received < 0
      }
      if isFailed, errno == EINTR { continue }
      buffer += chunk
      return !chunk.isEmpty
    }
  }

  /// Waits; false as soon as the other side hangs up or the server stops.
  static func wait(_ duration: Duration, watching socket: Int32) -> Bool {
    let end = ContinuousClock.now + duration
    while true {
      let left = end - .now
      guard left > .zero else { return true }
      let (seconds, attoseconds) = left.components
      let milliseconds = min(seconds, 3600) * 1000 + attoseconds / 1_000_000_000_000_000 + 1
      var entry = pollfd(fd: socket, events: hungUp, revents: 0)
      if unsafe poll(&entry, 1, Int32(milliseconds)) > 0 { return false }
    }
  }

  /// Makes the closing of the socket a reset rather than an orderly end.
  static func resetOnClose(_ socket: Int32) {
    var now = linger(l_onoff: 1, l_linger: 0)
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
  }

  private static func bind(_ socket: Int32, to host: String, port: UInt16) throws {
    set(Int(SOL_SOCKET), SO_REUSEADDR, of: socket, to: 1)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    guard unsafe inet_pton(AF_INET, host, &address.sin_addr) == 1 else {
      errno = EINVAL
      throw SocketFailure("'\(host)' is no IPv4 address")
    }
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe Foundation.bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw SocketFailure("bind to \(host):\(port)") }
  }

  private static func boundPort(of socket: Int32) throws -> UInt16 {
    var address = sockaddr_in()
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe getsockname(socket, $0, &size)
      }
    }
    guard result == 0 else { throw SocketFailure("getsockname") }
    return UInt16(bigEndian: address.sin_port)
  }

  private static func set(_ level: Int, _ option: Int32, of socket: Int32, to value: Int32) {
    var value = value
    unsafe setsockopt(
      socket, Int32(level), option, &value, socklen_t(MemoryLayout<Int32>.size))
  }
}
