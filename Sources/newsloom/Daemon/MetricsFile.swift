import Foundation
import NewsModel
import Publishing

/// The figures for node_exporter's textfile collector, beside the state (Prometheus text format 0.0.4).
enum MetricsFile {
  /// Writes the file whole or not at all.
  static func write(_ rows: [StatusRow], to path: String) throws {
    var lines: [String] = []
    func family(_ name: String, _ type: String, _ help: String, _ samples: [(String, Double)]) {
      lines += ["# HELP newsloom_\(name) \(help)", "# TYPE newsloom_\(name) \(type)"]
      lines += samples.map { "newsloom_\(name)\($0.0) \(JSON.double($0.1))" }
    }
    let conditions = SourceState.Condition.allCases.map { condition in
      ("{state=\"\(condition.rawValue)\"}", Double(rows.count { $0.state.condition == condition }))
    }
    family("sources", "gauge", "Sources of feeds.conf by state.", conditions)
    family(
      "items_total", "counter", "Items stored.", [("", Double(rows.reduce(0) { $0 + $1.items }))])
    family(
      "source_items_total", "counter", "Items stored by source.",
      rows.map { ("{source=\(label($0.source.address.withoutCredentials))}", Double($0.items)) })
    family(
      "source_failures", "gauge", "Failures in a row.",
      rows.map {
        ("{source=\(label($0.source.address.withoutCredentials))}", Double($0.state.failures))
      })
    family(
      "source_last_success_timestamp_seconds", "gauge", "When a source last answered well.",
      rows.compactMap { row in
        row.state.lastSuccess.map {
          (
            "{source=\(label(row.source.address.withoutCredentials))}",
            $0.timeIntervalSince1970.rounded()
          )
        }
      })
    try Data((lines.joined(separator: "\n") + "\n").utf8)
      .write(to: URL(filePath: path), options: .atomic)
  }

  private static func label(_ text: String) -> String {
    "\""
      + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
        "\n", with: "\\n")
      + "\""
  }
}
