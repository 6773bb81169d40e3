import Foundation

/// Other programs that poll, on the same hosts: a first pass, one in which nothing has changed, and
/// one in which half of the sources have news.
enum PollPeerBenchmark {
  private struct Peer: Sendable {
    var name: String
    var sources: Int
    /// Writes its settings into its folder.
    var prepare: @Sendable (URL, [String]) throws -> Void
    var command: [String]
  }

  private static let peers = [
    Peer(
      name: "newsboat", sources: 1000,
      prepare: { folder, urls in
        try write(urls.joined(separator: "\n") + "\n", to: folder, "urls")
        try write("reload-threads 8\nmax-items 0\n", to: folder, "config")
      },
      command: ["newsboat", "-u", "urls", "-C", "config", "-c", "cache.db", "-x", "reload"]),
    Peer(
      name: "sfeed_update", sources: 200,
      prepare: { folder, urls in
        let feeds = urls.enumerated().map { "  feed 'outlet \($0)' '\($1)'\n" }.joined()
        // As it comes, it asks for nothing compressed.
        let fetch = "curl -L --max-redirs 0 -H 'User-Agent:' -f -s -m 15 --compressed \"$2\""
        try write(
          "sfeedpath=\"$HOME/feeds\"\nfetch() {\n  \(fetch) 2>/dev/null\n}\nfeeds() {\n\(feeds)}\n",
          to: folder, "sfeedrc")
      },
      command: ["sfeed_update", "sfeedrc"]),
  ]

  static func run(in folder: URL, _ host: HostProcess) throws {
    for (number, peer) in peers.enumerated() {
      let own = folder.appending(path: peer.name)
      try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
      let found = try MeasuredProgram.run(["sh", "-c", "command -v \(peer.command[0])"], in: own)
      guard found.status == 0 else {
        report("peer: \(peer.name)", "not installed")
        continue
      }
      try peer.prepare(own, (0..<peer.sources).map { PollHosts.url(of: $0, port: host.port) })
      for (index, name) in ["first", "unchanged", "half with news"].enumerated() {
        if index != 1 { try host.order("edition \(4 + 2 * number + index / 2)") }
        try host.order("reset")
        let bill = try MeasuredProgram.run(peer.command, in: own)
        let log = try host.log()
        report(
          "peer: \(peer.name), \(name)",
          "\((bill.cpu / Double(peer.sources) * 1000).places(2)) ms CPU a source, "
            + "\(peer.sources) sources, \(bill.wall.places(1)) s, \(bill.peakMegabytes.places(0)) MB; "
            + "\(log.whole) answers of 200, \(log.unchanged) of 304")
      }
    }
  }

  private static func write(_ text: String, to folder: URL, _ name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}
