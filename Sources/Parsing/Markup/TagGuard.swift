/// Keeps tags with thousands of attributes away from libxml2, which compares each with every other:
/// 300,000 of them in a 3 MB document took it 22 s. The mender keeps the first 256.
enum TagGuard {
  /// The size of the pieces that are looked at. A tag longer than two of them fills one.
  private static let piece = 4096
  /// Quoted values in one piece without a "<" that make it suspect: one every 27 bytes.
  private static let suspicious = 150

  /// What is wrong with the document, if such a tag may be in it.
  static func fault(in text: [UInt8]) -> MarkupParser.Fault? {
    unsafe text.withUnsafeBufferPointer { bytes in
      var start = 0
      while start + piece <= bytes.count {
        let part = unsafe UnsafeBufferPointer(rebasing: bytes[start..<start + piece])
        start += piece
        if unsafe ByteSearch.first(UInt8(ascii: "<"), in: part, from: 0) == nil,
          unsafe attributes(in: part) > suspicious
        {
          return MarkupParser.Fault(line: 0, sentence: "a tag with too many attributes")
        }
      }
      return nil
    }
  }

  private static func attributes(in part: UnsafeBufferPointer<UInt8>) -> Int {
    var count = 0
    var index = 0
    while let sign = unsafe ByteSearch.first(UInt8(ascii: "="), in: part, from: index) {
      index = sign + 1
      while index < part.count, unsafe part[index] <= 0x20 { index += 1 }
      // Values must be quoted, or the document is not XML and ends there anyway.
      if index < part.count, unsafe part[index] == 0x22 || part[index] == 0x27 { count += 1 }
    }
    return count
  }
}
