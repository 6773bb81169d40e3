extension LoopbackServer {
  /// What was asked.
  package struct Request: Sendable {
    package let method: String
    /// The request target as it was sent, query and all.
    package let target: String
    /// The fields in order, values without the blanks around them.
    package let headers: [(name: String, value: String)]
    /// The head as it came, byte for byte, without the empty line at its end.
    package let head: [UInt8]
    /// The bytes that came with it, as many as its Content-Length says.
    package let body: [UInt8]
    /// When the last byte of its head arrived.
    package let received: ContinuousClock.Instant
    /// Over which connection it came, counted from 1.
    package let connection: Int

    /// The value of the first field of that name in any letter case; nil if there is none.
    package func header(_ name: String) -> String? {
      headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }
  }
}

/// Cuts what comes over one connection into requests.
struct RequestReader {
  private static let largestHead = 1 << 20
  private let socket: Int32
  private let connection: Int
  private var buffer: [UInt8] = []

  init(socket: Int32, connection: Int) {
    self.socket = socket
    self.connection = connection
  }

  /// Waits for a whole request; nil when the connection ends or what comes is no HTTP.
  mutating func next() -> LoopbackServer.Request? {
    var searched = 0
    while true {
      if let end = headEnd(from: searched) {
        let head = Array(buffer[..<end])
        buffer.removeFirst(end + 4)
        return request(head)
      }
      searched = max(0, buffer.count - 3)
      guard buffer.count < Self.largestHead, Socket.receive(from: socket, into: &buffer) else {
        return nil
      }
    }
  }

  private func headEnd(from start: Int) -> Int? {
    guard buffer.count >= 4 else { return nil }
    return (start...max(start, buffer.count - 4)).first { at in
      at + 4 <= buffer.count && buffer[at..<at + 4].elementsEqual([13, 10, 13, 10])
    }
  }

  private mutating func request(_ head: [UInt8]) -> LoopbackServer.Request? {
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return nil }
    let headers = lines.dropFirst().map { line in
      let name = line.prefix { $0 != ":" }
      let value = line.dropFirst(name.count + 1).drop { $0 == " " || $0 == "\t" }
      return (name: String(name), value: String(value))
    }
    let length = headers.first { $0.name.lowercased() == "content-length" }
    let bodyLength = max(0, length.flatMap { Int($0.value) } ?? 0)
    while buffer.count < bodyLength {
      guard Socket.receive(from: socket, into: &buffer) else { return nil }
    }
    let body = Array(buffer.prefix(bodyLength))
    buffer.removeFirst(bodyLength)
    return LoopbackServer.Request(
      method: String(words[0]), target: String(words[1]), headers: headers, head: head, body: body,
      received: .now, connection: connection)
  }
}
