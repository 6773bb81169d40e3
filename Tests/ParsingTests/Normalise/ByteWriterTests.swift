import Testing

@testable import Parsing

@Suite struct ByteWriterTests {
  @Test(arguments: 0...40)
  func `bytes are copied up to the one to stop at, wherever it stands`(place: Int) {
    let text = String(repeating: "a", count: place) + "&" + String(repeating: "b", count: 20)
    let bytes = text.utf8Span.span
    var writer = ByteWriter(expecting: 0)
    let end = writer.copy(bytes, from: 0, to: bytes.count) { word, _ in
      EightBytes.equal(word, UInt8(ascii: "&"))
    }
    #expect(end == place)
    let copied = writer.text()
    #expect(copied == String(repeating: "a", count: place))
  }

  @Test(arguments: 0...20, 0...20)
  func `nothing is copied from beyond the end`(start: Int, length: Int) {
    let bytes = "abcdefghijklmnopqrstuvwxyz0123456789ABCD".utf8Span.span
    var writer = ByteWriter(expecting: 0)
    let end = writer.copy(bytes, from: start, to: start + length) { _, _ in 0 }
    #expect(end == start + length)
    let copied = writer.text()
    let expected = String(decoding: (start..<end).map { bytes[$0] }, as: UTF8.self)
    #expect(copied == expected)
  }

  @Test func `a writer grows with what is written and gives back what is too much`() {
    var writer = ByteWriter(expecting: 0)
    for _ in 0..<1000 {
      writer.append("words ")
      writer.append(0x2e)
      writer.append("…" as Unicode.Scalar)
    }
    #expect(writer.count == 10_000)
    writer.shorten(to: 10)
    let kept = writer.text()
    #expect(kept == "words .…")
  }

  @Test func `the attributes' names stand in the order of their cases`() {
    for attribute in HTMLAttribute.allCases {
      var writer = ByteWriter(expecting: 0)
      attribute.name.write(to: &writer)
      let name = writer.text()
      #expect(name == "\(attribute)")
    }
  }
}
