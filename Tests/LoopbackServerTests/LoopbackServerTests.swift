import Foundation
import LoopbackServer
import Testing

@Suite struct LoopbackServerTests {
  @Test func `a request is answered and remembered as it was sent`() throws {
    let server = try LoopbackServer { request in
      .init(status: 404, headers: [("X-Asked", request.target)], body: Array("no".utf8))
    }
    defer { server.stop() }
    let client = try Client(server)
    client.send("GET /a?b=%20c HTTP/1.1\r\nHost: here\r\nAccept:  x/y\r\n\r\n")
    let answer = client.read(until: "no")
    #expect(answer.hasPrefix("HTTP/1.1 404 Not Found\r\nX-Asked: /a?b=%20c\r\n"))
    #expect(answer.contains("Content-Length: 2\r\n"))
    let request = try #require(server.requests.first)
    #expect(request.method == "GET")
    #expect(request.target == "/a?b=%20c")
    #expect(request.header("ACCEPT") == "x/y")
    #expect(request.header("Cookie") == nil)
  }

  @Test func `one connection carries many requests`() throws {
    let server = try LoopbackServer { .init(body: Array($0.target.utf8)) }
    defer { server.stop() }
    let client = try Client(server)
    for number in 1...200 {
      client.send("GET /\(number)/ HTTP/1.1\r\n\r\n")
      #expect(client.read(until: "/\(number)/").hasSuffix("\r\n\r\n/\(number)/"))
    }
    client.send("GET /one HTTP/1.1\r\n\r\nGET /two HTTP/1.1\r\n\r\n")
    #expect(client.read(until: "/two").contains("/one"))
    #expect(server.connections == 1)
    #expect(server.requests.count == 202)
    #expect(server.requests.allSatisfy { $0.connection == 1 })
  }

  @Test func `a script is sent byte for byte, and may close`() throws {
    let server = try LoopbackServer { _ in
      .script([.text("not"), .wait(.milliseconds(5)), .repeated([65], times: 3), .close])
    }
    defer { server.stop() }
    let client = try Client(server)
    client.send("GET / HTTP/1.1\r\n\r\n")
    #expect(client.read(until: nil) == "notAAA")
  }

  @Test func `connections are served side by side and the most at once are counted`() throws {
    let server = try LoopbackServer { _ in .script([.wait(.milliseconds(300)), .text("x"), .close])
    }
    defer { server.stop() }
    let clients = try (0..<5).map { _ in try Client(server) }
    for client in clients { client.send("GET / HTTP/1.1\r\n\r\n") }
    for client in clients { #expect(client.read(until: nil) == "x") }
    #expect((2...5).contains(server.mostAtOnce))
    #expect(server.connections == 5)
    while server.openConnections > 0 { Thread.sleep(forTimeInterval: 0.001) }
  }

  @Test func `what is no HTTP ends the connection`() throws {
    let server = try LoopbackServer { _ in .init() }
    defer { server.stop() }
    let client = try Client(server)
    client.send("hello\r\n\r\n")
    #expect(client.read(until: nil) == "")
    #expect(server.requests.isEmpty)
  }

  @Test func `a stopped server lets go of those who wait`() throws {
    let server = try LoopbackServer { _ in .script([.wait(.seconds(3600))]) }
    let client = try Client(server)
    client.send("GET / HTTP/1.1\r\n\r\n")
    while server.requests.isEmpty { Thread.sleep(forTimeInterval: 0.001) }
    server.stop()
    #expect(client.read(until: nil) == "")
  }

  @Test func `an address that cannot be had is an error that says so`() {
    #expect(throws: SocketFailure.self) { try LoopbackServer(host: "192.0.2.1") { _ in .init() } }
    #expect(throws: SocketFailure.self) { try LoopbackServer(host: "nowhere") { _ in .init() } }
  }
}

/// A client that is as plain as can be, so that it hides nothing of what the server sends.
private final class Client {
  private let socket: Int32

  init(_ server: LoopbackServer) throws {
    socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = server.port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(result == 0)
  }

  deinit { close(socket) }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe Foundation.send(socket, $0.baseAddress, $0.count, 0) }
  }

  /// Reads until the text ends as asked, or to the end of the connection.
  func read(until end: String?) -> String {
    var text = ""
    while end.map({ !text.hasSuffix($0) }) ?? true {
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = unsafe chunk.withUnsafeMutableBytes { bytes in
        unsafe recv(socket, bytes.baseAddress, bytes.count, 0)
      }
      guard count > 0 else { break }
      text += String(decoding: chunk[..<count], as: UTF8.self)
    }
    return text
  }
}
