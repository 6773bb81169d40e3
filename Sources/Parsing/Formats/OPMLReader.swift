/// A feed as a list of subscriptions names it.
package struct Subscription: Hashable, Sendable {
  package var address: String
  package var title: String?
  /// The names of the folders that it lies in, from the outermost on, joined by `/`; may be empty.
  package var topic: String

  package init(address: String, title: String?, topic: String) {
    self.address = address
    self.title = title
    self.topic = topic
  }
}

/// OPML: a list of subscriptions in outlines that may lie in each other (opml.org/spec2).
package enum OPMLReader {
  /// Deeper folders are not looked into.
  private static let deepest = 32
  private static let mostSubscriptions = 100_000

  /// The subscriptions in order. Throws if the bytes are no OPML; what is broken is read as far as it
  /// goes. Attributes' names count in any letter case, as lists in the wild have them.
  package static func read(_ body: [UInt8]) throws(UnreadableFeed) -> [Subscription] {
    var log = RepairLog()
    let text = CharacterEncoding.utf8(body, contentType: nil, log: &log)
    guard let start = text.firstIndex(of: UInt8(ascii: "<")) else {
      throw UnreadableFeed(text.contains { $0 > 0x20 } ? "plain text" : "an empty document")
    }
    var outcome = try parse(Array(text[start...]), recovering: false)
    if outcome.fault != nil {
      outcome = try parse(MarkupMender.mend(text, from: start, log: log).bytes, recovering: true)
    }
    return try subscriptions(on: outcome.tape)
  }

  private static func parse(
    _ text: [UInt8], recovering: Bool
  ) throws(UnreadableFeed) -> MarkupParser.Outcome {
    guard var parser = MarkupParser(recovering: recovering, expecting: text.count) else {
      throw UnreadableFeed("more than the memory holds")
    }
    unsafe text.withUnsafeBufferPointer { unsafe parser.feed($0) }
    return parser.finish()
  }

  private static func subscriptions(
    on tape: MarkupTape
  ) throws(UnreadableFeed) -> [Subscription] {
    try withExtendedLifetime(tape) { () throws(UnreadableFeed) in
      var root = tape.roots.first { _ in true }
      while let mended = root, mended.spelling == "mended" {
        root = mended.children.first { _ in true }
      }
      guard let root else { throw UnreadableFeed("a document without an element") }
      guard root.spelling.lowercased() == "opml" else {
        throw UnreadableFeed("no OPML: its outermost element is <\(root.spelling)>")
      }
      var found: [Subscription] = []
      for body in root.children where body.spelling.lowercased() == "body" {
        read(body, in: "", depth: 0, into: &found)
      }
      return found
    }
  }

  private static func read(
    _ parent: MarkupCursor, in topic: String, depth: Int, into found: inout [Subscription]
  ) {
    guard depth < deepest else { return }
    for outline in parent.children where outline.spelling.lowercased() == "outline" {
      guard found.count < mostSubscriptions else { return }
      var attributes: [String: String] = [:]
      for (name, value) in outline.attributes {
        let key = name.spelling.lowercased()
        if attributes[key] == nil { attributes[key] = outline.string(value) }
      }
      let title = ["text", "title"].lazy.compactMap { attributes[$0] }.first { !$0.isEmpty }
        .map(PlainText.line(ofText:))
      if let address = attributes["xmlurl"], !address.isEmpty {
        found.append(Subscription(address: address, title: title, topic: topic))
      }
      let folder = title ?? ""
      read(
        outline, in: topic.isEmpty || folder.isEmpty ? topic + folder : "\(topic)/\(folder)",
        depth: depth + 1, into: &found)
    }
  }
}
