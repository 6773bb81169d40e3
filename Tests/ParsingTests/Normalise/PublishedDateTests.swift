import Foundation
import Testing

@testable import Parsing

@Suite struct PublishedDateTests {
  @Test(arguments: [
    ("Fri, 28 May 2010 21:03:38 GMT", "2010-05-28T21:03:38Z"),
    ("28 May 10 21:03 +0200", "2010-05-28T19:03:00Z"),
    ("Fri,28 May 2010 21:03:38 -0330", "2010-05-29T00:33:38Z"),
    ("Friday, 28-May-10 21:03:38 GMT", "2010-05-28T21:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 +01:00", "2010-05-28T20:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 EST", "2010-05-29T02:03:38Z"),
    ("Fri, 28 May 2010 9:03 pm PDT", "2010-05-29T04:03:00Z"),
    ("Fri, 28 May 2010 12:03 am CEST", "2010-05-27T22:03:00Z"),
    ("Fri, 28 May 2010 21:03:38 A", "2010-05-28T21:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 +0000 (UTC)", "2010-05-28T21:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 Etc/GMT", "2010-05-28T21:03:38Z"),
    ("28 May 2010 2103 GMT", "2010-05-28T21:03:00Z"),
    ("Fri, 28 September 99", "1999-09-28T00:00:00Z"),
    ("\n  Fri, 28 Sept 2010 21:03:38 UT \t", "2010-09-28T21:03:38Z"),
    ("Sat, 31 Dec 2016 23:59:60 GMT", "2017-01-01T00:00:00Z"),
  ])
  func `a date in the manner of mail becomes one instant`(written: String, instant: String) throws {
    #expect(try read(written) == instant)
  }

  @Test(arguments: [
    ("2010-05-28T21:03:38Z", "2010-05-28T21:03:38Z"),
    ("2010-05-28t21:03:38z", "2010-05-28T21:03:38Z"),
    ("2010-05-28T21:03:38.5-04:00", "2010-05-29T01:03:38Z"),
    ("2010-05-28T21:03:38.123456789+0100", "2010-05-28T20:03:38Z"),
    ("2010-05-28T21:03Z", "2010-05-28T21:03:00Z"),
    ("2010-05-28T21:03:38", "2010-05-28T21:03:38Z"),
    ("2010-05-28 21:03:38 -0800", "2010-05-29T05:03:38Z"),
    ("2010-05-28 T 21:03:38+01:00", "2010-05-28T20:03:38Z"),
    ("2010-05-28T24:00:00Z", "2010-05-29T00:00:00Z"),
    ("2010-05-28T210338+01:00", "2010-05-28T20:03:38Z"),
    ("20100528T210338Z", "2010-05-28T21:03:38Z"),
    ("20100528210338", "2010-05-28T21:03:38Z"),
    ("2010-05-28", "2010-05-28T00:00:00Z"),
    ("2010-05", "2010-05-01T00:00:00Z"),
    ("2010", "2010-01-01T00:00:00Z"),
    ("2012-366", "2012-12-31T00:00:00Z"),
    ("2020/1/2 03:04:05", "2020-01-02T03:04:05Z"),
    ("2010-5-8T1:3:8+00:0", "2010-05-08T01:03:08Z"),
    ("2010-05-28T21Z", "2010-05-28T21:00:00Z"),
    ("2010-05-28T21:03:38.000Z[UTC]", "2010-05-28T21:03:38Z"),
    ("2010-05-28 21:03:38 +0200 EET", "2010-05-28T19:03:38Z"),
    ("1275080618123", "2010-05-28T21:03:38Z"),
  ])
  func `a date in the manner of machines becomes one instant`(
    written: String, instant: String
  ) throws {
    #expect(try read(written) == instant)
  }

  @Test(arguments: [
    ("Fri May 28 21:03:38 2010", "2010-05-28T21:03:38Z"),
    ("Fri May  8 21:03:38 EST 2010", "2010-05-09T02:03:38Z"),
    ("Fri May 28 2010 21:03:38 GMT+0200 (Central European Summer Time)", "2010-05-28T19:03:38Z"),
    ("May 28, 2010 9:03 PM", "2010-05-28T21:03:00Z"),
    ("Friday, May 28, 2010 - 21:03", "2010-05-28T21:03:00Z"),
    ("May 2010", "2010-05-01T00:00:00Z"),
    ("5th May 2010", "2010-05-05T00:00:00Z"),
    ("Fri, 2006/09/15 08:19:53 EDT", "2006-09-15T12:19:53Z"),
    ("28.05.2010 21:03", "2010-05-28T21:03:00Z"),
    ("28/05/2010 21:03", "2010-05-28T21:03:00Z"),
    ("05/28/2010 21:03", "2010-05-28T21:03:00Z"),
    ("1275080618", "2010-05-28T21:03:38Z"),
    ("May 28th, 2010 9:03 PM", "2010-05-28T21:03:00Z"),
    ("Fri May 28 21:03:38 +0200 2010", "2010-05-28T19:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 GMT +0200", "2010-05-28T19:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 +0000 UTC", "2010-05-28T21:03:38Z"),
    ("Fri, 28 May 2010 21:03:38 GMT.", "2010-05-28T21:03:38Z"),
    ("28.05.2010 21.03", "2010-05-28T21:03:00Z"),
    ("28 May 2010 21h03", "2010-05-28T21:03:00Z"),
    ("2010年5月28日 21:03", "2010-05-28T21:03:00Z"),
  ])
  func `other orders are read where they can mean one thing only`(
    written: String, instant: String
  ) throws {
    #expect(try read(written) == instant)
  }

  @Test(arguments: [
    ("mar., 05 nov. 2024 13:00:00 +0100", "2024-11-05T12:00:00Z"),
    ("mardi 5 novembre 2024 13:00", "2024-11-05T13:00:00Z"),
    ("Di, 5. März 2024 13:00 MEZ", "2024-03-05T12:00:00Z"),
    ("5 de noviembre de 2024", "2024-11-05T00:00:00Z"),
    ("Вт, 05 июн 2024 13:00:00 +0300", "2024-06-05T10:00:00Z"),
    ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
    ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"),
    ("2004년 05월 28일 01:31:15", "2004-05-27T16:31:15Z"),
    ("2004-05-25 오후 11:23:17", "2004-05-25T14:23:17Z"),
  ])
  func `months are known in the languages of feeds`(written: String, instant: String) throws {
    #expect(try read(written) == instant)
  }

  @Test(arguments: [
    "", "   ", "Tomorrow, maybe", "never", "0000-00-00T00:00:00Z", "0001-01-01T00:00:00Z",
    "-0001-01-01T00:00:00Z", "99999-01-01", "2023-02-29", "Mon, 32 Jan 2024 00:00:00 GMT",
    "2024-13-01", "2024-01-01T25:00:00Z", "2024-01-01T24:00:01Z", "2024-01-01T00:61:00Z",
    "2024-01-01T00:00:61Z", "2024-01-01T00:00:00+99:99", "Mon, 01 Foo 2024 00:00:00 GMT",
    "Mon, 01 Jan 2024 00:00:00 XYZ", "9223372036854775807", "1e400", "07-01T01:55:07",
    "2024-01-01T00:00:00Z2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z and more", "2013-366",
    "１３ Jan 2004", "Mon, 01 Jan 2024 00:00:00 +0000 and more",
  ])
  func `a date we cannot read is no date, not today`(written: String) {
    #expect(Date(publishedAs: written) == nil)
  }

  @Test(arguments: ["03/04/2024", "03-12-31", "1/2/24 10:00"])
  func `a date that may mean two days is none`(written: String) {
    #expect(Date(publishedAs: written) == nil)
  }

  @Test func `a page of text is read no further than a date can be long`() {
    #expect(Date(publishedAs: String(repeating: "2024-01-01 ", count: 100_000)) == nil)
  }

  private func read(_ written: String) throws -> String {
    let date = try #require(Date(publishedAs: written))
    return Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
      .formatted(.iso8601)
  }

  @Test(arguments: [
    "Fri, 28 May 2010 21:03:38 GMT", "fri, 8 may 2010 01:03:38 -0130",
    "2010-05-28T21:03:38Z", "2010-05-28T21:03:38+05:45", "2000-02-29T00:00:00-11:00",
  ])
  func `a date of a usual shape is what the reader of all shapes reads`(written: String) throws {
    let bytes = written.utf8Span.span
    var reader = PublishedDateReader(length: bytes.count)
    let read = reader.read(bytes)
    let usual = PublishedDateReader.usual(bytes)
    #expect(try #require(usual) == #require(read))
  }

  @Test(arguments: [
    "Fri, 31 Feb 2010 21:03:38 GMT", "Fri, 28 May 2010 24:00:00 GMT", "2010-13-28T21:03:38Z",
    "2010-05-28T21:03:60Z", "2010-05-28T21:03:38+14:30", "Mar, 28 May 2010 21:03:38 GMT",
    "2010-05-28T21:03:38.5Z", "1710-05-28T21:03:38Z", "Fri, 28 May 2010 21:03:38 EST",
  ])
  func `what has no usual shape or is no date is left to the reader`(written: String) {
    let usual = PublishedDateReader.usual(written.utf8Span.span)
    #expect(usual == nil)
  }
}
