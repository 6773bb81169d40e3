import Foundation

/// An item's fields as rules look at them, each made ready once for all rules.
struct SearchedItem {
  private let item: FeedItem
  private var plain: [FilterRule.Field: [String]] = [:]
  private var folded: [FilterRule.Field: [FoldedText]] = [:]

  init(_ item: FeedItem) {
    self.item = item
  }

  /// The texts of a field, composed.
  mutating func texts(in field: FilterRule.Field) -> [String] {
    if let texts = plain[field] { return texts }
    // ICU compares code points, so "é" in one and in two would differ.
    let texts = written(in: field).map { text in
      text.utf8.allSatisfy { $0 < 0x80 } ? text : text.precomposedStringWithCanonicalMapping
    }
    plain[field] = texts
    return texts
  }

  mutating func foldedTexts(in field: FilterRule.Field) -> [FoldedText] {
    if let texts = folded[field] { return texts }
    let texts = written(in: field).map(FoldedText.init)
    folded[field] = texts
    return texts
  }

  private func written(in field: FilterRule.Field) -> [String] {
    switch field {
    case .title: [item.title].compactMap(\.self)
    case .url: [item.link].compactMap(\.self)
    case .author: item.authors
    case .category: item.categories
    case .content: [item.text, item.summaryText].compactMap(\.self)
    }
  }
}
