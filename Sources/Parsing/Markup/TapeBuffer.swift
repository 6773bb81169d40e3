import Foundation

/// Memory that is written at its end and has one owner.
///
/// An array asks at every append whether someone else holds it too, and needs its size again while
/// it grows. This grows by `realloc`, which moves the pages of large blocks instead of their bytes.
@safe
struct TapeBuffer<Element: BitwiseCopyable>: ~Copyable {
  private(set) var start: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int) {
    self.capacity = max(capacity, 16)
    unsafe start = Self.memory(nil, self.capacity)
  }

  deinit {
    unsafe free(start)
  }

  subscript(index: Int) -> Element {
    @inline(__always)
    get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "beyond the tape")
      return unsafe start[index]
    }
    @inline(__always)
    set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "beyond the tape")
      unsafe start[index] = newValue
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { grow(by: 1) }
    unsafe (start + count).initialize(to: element)
    count += 1
  }

  @inline(__always)
  mutating func append(_ elements: UnsafeBufferPointer<Element>) {
    guard let source = elements.baseAddress else { return }
    if elements.count > capacity - count { grow(by: elements.count) }
    unsafe (start + count).initialize(from: source, count: elements.count)
    count += elements.count
  }

  mutating func append(repeating element: Element, count: Int) {
    if count > capacity - self.count { grow(by: count) }
    unsafe (start + self.count).initialize(repeating: element, count: count)
    self.count += count
  }

  /// Forgets what is behind the first `count` elements; their memory is used again.
  mutating func cut(to count: Int) {
    self.count = min(count, self.count)
  }

  @inline(never)
  private mutating func grow(by more: Int) {
    capacity = max(capacity * 2, count + more)
    unsafe start = Self.memory(start, capacity)
  }

  private static func memory(
    _ old: UnsafeMutablePointer<Element>?, _ capacity: Int
  ) -> UnsafeMutablePointer<Element> {
    guard let new = unsafe realloc(old, capacity * MemoryLayout<Element>.stride) else {
      preconditionFailure("no memory for a document's tape")
    }
    return unsafe new.bindMemory(to: Element.self, capacity: capacity)
  }
}

extension TapeBuffer where Element == UInt8 {
  mutating func append(_ text: String) {
    unsafe text.utf8Span.span.withUnsafeBufferPointer { unsafe append($0) }
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { unsafe append($0) }
  }
}
