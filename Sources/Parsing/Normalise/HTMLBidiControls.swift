/// The characters that turn the direction of text (UAX #9, section 2).
enum BidiControls {
  static func contains(_ value: UInt32) -> Bool {
    0x202a...0x202e ~= value || 0x2066...0x2069 ~= value
  }

  /// Whether it opens what is kept: an embedding or an isolate.
  static func staysOpen(_ value: UInt32) -> Bool {
    value == 0x202a || value == 0x202b || 0x2066...0x2068 ~= value
  }

  /// The text with every control closed on its own line, and none closed that was not opened.
  ///
  /// Overrides are taken out: they serve to make one name look like another ("gnp.exe"), and one
  /// left open would turn the rest of a page round.
  static func balanced(_ text: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var open: [Control] = []
    var at = 0
    while at < text.count {
      if text[at] == 0x0a {
        close(&open, downTo: 0, into: &out)
        out.append(0x0a)
        at += 1
        continue
      }
      guard text[at] == 0xe2, at + 2 < text.count,
        let control = Control(text[at + 1], text[at + 2])
      else {
        out.append(text[at])
        at += 1
        continue
      }
      at += 3
      switch control {
      case .override, .embedding, .isolate:
        // Deeper than this is ignored by everything that shows it (UAX #9, max_depth).
        guard open.count < 125 else { continue }
        open.append(control)
        guard control != .override else { continue }
        out.append(contentsOf: text[(at - 3)..<at])
      case .pop:
        guard let last = open.last, last != .isolate else { continue }
        close(&open, downTo: open.count - 1, into: &out)
      case .popIsolate:
        guard let last = open.lastIndex(of: .isolate) else { continue }
        close(&open, downTo: last, into: &out)
      }
    }
    close(&open, downTo: 0, into: &out)
    return out
  }

  private static func close(_ open: inout [Control], downTo count: Int, into out: inout [UInt8]) {
    while open.count > count, let last = open.popLast() {
      switch last {
      case .embedding: out.append(contentsOf: [0xe2, 0x80, 0xac])
      case .isolate: out.append(contentsOf: [0xe2, 0x81, 0xa9])
      case .override, .pop, .popIsolate: break
      }
    }
  }

  private enum Control {
    case embedding, override, isolate, pop, popIsolate

    init?(_ second: UInt8, _ third: UInt8) {
      switch (second, third) {
      case (0x80, 0xaa), (0x80, 0xab): self = .embedding
      case (0x80, 0xad), (0x80, 0xae): self = .override
      case (0x81, 0xa6...0xa8): self = .isolate
      case (0x80, 0xac): self = .pop
      case (0x81, 0xa9): self = .popIsolate
      default: return nil
      }
    }
  }
}
