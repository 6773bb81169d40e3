import Foundation
import LoopbackServer
import NewsModel
import Polling

/// The server side of the polling figures, in a process of its own so that its cost is not counted.
enum LoopbackHost {
  static let argument = "--serve"

  static func serve() throws {
    let body = [UInt8](repeating: UInt8(ascii: "x"), count: 20_000)
    let server = try LoopbackServer { request in
      request.header("If-None-Match") == nil
        ? .init(status: 200, headers: [("ETag", "\"a\"")], body: body)
        : .init(status: 304, headers: [("ETag", "\"a\"")])
    }
    print(server.port)
    fflush(nil)
    // The parent closes our standard input when it is done.
    _ = try FileHandle.standardInput.readToEnd()
    server.stop()
  }
}

/// CPU time a fetch, without what comes of its body.
enum PollBenchmark {
  static func run() async throws {
    let host = Process()
    host.executableURL = URL(filePath: CommandLine.arguments[0])
    host.arguments = [LoopbackHost.argument]
    let (output, input) = (Pipe(), Pipe())
    host.standardOutput = output
    host.standardInput = input
    try host.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let port = line.trimmingCharacters(in: .whitespacesAndNewlines)

    var settings = FetchSettings()
    settings.privateNetworks = .yes
    settings.perSite = 16
    settings.spacing = .zero
    let fetcher = try Fetcher(settings: settings)
    let count = 4_000
    for (name, validators) in [("200, 20 kB", Validators.none), ("304", Validators(etag: "\"a\""))]
    {
      let begun = Cost.cpu
      await withTaskGroup(of: FetchAnswer.self) { group in
        for number in 0..<count {
          let address = FeedAddress("http://127.0.0.1:\(port)/\(number).xml")
          group.addTask {
            await fetcher.fetch(
              FeedSource(address: address), at: address, ifNotMatching: validators)
          }
        }
        for await _ in group {}
      }
      let cost = (Cost.cpu - begun) / Double(count) * 1000
      report("poll: \(name)", "\(cost.places(3)) ms CPU a fetch, \(count) fetches")
    }
    report("poll: memory", "\(Cost.residentMegabytes.places(0)) MB")
    await fetcher.stop()
    try input.fileHandleForWriting.close()
    host.waitUntilExit()
  }
}
