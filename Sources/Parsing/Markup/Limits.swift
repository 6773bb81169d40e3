/// What one document may cost. A document that asks for more is read up to the limit and says so.
package enum Limits {
  /// Bytes of a body. The largest feed in daily use is a podcast's whole history, about 20 MB; three
  /// times that still parses in under 300 MB of memory.
  package static let bytes = 64 << 20
  /// Levels of elements. Feeds use six, inline XHTML some thirty; a page nested deeper is an attack
  /// on whoever walks it.
  static let depth = 256
  /// Elements, attributes and runs of text. A million items of four fields each.
  static let events = 8_000_000
  /// Different element and attribute names. Real documents have at most a hundred.
  static let names = 4_000
  /// Attributes of one element. The most that a module defines is some twenty.
  static let attributes = 256
  /// Items. Archives of podcasts have some thousands.
  static let items = 50_000
  /// Errors that libxml2 may report before we stop it: three million bare ampersands would otherwise
  /// be three million calls.
  static let errors = 1_000
  /// Bytes that internal entities may add to a document. Declared entities are typing aids of a few
  /// letters; expansion without a bound is how 100 kB becomes 2 GB.
  static let expansion = 1 << 20
  /// Bytes of one internal entity that we are willing to put in its place.
  static let entity = 1_024
  /// Warnings in a reading; after these only their number is told.
  static let warnings = 40
}
