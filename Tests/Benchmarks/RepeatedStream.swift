import Foundation
import NewsModel

/// A stream of items over and over, each time at later dates and with other names, so that each time
/// it tells stories that were not told before. The same in every run.
struct RepeatedStream {
  private let items: [NewsItem]
  /// What one time lasts: whole days, so that all comes back at the same hour.
  private let span: TimeInterval
  /// Words that the stream writes with a small letter somewhere: these are no names.
  private let plainWords: Set<[UInt8]>

  init(_ items: [NewsItem]) {
    self.items = items
    let dates = items.map(\.date)
    let length = (dates.max() ?? .distantPast).timeIntervalSince(dates.min() ?? .distantPast)
    span = (length / 86_400).rounded(.up) * 86_400
    var plainWords: Set<[UInt8]> = []
    for item in items {
      for text in [item.content.title ?? "", item.content.text] {
        for word in Self.words(of: Array(text.utf8)) where !Self.isCapital(word[word.startIndex]) {
          plainWords.insert(Array(word))
        }
      }
    }
    self.plainWords = plainWords
  }

  /// The item of that number, counted from 0, beyond the end of the stream too.
  func item(_ number: Int) -> NewsItem {
    var item = items[number % items.count]
    let time = number / items.count
    guard time > 0 else { return item }
    item.key = ItemKey(rawValue: "\(item.key.rawValue) \(time)")
    item.content.title = item.content.title.map { renamed($0, time) }
    item.content.text = renamed(item.content.text, time)
    item.content.published = item.content.published?.addingTimeInterval(Double(time) * span)
    item.firstSeen = item.firstSeen.addingTimeInterval(Double(time) * span)
    return item
  }

  /// The text with an ending on each name that is of this time alone.
  private func renamed(_ text: String, _ time: Int) -> String {
    let bytes = Array(text.utf8)
    // Letters that no stemmer takes off.
    let ending = String(time).utf8.map { Self.digits[Int($0 - 0x30)] }
    var renamed: [UInt8] = []
    renamed.reserveCapacity(bytes.count * 5 / 4)
    var place = 0
    for word in Self.words(of: bytes) where Self.isCapital(word[word.startIndex]) {
      let small = word.map { $0 | 0x20 }
      if plainWords.contains(small) { continue }
      renamed += bytes[place..<word.endIndex]
      renamed += ending
      place = word.endIndex
    }
    renamed += bytes[place...]
    return String(decoding: renamed, as: UTF8.self)
  }

  /// Rows of two ASCII letters or more.
  private static func words(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    bytes.split { !(97...122).contains($0 | 0x20) }.filter { $0.count > 1 }
  }

  private static let digits = Array("hjklmnprtv".utf8)

  private static func isCapital(_ byte: UInt8) -> Bool { (65...90).contains(byte) }
}
