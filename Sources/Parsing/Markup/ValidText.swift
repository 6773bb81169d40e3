extension String {
  /// The bytes as a string, without asking a second time whether they are UTF-8.
  ///
  /// Everything behind `CharacterEncoding` is: libxml2 is given only UTF-8 and hands on whole
  /// characters, and whoever cuts text cuts it before or after an ASCII byte or a whole character.
  /// A debug build asks all the same.
  init(validUTF8 bytes: Span<UInt8>) {
    assert(Self.isValid(bytes))
    self = unsafe String(copying: UTF8Span(unchecked: bytes))
  }

  private static func isValid(_ bytes: Span<UInt8>) -> Bool {
    // Where it is not valid makes no difference to the question.
    (try? UTF8Span(validating: bytes)) != nil
  }
}
