import Foundation
import Testing

/// A proxy in Python that speaks SOCKS5 and CONNECT at one port. Over SOCKS it answers itself, with a
/// feed; a tunnel leads to a port of this machine.
final class ProxyServer {
  let port: UInt16
  private let process = Process()
  private let log: URL

  static let isPossible = FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")

  init() throws {
    log = FileManager.default.temporaryDirectory.appending(path: "newsloom-\(UUID().uuidString)")
    let output = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", Self.program, log.path, String(decoding: feed, as: UTF8.self)]
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    port = try #require(UInt16(line.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// What was asked of it: for SOCKS `name HOST:PORT` or `address HOST:PORT`, for a tunnel its whole
  /// head with `|` between the lines.
  var requests: [String] {
    // No file yet means no request yet.
    let log = (try? String(contentsOf: log, encoding: .utf8)) ?? ""
    return log.split(separator: "\n").map(String.init)
  }

  func stop() {
    // SIGTERM may be blocked: the child has the mask of the thread it was started from.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What stays behind in the temporary folder does no harm.
    try? FileManager.default.removeItem(at: log)
  }

  private static let program = """
    import socket, sys, threading
    path, feed = sys.argv[1], sys.argv[2].encode()

    def note(line):
        with open(path, "a") as log:
            log.write(line + "\\n")

    def head(file):
        lines = []
        while (line := file.readline().strip()):
            lines.append(line.decode())
        return lines

    def pipe(source, target):
        try:
            while (data := source.recv(65536)):
                target.sendall(data)
        except OSError:
            pass
        target.close()

    def socks(file, client):
        file.read(file.read(1)[0])
        client.sendall(b"\\x05\\x00")
        kind = file.read(4)[3]
        if kind == 3:
            host = "name " + file.read(file.read(1)[0]).decode()
        else:
            family = socket.AF_INET if kind == 1 else socket.AF_INET6
            host = "address " + socket.inet_ntop(family, file.read(4 if kind == 1 else 16))
        note("%s:%d" % (host, int.from_bytes(file.read(2), "big")))
        client.sendall(b"\\x05\\x00\\x00\\x01" + bytes(6))
        head(file)
        client.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: %d\\r\\n\\r\\n" % len(feed) + feed)

    def tunnel(file, client):
        lines = head(file)
        note("|".join(["C" + lines[0]] + lines[1:]))
        port = int(lines[0].split()[1].rpartition(":")[2])
        server = socket.create_connection(("127.0.0.1", port))
        client.sendall(b"HTTP/1.1 200 OK\\r\\nETag: \\"proxy\\"\\r\\nSet-Cookie: p=1\\r\\n\\r\\n")
        threading.Thread(target=pipe, args=(server, client), daemon=True).start()
        pipe(client, server)

    def serve(client):
        file = client.makefile("rb", buffering=0)
        first = file.read(1)
        if first == b"\\x05":
            socks(file, client)
        elif first == b"C":
            tunnel(file, client)
        client.close()

    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
    """
}
