import Foundation
import NewsModel

/// The edition as a mail (RFC 5322, RFC 2046): plain text and a page side by side, below 100 kB, in one
/// conversation with the edition before. Lines end as Unix mail programs expect them, in a line feed.
struct MailPages {
  let bytes: [UInt8]

  /// Above this many mail services cut a message short.
  private static let largest = 100_000

  /// A digest too big for a mail is cut down, single items first, and says so. `identity` tells its
  /// mails from those of another digest directory.
  init(_ digest: DailyDigest, previous: EditionSpan?, identity: String) {
    var mail: [UInt8] = []
    for cut in Self.cuts {
      let shown = cut.applied(to: digest)
      // A big day's mail would be megabytes, written only to be thrown away.
      if Self.leastSize(of: shown) > Self.largest { continue }
      mail = Self.message(
        shown, isCut: shown.topics != digest.topics, previous: previous, identity: identity)
      if mail.count < Self.largest { break }
    }
    bytes = mail
  }

  /// What a mail takes for its headlines alone, which stand in both of its texts.
  private static func leastSize(of digest: DailyDigest) -> Int {
    digest.topics.reduce(0) { sum, topic in
      let stories = (topic.stories + topic.brief).reduce(0) { $0 + $1.headline.text.utf8.count }
      return sum + 2 * (stories + topic.singles.reduce(0) { $0 + $1.title.text.utf8.count })
    }
  }

  /// How much of an edition a mail holds: lines a topic, and stories by their rank.
  private struct Cut {
    var singles = Int.max
    var brief = Int.max
    var stories = Int.max
    var troubles = Int.max

    func applied(to digest: DailyDigest) -> DailyDigest {
      var digest = digest
      for index in digest.topics.indices {
        digest.topics[index].singles = Array(digest.topics[index].singles.prefix(singles))
        digest.topics[index].brief = Array(digest.topics[index].brief.prefix(brief))
        digest.topics[index].stories.removeAll { $0.rank.position > stories }
      }
      digest.topics.removeAll { $0.stories.isEmpty && $0.brief.isEmpty && $0.singles.isEmpty }
      digest.failing = Array(digest.failing.prefix(troubles))
      digest.silent = Array(digest.silent.prefix(troubles))
      return digest
    }
  }

  /// From all to the head alone, which fits whatever the day was.
  private static let cuts =
    [Cut(), Cut(singles: 10), Cut(singles: 0, brief: 20)]
    + [60, 30, 12, 5, 0].map { Cut(singles: 0, brief: 0, stories: $0, troubles: $0) }

  private static func message(
    _ digest: DailyDigest, isCut: Bool, previous: EditionSpan?, identity: String
  ) -> [UInt8] {
    // No line of either encoding has "=_" in it, whatever the texts say.
    let boundary = "=_newsloom-\(digest.span.name)"
    var head = """
      From: newsloom <newsloom@localhost>
      To: newsloom@localhost
      Subject: newsloom, \(ZoneClock.title(of: digest.span))
      Date: \(date(digest.span.closes))
      Message-ID: \(messageID(of: digest.span, identity))

      """
    if let previous {
      let answered = messageID(of: previous, identity)
      head += "In-Reply-To: \(answered)\nReferences: \(answered)\n"
    }
    head += """
      MIME-Version: 1.0
      Auto-Submitted: auto-generated
      Content-Type: multipart/alternative; boundary="\(boundary)"


      """
    let note =
      "The rest did not fit into a mail: it is in the edition's own directory, "
      + "\(digest.span.directory)."
    var text = TextPages(digest).bytes
    if isCut { text += "\n\(note)\n".utf8 }
    var mail = Array(head.utf8)
    for (kind, body) in [("plain", text), ("html", page(digest, note: isCut ? note : nil))] {
      let (encoding, encoded) = encoded(body)
      mail +=
        """
        --\(boundary)
        Content-Type: text/\(kind); charset=utf-8
        Content-Transfer-Encoding: \(encoding)


        """.utf8
      mail += encoded
      mail += "\n".utf8
    }
    mail += "--\(boundary)--\n".utf8
    return mail
  }

  /// The same for an edition whenever it is written, so that mail programs know it again.
  private static func messageID(of span: EditionSpan, _ identity: String) -> String {
    let hash = AtomFeed.urn("\(identity) mail \(span.name) \(span.zone)").suffix(12)
    return "<newsloom.\(span.name).\(hash)@localhost>"
  }

  /// RFC 5322, section 3.3, in UTC.
  static func date(_ instant: Date) -> String {
    let clock = ZoneClock(zone: "UTC")
    let day = clock.day(of: instant)
    let second = Int(instant.timeIntervalSince1970.rounded(.down)) % 60
    return "\(ZoneClock.weekdays[day.weekday].prefix(3)), \(day.day) "
      + "\(ZoneClock.month(day.month).prefix(3)) \(CivilTime.padded(day.year, 4)) "
      + "\(clock.time(instant)):\(CivilTime.padded((second + 60) % 60, 2)) +0000"
  }

  /// The page in a mail, without a link into the digest directory, which the mail is far from.
  static func page(_ digest: DailyDigest, note: String?) -> [UInt8] {
    let markup = TopicMarkup(digest)
    let title = ZoneClock.title(of: digest.span)
    var body = HTML()
    if let reason = digest.emptyBecause { body += "<p>\(reason)</p>\n" }
    for topic in digest.topics {
      body += "<h2>\(topic.heading)</h2>\n"
      for story in topic.stories { body += markup.story(story) }
      body += markup.brief(topic.brief)
      body += markup.singles(topic.singles)
      if let words = topic.unlistedWords { body += "<p>And \(words).</p>\n" }
    }
    if let note { body += "<p>\(note)</p>\n" }
    let page: HTML = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>\(title)</title>
      <style>body{max-width:40em;margin:0 auto;padding:1em;font:17px/1.5 Georgia,serif}h2{border-top:3px solid;padding-top:.3em}dt{font-weight:bold}dd{margin:0 0 .5em 1em}blockquote{margin:.3em 0}.by,.also,.when{font-size:.85em}</style>
      </head>
      <body>
      <h1>\(title)</h1>
      <p>\(digest.countWords)</p>
      \(body)<p>That is all.</p>
      </body>
      </html>

      """
    return page.bytes
  }

  /// The shorter of the two encodings: letters beyond ASCII take three characters a byte when quoted.
  private static func encoded(_ bytes: [UInt8]) -> (name: String, bytes: [UInt8]) {
    let quoted = quotedPrintable(bytes)
    guard quoted.count * 3 > bytes.count * 4 else { return ("quoted-printable", quoted) }
    let lines = Data(bytes).base64EncodedData(options: [
      .lineLength76Characters, .endLineWithLineFeed,
    ])
    return ("base64", Array(lines))
  }

  /// RFC 2045, section 6.7: lines of at most 76 characters of ASCII.
  static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    let hex = Array("0123456789ABCDEF".utf8)
    var encoded: [UInt8] = []
    encoded.reserveCapacity(bytes.count * 5 / 4)
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        encoded.append(byte)
        column = 0
        continue
      }
      let isLast = index + 1 == bytes.count || bytes[index + 1] == 0x0A
      let isPlain: Bool
      switch byte {
      case 0x20, 0x09: isPlain = !isLast
      case 0x3D: isPlain = false
      // A line that begins with a dot or with "From " means something to mail programs.
      case 0x2E, 0x46: isPlain = column > 0
      default: isPlain = (0x21...0x7E).contains(byte)
      }
      let width = isPlain ? 1 : 3
      if column + width > (isLast ? 76 : 75) {
        encoded += [0x3D, 0x0A]
        column = 0
      }
      if isPlain {
        encoded.append(byte)
      } else {
        encoded += [0x3D, hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
      column += width
    }
    return encoded
  }
}
