import Foundation
package import NewsModel

extension Reading {
  /// Appends the reading as `newsloom parse` prints it, on one line: every key is there, null where
  /// nothing was said.
  ///
  /// Written straight into bytes: a tree of values cost more than the writing. `afterEach` is called
  /// behind every item and may take what has been written so far.
  package func writeJSON(
    file: String, to bytes: inout [UInt8], afterEach: (inout [UInt8]) -> Void = { _ in }
  ) {
    bytes.append("{\"file\":")
    bytes.append(json: file)
    bytes.member(",\"format\":", document.format.rawValue)
    bytes.member(",\"title\":", document.title)
    bytes.member(",\"link\":", document.link)
    bytes.member(",\"description\":", document.description)
    bytes.member(",\"language\":", document.language)
    bytes.member(",\"updated\":", document.updated)
    bytes.member(",\"image\":", document.image)
    bytes.member(",\"ttl\":", document.ttl)
    bytes.member(",\"warnings\":", warnings)
    bytes.append(",\"items\":[")
    for index in document.items.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      document.items[index].writeJSON(to: &bytes)
      afterEach(&bytes)
    }
    bytes.append("]}")
  }
}

extension FeedItem {
  fileprivate func writeJSON(to bytes: inout [UInt8]) {
    bytes.member("{\"id\":", id)
    bytes.member(",\"link\":", link)
    bytes.member(",\"title\":", title)
    bytes.member(",\"authors\":", authors)
    bytes.member(",\"published\":", published)
    bytes.member(",\"updated\":", updated)
    bytes.member(",\"summary\":", summary)
    bytes.member(",\"content\":", content)
    bytes.member(",\"text\":", text)
    bytes.member(",\"categories\":", categories)
    bytes.append(",\"enclosures\":[")
    for index in enclosures.indices {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.member("{\"url\":", enclosures[index].url)
      bytes.member(",\"type\":", enclosures[index].type)
      bytes.member(",\"length\":", enclosures[index].length)
      bytes.append(UInt8(ascii: "}"))
    }
    bytes.member("],\"image\":", image)
    bytes.member(",\"source\":", source)
    bytes.member(",\"language\":", language)
    bytes.member(",\"comments\":", comments)
    bytes.append(UInt8(ascii: "}"))
  }
}

/// A key, with the punctuation before and behind it, and its value.
extension [UInt8] {
  fileprivate mutating func member(_ key: StaticString, _ text: String?) {
    append(key)
    if let text { append(json: text) } else { append("null") }
  }

  fileprivate mutating func member(_ key: StaticString, _ date: Date?) {
    append(key)
    if let date { append(json: date) } else { append("null") }
  }

  fileprivate mutating func member(_ key: StaticString, _ number: Int?) {
    append(key)
    if let number { self += String(number).utf8 } else { append("null") }
  }

  fileprivate mutating func member(_ key: StaticString, _ texts: [String]) {
    append(key)
    append(UInt8(ascii: "["))
    for index in texts.indices {
      if index > 0 { append(UInt8(ascii: ",")) }
      append(json: texts[index])
    }
    append(UInt8(ascii: "]"))
  }
}
