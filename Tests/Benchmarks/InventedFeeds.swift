import Foundation
import NewsModel

/// Feeds as outlets of many kinds write them, made up: no two alike, of words that follow Zipf's law,
/// three items in ten telling what others tell too. They compress as real ones do.
struct InventedFeeds {
  /// So many items a document lists; with each edition two of them are new.
  static let items = 20
  static let newItems = 2
  private static let vocabulary = 30_000
  /// A moment that the newest items of the first edition were printed shortly before.
  static let start = Date(timeIntervalSince1970: 1_795_068_000)

  private let words: [[UInt8]]
  private let small: [[UInt8]] = [
    "the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "as", "was", "at", "by",
    "from", "it", "has", "be", "not", "are", "this", "have", "its",
  ].map { Array($0.utf8) }

  init() {
    let onsets = [
      "b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl",
    ]
    let vowels = ["a", "e", "i", "o", "u", "ai", "ou", "ea"]
    let codas = ["", "n", "r", "s", "l", "m", "nd", "st", "ck", "rt"]
    var dice = Dice(1)
    var made: Set<String> = []
    while made.count < Self.vocabulary {
      var word = ""
      for _ in 0...(dice.roll(3)) {
        word += onsets[dice.roll(onsets.count)] + vowels[dice.roll(vowels.count)]
      }
      made.insert(word + codas[dice.roll(codas.count)])
    }
    // By rank: the shorter a word the more often it is said.
    words = made.sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }.map { Array($0.utf8) }
  }

  /// A document of one source.
  func document(of source: Int, edition: Int) -> [UInt8] {
    var text = Text()
    text.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" ")
    text.add("xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" ")
    text.add("xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n<title>Outlet \(source)")
    text.add("</title>\n<link>https://outlet\(source).example/</link>\n<description>News of ")
    text.add("place \(source)</description>\n<language>en</language>\n")
    let newest = Self.items + edition * Self.newItems
    for number in (newest - Self.items..<newest).reversed() {
      add(number, of: source, to: &text)
    }
    text.add("</channel>\n</rss>\n")
    return text.bytes
  }

  /// A document without items.
  static func quiet(_ source: Int) -> [UInt8] {
    Array(
      """
      <rss version="2.0"><channel><title>Outlet \(source)</title>\
      <link>https://outlet\(source).example/</link><description>Quiet</description></channel></rss>
      """.utf8)
  }

  private func add(_ number: Int, of source: Int, to text: inout Text) {
    var dice = Dice(UInt64(source) << 20 | UInt64(number))
    let event =
      dice.roll(10) < 7
      ? UInt64(source) << 32 | UInt64(number) : UInt64(number) << 12 | UInt64(dice.roll(2_000))
    var names = Dice(event &* 31 &+ 7)
    let key = (0..<9).map { _ in words[Self.vocabulary / 20 + names.roll(Self.vocabulary * 9 / 10)]
    }
    let moment = Self.start.addingTimeInterval(Double(number - Self.items) * 1800 - Double(source))
    let page = "https://outlet\(source).example/news/2026/\(number)"
    text.add("<item>\n<title>")
    for place in 0..<9 {
      if place > 0 { text.add(" ") }
      text.add(place.isMultiple(of: 3) ? small[dice.roll(small.count)] : key[place % key.count])
    }
    text.add("</title>\n<link>\(page)?utm_source=rss</link>\n<guid isPermaLink=\"false\">\(page)")
    text.add("</guid>\n<pubDate>\(Self.stamp(moment))</pubDate>\n<dc:creator>Writer ")
    text.add("\(dice.roll(40))</dc:creator>\n<category>")
    text.add(words[dice.roll(50)])
    text.add("</category>\n<description>")
    addSentences(2, key, &dice, to: &text)
    text.add("</description>\n<content:encoded><![CDATA[")
    for paragraph in 0..<7 {
      text.add("<p>")
      addSentences(3, key, &dice, to: &text)
      if paragraph == 1 { text.add(" <a href=\"\(page)#more\">More</a>") }
      text.add("</p>\n")
      if paragraph == 2 { text.add("<img src=\"\(page).jpg\" alt=\"\" width=\"640\"/>\n") }
    }
    text.add("]]></content:encoded>\n</item>\n")
  }

  private func addSentences(
    _ count: Int, _ key: [[UInt8]], _ dice: inout Dice, to text: inout Text
  ) {
    for _ in 0..<count {
      for place in 0..<20 {
        switch dice.roll(20) {
        case 0..<8: text.add(small[dice.roll(small.count)])
        case 8..<10: text.add(key[dice.roll(key.count)])
        default: text.add(words[Int(pow(Double(Self.vocabulary), dice.share)) - 1])
        }
        text.add(place == 19 ? ". " : " ")
      }
    }
  }

  /// RFC 822's form, by hand: a hundred thousand dates through a formatter take longer than the rest.
  private static func stamp(_ date: Date) -> String {
    let seconds = Int(date.timeIntervalSince1970)
    let day = Day(daysSince1970: seconds / 86_400)
    let week = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let clock = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(two)
    let name = "\(week[seconds / 86_400 % 7]), \(two(day.day)) \(months[day.month - 1])"
    return "\(name) \(day.year) \(clock.joined(separator: ":")) GMT"
  }
}

/// Bytes that grow.
private struct Text {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }
  mutating func add(_ word: [UInt8]) { bytes.append(contentsOf: word) }
}

/// Numbers that look like chance and are the same each time.
private struct Dice {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 ^ 0xD134_2543_DE82_EF95 }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }

  mutating func roll(_ sides: Int) -> Int { Int(next() >> 33) % sides }
  /// From 0 up to 1.
  var share: Double {
    mutating get { Double(next() >> 11) / Double(1 << 53) }
  }
}
