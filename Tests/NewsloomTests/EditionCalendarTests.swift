import Configuring
import Foundation
import NewsModel
import Testing

@testable import newsloom

@Suite struct EditionCalendarTests {
  private func calendar(_ zone: String, _ times: (Int, Int)...) throws -> EditionCalendar {
    EditionCalendar(
      closingAt: times.map { TimeOfDay(hour: $0.0, minute: $0.1) },
      in: try #require(TimeZone(identifier: zone)))
  }

  private func date(_ text: String) throws -> Date { try #require(Date(rfc3339: text)) }

  @Test func `an edition closes at the configured time of the zone, also when clocks change`()
    throws
  {
    let berlin = try calendar("Europe/Berlin", (6, 30))
    #expect(
      try berlin.closing(after: date("2026-10-24T04:30:00Z")).rfc3339 == "2026-10-25T05:30:00Z")
    #expect(
      try berlin.closing(notAfter: date("2026-10-25T05:30:00Z")).rfc3339 == "2026-10-25T05:30:00Z")
    #expect(
      try berlin.closing(notAfter: date("2026-10-25T05:29:59Z")).rfc3339 == "2026-10-24T04:30:00Z")
  }

  @Test func `a second edition of a day is numbered`() throws {
    let calendar = try calendar("UTC", (18, 0), (6, 30))
    let spans = try calendar.due(
      after: date("2026-11-20T18:00:00Z"), at: date("2026-11-21T19:00:00Z"))
    #expect(spans.map(\.name) == ["2026-11-21", "2026-11-21-2"])
    #expect(spans.map(\.opens.rfc3339) == ["2026-11-20T18:00:00Z", "2026-11-21T06:30:00Z"])
  }

  @Test func `after a long absence the oldest days are one edition`() throws {
    let calendar = try calendar("UTC", (6, 30))
    let spans = try calendar.due(
      after: date("2026-01-01T06:30:00Z"), at: date("2026-11-21T19:00:00Z"), limit: 3)
    #expect(spans.map(\.name) == ["2026-11-19", "2026-11-20", "2026-11-21"])
    #expect(spans.first?.opens.rfc3339 == "2026-01-01T06:30:00Z")
  }

  @Test func `no edition is due before its time or after a clock was set back`() throws {
    let calendar = try calendar("UTC", (6, 30))
    let last = try date("2026-11-21T06:30:00Z")
    #expect(try calendar.due(after: last, at: date("2026-11-22T06:29:59Z")).isEmpty)
    #expect(try calendar.due(after: last, at: date("2026-11-20T06:30:00Z")).isEmpty)
    #expect(try calendar.due(after: last, at: date("2026-11-22T06:30:00Z")).count == 1)
  }
}
