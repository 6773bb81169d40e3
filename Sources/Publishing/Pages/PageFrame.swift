import NewsModel

/// What every page shares: its head with the content security policy and the style, the skip link,
/// the bar at the top. Whatever is linked is a file beside it, so a page works from anywhere.
struct PageFrame {
  var title: String
  /// From the page's directory to the digest directory: "", "../" or "../../".
  var root: String
  /// Beside the name: where else one can go from here.
  var bar: [HTML] = []
  /// Whether `feed.xml` is written, to be found by those who subscribe.
  var hasFeed = true
  var kind: StaticString

  func page(_ main: HTML, foot: HTML) -> Page.Body {
    let feed: HTML =
      hasFeed
      ? """
      <link rel="alternate" type="application/atom+xml" title="Editions" href="\(root)feed.xml">

      """ : HTML()
    let markup: HTML = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="referrer" content="no-referrer">
      <meta name="color-scheme" content="light dark">
      <meta name="generator" content="newsloom">
      <title>\(title)</title>
      \(feed)<style>\(PageStyle.sheet)</style>
      </head>
      <body class="\(HTML(stringLiteral: kind))">
      <a class="skip" href="#main">Skip to the news</a>
      <div class="bar"><nav aria-label="Editions"><a class="mark" href="\(root)index.html">newsloom</a>\
      \(bar.map { " <span class=\"way\">\($0)</span>" as HTML })</nav></div>
      <main id="main" tabindex="-1">
      \(main)</main>
      <footer class="foot">
      \(foot)</footer>
      </body>
      </html>

      """
    return markup.bytes
  }
}
