import Foundation
import Testing

/// An https server in Python, with an authority and a certificate that openssl makes.
final class SecureServer {
  enum Certificate: String, CaseIterable {
    case good, selfSigned, expired, otherHost
  }

  let port: UInt16
  /// The file that holds the authority's certificate.
  let authority: String
  private let process = Process()
  private let folder: URL

  static let isPossible =
    ["/usr/bin/openssl", "/usr/bin/python3"].allSatisfy(
      FileManager.default.isExecutableFile(atPath:))

  /// What it speaks: HTTP/1.0 by Python's own server, or the least of HTTP/2.
  enum Speech {
    case plain, multiplexed

    fileprivate var program: String {
      switch self {
      case .plain: SecureServer.program
      case .multiplexed: SecureServer.multiplexedProgram
      }
    }
  }

  init(_ certificate: Certificate, speaking speech: Speech = .plain) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "newsloom-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    authority = folder.appending(path: "authority.pem").path
    try Self.makeCertificates(certificate, in: folder)
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", speech.program, folder.path, String(decoding: feed, as: UTF8.self)]
    process.standardOutput = output
    try process.run()
    // One line with the port, once it listens.
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// The targets of all requests so far.
  var requests: [String] {
    // No file yet means no request yet.
    let log = (try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? ""
    return log.split(separator: "\n").map(String.init)
  }

  func stop() {
    // SIGTERM may be blocked: the child has the mask of the thread it was started from.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What stays behind in the temporary folder does no harm.
    try? FileManager.default.removeItem(at: folder)
  }

  private static func makeCertificates(_ certificate: Certificate, in folder: URL) throws {
    let name = certificate == .otherHost ? "elsewhere.example" : "localhost"
    try "subjectAltName=DNS:\(name)\n".write(
      to: folder.appending(path: "names"), atomically: true, encoding: .utf8)
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try openssl(
      ["req", "-x509"] + key + [
        "-keyout", "authority.key", "-out", "authority.pem", "-subj", "/CN=Authority", "-days", "2",
      ], in: folder)
    if certificate == .selfSigned {
      try openssl(
        ["req", "-x509"] + key + [
          "-keyout", "key.pem", "-out", "cert.pem", "-subj", "/CN=\(name)", "-addext",
          "subjectAltName=DNS:\(name)", "-days", "2",
        ], in: folder)
      return
    }
    try openssl(
      ["req"] + key + ["-keyout", "key.pem", "-out", "request.pem", "-subj", "/CN=\(name)"],
      in: folder)
    // openssl 3.0 has no way to say "until yesterday" but a negative number of days.
    try openssl(
      [
        "x509", "-req", "-in", "request.pem", "-CA", "authority.pem", "-CAkey", "authority.key",
        "-CAcreateserial", "-extfile", "names", "-out", "cert.pem", "-days",
        certificate == .expired ? "-1" : "2",
      ], in: folder)
  }

  private static func openssl(_ arguments: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "openssl \(arguments)")
  }

  fileprivate static let program = """
    import http.server, ssl, sys
    folder, feed = sys.argv[1], sys.argv[2].encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            with open(folder + "/log", "a") as log:
                log.write(self.path + "\\n")
            if self.path.startswith("/to?"):
                self.send_response(302)
                self.send_header("Location", self.path[4:])
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self.send_response(200)
                self.send_header("Content-Length", str(len(feed)))
                self.end_headers()
                self.wfile.write(feed)

        def log_message(self, *arguments):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, request, address):
            pass

        # The handshake on the connection's own thread, where it can fail alone.
        def finish_request(self, request, address):
            super().finish_request(context.wrap_socket(request, server_side=True), address)

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
    server = Server(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()
    """

  /// Every stream is answered with the feed; `connection` and `stream` are logged.
  fileprivate static let multiplexedProgram = """
    import socket, ssl, struct, sys, threading
    folder, feed = sys.argv[1], sys.argv[2].encode()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/cert.pem", folder + "/key.pem")
    context.set_alpn_protocols(["h2"])

    def note(line):
        with open(folder + "/log", "a") as log:
            log.write(line + "\\n")

    def frame(kind, flags, stream, payload=b""):
        return struct.pack(">I", len(payload))[1:] + struct.pack(">BBI", kind, flags, stream) + payload

    def serve(client):
        connection = context.wrap_socket(client, server_side=True)
        file = connection.makefile("rb")
        file.read(24)
        note("connection")
        connection.sendall(frame(4, 0, 0))
        while len(head := file.read(9)) == 9:
            kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
            payload = file.read(int.from_bytes(head[:3], "big"))
            if kind == 1:
                note("stream")
                # Field 8 of HPACK's static table is ":status: 200".
                connection.sendall(frame(1, 4, stream, b"\\x88") + frame(0, 1, stream, feed))
            elif kind in (4, 6) and not flags & 1:
                connection.sendall(frame(kind, 1, 0, payload if kind == 6 else b""))

    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """
}
