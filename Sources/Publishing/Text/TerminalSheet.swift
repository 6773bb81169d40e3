/// Lines for a terminal: words with styles and links, broken at a number of columns.
///
/// Words come from feeds and are made plain; the escapes that are written are this file's own. A style
/// and a link end with their line, so that a pager that begins in the middle shows what is meant.
struct TerminalSheet {
  /// Words of one style that lead to one place.
  struct Run {
    var text: String
    var style: Style = .plain
    var link: String?

    init(_ text: String, _ style: Style = .plain, link: String? = nil) {
      self.text = text
      self.style = style
      self.link = link
    }
  }

  /// How words look, by its SGR parameter (ECMA-48 section 8.3.117).
  enum Style: String {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case marked = "33"
  }

  private(set) var text = ""
  private let form: TerminalForm

  init(_ form: TerminalForm) {
    self.form = form
  }

  mutating func blank() { if !text.hasSuffix("\n\n") { text += "\n" } }

  /// A paragraph; `indent` stands before its first line, `rest` before the others.
  mutating func line(_ runs: [Run], indent: String = "", rest: String? = nil) {
    var line = Line(indent)
    for run in runs {
      for (index, word) in run.text.plainLine().split(separator: " ").enumerated() {
        // A run that begins without a blank belongs to the word before it, as a comma does.
        let isJoined = index == 0 && !run.text.hasPrefix(" ")
        add(word, of: run, isJoined: isJoined, to: &line, rest ?? indent)
      }
    }
    end(&line, beginning: "")
  }

  /// A link where it cannot be hidden behind words: never broken.
  mutating func address(_ link: String, indent: String) {
    text += indent + styled(link.plainLine(), .dim) + "\n"
  }

  private struct Line {
    var indent: String
    var runs: [Run] = []
    var columns: Int

    init(_ indent: String) {
      self.indent = indent
      columns = TextSheet.columns(of: indent)
    }
  }

  private mutating func add(
    _ word: Substring, of run: Run, isJoined: Bool, to line: inout Line, _ rest: String
  ) {
    let columns = TextSheet.columns(of: word)
    let gap = isJoined || line.runs.isEmpty ? 0 : 1
    if line.columns + gap + columns <= form.width {
      append(String(repeating: " ", count: gap) + word, columns + gap, run, to: &line)
      return
    }
    let room = form.width - TextSheet.columns(of: rest)
    if columns <= room, !isJoined {
      end(&line, beginning: rest)
      append(String(word), columns, run, to: &line)
      return
    }
    // Longer than a line, or of a script without blanks: broken where it must be.
    if gap == 1, line.columns + 3 <= form.width { append(" ", 1, run, to: &line) }
    for character in word {
      let columns = TextSheet.columns(of: character)
      if line.columns + columns > form.width { end(&line, beginning: rest) }
      append(String(character), columns, run, to: &line)
    }
  }

  private func append(_ words: String, _ columns: Int, _ run: Run, to line: inout Line) {
    line.columns += columns
    if let last = line.runs.last, last.style == run.style, last.link == run.link {
      line.runs[line.runs.count - 1].text += words
    } else {
      line.runs.append(Run(words, run.style, link: run.link))
    }
  }

  private mutating func end(_ line: inout Line, beginning rest: String) {
    text += line.indent
    for run in line.runs {
      let words = styled(run.text, run.style)
      text += run.link.flatMap { linked(words, to: $0) } ?? words
    }
    text += "\n"
    line = Line(rest)
  }

  private func styled(_ words: String, _ style: Style) -> String {
    guard form.isStyled, style != .plain else { return words }
    return "\u{1B}[\(style.rawValue)m\(words)\u{1B}[0m"
  }

  /// OSC 8; its address may hold bytes from 32 to 126 only.
  private func linked(_ words: String, to link: String) -> String? {
    guard form.hasLinks, let link = link.webLink else { return nil }
    var address = ""
    for byte in link.utf8 {
      if (0x21...0x7E).contains(byte) {
        address.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        address += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
    return "\u{1B}]8;;\(address)\u{1B}\\\(words)\u{1B}]8;;\u{1B}\\"
  }
}
