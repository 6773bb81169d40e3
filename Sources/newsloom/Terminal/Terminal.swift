import Foundation
import Glibc
import Synchronization

/// What the person at the other end sees: standard output in whole buffers, complaints on standard
/// error, and how wide and how colourful the screen is.
enum Terminal {
  private static let buffer = Mutex<[UInt8]>([])
  private static let fault = Mutex<Int32>(0)

  /// Whether standard output is a terminal.
  static var isInteractive: Bool { isatty(STDOUT_FILENO) == 1 }
  /// Whether standard error is one.
  static var canShowProgress: Bool {
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }
  /// Whether to use colour: a terminal, and neither NO_COLOR (https://no-color.org) nor TERM=dumb.
  static var hasColour: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isInteractive && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Whether words may be links (OSC 8): on a terminal that is not known to print the escape instead
  /// of obeying it. Those that know nothing of links leave it out.
  static var hasLinks: Bool {
    isInteractive && knowsLinks(terminal: ProcessInfo.processInfo.environment["TERM"] ?? "")
  }

  static func knowsLinks(terminal name: String) -> Bool {
    let unable = [
      "dumb", "linux", "vt", "cons", "sun", "rxvt", "screen", "eterm", "ansi", "unknown",
    ]
    return !name.isEmpty && !unable.contains { name.lowercased().hasPrefix($0) }
  }

  /// Columns of the terminal; $COLUMNS, else 80, where there is none.
  static var width: Int {
    var size = winsize()
    if unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 {
      return Int(size.ws_col)
    }
    return ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init).map { max($0, 40) }
      ?? 80
  }

  /// Writes a line to standard output.
  static func print(_ line: String) {
    write(Array(line.utf8) + [10])
  }

  /// Writes bytes to standard output as they are.
  static func write(_ bytes: [UInt8]) {
    let full = buffer.withLock { buffer -> [UInt8]? in
      if buffer.count + bytes.count <= 1 << 16 {
        buffer += bytes
        return nil
      }
      defer { buffer = [] }
      return buffer
    }
    guard let full else { return }
    send(full, to: STDOUT_FILENO)
    send(bytes, to: STDOUT_FILENO)
  }

  /// Sends what `print` holds back. Throws where standard output could not take all of it, except
  /// when its reader went away: that one has read enough.
  static func flush() throws {
    let rest = buffer.withLock { buffer -> [UInt8] in
      defer { buffer.removeAll() }
      return buffer
    }
    send(rest, to: STDOUT_FILENO)
    let code = fault.withLock { $0 }
    guard code == 0 || code == EPIPE else {
      throw Stop(.io, "standard output: \(unsafe String(cString: strerror(code)))")
    }
  }

  /// Writes a line to standard error.
  static func complain(_ line: String) {
    send(Array((line.hasSuffix("\n") ? line : line + "\n").utf8), to: STDERR_FILENO)
  }

  /// Draws over the line the cursor is in, on standard error.
  static func redraw(_ line: String) {
    send(Array("\r\u{1B}[K\(line)".utf8), to: STDERR_FILENO)
  }

  private static func send(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = unsafe rest.withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if sent < 0 && errno != EINTR {
        let code = errno
        if descriptor == STDOUT_FILENO { fault.withLock { $0 = code } }
        return
      }
      rest = rest.dropFirst(max(sent, 0))
    }
  }
}

/// Text that is safe on a terminal and knows how wide it is there.
enum TerminalText {
  /// Without anything a terminal would obey: control characters (C0, DEL, C1), and the bidirectional
  /// overrides that could reorder the rest of a line.
  static func plain(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isObeyed) else { return text }
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if !isObeyed(scalar) {
        out.append(scalar)
      } else if scalar == "\n" || scalar == "\t" {
        out.append(" ")
      }
    }
    return String(out)
  }

  private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// Columns that the text takes: two for wide East Asian characters and emoji, none for marks.
  static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  private static func width(_ character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// Exactly `columns` wide: cut with an ellipsis or filled with spaces.
  static func fitted(_ text: String, to columns: Int, fill: Bool = true) -> String {
    let text = plain(text)
    var used = 0
    var out = ""
    let whole = width(text)
    let room = whole <= columns ? columns : max(columns - 1, 0)
    for character in text {
      let next = width(character)
      if used + next > room { break }
      out.append(character)
      used += next
    }
    if whole > columns && columns > 0 {
      out += "…"
      used += 1
    }
    return fill ? out + String(repeating: " ", count: max(0, columns - used)) : out
  }

  /// Lines of at most `columns`, broken at blanks, each indented.
  static func wrapped(_ text: String, to columns: Int, indent: String = "") -> [String] {
    var lines: [String] = []
    var line = indent
    for word in plain(text).split(separator: " ") {
      let joined = line == indent ? indent + word : line + " " + word
      if width(joined) > columns && line != indent {
        lines.append(line)
        line = indent + word
      } else {
        line = joined
      }
    }
    return lines + (line == indent ? [] : [line])
  }
}

/// The few styles that are used, and nothing where there is no colour.
enum Style: String {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"

  func callAsFunction(_ text: String) -> String {
    Terminal.hasColour ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
