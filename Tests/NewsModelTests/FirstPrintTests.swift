import Testing

@testable import NewsModel

@Suite struct FirstPrintTests {
  private func claim(_ date: Double, copied: Int? = nil, isWire: Bool = false) -> FirstPrint.Claim {
    FirstPrint.Claim(isWire: isWire, date: date, copied: copied)
  }

  @Test func `the print that was published first is the first, whichever came first`() {
    let places = FirstPrint.places(of: [
      claim(3), claim(1, copied: 0), claim(2, copied: 1), claim(0),
    ])
    #expect(places == [1, nil, 1, nil])
  }

  @Test func `an agency's own print is the first, whatever the dates say`() {
    let places = FirstPrint.places(of: [
      claim(1), claim(2, copied: 0), claim(3, copied: 0, isWire: true),
    ])
    #expect(places == [2, 2, nil])
  }

  @Test func `of prints of one date the one that came first is the first`() {
    #expect(FirstPrint.places(of: [claim(1), claim(1, copied: 0)]) == [nil, 0])
    #expect(FirstPrint.places(of: []) == [])
  }
}
