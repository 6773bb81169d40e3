import Foundation
import NewsModel

/// The edition as a book for e-readers (EPUB 3.3): a title page, a file or more a topic, and at the end
/// what was dropped, late, failed and silent. The same digest gives the same bytes.
struct EpubPages {
  /// What the book holds, by its names in it, in their order.
  let files: [Page]

  /// E-readers lay a whole file out before they show its first page.
  private static let largestPart = 150_000
  /// Lines of a list that stay in one piece.
  private static let linesInPiece = 200

  /// One file of the book. `stories` are those it tells in full, for the table of contents.
  private struct Chapter {
    var file: String
    var title: String
    var stories: [DigestStory] = []
    var body: HTML
  }

  /// `identity` tells the editions of one digest directory from those of another.
  init(_ digest: DailyDigest, identity: String) {
    let title = ZoneClock.title(of: digest.span)
    var chapters: [Chapter] = []
    for (index, topic) in digest.topics.enumerated() {
      chapters += Self.chapters(of: topic, number: index + 1, in: digest)
    }
    let foot = Self.foot(digest)
    if !foot.isEmpty {
      chapters.append(Chapter(file: "about.xhtml", title: "About this edition", body: foot))
    }
    let cover = Chapter(
      file: "title.xhtml", title: title, body: Self.titlePage(digest, leadingTo: chapters))
    chapters.insert(cover, at: 0)

    files =
      [
        Page(path: "META-INF/container.xml", bytes: Self.container.bytes),
        Page(
          path: "EPUB/package.opf",
          bytes: Self.package(digest, chapters: chapters, identity: identity).bytes),
        Page(path: "EPUB/nav.xhtml", bytes: Self.contents(chapters).bytes),
        Page(path: "EPUB/style.css", bytes: Self.sheet.bytes),
      ]
      + chapters.map {
        Page(path: "EPUB/" + $0.file, bytes: Self.page($0.title, $0.body).bytes)
      }
  }

  var bytes: [UInt8] {
    var archive = EpubArchive()
    for file in files { archive.add(file.bytes, as: file.path) }
    return archive.finish()
  }

  // MARK: What is read

  private static func titlePage(_ digest: DailyDigest, leadingTo chapters: [Chapter]) -> HTML {
    let clock = ZoneClock(zone: digest.span.zone)
    var lines: [HTML] = ["<p>\(digest.countWords)</p>\n"]
    lines.append("<p class=\"when\">\(digest.spanWords(clock))</p>\n")
    if digest.isOpen {
      lines.append(
        "<p>An open edition: newest at \(clock.weekdayAndTime(digest.written)), closes \(clock.weekdayAndTime(digest.span.closes)).</p>\n"
      )
    }
    for gap in digest.gaps {
      lines.append(
        "<p>newsloom was not running from \(clock.weekdayAndTime(gap.from)) to \(clock.weekdayAndTime(gap.until)).</p>\n"
      )
    }
    if let reason = digest.emptyBecause { lines.append("<p>\(reason)</p>\n") }
    let topics = chapters.map { chapter -> HTML in
      "<li><a href=\"\(chapter.file)\">\(chapter.title)</a></li>\n"
    }
    return """
      <h1>\(ZoneClock.title(of: digest.span))</h1>
      \(lines)\(topics.isEmpty ? HTML() : "<ul>\n\(topics)</ul>\n")
      """
  }

  /// A topic's pieces, as many to a file as open at once.
  private static func chapters(of topic: DigestTopic, number: Int, in digest: DailyDigest)
    -> [Chapter]
  {
    let markup = TopicMarkup(digest)
    var pieces = topic.stories.map { story -> (story: DigestStory?, body: HTML) in
      (story, "<section id=\"s-\(story.id.rawValue)\">\n\(markup.story(story))</section>\n")
    }
    for start in stride(from: 0, to: topic.brief.count, by: linesInPiece) {
      pieces.append((nil, markup.brief(topic.brief[start...].prefix(linesInPiece))))
    }
    for start in stride(from: 0, to: topic.singles.count, by: linesInPiece) {
      pieces.append((nil, markup.singles(topic.singles[start...].prefix(linesInPiece))))
    }
    if let words = topic.unlistedWords { pieces.append((nil, "<p>And \(words).</p>\n")) }
    var chapters: [Chapter] = []
    for piece in pieces {
      let isRoom = chapters.last.map { $0.body.bytes.count + piece.body.bytes.count <= largestPart }
      if isRoom != true {
        let part = chapters.count + 1
        let title = part == 1 ? topic.heading : "\(topic.heading), part \(part)"
        chapters.append(
          Chapter(
            file: part == 1 ? "topic-\(number).xhtml" : "topic-\(number)-\(part).xhtml",
            title: title, body: "<h2>\(title)</h2>\n"))
      }
      chapters[chapters.count - 1].body += piece.body
      chapters[chapters.count - 1].stories += [piece.story].compactMap(\.self)
    }
    return chapters
  }

  private static func foot(_ digest: DailyDigest) -> HTML {
    let clock = ZoneClock(zone: digest.span.zone)
    var lines: [HTML] = []
    if !digest.dropped.isEmpty {
      lines.append("<li>Dropped by your rules: \(Words.count(digest.dropped.count, "item"))</li>\n")
    }
    if digest.counts.late > 0 {
      lines.append("<li>Late: \(Words.count(digest.counts.late, "item"))</li>\n")
    }
    let groups: [(StaticString, [DailyDigest.Trouble])] = [
      ("Failed", digest.failing), ("Silent", digest.silent),
    ]
    for (word, troubles) in groups {
      for trouble in troubles {
        let since = trouble.since.map { " since \(clock.near($0, in: digest.span))" } ?? ""
        lines.append(
          "<li>\(HTML(stringLiteral: word)): \(HTML.name(trouble.name))\(since): \(HTML.name(trouble.sentence))</li>\n"
        )
      }
    }
    return lines.isEmpty ? HTML() : "<h2>About this edition</h2>\n<ul>\n\(lines)</ul>\n"
  }

  // MARK: What holds it together

  private static func page(_ title: String, _ body: HTML) -> HTML {
    """
    <?xml version="1.0" encoding="utf-8"?>
    <!DOCTYPE html>
    <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en" dir="ltr">
    <head>
    <title>\(title)</title>
    <link rel="stylesheet" type="text/css" href="style.css"/>
    </head>
    <body>
    \(body)</body>
    </html>

    """
  }

  private static func contents(_ chapters: [Chapter]) -> HTML {
    let lines = chapters.map { chapter -> HTML in
      let stories = chapter.stories.map { story -> HTML in
        """
        <li><a href="\(chapter.file)#s-\(story.id.rawValue)"\(voice: story.headline.language)>\(story.headline.text)</a></li>

        """
      }
      let nested: HTML = stories.isEmpty ? HTML() : "\n<ol>\n\(stories)</ol>\n"
      return "<li><a href=\"\(chapter.file)\">\(chapter.title)</a>\(nested)</li>\n"
    }
    return page(
      "Contents", "<nav epub:type=\"toc\">\n<h2>Contents</h2>\n<ol>\n\(lines)</ol>\n</nav>\n")
  }

  private static func package(_ digest: DailyDigest, chapters: [Chapter], identity: String) -> HTML
  {
    let numbered = chapters.indices.map { (id: "c\($0)", file: chapters[$0].file) }
    let items = numbered.map { chapter -> HTML in
      "<item id=\"\(chapter.id)\" href=\"\(chapter.file)\" media-type=\"application/xhtml+xml\"/>\n"
    }
    return """
      <?xml version="1.0" encoding="utf-8"?>
      <package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="edition" xml:lang="en" dir="ltr">
      <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
      <dc:identifier id="edition">\(AtomFeed.urn("\(identity) book \(digest.span.name) \(digest.span.zone)"))</dc:identifier>
      <dc:title>newsloom, \(ZoneClock.title(of: digest.span))</dc:title>
      <dc:language>en</dc:language>
      <dc:creator>newsloom</dc:creator>
      <dc:date>\(digest.span.closes.rfc3339)</dc:date>
      <meta property="dcterms:modified">\(digest.written.rfc3339)</meta>
      <meta property="belongs-to-collection" id="series">newsloom</meta>
      <meta refines="#series" property="collection-type">series</meta>
      <meta property="schema:accessMode">textual</meta>
      <meta property="schema:accessModeSufficient">textual</meta>
      <meta property="schema:accessibilityFeature">tableOfContents</meta>
      <meta property="schema:accessibilityFeature">structuralNavigation</meta>
      <meta property="schema:accessibilityHazard">none</meta>
      </metadata>
      <manifest>
      <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
      <item id="style" href="style.css" media-type="text/css"/>
      \(items)</manifest>
      <spine>
      \(numbered.map { "<itemref idref=\"\($0.id)\"/>\n" as HTML })</spine>
      </package>

      """
  }

  private static let container: HTML = """
    <?xml version="1.0" encoding="utf-8"?>
    <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
    <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
    </rootfiles>
    </container>

    """

  /// Little, since an e-reader's own fonts and margins are its owner's choice.
  private static let sheet: HTML = """
    h1, h2, h3 { line-height: 1.2; text-align: start; }
    h2 { border-top: 0.15em solid; padding-top: 0.4em; }
    h3 { margin: 1.4em 0 0.2em; }
    p, ul, dl { margin: 0.3em 0; }
    ul { padding-left: 1.1em; }
    li { margin: 0.3em 0; }
    blockquote { margin: 0.3em 0 0.3em 1em; }
    dt { font-weight: bold; }
    dd { margin: 0 0 0.4em 1em; }
    .by, .also, .when { font-size: 0.85em; }

    """
}
