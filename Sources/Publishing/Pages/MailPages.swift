import Foundation
import NewsModel

/// The edition as a mail (RFC 5322, RFC 2046): plain text and a page side by side, below 100 kB, in one
/// conversation with the edition before. Lines end as Unix mail programs expect them, in a line feed.
struct MailPages {
  let bytes: [UInt8]

  /// Above this many mail services cut a message short.
  private static let largest = 100_000

  /// A digest too big for a mail is cut down, single items first, and says so.
  init(_ digest: DailyDigest, previous: EditionSpan?) {
    var mail: [UInt8] = []
    for cut in Cut.allCases {
      let shown = cut.applied(to: digest)
      mail = Self.message(shown, isCut: shown.topics != digest.topics, previous: previous)
      if mail.count < Self.largest { break }
    }
    bytes = mail
  }

  /// How much of an edition a mail holds.
  private enum Cut: CaseIterable {
    case nothing, someSingles, singles, lowerStories, allButFirst

    func applied(to digest: DailyDigest) -> DailyDigest {
      var digest = digest
      for index in digest.topics.indices {
        switch self {
        case .nothing: continue
        case .someSingles:
          digest.topics[index].singles = Array(digest.topics[index].singles.prefix(10))
        case .singles: digest.topics[index].singles = []
        case .lowerStories:
          digest.topics[index].singles = []
          digest.topics[index].brief = []
          digest.topics[index].stories = Array(digest.topics[index].stories.prefix(4))
        case .allButFirst:
          digest.topics[index].singles = []
          digest.topics[index].brief = []
          digest.topics[index].stories = digest.topics[index].stories.filter {
            $0.rank.position <= 12
          }
        }
      }
      if self == .allButFirst {
        digest.dropped = []
        digest.failing = Array(digest.failing.prefix(20))
        digest.silent = Array(digest.silent.prefix(20))
      }
      digest.topics.removeAll { $0.stories.isEmpty && $0.brief.isEmpty && $0.singles.isEmpty }
      return digest
    }
  }

  private static func message(_ digest: DailyDigest, isCut: Bool, previous: EditionSpan?)
    -> [UInt8]
  {
    let boundary = "newsloom-\(digest.span.name)"
    var head = """
      From: newsloom <newsloom@localhost>
      To: newsloom@localhost
      Subject: newsloom, \(ZoneClock.title(of: digest.span))
      Date: \(date(digest.span.closes))
      Message-ID: \(identity(of: digest.span))

      """
    if let previous {
      head += "In-Reply-To: \(identity(of: previous))\nReferences: \(identity(of: previous))\n"
    }
    head += """
      MIME-Version: 1.0
      Auto-Submitted: auto-generated
      Content-Type: multipart/alternative; boundary="\(boundary)"


      """
    let note = "The rest did not fit into a mail: it is in the edition's own directory."
    var text = TextPages(digest).bytes
    if isCut { text += "\n\(note)\n".utf8 }
    var mail = Array(head.utf8)
    for (kind, body) in [("plain", text), ("html", page(digest, note: isCut ? note : nil))] {
      mail +=
        """
        --\(boundary)
        Content-Type: text/\(kind); charset=utf-8
        Content-Transfer-Encoding: quoted-printable


        """.utf8
      mail += quotedPrintable(body)
      mail += "\n".utf8
    }
    mail += "--\(boundary)--\n".utf8
    return mail
  }

  /// The same for an edition whenever it is written, so that mail programs know it again.
  private static func identity(of span: EditionSpan) -> String {
    let hash = AtomFeed.urn("mail \(span.name) \(span.zone)").suffix(12)
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
    let clock = ZoneClock(zone: digest.span.zone)
    let block = StoryBlock(clock: clock, span: digest.span, root: "", itemLimit: 0)
    let title = ZoneClock.title(of: digest.span)
    var body = HTML()
    if let reason = digest.emptyBecause { body += "<p>\(reason)</p>\n" }
    for topic in digest.topics {
      body += "<h2>\(topic.heading)</h2>\n"
      for story in topic.stories { body += block.mail(story) }
      for (name, lines) in [
        (
          "In brief",
          topic.brief.map { ($0.headline, $0.lead.link, "\($0.lead.outlet), \($0.size)") }
        ),
        ("On their own", topic.singles.map { ($0.title, $0.link, $0.outlet) }),
      ] where !lines.isEmpty {
        let items = lines.map { title, link, words -> HTML in
          "<li>\(HTML.link(title, to: link)) <span class=\"when\">\(HTML.name(words))</span></li>\n"
        }
        body += "<h3>\(name)</h3>\n<ul>\n\(items)</ul>\n"
      }
    }
    if let note { body += "<p>\(note)</p>\n" }
    let markup: HTML = """
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
    return markup.bytes
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
