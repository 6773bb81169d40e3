import Foundation
import Testing

/// A network that has nobody else in it.
private enum OwnNetwork {
  static let isPossible: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/unshare")
    process.arguments = ["-rmn", "/usr/bin/python3", "-c", "pass"]
    process.standardError = FileHandle.nullDevice
    // `try?`: what cannot be started is not possible.
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}

/// A name server that is slow, or changes its mind, beside the whole program: in a network of their
/// own, where port 53 and a public address are theirs.
@Suite(
  .serialized, .enabled(if: OwnNetwork.isPossible, "needs unshare, mount and python3"))
struct NameServiceTests {
  /// What the script below says of one scene.
  private func play(_ scene: String) async throws -> [String: Any] {
    let program = try Program()
    try program.write("nameserver 127.0.0.1\noptions timeout:9 attempts:1\n", to: "resolv.conf")
    try program.write("hosts: dns\n", to: "nsswitch.conf")
    try program.write(Self.script, to: "scene.py")
    let process = try program.process([])
    process.executableURL = URL(filePath: "/usr/bin/unshare")
    let mounts = ["resolv.conf", "nsswitch.conf"].map { "mount --bind \($0) /etc/\($0)" }
    process.arguments = [
      "-rmn", "/bin/sh", "-c",
      (mounts + ["exec /usr/bin/python3 scene.py \"$@\""]).joined(separator: " && "), "sh", scene,
      try Program.executable.path,
    ]
    let output = Pipe()
    process.standardOutput = output
    let (end, ended) = AsyncStream.makeStream(of: Void.self)
    process.terminationHandler = { _ in ended.finish() }
    try process.run()
    for await _ in end {}
    let data = output.fileHandleForReading.readDataToEndOfFile()
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  @Test func `a name server that does not answer holds up no other transfer, nor the end`()
    async throws
  {
    let told = try await play("slow")
    let seconds = try #require(told["seconds"] as? Double)
    #expect(seconds < 7, "the look-up itself takes nine")
    let output = try #require(told["output"] as? String)
    #expect(output.contains("1 of 2 sources answered"), "\(output)")
    #expect(output.contains("no answer from slow.test within 1 s"), "\(output)")
  }

  @Test func `a name that comes to lead to this machine is not followed there`() async throws {
    let told = try await play("turn")
    let outputs = try #require(told["outputs"] as? [String])
    #expect(outputs[0].contains("1 of 1 sources answered"), "\(outputs[0])")
    #expect(outputs[1].contains("turn.test (127.0.0.1) is in a private network"), "\(outputs[1])")
    #expect(told["public"] as? Int == 3)
    #expect(told["inner"] as? Int == 0, "nobody may even connect")
  }

  private static let script = """
    import fcntl, json, socket, struct, subprocess, sys, threading, time
    scene, program = sys.argv[1:]
    PUBLIC, INNER = "93.184.215.14", "127.0.0.1"

    def bring_up(name, address=None):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
            if address:
                fcntl.ioctl(s, 0x8916, struct.pack("16sHH4s8x", name, 2, 0, socket.inet_aton(address)))
            fcntl.ioctl(s, 0x8914, struct.pack("16sH14x", name, 0x1 | 0x40))

    bring_up(b"lo")
    bring_up(b"lo:1", PUBLIC)
    feed = (b"<rss version='2.0'><channel><title>T</title><item><guid>1</guid><title>A</title>"
            b"</item></channel></rss>")
    connections = {PUBLIC: 0, INNER: 0}
    turned = False

    def name_server():
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 53))
        while True:
            query, asker = server.recvfrom(512)
            if b"\\x04slow" in query:
                continue
            end = query.index(b"\\0", 12) + 5
            is_address = query[end - 4:end - 2] == b"\\0\\x01"
            answer = query[:2] + b"\\x81\\x80\\0\\x01" + struct.pack(">H", int(is_address)) + bytes(4)
            answer += query[12:end]
            if is_address:
                address = socket.inet_aton(INNER if turned else PUBLIC)
                answer += b"\\xc0\\x0c\\0\\x01\\0\\x01\\0\\0\\0\\0\\0\\x04" + address
            server.sendto(answer, asker)

    def web_server(address):
        listener = socket.create_server((address, 80))
        while True:
            client, _ = listener.accept()
            connections[address] += 1
            if b"/start" in client.recv(4096):
                client.sendall(b"HTTP/1.1 302 Found\\r\\nLocation: http://turn.test/feed\\r\\n"
                               b"Content-Length: 0\\r\\nConnection: close\\r\\n\\r\\n")
                client.close()
                continue
            client.sendall(b"HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n")
            for byte in range(0, len(feed), 10):
                client.sendall(feed[byte:byte + 10])
                if scene == "slow":
                    time.sleep(0.3)
            client.close()

    for work in [(name_server,), (web_server, PUBLIC), (web_server, INNER)]:
        threading.Thread(target=work[0], args=work[1:], daemon=True).start()

    def poll(sources, *more):
        with open("feeds.conf", "w") as conf:
            conf.write("set state state\\nset output digest\\nset proxy none\\n" + sources)
        done = subprocess.run([program, "poll", *more], capture_output=True, text=True)
        return done.stdout + done.stderr

    time.sleep(0.3)
    if scene == "slow":
        begun = time.monotonic()
        output = poll("http://slow.test/feed timeout=1s\\nhttp://%s/feed\\n" % PUBLIC)
        print(json.dumps({"seconds": time.monotonic() - begun, "output": output}))
    else:
        source = "http://%s/start interval=1h\\n" % PUBLIC
        outputs = [poll(source, "--now", "2026-11-20T12:00:00Z")]
        turned = True
        outputs.append(poll(source, "--now", "2026-11-20T14:00:00Z"))
        print(json.dumps(
            {"outputs": outputs, "public": connections[PUBLIC], "inner": connections[INNER]}))
    """
}
