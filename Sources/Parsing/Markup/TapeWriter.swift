/// Takes what the parser meets and lays it on a tape.
struct TapeWriter {
  private var events = ContiguousArray<MarkupTape.Event>()
  private var bytes = ContiguousArray<UInt8>()
  private var names = ContiguousArray<TapeName>()
  /// The URIs that the outermost element declares.
  var rootNamespaces: [String] = []
  /// Limits that were hit, once each, with the line.
  private(set) var limits: [(limit: Limit, line: Int)] = []
  private var open = ContiguousArray<UInt32>()
  /// Elements open beyond the depth that is kept.
  private var buried = 0
  private var slots: ContiguousArray<Slot>
  /// Text goes on at the end of the last event.
  private var isTextOpen = false
  private(set) var isFull = false

  /// Something that a document had too much of.
  enum Limit: Sendable {
    case depth, events, names, attributes
  }

  /// A name's pieces as libxml2 interned them: equal addresses are equal names.
  private struct Slot {
    var local: UInt
    var prefix: UInt
    var uri: UInt
    var index: UInt16
  }

  init(expecting bytes: Int) {
    self.bytes.reserveCapacity(bytes)
    events.reserveCapacity(bytes / 64 + 16)
    open.reserveCapacity(32)
    slots = ContiguousArray(
      repeating: Slot(local: 0, prefix: 0, uri: 0, index: 0), count: 256)
  }

  /// Whether the element that begins now is to be kept.
  mutating func begin(name: UInt16, line: Int) -> Bool {
    isTextOpen = false
    guard open.count < Limits.depth, !isFull else {
      if isFull == false { note(.depth, line) }
      buried += 1
      return false
    }
    let index = events.count
    if index >= Limits.events {
      isFull = true
      note(.events, line)
      buried += 1
      return false
    }
    open.append(UInt32(truncatingIfNeeded: index))
    let next = UInt32(truncatingIfNeeded: index + 1)
    events.append(
      MarkupTape.Event(
        kind: .element, name: name, line: UInt32(clamping: line), start: next, end: next))
    return true
  }

  /// After an element's attributes.
  mutating func beginContent() {
    guard let index = open.last else { return }
    events[Int(index)].start = UInt32(truncatingIfNeeded: events.count)
  }

  mutating func attribute(name: UInt16, value: UnsafeBufferPointer<UInt8>) {
    let start = UInt32(truncatingIfNeeded: bytes.count)
    unsafe appendAttribute(value)
    events.append(
      MarkupTape.Event(
        kind: .attribute, name: name, start: start,
        end: UInt32(truncatingIfNeeded: bytes.count)))
  }

  /// libxml2 hands on references in attributes as it met them, with `&#38;` for every ampersand, so
  /// that a second pass can tell them from text; this is the second pass.
  private mutating func appendAttribute(_ value: UnsafeBufferPointer<UInt8>) {
    guard unsafe value.contains(UInt8(ascii: "&")) else {
      unsafe bytes.append(contentsOf: value)
      return
    }
    var index = 0
    while index < value.count {
      let byte = unsafe value[index]
      guard byte == UInt8(ascii: "&"),
        let end = unsafe value[index...].prefix(40).firstIndex(of: UInt8(ascii: ";"))
      else {
        bytes.append(byte)
        index += 1
        continue
      }
      if unsafe end == index + 4 && value[index + 1] == 0x23 && value[index + 2] == 0x33
        && value[index + 3] == 0x38
      {
        bytes.append(UInt8(ascii: "&"))
        index = end + 1
        continue
      }
      let name = unsafe String(decoding: value[index + 1..<end], as: UTF8.self)
      if let text = HTMLEntities.character(named: name) {
        bytes.append(contentsOf: text.utf8)
      } else {
        unsafe bytes.append(contentsOf: value[index...end])
      }
      index = end + 1
    }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard !isFull, !open.isEmpty else { return }
    let start = UInt32(truncatingIfNeeded: bytes.count)
    unsafe bytes.append(contentsOf: text)
    let end = UInt32(truncatingIfNeeded: bytes.count)
    if isTextOpen {
      events[events.count - 1].end = end
    } else {
      events.append(MarkupTape.Event(kind: .text, start: start, end: end))
      isTextOpen = true
    }
  }

  mutating func end() {
    isTextOpen = false
    guard buried == 0 else {
      buried -= 1
      return
    }
    guard let index = open.popLast() else { return }
    events[Int(index)].end = UInt32(truncatingIfNeeded: events.count)
  }

  /// Elements left open are closed; returns whether there were any.
  mutating func finish() -> Bool {
    let wasOpen = !open.isEmpty || buried > 0
    buried = 0
    while !open.isEmpty { end() }
    return wasOpen
  }

  /// What has been written; the writer is done.
  var tape: MarkupTape {
    MarkupTape(events: events, bytes: bytes, names: names, rootNamespaces: rootNamespaces)
  }

  /// Whether nothing has been written yet.
  var isEmpty: Bool { events.isEmpty }

  mutating func note(_ limit: Limit, _ line: Int) {
    if !limits.contains(where: { $0.limit == limit }) { limits.append((limit, line)) }
  }

  /// The index of a name, by the addresses of its interned pieces; 0 of `names` is any name too many.
  @inline(__always)
  mutating func index(
    local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?
  ) -> UInt16 {
    let key = (UInt(bitPattern: local), UInt(bitPattern: prefix), UInt(bitPattern: uri))
    let mask = slots.count - 1
    var slot = Self.hash(key) & mask
    while slots[slot].local != 0 {
      if slots[slot].local == key.0, slots[slot].prefix == key.1, slots[slot].uri == key.2 {
        return slots[slot].index
      }
      slot = (slot + 1) & mask
    }
    return unsafe intern(local: local, prefix: prefix, uri: uri, key: key)
  }

  /// Addresses differ in their middle bits; multiplying (Fibonacci hashing) brings those up.
  private static func hash(_ key: (local: UInt, prefix: UInt, uri: UInt)) -> Int {
    let mixed = key.local ^ (key.prefix &* 7) ^ (key.uri &* 31)
    return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 40)
  }

  private mutating func intern(
    local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?,
    key: (UInt, UInt, UInt)
  ) -> UInt16 {
    func string(_ pointer: UnsafePointer<UInt8>?) -> String? {
      unsafe pointer.map { unsafe String(cString: $0) }
    }
    if names.isEmpty {
      names.append(TapeName(spelling: "", prefix: "newsloom", uri: nil))
    }
    guard names.count < Limits.names else {
      note(.names, 0)
      return 0
    }
    let index = UInt16(names.count)
    unsafe names.append(
      TapeName(spelling: string(local) ?? "", prefix: string(prefix), uri: string(uri)))
    if names.count * 2 > slots.count { grow() }
    place(Slot(local: key.0, prefix: key.1, uri: key.2, index: index))
    return index
  }

  private mutating func grow() {
    let old = slots
    slots = ContiguousArray(
      repeating: Slot(local: 0, prefix: 0, uri: 0, index: 0), count: old.count * 2)
    for slot in old where slot.local != 0 { place(slot) }
  }

  private mutating func place(_ new: Slot) {
    let mask = slots.count - 1
    var slot = Self.hash((new.local, new.prefix, new.uri)) & mask
    while slots[slot].local != 0 { slot = (slot + 1) & mask }
    slots[slot] = new
  }
}
