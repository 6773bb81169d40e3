import ArgumentParser
import Foundation
import NewsModel
import Parsing

/// `newsloom parse`: documents in, JSON out.
struct Parse: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print what documents say, as JSON.",
    discussion: """
      One JSON object a document, as the daemon would understand it: text made plain, HTML made \
      safe, dates in UTC, links absolute, and under "warnings" all that had to be put right. A file \
      that is no feed ends with status 65 and one line that says what it is. "-" is standard input.
      """)

  @Option(
    help: ArgumentHelp("The URL the document came from, for its relative links.", valueName: "url"))
  var base: String?

  @Option(help: ArgumentHelp("The Content-Type it came with.", valueName: "type"))
  var contentType: String?

  @Flag(help: "One line a file; a file that is no feed is {\"file\",\"error\",\"exit\":65}.")
  var jsonl = false

  @Option(
    help: ArgumentHelp(
      "JSON Lines of {\"file\",\"base\",\"content_type\"} in place of names; implies --jsonl.",
      valueName: "file"), completion: .file())
  var manifest: String?

  @Argument(help: "The documents.", completion: .file())
  var files: [String] = []

  /// One document to read.
  private struct Task: Decodable {
    var file: String
    var base: String?
    var content_type: String?
  }

  func validate() throws {
    guard files.isEmpty != (manifest == nil) else {
      throw ValidationError("Name documents, or one --manifest of them.")
    }
  }

  func run() throws {
    let reader = FeedReader(detail: .everything)
    let isLines = jsonl || manifest != nil
    var worst: Stop?
    var lines: [UInt8] = []
    func complain(_ file: String, _ sentence: String, _ status: Stop.Status) {
      if isLines {
        let line: JSON = [
          "file": .string(file), "error": .string(sentence), "exit": .int(Int(status.rawValue)),
        ]
        line.write(to: &lines)
        lines.append(10)
      } else {
        Terminal.complain("newsloom: \(file): \(TerminalText.plain(sentence))")
      }
      worst = worst ?? .said(status)
    }
    for task in try tasks() {
      do {
        // One byte too many tells the reader that the document was cut.
        let bytes = try Input.bytes(task.file, atMost: Limits.bytes + 1)
        let reading = try reader.read(bytes, base: task.base, contentType: task.content_type)
        reading.writeJSON(file: task.file, to: &lines, afterEach: Self.send)
        lines.append(10)
      } catch let error as UnreadableFeed {
        complain(task.file, error.sentence, .data)
      } catch let error as InputError {
        complain(task.file, error.sentence, .io)
      }
      Self.send(&lines)
    }
    Terminal.write(lines)
    if let worst, !isLines { throw worst }
  }

  /// Sends what has been written once it is worth a call, so that the JSON of a large document is
  /// never in memory as a whole.
  private static func send(_ lines: inout [UInt8]) {
    guard lines.count >= 1 << 17 else { return }
    Terminal.write(lines)
    lines.removeAll(keepingCapacity: true)
  }

  private func tasks() throws -> [Task] {
    guard let manifest else {
      return files.map { Task(file: $0, base: base, content_type: contentType) }
    }
    let decoder = JSONDecoder()
    return try Input.bytes(manifest).split(separator: 10).enumerated().compactMap { number, line in
      guard line.contains(where: { $0 > 32 }) else { return nil }
      do {
        var task = try decoder.decode(Task.self, from: Data(line))
        task.base = task.base ?? base
        task.content_type = task.content_type ?? contentType
        return task
      } catch {
        throw Stop(
          .data,
          "\(manifest):\(number + 1): not an object such as {\"file\":\"a.xml\",\"base\":null}")
      }
    }
  }
}
