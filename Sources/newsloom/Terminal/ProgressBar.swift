/// How far a pass has come, on one line of standard error, where that is a terminal.
struct ProgressBar {
  private let total: Int
  private var done = 0
  private let isShown: Bool

  init(total: Int) {
    self.total = total
    isShown = Terminal.canShowProgress && total > 0
  }

  /// One more is done; `label` says which.
  mutating func advance(_ label: String) {
    done += 1
    guard isShown else { return }
    let width = 24
    let filled = done * width / total
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
    let room = max(Terminal.width - width - 16, 10)
    Terminal.redraw("\(bar) \(done)/\(total)  \(TerminalText.fitted(label, to: room, fill: false))")
  }

  /// Clears the line.
  func finish() {
    if isShown { Terminal.redraw("") }
  }
}
