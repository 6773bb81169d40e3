import Foundation

@testable import Parsing

/// A publisher's HTML, sanitised and as text.
enum HTMLFuzzing {
  static func read(_ input: [UInt8]) {
    let html = String(decoding: input, as: UTF8.self)
    for base in [nil, "http://b.example/x/"] {
      let sanitiser = Sanitiser(base: base)
      let both = sanitiser.sanitiseAndText(html)
      SafeMarkup(both.html).check(areLinksAbsolute: base != nil)
      PlainCheck.text(both.text)
      promise(PlainText.text(ofHTML: html) == both.text, "text alone is the same text", both.text)
      let again = sanitiser.sanitiseAndText(both.html)
      promise(Array(again.html.utf8) == Array(both.html.utf8), "twice changes nothing", both.html)
      // White space may move where an element went that ended a line, and with the line the end of
      // what turns the direction of text.
      promise(letters(again.text) == letters(both.text), "safe HTML has the same text", both.text)
    }
    for line in [PlainText.line(ofHTML: html), PlainText.line(ofText: html)] {
      PlainCheck.text(line)
      promise(!line.utf8.contains(0x0a), "a line is one line", line)
      promise(PlainText.line(ofText: line) == line, "a line stays as it is", line)
    }
    if let undone = DoubleEncoding.undone(html.utf8Span.span) {
      promise(String(validating: undone, as: UTF8.self) != nil, "undone text is UTF-8")
    }
    _ = HTMLEntities.decode(html, in: .attribute)
  }

  private static func letters(_ text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0.value > 0x20 && !BidiControls.contains($0.value) }
  }
}
