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
    for task in try tasks() {
      do {
        // One byte too many tells the reader that the document was cut.
        let bytes = try Input.bytes(task.file, atMost: Limits.bytes + 1)
        let reading = try reader.read(bytes, base: task.base, contentType: task.content_type)
        var line: [UInt8] = []
        reading.json(file: task.file).write(to: &line)
        Terminal.write(line + [10])
      } catch let error as UnreadableFeed {
        let stop = complain(task.file, error.sentence, status: .data, isLines: isLines)
        worst = worst ?? stop
      } catch let error as Stop {
        let stop = complain(task.file, error.sentence, status: .io, isLines: isLines)
        worst = worst ?? stop
      }
    }
    if let worst, !isLines { throw worst }
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

  private func complain(_ file: String, _ sentence: String, status: Stop.Status, isLines: Bool)
    -> Stop
  {
    if isLines {
      let line: JSON = [
        "file": .string(file), "error": .string(sentence), "exit": .int(Int(status.rawValue)),
      ]
      Terminal.print(line.description)
    } else {
      Terminal.complain("newsloom: \(file): \(TerminalText.plain(sentence))")
    }
    return .said(status)
  }
}

/// Reading whole files, with an error that says which and why.
enum Input {
  /// The bytes of a file, or its first so many; "-" is standard input.
  static func bytes(_ path: String, atMost limit: Int = .max) throws -> [UInt8] {
    do {
      let file =
        path == "-"
        ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(filePath: path))
      var bytes: [UInt8] = []
      while bytes.count < limit,
        let part = try file.read(upToCount: min(1 << 20, limit - bytes.count)), !part.isEmpty
      { bytes += part }
      return bytes
    } catch {
      throw Stop(.io, "\(path): \((error as? CocoaError)?.sentence ?? "\(error)")")
    }
  }
}
