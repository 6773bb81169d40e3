import CText

extension Array {
  /// Has memory fetch the list's beginning, so many lines of 64 bytes, while other work is done.
  @inline(__always)
  func fetch(lines: Int) {
    // Its count stands right before its elements.
    newsloom_fetch(address &- UInt(MemoryLayout<(Int, Int)>.size), Int32(lines))
  }

  /// The same of one element.
  @inline(__always)
  func fetch(_ index: Int) {
    newsloom_fetch(address + UInt(index * MemoryLayout<Element>.stride), 1)
  }

  /// As a number: what takes a pointer holds the array meanwhile, and to count that waits for memory.
  @inline(__always)
  private var address: UInt { unsafe withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } }
}
