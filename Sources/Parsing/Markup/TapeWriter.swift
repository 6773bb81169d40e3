import Foundation

/// Takes what the parser meets and lays it on a tape.
struct TapeWriter: ~Copyable {
  private var reel: Reel
  /// Limits that were hit, once each, with the line.
  private(set) var limits: [(limit: Limit, line: Int)] = []
  private var open = TapeBuffer<UInt32>(capacity: Limits.depth)
  /// Elements open beyond the depth that is kept.
  private var buried = 0
  private var slots: TapeBuffer<Slot>
  /// The namespaces that names were in, by the addresses of prefix and URI; there are a handful.
  private var spaces: [KnownSpace] = []
  /// Text goes on at the end of the last event.
  private var isTextOpen = false
  private(set) var isFull = false

  /// Something that a document had too much of.
  enum Limit: Sendable {
    case depth, events, names, attributes
  }

  /// A name's pieces as libxml2 interned them: equal addresses are equal names.
  struct Slot: BitwiseCopyable {
    var local: UInt = 0
    var prefix: UInt = 0
    var uri: UInt = 0
    var index: UInt16 = 0
  }

  struct KnownSpace {
    var prefix: UInt
    var address: UInt
    var space: Space
    var uri: String?
  }

  init(expecting bytes: Int) {
    reel = Reel(expecting: bytes)
    slots = TapeBuffer(capacity: 256)
    slots.append(repeating: Slot(), count: 256)
  }

  /// Whether the element that begins now is to be kept.
  mutating func begin(name: UInt16, line: Int) -> Bool {
    isTextOpen = false
    guard open.count < Limits.depth, !isFull else {
      if isFull == false { note(.depth, line) }
      buried += 1
      return false
    }
    let index = reel.events.count
    if index >= Limits.events {
      isFull = true
      note(.events, line)
      buried += 1
      return false
    }
    open.append(UInt32(truncatingIfNeeded: index))
    let next = UInt32(truncatingIfNeeded: index + 1)
    reel.events.append(
      MarkupTape.Event(
        kind: .element, name: name, line: UInt32(clamping: line), start: next, end: next))
    return true
  }

  /// After an element's attributes.
  mutating func beginContent() {
    guard open.count > 0 else { return }
    let index = Int(open[open.count - 1])
    reel.events[index].start = UInt32(truncatingIfNeeded: reel.events.count)
  }

  mutating func attribute(name: UInt16, value: UnsafeBufferPointer<UInt8>) {
    let start = UInt32(truncatingIfNeeded: reel.text.count)
    if unsafe ByteSearch.first(UInt8(ascii: "&"), in: value, from: 0) == nil {
      unsafe reel.text.append(value)
    } else {
      unsafe appendResolved(value)
    }
    reel.events.append(
      MarkupTape.Event(
        kind: .attribute, name: name, start: start,
        end: UInt32(truncatingIfNeeded: reel.text.count)))
  }

  /// libxml2 hands on references in attributes as it met them, with `&#38;` for every ampersand, so
  /// that a second pass can tell them from text; this is the second pass.
  private mutating func appendResolved(_ value: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < value.count {
      let byte = unsafe value[index]
      guard byte == UInt8(ascii: "&"),
        let end = unsafe value[index...].prefix(40).firstIndex(of: UInt8(ascii: ";"))
      else {
        reel.text.append(byte)
        index += 1
        continue
      }
      if unsafe end == index + 4 && value[index + 1] == 0x23 && value[index + 2] == 0x33
        && value[index + 3] == 0x38
      {
        reel.text.append(UInt8(ascii: "&"))
        index = end + 1
        continue
      }
      let name = unsafe String(decoding: value[index + 1..<end], as: UTF8.self)
      if let text = HTMLEntities.character(named: name) {
        reel.text.append(text)
      } else {
        unsafe reel.text.append(UnsafeBufferPointer(rebasing: value[index...end]))
      }
      index = end + 1
    }
  }

  @inline(__always)
  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    guard !isFull, open.count > 0 else { return }
    let start = UInt32(truncatingIfNeeded: reel.text.count)
    unsafe reel.text.append(text)
    let end = UInt32(truncatingIfNeeded: reel.text.count)
    if isTextOpen {
      reel.events[reel.events.count - 1].end = end
    } else {
      reel.events.append(MarkupTape.Event(kind: .text, start: start, end: end))
      isTextOpen = true
    }
  }

  mutating func end() {
    isTextOpen = false
    guard buried == 0 else {
      buried -= 1
      return
    }
    let last = open.count - 1
    guard last >= 0 else { return }
    reel.events[Int(open[last])].end = UInt32(truncatingIfNeeded: reel.events.count)
    open.cut(to: last)
  }

  /// Elements left open are closed; returns whether there were any.
  mutating func finish() -> Bool {
    let wasOpen = open.count > 0 || buried > 0
    buried = 0
    while open.count > 0 { end() }
    return wasOpen
  }

  /// What has been written; the writer begins anew.
  mutating func takeTape() -> MarkupTape {
    var reel = Reel(expecting: 0)
    swap(&reel, &self.reel)
    return MarkupTape(reel)
  }

  /// Whether nothing has been written yet.
  var isEmpty: Bool { reel.events.count == 0 }

  /// A URI that the outermost element declares.
  mutating func declare(_ uri: String) {
    reel.rootNamespaces.append(uri)
  }

  mutating func note(_ limit: Limit, _ line: Int) {
    if !limits.contains(where: { $0.limit == limit }) { limits.append((limit, line)) }
  }

  // MARK: Names

  /// The index of a name, by the addresses of its interned pieces; 0 is any name too many.
  @inline(__always)
  mutating func index(
    local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?
  ) -> UInt16 {
    let key = Slot(
      local: UInt(bitPattern: local), prefix: UInt(bitPattern: prefix),
      uri: UInt(bitPattern: uri))
    let mask = slots.count - 1
    var position = Self.hash(key) & mask
    while true {
      let slot = slots[position]
      if slot.local == key.local, slot.prefix == key.prefix, slot.uri == key.uri {
        return slot.index
      }
      if slot.local == 0 { break }
      position = (position + 1) & mask
    }
    return unsafe intern(local: local, prefix: prefix, uri: uri, key: key)
  }

  /// Addresses differ in their middle bits; multiplying (Fibonacci hashing) brings those up.
  private static func hash(_ key: Slot) -> Int {
    let mixed = key.local ^ (key.prefix &* 7) ^ (key.uri &* 31)
    return Int(truncatingIfNeeded: (mixed &* 0x9E37_79B9_7F4A_7C15) >> 40)
  }

  @inline(never)
  private mutating func intern(
    local: UnsafePointer<UInt8>?, prefix: UnsafePointer<UInt8>?, uri: UnsafePointer<UInt8>?,
    key: Slot
  ) -> UInt16 {
    guard reel.names.count < Limits.names else {
      note(.names, 0)
      return 0
    }
    var known = spaces.first { $0.prefix == key.prefix && $0.address == key.uri }
    if known == nil {
      let address = unsafe uri.map { unsafe String(cString: $0) }
      let prefix = unsafe prefix.map { unsafe String(cString: $0) }
      var isMisspelt = false
      let space = Space(uri: address, prefix: prefix, isMisspelt: &isMisspelt)
      if isMisspelt, reel.misspeltNamespace == nil { reel.misspeltNamespace = address }
      let new = KnownSpace(prefix: key.prefix, address: key.uri, space: space, uri: address)
      spaces.append(new)
      known = new
    }
    let spelling = unsafe local.map { unsafe String(cString: $0) } ?? ""
    let name = TapeName(
      spelling: spelling, space: known?.space ?? .other, uri: known?.uri,
      hasPrefix: key.prefix != 0)
    var slot = key
    slot.index = UInt16(reel.names.count)
    reel.names.append(name)
    reel.meanings.append(name.meaning)
    if name.meaning.space == .xml, name.meaning.local == .base { reel.hasBases = true }
    if reel.names.count * 2 > slots.count { grow() }
    place(slot)
    return slot.index
  }

  private mutating func grow() {
    var old = TapeBuffer<Slot>(capacity: slots.count * 2)
    old.append(repeating: Slot(), count: slots.count * 2)
    swap(&old, &slots)
    for index in 0..<old.count where old[index].local != 0 { place(old[index]) }
  }

  private mutating func place(_ new: Slot) {
    let mask = slots.count - 1
    var position = Self.hash(new) & mask
    while slots[position].local != 0 { position = (position + 1) & mask }
    slots[position] = new
  }
}
