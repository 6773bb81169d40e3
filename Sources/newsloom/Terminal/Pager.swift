import Foundation
import Glibc

/// The program that shows long texts: `$PAGER`, else less.
struct Pager {
  /// As the shell reads it; nil: none is wanted.
  let command: String?
  /// Whether it passes styles and links on.
  let showsEscapes: Bool

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    switch environment["PAGER"] {
    case nil: (command, showsEscapes) = ("less", true)
    case "", "cat": (command, showsEscapes) = (nil, true)
    case let given?:
      command = given
      let program = given.split(separator: " ").first?.split(separator: "/").last
      showsEscapes = program == "less"
    }
  }

  /// Shows the bytes and waits until they have been read. Without a pager, or where it cannot be
  /// started, they are printed.
  func show(_ bytes: [UInt8]) {
    guard let command else { return Terminal.write(bytes) }
    // As git does: styles pass, a short text needs no key, the screen keeps it. The reader's own
    // $LESS stands above that, but for the styles.
    unsafe setenv("LESS", "FRX", 0)
    let isLess = command == "less" || command.hasPrefix("less ")
    guard let pipe = unsafe popen(isLess ? "less -R" + command.dropFirst(4) : command, "w") else {
      return Terminal.write(bytes)
    }
    // ^C is for the pager, which it only interrupts.
    signal(SIGINT, SIG_IGN)
    // A reader who quits early has read enough.
    _ = unsafe bytes.withUnsafeBytes { unsafe fwrite($0.baseAddress, 1, $0.count, pipe) }
    let status = unsafe pclose(pipe)
    // The shell's word for a program that is not there.
    if status >> 8 & 0xFF == 127 { Terminal.write(bytes) }
  }
}
