extension String {
  /// Whether the text begins with a quotation mark, so that another would stand beside it.
  var beginsQuoted: Bool { first.map { "“”„\"«»‘‚‹「『".contains($0) } ?? false }

  /// The text as a quotation: in marks, unless it begins with one.
  var inQuotationMarks: String { beginsQuoted ? self : "“\(self)”" }
}
