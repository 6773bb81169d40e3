/// What one document may cost. A document that asks for more is read up to the limit and says so.
package enum Limits {
  /// Bytes of a body: three times what a fetch accepts by default. A document of this size, read with
  /// everything and printed, took 175 MB.
  package static let bytes = 64 << 20
  /// Bytes that a document may grow to when it is mended. Of 64 MB of ampersands each would become
  /// five bytes, which with the copies of them took over 1 GB.
  static let mended = bytes + bytes / 4
  /// Levels of elements. The deepest of 300 captured documents had 35, most of them inline XHTML.
  static let depth = 256
  /// Elements, attributes and runs of text: 128 MB of them, far more than items may need.
  static let events = 8_000_000
  /// Different element and attribute names. The captured documents have at most 70.
  static let names = 4_000
  /// Names that libxml2 may have met before we stop it: its own table of them becomes slow where they
  /// are many, 6 s for 400,000.
  static let dictionary = 100_000
  /// Attributes of one element. The captured documents have at most 8.
  static let attributes = 256
  /// Bytes of an `xml:base`. Each element may have one that goes on from that of its parent, and 5,000
  /// that go on from one of 200 kB took 1 GB.
  static let base = 4_096
  /// Items. Documents that hold a source's whole past have thousands, others some dozens.
  static let items = 50_000
  /// Errors that libxml2 may report before we stop it: three million bare ampersands would otherwise
  /// be three million calls.
  static let errors = 1_000
  /// Errors of namespaces: one at every element whose prefix nobody declared, so that 50,000 items may
  /// have some. A million of them take 0.3 s.
  static let namespaceErrors = 1_000_000
  /// Bytes that internal entities may add to a document. Declared entities are typing aids of a few
  /// letters; expansion without a bound is how 100 kB becomes 2 GB.
  static let expansion = 1 << 20
  /// Bytes of one internal entity that we are willing to put in its place.
  static let entity = 1_024
  /// Warnings in a reading; after these only their number is told.
  static let warnings = 40
}
