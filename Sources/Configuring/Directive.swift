import NewsModel

/// What feeds.conf can say by a key and a value: the one table that reading, help texts, the manual
/// page and the README follow. Rules, sections, sources and includes are grammar and have no row.
package struct Directive: Sendable {
  package enum Place: String, Hashable, Sendable, CaseIterable {
    /// `set KEY VALUE`.
    case setting = "set"
    /// Behind a section's brackets: the default for its sources.
    case section
    /// Behind a source's address, or indented below it.
    case source
  }

  package let name: String
  package let places: Set<Place>
  package let kind: ValueKind
  /// What holds where nothing is said, as it would be written, or in words.
  package let defaultText: String
  /// What it decides, in a few words.
  package let help: String
  /// Whether the program acts on it; if not, it is read, kept and warned of.
  package let isEffective: Bool

  let readSetting: (@Sendable (String, inout Settings) throws(BadValue) -> Void)?
  let readSource: (@Sendable (String, inout FeedSource) throws(BadValue) -> Void)?

  /// Whether it may be given several times for one source, as `header` may.
  var isRepeatable: Bool { name == "header" }
}

extension Directive {
  /// Every directive: settings in the order of the manual, then what only sources and sections take.
  package static let all: [Directive] = settings + options

  static func named(_ name: String) -> Directive? { byName[name] }

  static func names(for place: Place) -> [String] {
    all.filter { $0.places.contains(place) }.map(\.name)
  }

  private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

  private static let settings = [
    row(
      "state", Form.path,
      "$STATE_DIRECTORY, else $XDG_STATE_HOME/newsloom, else ~/.local/state/newsloom",
      "where newsloom.sqlite lives",
      set: { $0.state = $1 }),
    row(
      "output", Form.path, "STATE/digest",
      "the digest directory",
      set: { $0.output = $1 }),
    row(
      "digest-at", Form.times, "06:30",
      "closes the edition; several times may be listed",
      set: { $0.digestAt = $1 }),
    row(
      "timezone", Form.zone, "the system's",
      "an IANA name; decides what a day is",
      set: { $0.timezone = $1 }),
    row(
      "formats", Form.formats, "html md txt json atom eml",
      "what an edition is written as; also epub",
      set: { $0.formats = $1 }),
    row(
      "interval", Form.interval, "15m..12h",
      "adaptive polling between these; one value: fixed",
      set: { $0.interval = $1 },
      of: {
        $0.interval = $1
        $0.isIntervalOwn = true
      }),
    row(
      "per-site", Form.perSite, "2 every 500ms",
      "requests in flight and their spacing per registered domain; 6 alone: no spacing",
      set: { ($0.perSite, $0.spacing) = $1 }),
    row(
      "at-once", Form.count("a number of requests", upTo: 10_000), "64",
      "requests in flight over all",
      set: { $0.atOnce = $1 }),
    row(
      "timeout", Form.duration, "30s",
      "one whole request",
      set: { $0.timeout = $1 }, of: { $0.timeout = $1 }),
    row(
      "connect-timeout", Form.duration, "10s",
      "until a connection stands",
      set: { $0.connectTimeout = $1 }, of: { $0.connectTimeout = $1 }),
    row(
      "max-size", Form.size, "20M",
      "of a body, after decompression",
      set: { $0.maxSize = $1 }, of: { $0.maxSize = $1 }),
    row(
      "contact", Form.contact, "none",
      "a URL or address put into the User-Agent",
      set: { $0.contact = $1 }),
    row(
      "proxy", Form.proxy, "$https_proxy/$http_proxy",
      "http or socks; none: without",
      set: { $0.proxy = $1 }, of: { $0.proxy = $1 == "none" ? nil : $1 }),
    row(
      "private-networks", Form.networks, "listed",
      "whether private and loopback addresses may be reached: only as listed in feeds.conf, yes, or no",
      set: { $0.privateNetworks = $1 }),
    row(
      "keep", Form.retention, "400d 4G",
      "retention by age and by size, whichever comes first",
      set: {
        $0.keepAge = $1.age ?? $0.keepAge
        $0.keepSize = $1.size ?? $0.keepSize
      }),
    row(
      "window", Form.duration, "5d",
      "how long a thread stays open after its last item",
      set: { $0.window = $1 }),
    row(
      "after-digest", Form.command, "none",
      "a command run when an edition closes, with its directory as the argument",
      set: { $0.afterDigest = $1 }),
    row(
      "webhook", Form.webAddress, "none",
      "a URL that gets the edition's JSON, and each watch hit",
      set: { $0.webhook = $1 }),
  ]

  private static let options = [
    row(
      "name", Form.text, "feed's own title",
      "what the source is called, as is a title in quotes", only: .source,
      of: { $0.name = $1 }),
    row(
      "owner", Form.text, "none",
      "two feeds of one owner count as one source",
      of: { $0.owner = $1 }),
    row(
      "wire", Form.yesOrNo, "no",
      "yes: an agency, whose texts others print",
      of: { $0.isWire = $1 }),
    row(
      "lang", Form.language, "feed's own",
      "the language, in place of what the feed declares",
      of: { $0.language = $1 }),
    row(
      "country", Form.country, "none",
      "where the source is at home", isEffective: false,
      of: { $0.country = $1 }),
    row(
      "weight", Form.weight, "1",
      "how much its voice counts in the ranking, from 0.1 to 10",
      of: { $0.weight = $1 }),
    row(
      "max-items", Form.count("a number of items", upTo: 100_000), "none",
      "at most so many items of one document are taken",
      of: { $0.maxItems = $1 }),
    row(
      "agent", Form.agent, "newsloom's own",
      "the User-Agent",
      of: { $0.agent = $1 }),
    row(
      "header", Form.header, "none",
      "a header for its requests; may be given several times",
      of: { source, header in
        let name = header.name.lowercased()
        source.headers.removeAll { $0.name.lowercased() == name }
        source.headers.append(header)
      }),
    row(
      "auth", Form.credential, "none",
      "the systemd credential that holds user:password or an Authorization value",
      of: { $0.credential = $1 }),
    row(
      "boost", Form.quiet, "no",
      "quiet: its single items are lifted above those of busy sources",
      of: { $0.isQuietBoosted = $1 }),
    row(
      "top", Form.count("a number of stories", upTo: 1000), "none",
      "at most so many stories of the section are told in full", only: .section,
      of: { _, _ in }),
  ]

  private static func row<Value>(
    _ name: String, _ form: ValueForm<Value>, _ defaultText: String, _ help: String,
    isEffective: Bool = true, only place: Place? = nil,
    set: (@Sendable (inout Settings, Value) -> Void)? = nil,
    of: (@Sendable (inout FeedSource, Value) -> Void)? = nil
  ) -> Directive {
    var places: Set<Place> = []
    if set != nil { places.insert(.setting) }
    if of != nil { places.formUnion(place.map { [$0] } ?? [.section, .source]) }
    var readSetting: (@Sendable (String, inout Settings) throws(BadValue) -> Void)?
    var readSource: (@Sendable (String, inout FeedSource) throws(BadValue) -> Void)?
    if let set {
      readSetting = { (text, settings) throws(BadValue) in set(&settings, try form.read(text)) }
    }
    if let of {
      readSource = { (text, source) throws(BadValue) in of(&source, try form.read(text)) }
    }
    return Directive(
      name: name, places: places, kind: form.kind, defaultText: defaultText, help: help,
      isEffective: isEffective, readSetting: readSetting, readSource: readSource)
  }
}
