import NewsModel
import Testing

@Suite struct JSONTests {
  @Test func `keys keep their order and a value stays on one line`() {
    let value: JSON = [
      "z": 1, "a": ["x\n\"\\\u{2028}\u{1}é", true, .null], "d": 0.5, "w": .double(3),
    ]
    let line = #"{"z":1,"a":["x\n\"\\\u2028\u0001é",true,null],"d":0.5,"w":3}"#
    #expect(value.description == line)
  }

  @Test(arguments: 0...40)
  func `a string is escaped wherever in it the special characters stand`(offset: Int) {
    let before = String(repeating: "é", count: offset / 2) + (offset % 2 == 0 ? "" : "x")
    let special =
      "\"\\\n\t\r\u{0}\u{1f}\u{7f}\u{2028}\u{2029}\u{2027}€"
      + "\u{80}\u{9b}\u{a0}\u{202a}\u{202e}\u{202f}\u{2066}\u{2069}\u{206a}»"
    let escaped =
      #"\"\\\n\t\r\u0000\u001f\u007f\u2028\u2029"# + "\u{2027}€"
      + #"\u0080\u009b"# + "\u{a0}" + #"\u202a\u202e"# + "\u{202f}" + #"\u2066\u2069"# + "\u{206a}»"
    for after in ["", "y", "yyyyyyyyyyyyyyyyy"] {
      let value = JSON.string(before + special + after)
      #expect(value.description == "\"" + before + escaped + after + "\"")
    }
  }

  @Test func `a long string that is all escapes has room`() {
    for character in ["\u{1}", "\u{2029}", "\u{9b}", "\"", "z"] {
      let text = String(repeating: character, count: 20_000)
      let escaped = JSON.string(character).description.dropFirst().dropLast()
      #expect(
        JSON.string(text).description == "\"" + String(repeating: String(escaped), count: 20_000)
          + "\"")
    }
  }

  @Test func `a string ending in half of a separator is written whole`() {
    #expect(JSON.string("ab\u{2030}").description == "\"ab\u{2030}\"")
    #expect(JSON.string("ab\u{bb}").description == "\"ab\u{bb}\"")
    #expect(JSON.string("\u{2028}").description == #""\u2028""#)
  }
}
