import Testing

@testable import newsloom

@Suite struct TerminalTests {
  @Test func `nothing that a terminal would obey survives`() {
    #expect(TerminalText.plain("a\u{1B}[31mb\u{9B}0m\u{7}\n\u{202E}c") == "a[31mb0m c")
  }

  @Test func `wide characters take two columns and marks none`() {
    #expect(TerminalText.width("日本") == 4)
    #expect(TerminalText.width("e\u{301}a") == 2)
    #expect(TerminalText.fitted("日本語のニュース", to: 7) == "日本語…")
    #expect(TerminalText.fitted("ab", to: 4) == "ab  ")
  }

  @Test func `a table gives way in its flexible column and fits`() {
    var table = Table([.init("ID"), .init("TITLE", flexible: true), .init("N", right: true)])
    table.add(["1", String(repeating: "word ", count: 30), "12"])
    let lines = table.lines(width: 40)
    #expect(lines.count == 2)
    #expect(lines.allSatisfy { TerminalText.width($0) <= 40 })
    #expect(lines[1].hasSuffix("12"))
  }

  @Test func `a narrow terminal does without the columns that can be spared`() {
    var table = Table([.init("NAME", flexible: true), .init("LAST", optional: true), .init("N")])
    table.add(["a long name indeed", "11-21 06:30", "1"])
    #expect(table.lines(width: 24) == ["NAME      LAST         N", "a long …  11-21 06:30  1"])
    #expect(table.lines(width: 16) == ["NAME           N", "a long name …  1"])
  }

  @Test func `text is wrapped at blanks with its indent`() {
    #expect(TerminalText.wrapped("one two three", to: 9, indent: "  ") == ["  one two", "  three"])
  }
}
