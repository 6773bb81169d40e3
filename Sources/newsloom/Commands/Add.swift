import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Parsing
import Polling

/// `newsloom add`: one more source.
struct Add: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find the feed behind a URL and add its line to feeds.conf.",
    discussion: """
      The URL may be a page's that names its feed. The line goes to the end of the section TOPIC, \
      which is begun if there is none; without TOPIC, to the end of the file. Nothing else is \
      touched. A running daemon takes it up on SIGHUP.
      """)

  @OptionGroup var file: ConfigurationOption

  @Argument(help: "A feed's address, or a page's.")
  var url: String

  @Argument(help: "The section.")
  var topic: String?

  func run() async throws {
    let path = try file.resolved()
    let configuration = try file.read()
    let feed = try await found(from: url.contains("://") ? url : "https://\(url)", configuration)
    guard let line = SourceLines.line(for: feed.address, titled: feed.title) else {
      throw Stop(.data, "\(TerminalText.plain(feed.address)) can be no source")
    }
    if let known = configuration.sources.first(where: { $0.address == FeedAddress(feed.address) }) {
      throw Stop(.data, "\(path) lists \(known.address.withoutCredentials) already")
    }
    let before = try ConfigurationFile.text(of: path)
    let after = FeedsFile.text(before, adding: line, to: topic)
    // What was written must be what is read.
    let read = try Configuration(reading: after, named: path, open: ConfigurationFile.open)
    guard let added = read.sources.first(where: { $0.address == FeedAddress(feed.address) }),
      topic == nil || added.topic == topic
    else {
      throw Stop(
        .configuration, "\(path) has no place for it in [\(topic ?? "")]; add this by hand: \(line)"
      )
    }
    try FeedsFile.replace(path, with: after)
    let place = added.topic.isEmpty ? path : "\(path) under [\(added.topic)]"
    Terminal.print("\(place): \(line)")
  }

  /// The feed at an address, or that the page at the address names.
  private func found(from url: String, _ configuration: Configuration) async throws -> (
    address: String, title: String?
  ) {
    var address = url
    for _ in 0..<3 {
      let source = FeedSource(address: FeedAddress(address))
      var settings = FetchSettings(
        configuration.settings, listedHosts: configuration.listedHosts,
        state: Premises(configuration).state)
      // Only what was typed may be in a private network, not what a page leads to.
      if address == url { settings.listedHosts.insert(source.address.host) }
      let fetcher = try Fetcher(settings: settings)
      let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
      await fetcher.stop()
      let document: FetchedDocument
      switch answer.outcome {
      case .fresh(let fresh): document = fresh
      case .moved(let target, let fresh): (document, address) = (fresh, target.written)
      case .unchanged, .gone: throw Stop(.data, "\(address): there is nothing any more")
      case .failed(let failure):
        throw Stop(.data, "\(address): \(TerminalText.plain(failure.sentence))")
      }
      do {
        let reading = try FeedReader(detail: .text).read(
          document.body, base: document.base, contentType: document.contentType)
        return (address, reading.document.title)
      } catch {
        guard let next = error.feeds.first else {
          throw Stop(.data, "\(address): \(TerminalText.plain(error.sentence))")
        }
        for other in error.feeds.dropFirst() {
          Terminal.complain("the page names another feed: \(TerminalText.plain(other))")
        }
        address = next
      }
    }
    throw Stop(.data, "\(url): pages that name pages, and no feed")
  }
}

/// feeds.conf as text that one line is added to.
enum FeedsFile {
  /// The text with a line at the end of a section, after its last source; at the end of all without
  /// a section, and under a header of its own where the section is new.
  static func text(_ before: String, adding line: String, to topic: String?) -> String {
    var lines = before.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    guard let topic else { return (lines + [line]).joined(separator: "\n") + "\n" }
    var place: Int?
    var isInside = topic.isEmpty
    for (index, text) in lines.enumerated() {
      let trimmed = text.trimmingCharacters(in: .whitespaces)
      if trimmed.hasPrefix("[") {
        isInside = trimmed.dropFirst().prefix { $0 != "]" } == topic
        if isInside { place = index + 1 }
      } else if isInside, !trimmed.isEmpty, !trimmed.hasPrefix("#") {
        place = index + 1
      }
    }
    if let place {
      lines.insert(line, at: place)
    } else if topic.isEmpty {
      lines.insert(line, at: 0)
    } else {
      lines += (lines.isEmpty ? [] : [""]) + ["[\(topic)]", line]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Puts the text in the file's place, whole or not at all, with the file's owner and mode.
  static func replace(_ path: String, with text: String) throws {
    let file = URL(filePath: path).resolvingSymlinksInPath()
    let temporary = file.deletingLastPathComponent().appending(
      path: ".\(file.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier)")
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
      try Data(text.utf8).write(to: temporary)
      var kept: [FileAttributeKey: Any] = [:]
      for key in [
        FileAttributeKey.posixPermissions, .ownerAccountID, .groupOwnerAccountID,
      ] { kept[key] = attributes[key] }
      try FileManager.default.setAttributes(kept, ofItemAtPath: temporary.path)
      guard unsafe rename(temporary.path, file.path) == 0 else {
        throw CocoaError(.fileWriteNoPermission)
      }
    } catch {
      // `try?`: a temporary file that stays behind is hidden and harmless.
      try? FileManager.default.removeItem(at: temporary)
      throw Stop(
        .io, "\(path) cannot be written: \((error as? CocoaError)?.sentence ?? "\(error)")")
    }
  }
}
