import Foundation
import NewsModel

@testable import Parsing

/// A date as a publisher writes it.
enum DateFuzzing {
  static func read(_ input: [UInt8]) {
    guard let date = Date(publishedAs: input.span) else { return }
    check(date)
    // Years before 1000 are not written by anyone who means them.
    let again = Date(publishedAs: date.rfc3339)
    let seconds = date.timeIntervalSince1970.rounded(.down)
    promise(
      again?.timeIntervalSince1970 == seconds, "a date that is printed is read again",
      date.rfc3339)
  }

  static func check(_ date: Date) {
    let written = date.rfc3339
    promise(written.utf8.count == 20, "a date is printed as RFC 3339 has it", written)
    promise(written.hasSuffix("Z"), "a date is printed in UTC", written)
  }
}
