import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Parsing
import Publishing

/// `newsloom import`: other readers' lists as lines for feeds.conf.
struct Import: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the feeds of an OPML file, or of newsboat's urls, as lines for feeds.conf.",
    discussion: """
      Folders and first tags become sections. What feeds.conf lists already is left out, and what \
      cannot be a source is told on standard error. Changes nothing: \
      `newsloom import feeds.opml >> feeds.conf`.
      """)

  @OptionGroup var options: ConfigurationOption

  @Argument(help: "The file; - is standard input.", completion: .file())
  var file: String

  func run() throws {
    let bytes = try Input.bytes(file, atMost: 64 << 20)
    let found: [Subscription]
    if bytes.first(where: { $0 > 0x20 && $0 < 0x80 }) == UInt8(ascii: "<") {
      do {
        found = try OPMLReader.read(bytes)
      } catch {
        throw Stop(.data, "\(file): \(TerminalText.plain(error.sentence))")
      }
    } else {
      found = NewsboatList.read(String(decoding: bytes, as: UTF8.self))
    }
    // `try?`: without a feeds.conf, or with a broken one, nothing is listed yet.
    let listed = options.path == nil ? try? options.read() : try options.read()
    // A feed that is listed with a password is the same feed without.
    var known = Set(listed?.sources.map { FeedAddress($0.address.withoutCredentials) } ?? [])
    var topics: [String] = []
    var lines: [String: [String]] = [:]
    for subscription in found {
      guard let line = SourceLines.line(for: subscription.address, titled: subscription.title)
      else {
        Terminal.complain(
          "left out, since it can be no source: \(TerminalText.plain(subscription.address))")
        continue
      }
      guard known.insert(Self.plain(subscription.address)).inserted else { continue }
      let topic = SourceLines.topic(from: subscription.topic)
      if lines[topic] == nil { topics.append(topic) }
      lines[topic, default: []].append(line)
    }
    // Those without a section come first: behind one they would be of it.
    for topic in topics.sorted(by: { $0.isEmpty && !$1.isEmpty }) {
      if !topic.isEmpty { Terminal.print("\n[\(topic)]") }
      for line in lines[topic] ?? [] { Terminal.print(line) }
    }
    if topics.isEmpty { Terminal.complain("nothing that feeds.conf does not list already") }
  }
}

extension Import {
  fileprivate static func plain(_ address: String) -> FeedAddress {
    FeedAddress(FeedAddress(address).withoutCredentials)
  }
}

/// `newsloom export`: feeds.conf for other readers.
struct Export: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the sources of feeds.conf as OPML, or as newsboat's urls.",
    discussion: "Passwords in addresses stay behind.")

  @OptionGroup var file: ConfigurationOption

  @Flag(help: "Print newsboat's urls in place of OPML.")
  var newsboat = false

  func run() throws {
    let configuration = try file.load()
    guard !newsboat else {
      for source in configuration.sources { Terminal.print(NewsboatList.line(for: source)) }
      return
    }
    let rows = try SourceReport.rows(
      for: configuration.sources, in: nil, at: Date(), zone: Premises(configuration).zone)
    Terminal.write(OPMLPage.bytes(of: rows))
  }
}

/// newsboat's `urls`: an address, then tags in quotes, of which one that begins with `~` is a title.
enum NewsboatList {
  static func read(_ text: String) -> [Subscription] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let words = Premises.words(ofCommand: String(line), environment: [:])
      guard let address = words.first, !address.hasPrefix("#") else { return nil }
      let tags = words.dropFirst()
      let title = tags.first { $0.hasPrefix("~") }.map { String($0.dropFirst()) }
      // A tag that begins with an exclamation mark hides a feed from newsboat's own list.
      let topic = tags.first { !$0.hasPrefix("~") && !$0.hasPrefix("!") }
      return Subscription(address: address, title: title, topic: topic ?? "")
    }
  }

  static func line(for source: FeedSource) -> String {
    var words = [source.address.withoutCredentials]
    if !source.topic.isEmpty { words.append(SourceLines.quoted(source.topic)) }
    if let name = source.name { words.append(SourceLines.quoted("~" + name)) }
    return words.joined(separator: " ")
  }
}

/// Lines of feeds.conf as the program writes them.
enum SourceLines {
  /// The line for a feed; nil if feeds.conf could not have it.
  static func line(for address: String, titled title: String?) -> String? {
    // The last word of an address may look like an option or a comment: the reader decides.
    var line = address
    if let title, !title.isEmpty { line += " " + quoted(TerminalText.plain(title)) }
    // `try?`: what it says of a line that is no source does not matter here.
    guard let read = try? Configuration(reading: line, named: "line"), read.sources.count == 1,
      read.sources[0].address == FeedAddress(address)
    else { return nil }
    return line
  }

  /// A word in quotes, in which `\"` and `\\` are the only escapes.
  static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }

  /// A folder's name as a section's: without what ends one.
  static func topic(from folder: String) -> String {
    let parts = folder.split(separator: "/").map { part in
      TerminalText.plain(String(part)).filter { !"[]#\"".contains($0) }
        .split(separator: " ").joined(separator: " ")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "/")
  }
}
