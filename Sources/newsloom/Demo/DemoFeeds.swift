import Foundation

/// Three days of invented news around an invented gulf, as its outlets' feeds stood at each moment.
///
/// The demonstration serves these on loopback and polls them with a clock of its own, so that a
/// person sees a real digest without a network. The outlets behave as real ones do: an agency's
/// text is printed by two papers of one house, headlines change, a toll is corrected, two
/// earthquakes happen that have nothing to do with each other, a column appears every morning.
enum DemoFeeds {
  /// Midnight UTC at the beginning of the first day, Monday 2 March 2026.
  static let start = Date(timeIntervalSince1970: 1_772_409_600)

  /// The editions that close while the demonstration runs, by name.
  static let days = ["2026-03-03", "2026-03-04", "2026-03-05"]

  /// When to ask all feeds: every three hours from Monday morning until the last edition has
  /// closed and Thursday's has begun.
  static let polls: [Date] = (0...24).map { start.addingTimeInterval(Double(9 + 3 * $0) * 3600) }

  static let outlets: [DemoOutlet] =
    DemoOutlet.english + DemoOutlet.german + DemoOutlet.spanish + DemoOutlet.russian
    + DemoOutlet.arabic

  /// A feeds.conf that follows all outlets at this port of 127.0.0.1.
  static func configuration(port: UInt16) -> String {
    var lines = [
      "# The demonstration: invented outlets around an invented gulf, served on this machine.",
      "",
      "set timezone   UTC",
      "set digest-at  06:30",
      "set interval   1h",
      "set per-site   20",
      "",
      "mute  title \"horoscope\"",
      "watch \"Corriedale Bridge\"",
    ]
    var topic = ""
    for outlet in outlets {
      if outlet.topic != topic {
        topic = outlet.topic
        lines += ["", "[\(topic)]"]
      }
      let options = outlet.options.isEmpty ? "" : "  \(outlet.options)"
      lines.append(
        "http://127.0.0.1:\(port)/\(outlet.key).xml  \"\(outlet.name)\"  lang=\(outlet.language)"
          + options)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The feed of the outlet with this key as it stood at `instant`: its newest twenty items. Nil
  /// for a key that no outlet has.
  static func document(_ source: String, at instant: Date) -> [UInt8]? {
    guard let outlet = outlets.first(where: { $0.key == source }) else { return nil }
    let items = outlet.items(at: instant).prefix(20)
    return Array(DemoDocument(outlet: outlet, items: Array(items)).xml.utf8)
  }
}
