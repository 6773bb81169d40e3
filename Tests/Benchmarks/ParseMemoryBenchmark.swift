import Foundation
import Glibc
import NewsModel
import Parsing

/// What memory parsing takes: of one large document at its peak, and of a million small ones.
enum ParseMemoryBenchmark {
  /// The word that makes this program read one document in a process of its own, since the peak of a
  /// process is that of all it has done.
  static let argument = "parse-one"

  static func run() throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "newsloom-bench-\(ProcessInfo.processInfo.processIdentifier).xml")
    // `try?`: a file for temporary files is in nobody's way.
    defer { try? FileManager.default.removeItem(at: file) }
    let document = ParseBenchmark.invented(0, items: 41_000)
    try Data(document).write(to: file)
    let size = Double(document.count) / 1e6
    for detail in ["text", "everything", "nothing"] {
      let process = Process()
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments = [argument, detail, file.path]
      let pipe = Pipe()
      process.standardOutput = pipe
      try process.run()
      let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      let peak = Double(String(decoding: data, as: UTF8.self).filter { $0 != "\n" }) ?? .nan
      report(
        "parse: \(size.places(0)) MB, \(detail)",
        "peak \(peak.places(0)) MB, \((peak / size).places(1)) × its size")
    }
    try million()
  }

  /// Reads the file as asked and prints the peak in megabytes.
  static func readOne(_ words: [String]) throws {
    let bytes = try bytes(of: words[1])
    switch words[0] {
    case "text":
      _ = try FeedReader(detail: .text).read(bytes, base: nil, contentType: nil)
    case "everything":
      let reading = try FeedReader(detail: .everything).read(bytes, base: nil, contentType: nil)
      var line: [UInt8] = []
      reading.writeJSON(file: "", to: &line) { if $0.count > 1 << 16 { $0.removeAll() } }
    default: break
    }
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let peak =
      status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      .flatMap { $0.split(separator: " ").compactMap { Double($0) }.first } ?? .nan
    print(peak * 1024 / 1e6)
  }

  /// The file in memory once, neither mapped nor read through a buffer that grows.
  private static func bytes(of path: String) throws -> [UInt8] {
    let file = try FileHandle(forReadingFrom: URL(filePath: path))
    let size = try file.seekToEnd()
    try file.seek(toOffset: 0)
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(size)) { buffer, count in
      while count < buffer.count {
        let read = unsafe Glibc.read(
          file.fileDescriptor, buffer.baseAddress.map { unsafe $0 + count }, buffer.count - count)
        guard read > 0 else { return }
        count += read
      }
    }
  }

  private static func million() throws {
    let reader = FeedReader(detail: .everything)
    let document = ParseBenchmark.invented(0, items: 1)
    var early = Double.nan
    let begun = Cost.cpu
    for number in 1...1_000_000 {
      _ = try reader.read(document, base: "https://alpha.example/", contentType: nil)
      if number == 10_000 { early = Cost.residentMegabytes }
    }
    report(
      "parse: a million of \(document.count) bytes",
      "\(early.places(1)) MB after 10,000, \(Cost.residentMegabytes.places(1)) MB in the end, "
        + "\(Int(Cost.cpu - begun)) µs each")
  }
}
