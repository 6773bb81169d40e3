import Testing

@testable import Parsing

@Suite struct CharacterEncodingTests {
  private func decoded(
    _ bytes: [UInt8], contentType: String? = nil
  ) -> (text: String, warnings: [String]) {
    var log = RepairLog()
    let text = CharacterEncoding.utf8(bytes, contentType: contentType, log: &log)
    return (String(decoding: text, as: UTF8.self), log.warnings)
  }

  private func declared(_ name: String, _ text: [UInt8]) -> [UInt8] {
    Array("<?xml version='1.0' encoding='\(name)'?>".utf8) + text
  }

  @Test(arguments: [
    ("iso-8859-1", [0x93, 0x63, 0x61, 0x66, 0xE9, 0x94] as [UInt8], "“café”"),
    ("windows-1251", [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0], "Москва"),
    ("koi8-r", [0xED, 0xCF, 0xD3, 0xCB, 0xD7, 0xC1], "Москва"),
    ("gb2312", [0xC4, 0xE3, 0xBA, 0xC3], "你好"),
    ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "日本"),
    ("euc-kr", [0xC7, 0xD1, 0xB1, 0xB9], "한국"),
    ("tis-620", [0xE4, 0xB7, 0xC2], "ไทย"),
    ("Big5", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
    ("iso-8859-8-i", [0xF9, 0xEC, 0xE5, 0xED], "שלום"),
  ])
  func `a declared charset is decoded`(name: String, bytes: [UInt8], expected: String) {
    #expect(decoded(declared(name, bytes)).text.hasSuffix(expected))
  }

  @Test func `the transfer's charset counts before the declaration`() {
    let (text, warnings) = decoded(
      declared("koi8-r", [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0]),
      contentType: "text/xml; charset=\"windows-1251\"")
    #expect(text.hasSuffix("Москва"))
    #expect(warnings.count == 1)
  }

  @Test func `valid UTF-8 is UTF-8 whatever is declared`() {
    let (text, warnings) = decoded(declared("iso-8859-1", Array("Zürich – 中文".utf8)))
    #expect(text.hasSuffix("Zürich – 中文"))
    #expect(
      warnings == [
        "line 1: the bytes are not in the charset that is declared (iso-8859-1, really UTF-8)"
      ])
  }

  @Test func `an encoding nobody knows leaves the decision to the bytes`() {
    let (text, warnings) = decoded(declared("x-fantasy", Array("Ærø".utf8)))
    #expect(text.hasSuffix("Ærø"))
    #expect(warnings.count == 1)
  }

  @Test func `stray bytes in UTF-8 are read as windows-1252`() {
    let (text, warnings) = decoded(Array("<a>x ".utf8) + [0x93, 0xE9, 0x94] + Array(" ü</a>".utf8))
    #expect(text == "<a>x “é” ü</a>")
    #expect(warnings == ["line 1: bytes that are no UTF-8; read as windows-1252 (93); 3 times"])
  }

  @Test func `UTF-16 and UTF-32 are known by their marks or their NULs`() {
    let text = "<a>Zürich 𝄞</a>"
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] }
    let little = text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let four = text.unicodeScalars.flatMap { scalar in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: scalar.value >> UInt32($0)) }
    }
    #expect(decoded(big).text == text)
    #expect(decoded(little).text == text)
    #expect(decoded([0xFF, 0xFE] + little).text == text)
    #expect(decoded([0xFE, 0xFF] + big).text == text)
    #expect(decoded(four).text == text)
    #expect(decoded([0, 0, 0xFE, 0xFF] + four).text == text)
    #expect(decoded([0xFF, 0xFE] + little.dropLast(3)).text.hasPrefix("<a>Zürich"))
  }

  @Test func `the halves of a character that Java wrote apart are one`() {
    #expect(decoded([0x78, 0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80, 0x79]).text == "x😀y")
    #expect(decoded([0xED, 0xA0, 0xBD, 0x79]).text == "í\u{a0}½y")
  }

  @Test func `EBCDIC is known by how it writes a declaration`() {
    // <?xml encoding='cp500'?><a>[</a>, where code page 37 has "Ý" in place of the bracket.
    let bytes: [UInt8] = [
      0x4C, 0x6F, 0xA7, 0x94, 0x93, 0x40, 0x85, 0x95, 0x83, 0x96, 0x84, 0x89, 0x95, 0x87, 0x7E,
      0x7D,
      0x83, 0x97, 0xF5, 0xF0, 0xF0, 0x7D, 0x6F, 0x6E, 0x4C, 0x81, 0x6E, 0x4A, 0x4C, 0x61, 0x81,
      0x6E,
    ]
    #expect(decoded(bytes).text.hasSuffix("<a>[</a>"))
  }

  @Test func `overlong forms and surrogates are no UTF-8`() {
    #expect(!CharacterEncoding.isUTF8([0xC0, 0xAF]))
    #expect(!CharacterEncoding.isUTF8([0xE0, 0x80, 0xAF]))
    #expect(!CharacterEncoding.isUTF8([0xED, 0xA0, 0x80]))
    #expect(!CharacterEncoding.isUTF8([0xF4, 0x90, 0x80, 0x80]))
    #expect(CharacterEncoding.isUTF8(Array("12345678é中𝄞".utf8)))
  }
}
