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
}
