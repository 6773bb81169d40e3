import Foundation
import Logging

/// Log lines as journald reads them from standard error: a priority in angle brackets (sd-daemon(3)),
/// the source's name, the message. On a terminal the priority is left out.
struct JournalLogHandler: LogHandler {
  var metadata: Logger.Metadata = [:]
  var metadataProvider: Logger.MetadataProvider?
  var logLevel: Logger.Level = .info
  private let showsPriority: Bool

  init(showsPriority: Bool = !Terminal.canShowProgress) {
    self.showsPriority = showsPriority
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    var line = showsPriority ? "<\(Self.priority(of: event.level))>" : ""
    if let source = all["source"] { line += "\(source): " }
    line += "\(event.message)"
    for (key, value) in all.sorted(by: { $0.key < $1.key }) where key != "source" {
      line += " \(key)=\(value)"
    }
    Terminal.complain(TerminalText.plain(line))
  }

  /// syslog(3)'s priorities.
  private static func priority(of level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}
