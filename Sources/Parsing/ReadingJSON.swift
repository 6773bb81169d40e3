package import NewsModel

extension Reading {
  /// The reading as `newsloom parse` prints it; every key is there, null where nothing was said.
  package func json(file: String) -> JSON {
    [
      "file": .string(file),
      "format": .string(document.format.rawValue),
      "title": .text(document.title),
      "link": .text(document.link),
      "description": .text(document.description),
      "language": .text(document.language),
      "updated": .instant(document.updated),
      "image": .text(document.image),
      "ttl": .number(document.ttl),
      "warnings": .array(warnings.map(JSON.string)),
      "items": .array(document.items.map(\.json)),
    ]
  }
}

extension FeedItem {
  fileprivate var json: JSON {
    [
      "id": .string(id),
      "link": .text(link),
      "title": .text(title),
      "authors": .array(authors.map(JSON.string)),
      "published": .instant(published),
      "updated": .instant(updated),
      "summary": .text(summary),
      "content": .text(content),
      "text": .string(text),
      "categories": .array(categories.map(JSON.string)),
      "enclosures": .array(enclosures.map(\.json)),
      "image": .text(image),
      "source": .text(source),
      "language": .text(language),
      "comments": .text(comments),
    ]
  }
}

extension Enclosure {
  fileprivate var json: JSON {
    ["url": .string(url), "type": .text(type), "length": .number(length)]
  }
}
