/// All that is wrong in a file and those it includes, found in one reading.
package struct ConfigurationErrors: Error, Hashable, Sendable, CustomStringConvertible {
  /// Errors, at least one, and warnings, in the order of reading.
  package var problems: [ConfigurationProblem]
  /// How many sources have no error of their own.
  package var wouldLoad: Int
  /// The top file's name.
  package var file: String
  /// What `wouldLoad` counts, in the singular.
  package var noun = "source"

  /// Every problem with its line and caret, then the summary; no final newline.
  package var rendered: String {
    (problems.map(\.rendered) + [summary]).joined(separator: "\n")
  }

  /// One line, such as "feeds.conf: 1 error; 14 sources would load".
  package var summary: String {
    "\(file): \(Self.counts(problems)); \(Self.counted(wouldLoad, noun)) would load"
  }

  package var description: String { rendered }

  /// "2 errors, 1 warning"; "no errors" where there is neither.
  static func counts(_ problems: [ConfigurationProblem]) -> String {
    let errors = problems.count { $0.severity == .error }
    let warnings = problems.count - errors
    let parts = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
    if parts.isEmpty { return "no errors" }
    return parts.map { counted($0.0, $0.1) }.joined(separator: ", ")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    "\(count) \(noun)\(count == 1 ? "" : "s")"
  }
}
