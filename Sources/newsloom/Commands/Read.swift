import ArgumentParser
import NewsModel
import Publishing

/// `newsloom read`: the digest in the terminal.
struct Read: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Read the digest in the terminal, through $PAGER.",
    discussion: """
      DAY is as in `newsloom digest`; the newest edition by default. Headings begin with #, topics \
      with ##, stories with ###: in less, &^# and the return key show the headings alone, and & with \
      the return key all again. Headlines are links where the terminal can have them; otherwise the \
      address stands below.
      """)

  @OptionGroup var file: ConfigurationOption

  @Argument(help: "The edition.")
  var day: String?

  /// Longer lines are hard to read.
  private static let widest = 80

  func run() async throws {
    let digest = try Edition.digest(day, file)
    let pager = Pager()
    let canEscape = Terminal.isInteractive && pager.showsEscapes
    let form = TerminalForm(
      width: min(Terminal.width, Self.widest), isStyled: canEscape && Terminal.hasColour,
      hasLinks: canEscape && Terminal.hasLinks)
    let bytes = TerminalPages(digest, for: form).bytes
    if Terminal.isInteractive { pager.show(bytes) } else { Terminal.write(bytes) }
  }
}
