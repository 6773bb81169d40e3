import Testing

@testable import Configuring

@Suite struct ConfigurationProblemTests {
  @Test func `an error shows its line, and what is meant is underlined`() {
    let sources = (1...14).map { "https://\($0).example/rss" }
    let bad =
      #"https://www.cisa.gov/cybersecurity-advisories/all.xml    "CISA"    intervall=30m"#
    let lines = sources + Array(repeating: "", count: 16) + [bad]
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(reading: lines.joined(separator: "\n"), named: "feeds.conf")
    }
    #expect(
      errors?.rendered == """
        feeds.conf:31:68: error: unknown option 'intervall'; did you mean 'interval'?
           31 | https://www.cisa.gov/cybersecurity-advisories/all.xml    "CISA"    intervall=30m
              |                                                                    ^~~~~~~~~
        feeds.conf: 1 error; 14 sources would load
        """)
  }

  /// A line, the caret's line below it, and the column, which counts characters.
  @Test(arguments: [
    ("https://a.example/ \"日本\" x=y", "                          ^", 25),
    ("https://a.example/ \"e\u{301}e\u{301}\" xyz=y", "                        ^~~", 25),
    ("https://a.example/ \"👩‍👩‍👧\" x=y", "                        ^", 24),
    ("https://a.example/\t\"A\"\tx=y", "                  \t   \t^", 24),
    ("https://a.example/ 新闻=y", "                   ^~~~~~", 20),
  ])
  func `the caret stands under its word in any script`(
    line: String, caret: String, column: Int
  ) throws {
    let errors = #expect(throws: ConfigurationErrors.self) {
      try Configuration(reading: line, named: "f")
    }
    let problem = try #require(errors?.problems.first)
    #expect(problem.column == column)
    let rows = problem.rendered.split(separator: "\n")
    #expect(rows[1] == "    1 | " + line)
    #expect(rows[2] == "      | " + caret)
  }

  @Test func `nothing that a terminal would obey is printed`() {
    let problem = ConfigurationProblem(
      severity: .error, file: "f", line: 123_456, column: 3, length: 1,
      message: "'\u{1B}[31m' \u{202E}", sourceLine: "a \u{1B}[31m\u{202E}b")
    #expect(
      problem.rendered == """
        f:123456:3: error: '\u{FFFD}[31m' \u{FFFD}
        123456 | a \u{FFFD}[31m\u{FFFD}b
               |   ^
        """)
  }
}
