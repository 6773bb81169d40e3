/// Which sentences may be quoted: those that are sentences, and news.
enum Quotable {
  /// Long enough to say something, short enough to read, and nothing by which a page speaks of itself:
  /// a teaser, a byline, an invitation to subscribe.
  static func isOne(_ text: String, words: SentenceWords) -> Bool {
    guard words.content.count >= 4, (24...1600).contains(text.utf8.count) else { return false }
    // "CHOOSE YOUR LANGUAGE"; rows of headlines in title case. German writes half its words so.
    if words.long >= 5, words.shouted * 3 > words.long { return false }
    if words.long >= 6, words.capitalised * 4 > words.long * 3 { return false }
    // "Rosie Field reports from Hallin.": what a film's caption says of the film.
    if text.utf8.count < 90, text.contains(" reports from ") || text.hasSuffix(" reports.") {
      return false
    }
    return !boilerplate.isIn(text)
  }

  /// As `isOne`, and seen whole: what is quoted out of the middle of a text has an end of its own, and
  /// is not so long that it would have to be cut.
  static func isWhole(_ text: String, words: SentenceWords) -> Bool {
    text.utf8.count <= 900 && text.unicodeScalars.count <= 320 && isEnded(text)
      && !"(-–—|•*@#)".contains(text.first ?? "(") && isOne(text, words: words)
  }

  /// Whether the text ends as a sentence does, its script having a mark for that.
  static func isEnded(_ text: String) -> Bool {
    guard let last = text.last(where: { !"\"'’”»›」』)]".contains($0) }) else { return false }
    return ".!?。！？।॥؟۔։።။។".contains(last) && !text.hasSuffix("...")
  }

  /// What publishers say of their own pages.
  private static let boilerplate = PhraseTable([
    "[…]", "[...]", "read more", "read also", "also read", "read:", "related:", "click here",
    "continue reading", "sign up for", "sign up to", "subscribe", "newsletter", "appeared first",
    "first appeared", "all rights reserved", "follow us", "whatsapp", "cookies", "javascript",
    "photo:", "image:", "getty images", "byline:", "reporting by", "editing by",
    "registered charity",
    "http://", "https://", "pic.twitter.com", "copyright", "hotline", "download the", "watch video",
    "watch the video", "advertisement", "share this", "leave a comment", "comments", "obscene",
    "this article was", "this story was", "read the full", "want to read", "terms of use",
    "weiterlesen", "mehr lesen", "mehr zum thema", "lire la suite", "lire aussi", "leer más",
    "lea también", "seguir leyendo", "leggi anche", "leia mais", "lees ook", "läs mer",
    "читать далее", "Читать далее", "читайте также", "Читайте также", "続きを読む",
  ])
}
