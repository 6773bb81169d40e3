package import NewsModel

/// A list of feeds that an `include` names: OPML at an address or in a file, followed as it changes.
package struct ReadingList: Hashable, Sendable {
  /// A feed as such a list names it.
  package struct Feed: Hashable, Sendable, Codable {
    package var address: String
    package var title: String?
    /// The names of the folders that it lies in, joined by `/`; may be empty.
    package var folder: String

    package init(address: String, title: String?, folder: String) {
      self.address = address
      self.title = title
      self.folder = folder
    }
  }

  /// The list itself, asked like a source: its address, its name, how often and with what.
  package var source: FeedSource
  /// Where it is included, such as "feeds.conf:12".
  package var origin: String

  /// So many feeds of a list are followed. People's lists have hundreds; one that names a hundred
  /// thousand would send the daemon to hosts that its owner never chose, and bury the digest.
  package static let mostFeeds = 2000

  /// The feeds of a list that can be followed, each once, tidied; how many others can be no source
  /// (only http and https can: what a list says is not the operator's own word), and how many are
  /// too many.
  package static func usable(
    _ feeds: [Feed]
  ) -> (feeds: [Feed], unusable: Int, surplus: Int) {
    var found: [Feed] = []
    var seen: Set<FeedAddress> = []
    var unusable = 0
    var surplus = 0
    for feed in feeds {
      guard let address = address(of: feed) else {
        unusable += 1
        continue
      }
      guard seen.insert(address).inserted else { continue }
      guard found.count < mostFeeds else {
        surplus += 1
        continue
      }
      let title = feed.title.map { tidied($0, to: 200) }
      found.append(
        Feed(
          address: address.written, title: title?.isEmpty == false ? title : nil,
          folder: topic(of: feed.folder)))
    }
    return (found, unusable, surplus)
  }

  static func address(of feed: Feed) -> FeedAddress? {
    // `try?`: what would be wrong with it in feeds.conf is of no use to the list's reader.
    let text = String(feed.address.trimming(while: \.isBlank))
    guard text.utf8.count <= 4096, let address = try? AddressForm.web(text) else { return nil }
    return FeedAddress(address)
  }

  /// Folders as a section's path: at most four, of a length that a page can head a section with.
  private static func topic(of folder: String) -> String {
    folder.split(separator: "/").map { tidied(String($0), to: 60) }.filter { !$0.isEmpty }.prefix(4)
      .joined(separator: "/")
  }

  /// On one line, without what a section's brackets, a terminal or a reader's eye would stumble over.
  private static func tidied(_ text: String, to length: Int) -> String {
    let plain = text.prefix(4 * length).unicodeScalars.filter { scalar in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        scalar == "\t" || scalar == "\n"
      default: !"[]\"".unicodeScalars.contains(scalar)
      }
    }
    let words = String(String.UnicodeScalarView(plain)).split(whereSeparator: \.isWhitespace)
    return String(words.joined(separator: " ").prefix(length))
  }
}

extension Configuration {
  /// The configuration with the feeds that its lists named when they were last read, by the list's
  /// address. A feed that feeds.conf has too is as feeds.conf has it; of two lists the first counts.
  /// What an earlier call added goes.
  package func following(_ named: [FeedAddress: [ReadingList.Feed]]) -> Configuration {
    guard !listDrafts.isEmpty else { return self }
    var configuration = self
    configuration.drafts = ownDrafts
    configuration.sources = sources.filter { ownDrafts[$0.address] != nil }
    // One that is listed with a password is the same feed without.
    var known = Set(ownDrafts.keys.map { FeedAddress($0.withoutCredentials) })
    for list in listDrafts {
      for feed in named[list.address] ?? [] {
        guard let address = ReadingList.address(of: feed),
          known.insert(FeedAddress(address.withoutCredentials)).inserted
        else { continue }
        let draft = list.draft(of: feed, at: address)
        configuration.drafts[address] = draft
        configuration.sources.append(Self.source(draft, settings, environment))
      }
    }
    return configuration
  }
}

extension ConfigurationReader {
  /// An included list as far as its line says.
  struct ListDraft {
    let address: FeedAddress
    let origin: String
    let topic: String
    let sectionOrigin: String?
    let section: [Given]
    let options: [Given]

    /// Whoever keeps a list chooses where its feeds are; a secret must not follow.
    private static let secrets: Set<String> = ["auth", "header"]
    /// What on its line is about the list alone.
    private static let own: Set<String> = secrets.union(["interval", "name", "max-size"])

    /// A source for one of its feeds.
    func draft(of feed: ReadingList.Feed, at address: FeedAddress) -> SourceDraft {
      var named: [Given] = []
      if let title = feed.title, let directive = Directive.named("name") {
        var scratch = FeedSource(address: address)
        // `try?`: a title that feeds.conf could not have is none; the feed's own will do.
        if (try? directive.readSource?(title, &scratch)) != nil {
          named = [Given(directive: directive, text: title, origin: shownOrigin)]
        }
      }
      let folder = feed.folder
      return SourceDraft(
        address: address, origin: shownOrigin,
        topic: topic.isEmpty || folder.isEmpty ? topic + folder : "\(topic)/\(folder)",
        sectionOrigin: folder.isEmpty ? sectionOrigin : shownOrigin, isPaused: false,
        section: section.filter { !Self.secrets.contains($0.directive.name) }, ownOptions: named,
        lineOptions: options.filter { !Self.own.contains($0.directive.name) })
    }

    /// The list as a source of its own: asked once a day, sooner again after a failure; a file, which
    /// costs nothing, every five minutes.
    func list(_ source: (SourceDraft) -> FeedSource) -> ReadingList {
      var list = source(
        SourceDraft(
          address: address, origin: origin, topic: topic, sectionOrigin: sectionOrigin,
          isPaused: false,
          section: section.filter { !["interval", "max-size"].contains($0.directive.name) },
          ownOptions: options))
      if !list.isIntervalOwn {
        list.interval =
          address.key.hasPrefix("file:")
          ? .seconds(60) ... .seconds(300) : .seconds(3600) ... .seconds(86_400)
      }
      // Two thousand feeds with long descriptions take one megabyte.
      if !options.contains(where: { $0.directive.name == "max-size" }) {
        list.maxSize = min(list.maxSize, 4 << 20)
      }
      return ReadingList(source: list, origin: origin)
    }

    private var shownOrigin: String { "\(origin) (\(address.withoutCredentials))" }
  }
}
