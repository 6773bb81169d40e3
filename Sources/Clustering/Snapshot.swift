import NewsModel

/// A snapshot that cannot be read: cut, damaged, or of another version.
package struct UnreadableSnapshot: Error, Hashable, Sendable {}

/// Writes a clusterer's state as bytes: little-endian, counts before what they count.
struct SnapshotWriter {
  private(set) var bytes: [UInt8] = []

  /// Bytes beyond as many as were expected have all of them moved, again and again: most of what a
  /// snapshot took.
  init(expecting count: Int) { bytes.reserveCapacity(count) }

  mutating func put(_ value: some FixedWidthInteger) {
    unsafe withUnsafeBytes(of: value.littleEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func put(_ value: Double) { put(value.bitPattern) }
  mutating func put(_ value: Float) { put(value.bitPattern) }
  mutating func put(_ value: Bool) { bytes.append(value ? 1 : 0) }
  mutating func put(_ values: [UInt8]) {
    put(UInt32(truncatingIfNeeded: values.count))
    bytes += values
  }
  mutating func put(_ value: String) {
    put(UInt32(truncatingIfNeeded: value.utf8.count))
    bytes += value.utf8
  }

  mutating func put<Value>(
    each values: some Collection<Value>, _ put: (inout SnapshotWriter, Value) -> Void
  ) {
    self.put(UInt32(truncatingIfNeeded: values.count))
    for value in values { put(&self, value) }
  }
}

/// Reads what a `SnapshotWriter` wrote, and believes nothing of it.
struct SnapshotReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  mutating func get<Value: FixedWidthInteger>(
    _: Value.Type = Value.self
  ) throws(UnreadableSnapshot) -> Value {
    let size = Value.bitWidth / 8
    guard bytes.count - position >= size else { throw UnreadableSnapshot() }
    var value: Value = 0
    for index in 0..<size {
      value |= Value(truncatingIfNeeded: bytes[position + index]) << (8 * index)
    }
    position += size
    return value
  }

  mutating func get(_: Double.Type = Double.self) throws(UnreadableSnapshot) -> Double {
    Double(bitPattern: try get())
  }
  mutating func get(_: Float.Type = Float.self) throws(UnreadableSnapshot) -> Float {
    Float(bitPattern: try get())
  }
  mutating func get(_: Bool.Type = Bool.self) throws(UnreadableSnapshot) -> Bool {
    try get(UInt8.self) != 0
  }
  mutating func get(_: [UInt8].Type = [UInt8].self) throws(UnreadableSnapshot) -> [UInt8] {
    let count = Int(try get(UInt32.self))
    guard bytes.count - position >= count else { throw UnreadableSnapshot() }
    defer { position += count }
    return Array(bytes[position..<position + count])
  }
  mutating func get(_: String.Type = String.self) throws(UnreadableSnapshot) -> String {
    String(decoding: try get([UInt8].self), as: UTF8.self)
  }

  mutating func get<Value>(
    each get: (inout SnapshotReader) throws(UnreadableSnapshot) -> Value
  ) throws(UnreadableSnapshot) -> [Value] {
    let count = Int(try self.get(UInt32.self))
    // No value takes less than a byte, so a damaged count cannot ask for more memory than there is.
    guard count <= bytes.count - position else { throw UnreadableSnapshot() }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try get(&self)) }
    return values
  }
}
