import ArgumentParser
import Configuring
import Foundation
import NewsModel
import Parsing
import Polling

/// `newsloom try`: what a feed looks like.
struct Try: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "try",
    abstract: "Fetch a feed once and show what comes of it; keep nothing.",
    discussion: """
      Shows each request with the headers that mattered, the items, what had to be put right, and \
      what the rules of feeds.conf would drop. A file is read as though it had been fetched.
      """)

  @OptionGroup var file: ConfigurationOption
  @OptionGroup var json: JSONOption

  @Argument(help: "A URL, or a file.", completion: .file())
  var what: String

  func run() async throws {
    let configuration = try usableConfiguration()
    let isURL = what.contains("://")
    let path = what.hasPrefix("/") ? what : "\(FileManager.default.currentDirectoryPath)/\(what)"
    let address = FeedAddress(isURL ? what : "file://\(path)")
    let source =
      configuration?.sources.first { $0.address == address } ?? FeedSource(address: address)
    let body: [UInt8]
    var base: String?
    var contentType: String?
    if isURL {
      let document = try await fetched(source, configuration)
      (body, base, contentType) = (document.body, document.base, document.contentType)
    } else {
      body = try Input.bytes(what)
    }
    do {
      let reading = try FeedReader(detail: .everything).read(
        body, base: base, contentType: contentType)
      if json.isOn {
        var line: [UInt8] = []
        reading.writeJSON(file: what, to: &line)
        return Terminal.write(line + [10])
      }
      show(reading, from: source, rules: FilterRules(configuration?.rules ?? []))
    } catch {
      // `try?`: what is neither feed nor list is told as what it is.
      guard !json.isOn, let feeds = try? OPMLReader.read(body), !feeds.isEmpty else {
        throw Stop(.data, "\(what): \(TerminalText.plain(error.sentence))")
      }
      show(feeds)
    }
  }

  private func show(_ feeds: [Subscription]) {
    Terminal.print("")
    Terminal.print(Style.bold("An OPML list, for `include`: \(feeds.count) feeds"))
    for feed in feeds {
      let place = feed.topic.isEmpty ? "" : "[\(feed.topic)] "
      Terminal.print(
        TerminalText.plain("  \(place)\(feed.title ?? "")  \(feed.address)"))
    }
  }

  /// feeds.conf, if there is one; trying a feed needs none.
  private func usableConfiguration() throws -> Configuration? {
    if file.path != nil { return try file.read() }
    // `try?`: without a feeds.conf, or with a broken one, the feed is tried with the defaults.
    return try? file.read()
  }

  private func fetched(_ source: FeedSource, _ configuration: Configuration?) async throws
    -> FetchedDocument
  {
    let listed = configuration?.listedHosts ?? []
    let settings = FetchSettings(
      configuration?.settings ?? Settings(), listedHosts: listed.union([source.address.host]),
      state: configuration.map { Premises($0).state } ?? ".")
    let fetcher = try Fetcher(settings: settings)
    let answer = await fetcher.fetch(source, at: source.address, ifNotMatching: .none)
    await fetcher.stop()
    if !json.isOn { for exchange in answer.exchanges { show(exchange) } }
    switch answer.outcome {
    case .fresh(let document): return document
    case .moved(let target, let document):
      if !json.isOn { Terminal.print("It has moved for good to \(target).") }
      return document
    case .unchanged: throw Stop(.data, "\(what): says 304 to a request without conditions")
    case .gone: throw Stop(.data, "\(what): 410, gone for good")
    case .failed(let failure): throw Stop(.data, "\(what): \(TerminalText.plain(failure.sentence))")
    }
  }

  private static let asking: Set<String> = [
    "user-agent", "authorization", "if-none-match", "if-modified-since",
  ]
  private static let telling: Set<String> = [
    "content-type", "content-encoding", "content-length", "etag", "last-modified", "cache-control",
    "expires", "location", "retry-after", "age",
  ]

  private func show(_ exchange: Exchange) {
    let width = Terminal.width
    Terminal.print(Style.bold(TerminalText.fitted("GET \(exchange.url)", to: width, fill: false)))
    let elapsed = Int((exchange.elapsed.timeInterval * 1000).rounded())
    for header in exchange.requestHeaders where Self.asking.contains(header.name.lowercased()) {
      Terminal.print(
        TerminalText.fitted("  > \(header.name): \(header.value)", to: width, fill: false))
    }
    Terminal.print(
      "  \(exchange.status.map(String.init) ?? "no answer"), \(exchange.bodyBytes) bytes, \(elapsed) ms"
    )
    for header in exchange.responseHeaders where Self.telling.contains(header.name.lowercased()) {
      Terminal.print(
        TerminalText.fitted("  < \(header.name): \(header.value)", to: width, fill: false))
    }
  }

  private func show(_ reading: Reading, from source: FeedSource, rules: FilterRules) {
    let document = reading.document
    let width = Terminal.width
    Terminal.print("")
    Terminal.print(Style.bold(TerminalText.plain(document.title ?? "(no title)")))
    var facts = ["\(document.format.rawValue)", "\(document.items.count) items"]
    if let language = document.language { facts.append("language \(language)") }
    if let link = document.link { facts.append(link) }
    Terminal.print(TerminalText.fitted(facts.joined(separator: " · "), to: width, fill: false))
    for item in document.items {
      Terminal.print("")
      let date = (item.published ?? item.updated)?.rfc3339 ?? "no date"
      for line in TerminalText.wrapped(item.title ?? "(no title)", to: width) {
        Terminal.print(line)
      }
      Terminal.print("  " + Style.dim("\(date)  \(TerminalText.plain(item.link ?? "no link"))"))
      let beginning = String(item.text.prefix(240))
      for line in TerminalText.wrapped(beginning, to: width, indent: "  ").prefix(2) {
        Terminal.print(line)
      }
      switch rules.verdict(for: item, topic: source.topic) {
      case .pass: break
      case .dropped(let rule):
        Terminal.print("  " + Style.yellow("dropped by \(rule.origin): \(rule.text)"))
      case .watched(let rule):
        Terminal.print("  " + Style.green("watched by \(rule.origin): \(rule.text)"))
      }
    }
    if !reading.warnings.isEmpty { Terminal.print("") }
    for warning in reading.warnings {
      for line in TerminalText.wrapped("repaired: \(warning)", to: width) {
        Terminal.print(Style.yellow(line))
      }
    }
  }
}
