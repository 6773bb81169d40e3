import Foundation
import NewsModel
import Testing

@Suite struct DayTests {
  @Test func `an instant belongs to different days in different zones`() throws {
    let instant = try #require(Date(rfc3339: "2026-11-21T23:30:00Z"))
    let auckland = try #require(TimeZone(identifier: "Pacific/Auckland"))
    #expect(Day(of: instant, in: .gmt).description == "2026-11-21")
    #expect(Day(of: instant, in: auckland).description == "2026-11-22")
  }

  @Test(arguments: ["2026-02-29", "2026-13-01", "26-1-1", "2026-11-21x", ""])
  func `what is no day is refused`(text: String) {
    #expect(Day(text) == nil)
  }

  @Test func `a day knows its weekday and its neighbours`() throws {
    let day = try #require(Day("2024-02-29"))
    #expect(day.weekday == 4)
    #expect(day.adding(days: 1).description == "2024-03-01")
    #expect(day.adding(days: -60).description == "2023-12-31")
  }

  @Test(arguments: [
    ("2026-03-29", 2, 30, "2026-03-29T01:30:00Z"),  // skipped: 02:00 became 03:00
    ("2026-10-25", 2, 30, "2026-10-25T00:30:00Z"),  // twice: the first
    ("2026-11-21", 6, 30, "2026-11-21T05:30:00Z"),
  ])
  func `a wall clock time is one instant`(day: String, hour: Int, minute: Int, instant: String)
    throws
  {
    let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
    let day = try #require(Day(day))
    #expect(day.instant(hour: hour, minute: minute, in: berlin).rfc3339 == instant)
  }

  @Test(arguments: [
    ("2026-11-21T06:30:00Z", "2026-11-21T06:30:00Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
    ("2026-11-21t06:30:00.25-04:30", "2026-11-21T11:00:00Z"),
  ])
  func `RFC 3339 is read with any offset and written in UTC`(text: String, written: String) {
    #expect(Date(rfc3339: text)?.rfc3339 == written)
  }

  @Test(arguments: [
    "2026-11-21", "2026-11-21T06:30Z", "2026-11-21T25:00:00Z", "2026-11-21T06:30:00",
  ])
  func `what is not RFC 3339 is refused`(text: String) {
    #expect(Date(rfc3339: text) == nil)
  }
}
