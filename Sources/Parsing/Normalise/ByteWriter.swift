/// Bytes written one behind the other into memory of the writer's own.
///
/// An array asks at every append whether it is its only owner and whether there is room. Here room
/// is asked for once a run of text, which is then copied word by word while it is looked through.
@safe
struct ByteWriter: ~Copyable {
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  /// Written a word at a time, whatever is written may use this much more.
  private static let slack = 16

  init(expecting count: Int) {
    capacity = max(count, 48) + Self.slack
    unsafe memory = .allocate(capacity: capacity)
  }

  deinit {
    unsafe memory.deallocate()
  }

  /// What has been written.
  func read<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(unsafe UnsafeBufferPointer(start: memory, count: count).span)
  }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    makeRoom(1)
    unsafe memory[count] = byte
    count += 1
  }

  mutating func append(_ text: StaticString) {
    makeRoom(text.utf8CodeUnitCount)
    unsafe (memory + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.value < 0x80 {
      append(UInt8(truncatingIfNeeded: scalar.value))
    } else {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { append(byte) }
    }
  }

  /// Appends the bytes of `range`.
  mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    makeRoom(range.count)
    unsafe bytes.extracting(range).withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      unsafe (memory + count).update(from: start, count: source.count)
    }
    count += range.count
  }

  /// Appends the first `length` of the bytes that two words hold, the lowest first.
  @inline(__always)
  mutating func append(_ head: UInt64, _ tail: UInt64, length: Int) {
    precondition(length <= Self.slack, "Two words hold no more.")
    makeRoom(0)
    let target = unsafe UnsafeMutableRawPointer(memory)
    unsafe target.storeBytes(of: head.littleEndian, toByteOffset: count, as: UInt64.self)
    unsafe target.storeBytes(of: tail.littleEndian, toByteOffset: count + 8, as: UInt64.self)
    count += length
  }

  /// Appends the bytes from `start` on, up to the first that `stops` flags or to `end`; where the
  /// first is that was not appended.
  ///
  /// `stops` is given eight bytes, the first lowest, and the high bits of those that lie beyond the
  /// end. It answers with the high bit of each byte to stop at; only the lowest that is set need be
  /// right. A byte that is the last of its word is asked for again as the first of the next, so that
  /// what is flagged there for want of its neighbour need not be meant.
  @inline(__always)
  mutating func copy(
    _ bytes: Span<UInt8>, from start: Int, to end: Int,
    until stops: (_ word: UInt64, _ beyond: UInt64) -> UInt64
  ) -> Int {
    precondition(start <= end && end <= bytes.count, "A range outside of the bytes.")
    makeRoom(end - start)
    // What is copied is no longer than what was read, and room was made for all of it and two words
    // more; nothing is loaded from beyond the last of the bytes.
    return unsafe bytes.withUnsafeBytes { source in
      let target = unsafe UnsafeMutableRawPointer(memory)
      var at = start
      var to = count
      defer { count = to }
      while at &+ 8 <= end {
        let word = unsafe source.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        unsafe target.storeBytes(of: word, toByteOffset: to, as: UInt64.self)
        let stop = stops(UInt64(littleEndian: word), 0)
        let taken = stop == 0 ? 8 : stop.trailingZeroBitCount / 8
        at &+= taken
        to &+= taken
        if taken < 7 { return at }
      }
      while at < end {
        let word =
          at + 8 <= source.count
          ? UInt64(littleEndian: unsafe source.loadUnaligned(fromByteOffset: at, as: UInt64.self))
          : unsafe Self.last(of: source, from: at)
        unsafe target.storeBytes(of: word.littleEndian, toByteOffset: to, as: UInt64.self)
        let beyond = EightBytes.highs << UInt64(8 * (end - at))
        let taken = (stops(word, beyond) | beyond).trailingZeroBitCount / 8
        at += taken
        to += taken
        if taken == 0 { break }
      }
      return at
    }
  }

  /// The last bytes, fewer than eight, and zeros behind them.
  private static func last(of bytes: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
    var word: UInt64 = 0
    for at in (start..<bytes.count).reversed() { word = unsafe word << 8 | UInt64(bytes[at]) }
    return word
  }

  /// Takes back what was written behind the first `kept` bytes.
  mutating func shorten(to kept: Int) {
    count = min(count, kept)
  }

  /// Whether what has been written is this text.
  func spells(_ text: String) -> Bool {
    let other = text.utf8Span.span
    guard other.count == count else { return false }
    return unsafe other.withUnsafeBufferPointer {
      unsafe ByteSearch.isEqual(UnsafeBufferPointer(start: memory, count: count), $0)
    }
  }

  /// What has been written, which was whole characters, as text.
  func text() -> String { read { String(validUTF8: $0) } }

  /// Room for so many bytes and two words more.
  @inline(__always)
  private mutating func makeRoom(_ more: Int) {
    if count + more + Self.slack > capacity { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    let larger = max(2 * capacity, count + more + Self.slack)
    let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
    unsafe moved.update(from: memory, count: count)
    unsafe memory.deallocate()
    unsafe memory = moved
    capacity = larger
  }
}

/// Eight bytes asked at once. Where no doubt is allowed, each answer is the high bit of its byte and
/// right; the quick ones are right up to the lowest that is set.
enum EightBytes {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let highs: UInt64 = 0x8080_8080_8080_8080

  /// Bytes that are `byte`; quick.
  @inline(__always)
  static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & highs
  }

  /// Bytes below `byte`, which is 0x80 at most; quick.
  @inline(__always)
  static func below(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    (word &- ones &* UInt64(byte)) & ~word & highs
  }

  /// Bytes whose seven low bits are `byte` or more, whatever their high bit; exact.
  @inline(__always)
  static func atLeast(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    ((word & ~highs) &+ ones &* UInt64(0x80 - byte)) & highs
  }
}
