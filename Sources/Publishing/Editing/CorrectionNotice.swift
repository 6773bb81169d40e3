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

  private static func sentence(in text: String)
    -> (kind: DigestStory.Correction.Kind, words: String)?
  {
    for sentence in Sentences.split(text, limit: 3000) where sentence.utf8.count <= 900 {
      if withdrawing.isIn(sentence) { return (.withdrawn, sentence) }
      if correcting.isIn(sentence) || kind(of: sentence) == .corrected {
        return (.corrected, sentence)
      }
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

  private static let correcting = PhraseTable([
    "earlier version of this", "previous version of this", "story has been corrected",
    "article has been corrected", "report has been corrected", "headline has been corrected",
    "this article was amended", "this story was amended", "this story corrects",
    "this version corrects", "früheren version dieses", "früheren fassung dieses",
    "früheren version des artikels", "version anterior de este", "version antérieure de cet",
    "version précédente de cet", "versione precedente di questo", "versão anterior dest",
    "eerdere versie van dit", "tidigare version av den", "предыдущей версии этого",
    "предыдущей версии этой",
  ])

  private static let withdrawing = PhraseTable([
    "this story has been withdrawn", "this article has been withdrawn",
    "this report has been withdrawn", "this item has been withdrawn",
    "this story has been retracted", "this article has been retracted",
    "this report has been retracted", "has withdrawn this story", "has withdrawn this article",
    "has retracted this story", "has retracted this article", "have withdrawn this story",
    "have withdrawn this article", "have retracted this", "have removed this story",
    "have removed this article", "dieser artikel wurde zurückgezogen",
    "diese meldung wurde zurückgezogen", "diese meldung wird zurückgezogen",
    "este artículo ha sido retirado", "cet article a été retiré",
  ])
}
