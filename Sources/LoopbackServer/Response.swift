extension LoopbackServer {
  /// What to answer: a proper response, or a script of bytes and pauses that may be anything but
  /// proper.
  package struct Response: Sendable {
    private let content: Content

    private enum Content {
      case proper(status: Int, headers: [(String, String)], body: [UInt8])
      case script([Step])
    }

    /// A response that is framed for its connection: Content-Length is added unless the headers say
    /// how long the body is, and the connection stays open unless they say `Connection: close`.
    package init(status: Int = 200, headers: [(String, String)] = [], body: [UInt8] = []) {
      content = .proper(status: status, headers: headers, body: body)
    }

    private init(_ content: Content) {
      self.content = content
    }

    /// Exactly these steps, one after the other. After the last the connection stays open for
    /// another request unless a step closed it.
    package static func script(_ steps: [Step]) -> Response { Response(.script(steps)) }
  }

  /// One thing a scripted answer does.
  package enum Step: Sendable {
    case bytes([UInt8])
    case wait(Duration)
    /// The same bytes again and again, with a pause before each.
    case repeated([UInt8], times: Int, pausing: Duration = .zero)
    /// Ends the connection in order.
    case close
    /// Breaks it with a reset.
    case reset

    /// The UTF-8 of a text, in which the caller writes `\r\n` where it belongs.
    package static func text(_ text: String) -> Step { .bytes(Array(text.utf8)) }
  }
}

extension LoopbackServer.Response {
  /// Answers; `leaving` is called once, just before the last of it is sent or the other side is
  /// found to be gone. Returns whether the connection can take another request.
  func send(to socket: Int32, for request: LoopbackServer.Request, leaving: () -> Void) -> Bool {
    switch content {
    case .script(let steps):
      return perform(steps, on: socket, leaving: leaving)
    case .proper(let status, let headers, let body):
      let head = Self.head(status: status, headers: headers, length: body.count)
      let isBodiless = status == 204 || status == 304 || request.method == "HEAD"
      leaving()
      guard Socket.send(head + (isBodiless ? [] : body), to: socket) else { return false }
      return !headers.contains {
        $0.0.lowercased() == "connection" && $0.1.lowercased() == "close"
      }
    }
  }

  private func perform(
    _ steps: [LoopbackServer.Step], on socket: Int32, leaving: () -> Void
  ) -> Bool {
    for (index, step) in steps.enumerated() {
      let isLast = index == steps.count - 1
      if isLast, !step.takesTime { leaving() }
      let goesOn = perform(step, on: socket)
      if isLast, step.takesTime { leaving() }
      guard goesOn else {
        if !isLast { leaving() }
        return false
      }
    }
    if steps.isEmpty { leaving() }
    return true
  }

  private func perform(_ step: LoopbackServer.Step, on socket: Int32) -> Bool {
    switch step {
    case .bytes(let bytes):
      return Socket.send(bytes, to: socket)
    case .wait(let duration):
      return Socket.wait(duration, watching: socket)
    case .repeated(let bytes, let times, let pause):
      for _ in 0..<times {
        guard Socket.wait(pause, watching: socket), Socket.send(bytes, to: socket) else {
          return false
        }
      }
      return true
    case .close:
      return false
    case .reset:
      Socket.resetOnClose(socket)
      return false
    }
  }

  private static func head(status: Int, headers: [(String, String)], length: Int) -> [UInt8] {
    var head = "HTTP/1.1 \(status) \(reason(of: status))\r\n"
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    let isFramed = headers.contains {
      ["content-length", "transfer-encoding"].contains($0.0.lowercased())
    }
    if !isFramed, status >= 200, status != 204, status != 304 {
      head += "Content-Length: \(length)\r\n"
    }
    return Array((head + "\r\n").utf8)
  }

  private static func reason(of status: Int) -> String {
    switch status {
    case 200: "OK"
    case 301: "Moved Permanently"
    case 302: "Found"
    case 304: "Not Modified"
    case 404: "Not Found"
    case 410: "Gone"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 503: "Service Unavailable"
    default: "Status"
    }
  }
}

extension LoopbackServer.Step {
  fileprivate var takesTime: Bool {
    switch self {
    case .wait, .repeated: true
    case .bytes, .close, .reset: false
    }
  }
}
