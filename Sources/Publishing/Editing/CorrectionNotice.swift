import NewsModel

/// A publisher's own word that a report was wrong, or is withdrawn.
///
/// Only what can hardly mean anything else counts: a title marked as such ("Correction: …",
/// "… (withdrawn)"), or a sentence by which a text speaks of itself ("An earlier version of this
/// article said …"). That troops were withdrawn, or a forecast corrected, is news and no notice.
struct CorrectionNotice {
  var kind: DigestStory.Correction.Kind
  /// The sentence that says so; else the title.
  var words: String

  init?(title: String, text: String) {
    let mark = Self.kind(of: title)
    let sentence = Self.sentence(in: text)
    guard let kind = mark ?? sentence?.kind else { return nil }
    self.kind = kind
    words = sentence?.words ?? title
  }

  /// What the marks at a title's ends say it is; nil for most.
  static func kind(of title: String) -> DigestStory.Correction.Kind? {
    guard mayBeMarked(title) else { return nil }
    // Marks are short: a title of ten thousand letters is not read for them.
    let head = String(title.prefix(40)).lowercased()
    let tail = String(title.suffix(16)).lowercased()
    for (kind, marks) in [
      (DigestStory.Correction.Kind.withdrawn, withdrawals), (.corrected, corrections),
    ] {
      for mark in marks {
        if head.hasPrefix("[\(mark)]") || head.hasPrefix("(\(mark))") { return kind }
        if tail.hasSuffix("[\(mark)]") || tail.hasSuffix("(\(mark))") { return kind }
        guard head.hasPrefix(mark) else { continue }
        // "Correction: …", "CORRECTED-…"; not "Corrections officers strike".
        let rest = head.dropFirst(mark.count).drop { $0 == " " || $0 == "\u{A0}" }
        if let next = rest.first, ":-–—：".contains(next) { return kind }
      }
    }
    return nil
  }

  /// Whether the title ends with a bracket, begins with one, or has a colon or a dash near its
  /// beginning: all others are told from marked ones by a few bytes.
  private static func mayBeMarked(_ title: String) -> Bool {
    if let last = title.utf8.last, last == 0x5D || last == 0x29 { return true }
    if let first = title.utf8.first, first == 0x5B || first == 0x28 { return true }
    // The first bytes of "–" and "—", and of "：".
    return title.utf8.prefix(48).contains { $0 == 0x3A || $0 == 0x2D || $0 == 0xE2 || $0 == 0xEF }
  }

  private static func sentence(in text: String)
    -> (kind: DigestStory.Correction.Kind, words: String)?
  {
    // Nearly all texts end here.
    guard either.isIn(text, limit: 3000) else { return nil }
    for sentence in Sentences.split(text, limit: 3000) where sentence.utf8.count <= 900 {
      if withdrawing.isIn(sentence) { return (.withdrawn, sentence) }
      if correcting.isIn(sentence) { return (.corrected, sentence) }
    }
    return nil
  }

  private static let corrections = [
    "correction", "corrections", "corrected", "clarification", "refile-corrected",
    "update-corrected", "korrektur", "korrigiert", "berichtigung", "berichtigt", "richtigstellung",
    "corrección", "corregido", "fe de errores", "rectificación", "rectificatif", "rectification",
    "erratum", "errata", "rettifica", "correção", "correctie", "rättelse", "rettelse",
    "исправление", "исправлено", "поправка", "訂正", "更正", "تصحيح",
  ]

  private static let withdrawals = [
    "withdrawn", "withdrawal", "retracted", "retraction", "mandatory kill", "kill", "zurückgezogen",
    "retirado", "retirada", "retractación", "retiré", "rétractation", "ritirato", "ingetrokken",
    "отозвано", "撤回", "سحب",
  ]

  private static let either = PhraseTable(correctingPhrases + withdrawingPhrases)
  private static let correcting = PhraseTable(correctingPhrases)
  private static let withdrawing = PhraseTable(withdrawingPhrases)

  private static let correctingPhrases = [
    "correction:", "corrections:", "clarification:", "korrektur:", "berichtigung:", "corrección:",
    "rectificatif :", "rettifica:", "correção:", "rättelse:",
    "earlier version of this", "previous version of this", "story has been corrected",
    "article has been corrected", "report has been corrected", "headline has been corrected",
    "this article was amended", "this story was amended", "this story corrects",
    "this version corrects", "früheren version dieses", "früheren fassung dieses",
    "früheren version des artikels", "version anterior de este", "version antérieure de cet",
    "version précédente de cet", "versione precedente di questo", "versão anterior dest",
    "eerdere versie van dit", "tidigare version av den", "предыдущей версии этого",
    "предыдущей версии этой",
  ]

  private static let withdrawingPhrases = [
    "this story has been withdrawn", "this article has been withdrawn",
    "this report has been withdrawn", "this item has been withdrawn",
    "this story has been retracted", "this article has been retracted",
    "this report has been retracted", "has withdrawn this story", "has withdrawn this article",
    "has retracted this story", "has retracted this article", "have withdrawn this story",
    "have withdrawn this article", "have retracted this", "have removed this story",
    "have removed this article", "dieser artikel wurde zurückgezogen",
    "diese meldung wurde zurückgezogen", "diese meldung wird zurückgezogen",
    "este artículo ha sido retirado", "cet article a été retiré",
  ]
}
