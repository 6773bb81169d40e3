package import NewsModel

/// Everything the operator decided in feeds.conf and the files it includes, defaults filled in.
package struct Configuration: Sendable {
  /// The name of the top file.
  package var file: String
  /// In order, with every value that applies to them; what lists name comes last.
  package internal(set) var sources: [FeedSource]
  /// The lists of feeds that are included, in order.
  package let lists: [ReadingList]
  /// The hosts that the operator wrote, as `FeedAddress.host` gives them: of sources and of lists, but
  /// not of what a list names.
  package let listedHosts: Set<String>
  package var settings: Settings
  package var rules: [FilterRule]
  /// By topic, how many stories of it are told in full.
  package var topLimits: [String: Int]
  package var warnings: [ConfigurationProblem]

  let settingsGiven: [String: ConfigurationReader.Given]
  let topLimitsGiven: [String: ConfigurationReader.Given]
  var drafts: [FeedAddress: ConfigurationReader.SourceDraft]
  let ownDrafts: [FeedAddress: ConfigurationReader.SourceDraft]
  let listDrafts: [ConfigurationReader.ListDraft]
  let environment: [String: String]

  /// Reads the text of a file named `named`. `open` gives the files that an include names, resolved
  /// against the file it stands in, globs expanded and sorted: name and text. `environment` names
  /// the proxies that hold where the file says none.
  package init(
    reading text: String, named: String, environment: [String: String] = [:],
    open: @escaping (_ pattern: String, _ from: String) throws -> [(name: String, text: String)] = {
      _, _ in []
    }
  ) throws(ConfigurationErrors) {
    var reader = ConfigurationReader(open: open)
    reader.read(text, named: named)
    if reader.errorCount > 0 {
      let sound = reader.sources.count { $0.isSound }
      throw ConfigurationErrors(problems: reader.problems, wouldLoad: sound, file: named)
    }
    file = named
    warnings = reader.problems
    rules = reader.rules
    topLimits = reader.topLimits.compactMapValues { Int($0.text) }
    settingsGiven = reader.settingsGiven
    topLimitsGiven = reader.topLimits
    ownDrafts = Dictionary(
      reader.sources.map { ($0.address, $0) }, uniquingKeysWith: { one, _ in one })
    drafts = ownDrafts
    listDrafts = reader.lists
    self.environment = environment
    settings = reader.settings
    sources = reader.sources.map { Self.source($0, reader.settings, environment) }
    lists = reader.lists.map { list in
      list.list { Self.source($0, reader.settings, environment) }
    }
    listedHosts = Set((sources + lists.map(\.source)).map(\.address.host))
  }

  /// One line, such as "feeds.conf: no errors; 32 sources".
  package var summary: String {
    "\(file): \(ConfigurationErrors.counts(warnings)); "
      + ConfigurationErrors.counted(sources.count, "source")
  }

  /// The proxy for an address that is no source's: what `set proxy` says, else the environment.
  package func proxy(for address: FeedAddress) -> String? {
    Self.proxy(for: address, settings, environment)
  }

  private static func proxy(
    for address: FeedAddress, _ settings: Settings, _ environment: [String: String]
  ) -> String? {
    switch settings.proxy {
    case "none": nil
    case let proxy?: proxy
    case nil: ProxyEnvironment(environment).proxy(for: address)?.url
    }
  }

  /// A source's own option wins over an option line, that over its section, that over `set`; so
  /// they are written over each other from the weakest.
  static func source(
    _ draft: ConfigurationReader.SourceDraft, _ settings: Settings, _ environment: [String: String]
  ) -> FeedSource {
    var source = FeedSource(address: draft.address)
    source.topic = draft.topic
    source.isPaused = draft.isPaused
    source.interval = settings.interval
    source.timeout = settings.timeout
    source.connectTimeout = settings.connectTimeout
    source.maxSize = settings.maxSize
    source.proxy = proxy(for: draft.address, settings, environment)
    for given in draft.section + draft.lineOptions + draft.ownOptions {
      do {
        try given.directive.readSource?(given.text, &source)
      } catch {
        preconditionFailure("a value that was read before is sound: \(error.message)")
      }
    }
    return source
  }
}
