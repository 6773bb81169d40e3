/// The walk over one text: UAX #29's word boundaries as far as news needs them. Scripts that put
/// no spaces between words give overlapping pairs (Han, Kana, Hangul) or triples (Thai, Khmer,
/// Lao, Burmese) of letters.
struct WordScan {
  private(set) var list: WordList
  private var start = -1
  private var writtenStart = 0
  private var pending: Unicode.Scalar?
  private var isAlphabetic = true
  private var hasDigit = false
  private var isCapitalised = false
  private var isFirst = true
  private var run: [Unicode.Scalar] = []
  private var isInAddress = false

  init(list: WordList) { self.list = list }

  /// Reads a text to its end, to the last character that counts, or until there are `stop` words.
  mutating func walk(_ text: Span<UInt8>, until stop: Int) {
    list.reserve(min(text.count, 12 * (stop - list.count)))
    var place = 0
    var read = 0
    while place < text.count, read < WordList.scalarsRead, list.count < stop {
      let byte = text[place]
      guard byte < 0x80 else {
        let (scalar, width) = Self.scalar(in: text, at: place)
        take(scalar)
        place += width
        read += 1
        continue
      }
      let isPlain = pending == nil && run.isEmpty && !isInAddress
      if isPlain, ASCII.isLetter(byte) || ASCII.isDigit(byte) {
        let limit = min(text.count, place + WordList.scalarsRead - read)
        var end = place + 1
        while end < limit, ASCII.isLetter(text[end]) || ASCII.isDigit(text[end]) { end += 1 }
        read += end - place
        if start < 0, end < limit, text[end] == 0x20, end - place <= WordList.wordLimit {
          list.append(text.extracting(place..<end), isFirst: isFirst)
          isFirst = false
          read += 1
          place = end + 1
        } else {
          put(text.extracting(place..<end))
          place = end
        }
      } else {
        if isPlain, byte == 0x20 { endWord() } else { take(Unicode.Scalar(byte)) }
        place += 1
        read += 1
      }
    }
    if list.count < stop { endWord() }
  }

  /// Puts ASCII letters and digits in the word that is being read.
  private mutating func put(_ row: Span<UInt8>) {
    if start < 0 { begin(isCapitalised: ASCII.isCapital(row[0])) }
    for place in row.indices {
      let byte = row[place]
      let isDigit = ASCII.isDigit(byte)
      if isDigit {
        hasDigit = true
        isAlphabetic = false
      }
      list.bytes.append(isDigit ? byte : byte | 0x20)
      list.written.append(byte)
    }
  }

  /// The scalar that begins at a place of valid UTF-8, and its bytes.
  private static func scalar(in text: Span<UInt8>, at place: Int) -> (Unicode.Scalar, width: Int) {
    let first = UInt32(text[place])
    let width = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = first & (0x7F >> UInt32(width))
    for next in place + 1..<min(place + width, text.count) {
      value = value << 6 | UInt32(text[next] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", width)
  }

  private mutating func take(_ scalar: Unicode.Scalar) {
    if isInAddress {
      isInAddress = scalar.value > 0x20 && scalar.value != 0xA0
      return
    }
    if scalar == ":" || scalar == ".", isAtAddress(scalar) {
      drop()
      isInAddress = true
      return
    }
    let letter = Letter(scalar)
    switch letter.kind {
    case .letter:
      endRun(all: true)
      joinPending()
      begin(scalar)
      put(scalar, letter)
    case .digit:
      endRun(all: true)
      joinPending()
      begin(scalar)
      hasDigit = true
      isAlphabetic = false
      put(scalar, letter)
    case .mark:
      if !run.isEmpty { run.append(scalar) } else if start >= 0 { put(scalar, letter) }
    case .pair, .triple:
      endWord()
      run.append(scalar)
      endRun(all: false)
    case .joiner:
      endRun(all: true)
      if start >= 0, pending == nil { pending = scalar } else { endWord() }
    case .sentenceEnd:
      endRun(all: true)
      endWord()
      isFirst = true
    case .other:
      endRun(all: true)
      let endsSentence = pending == "."
      endWord()
      if endsSentence { isFirst = true }
    }
  }

  /// Whether what was read ends in the beginning of a web address, which has no words to read.
  private func isAtAddress(_ scalar: Unicode.Scalar) -> Bool {
    guard start >= 0, pending == nil else { return false }
    let word = list.bytes[start...]
    return scalar == "."
      ? word.elementsEqual("www".utf8)
      : word.elementsEqual("https".utf8) || word.elementsEqual("http".utf8)
  }

  /// Takes back the word that was begun.
  private mutating func drop() {
    list.bytes.removeLast(list.bytes.count - start)
    list.written.removeLast(list.written.count - writtenStart)
    start = -1
    apostrophe = nil
  }

  private mutating func begin(_ scalar: Unicode.Scalar) {
    guard start < 0 else { return }
    begin(
      isCapitalised: scalar.isASCII
        ? (65...90).contains(scalar.value) : scalar.properties.isUppercase)
  }

  private mutating func begin(isCapitalised: Bool) {
    start = list.bytes.count
    writtenStart = list.written.count
    isAlphabetic = true
    hasDigit = false
    self.isCapitalised = isCapitalised
  }

  private mutating func joinPending() {
    guard let joiner = pending else { return }
    pending = nil
    guard start >= 0 else { return }
    let mark = list.written.count
    list.written += joiner.utf8
    // An apostrophe or a thousands separator leaves the word in one piece; a point stays.
    if joiner == "." {
      list.bytes.append(UInt8(ascii: "."))
      isAlphabetic = false
    }
    apostrophe = joiner == "," || joiner == "." ? nil : (list.bytes.count, mark)
  }

  /// Where in the two buffers the word's last apostrophe stood.
  private var apostrophe: (bytes: Int, written: Int)?

  private mutating func put(_ scalar: Unicode.Scalar, _ letter: Letter) {
    if scalar.isASCII {
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      list.written.append(byte)
      list.bytes.append((65...90).contains(byte) ? byte | 0x20 : byte)
    } else {
      list.written += scalar.utf8
      if letter.hasLowercase {
        list.bytes += scalar.properties.lowercaseMapping.utf8
      } else {
        list.bytes += scalar.utf8
      }
    }
  }

  private mutating func endWord() {
    pending = nil
    defer { apostrophe = nil }
    guard start >= 0 else { return }
    // The English possessive goes: "Mattis's", "Mattis’s" and "Mattis" are one.
    if let mark = apostrophe, list.bytes.count - mark.bytes == 1,
      list.bytes.last == UInt8(ascii: "s")
    {
      list.bytes.removeLast()
      list.written.removeLast(list.written.count - mark.written)
    }
    finish(from: start, writtenFrom: writtenStart)
    start = -1
    isFirst = false
  }

  private mutating func finish(from start: Int, writtenFrom: Int) {
    let length = list.bytes.count - start
    guard length > 0, length <= WordList.wordLimit else {
      list.bytes.removeLast(length)
      list.written.removeLast(list.written.count - writtenFrom)
      return
    }
    list.words.append(
      WordList.Word(
        hash: Hash.of(list.bytes.span, from: start, to: list.bytes.count),
        start: UInt32(truncatingIfNeeded: start),
        end: UInt32(truncatingIfNeeded: list.bytes.count),
        writtenStart: UInt32(truncatingIfNeeded: writtenFrom),
        writtenEnd: UInt32(truncatingIfNeeded: list.written.count),
        isAlphabetic: isAlphabetic, hasDigit: hasDigit, isCapitalised: isCapitalised,
        isFirst: isFirst))
  }

  /// Makes words of a run of letters that stand without spaces.
  private mutating func endRun(all: Bool) {
    guard let first = run.first else { return }
    let size = Letter(first).kind == .triple ? 3 : 2
    if run.count >= size {
      emit(run)
      run.removeFirst(all ? run.count : 1)
      isShort = false
    } else if all {
      if isShort { emit(run) }
      run.removeAll(keepingCapacity: true)
    }
    if run.isEmpty { isShort = true }
  }

  private var isShort = true

  private mutating func emit(_ letters: [Unicode.Scalar]) {
    let start = list.bytes.count
    let writtenFrom = list.written.count
    isAlphabetic = false
    hasDigit = false
    isCapitalised = false
    for letter in letters { put(letter, Letter(letter)) }
    finish(from: start, writtenFrom: writtenFrom)
    isFirst = false
  }
}
