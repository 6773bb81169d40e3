/// Words of a text, one after another in one buffer: no allocation for each word.
struct WordList {
  /// Lower case, UTF-8, without apostrophes and thousands separators.
  private(set) var bytes: [UInt8] = []
  /// As written.
  private(set) var written: [UInt8] = []
  private(set) var words: [Word] = []

  struct Word {
    var bytes: Range<Int>
    var written: Range<Int>
    var isAlphabetic: Bool
    var hasDigit: Bool
    var isCapitalised: Bool
    /// Whether the word is the first of its text or sentence.
    var isFirst: Bool
  }

  var count: Int { words.count }

  /// Adds the words of `text`, at most `limit`, looking at no more than `WordList.bytesRead` bytes:
  /// a text of a million words costs no more than its beginning.
  mutating func append(_ text: String, limit: Int) {
    let stop = words.count + limit
    var state = Scan(list: self)
    var read = 0
    for scalar in text.unicodeScalars {
      read += 1
      guard read <= Self.scalarsRead, state.list.words.count < stop else { break }
      state.take(scalar)
    }
    if state.list.words.count < stop { state.endWord() }
    state.list.trim(to: stop)
    self = state.list
  }

  /// Takes out the words that are marked. There may be marks for the first words only: the rest goes
  /// as the last of these.
  mutating func remove(_ isGone: [Bool]) {
    guard isGone.contains(true), let isRestGone = isGone.last else { return }
    words = words.indices.filter { $0 < isGone.count ? !isGone[$0] : !isRestGone }
      .map { words[$0] }
  }

  /// Takes the publisher's name off the end of a title, if more than the name stays.
  mutating func dropSuffix(_ name: String) {
    var suffix = WordList()
    suffix.append(name, limit: 8)
    let kept = words.count - suffix.count
    guard suffix.count > 0, kept >= 3 else { return }
    for (mine, other) in zip(words[kept...], suffix.words) {
      guard bytes[mine.bytes].elementsEqual(suffix.bytes[other.bytes]) else { return }
    }
    trim(to: kept)
  }

  private mutating func trim(to count: Int) {
    guard words.count > count, let last = words.prefix(count).last else { return }
    words.removeLast(words.count - count)
    bytes.removeLast(bytes.count - last.bytes.upperBound)
    written.removeLast(written.count - last.written.upperBound)
  }

  /// Characters of one text that are looked at.
  static let scalarsRead = 12_000
  /// Bytes of one word that count; what is longer is no word.
  static let wordLimit = 60

  /// The walk over one text: UAX #29's word boundaries as far as news needs them. Scripts that put
  /// no spaces between words give overlapping pairs (Han, Kana, Hangul) or triples (Thai, Khmer,
  /// Lao, Burmese) of letters.
  private struct Scan {
    var list: WordList
    var start = -1
    var writtenStart = 0
    var pending: Unicode.Scalar?
    var isAlphabetic = true
    var hasDigit = false
    var isCapitalised = false
    var isFirst = true
    var run: [Unicode.Scalar] = []
    var isInAddress = false

    init(list: WordList) { self.list = list }

    mutating func take(_ scalar: Unicode.Scalar) {
      if isInAddress {
        isInAddress = scalar.value > 0x20 && scalar.value != 0xA0
        return
      }
      if scalar == ":" || scalar == ".", isAtAddress(scalar) {
        drop()
        isInAddress = true
        return
      }
      switch Kind(scalar) {
      case .letter:
        endRun(all: true)
        joinPending()
        begin(scalar)
        put(scalar)
      case .digit:
        endRun(all: true)
        joinPending()
        begin(scalar)
        hasDigit = true
        isAlphabetic = false
        put(scalar)
      case .mark:
        if !run.isEmpty { run.append(scalar) } else if start >= 0 { put(scalar) }
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
      start = list.bytes.count
      writtenStart = list.written.count
      isAlphabetic = true
      hasDigit = false
      isCapitalised =
        scalar.isASCII ? (65...90).contains(scalar.value) : scalar.properties.isUppercase
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

    private mutating func put(_ scalar: Unicode.Scalar) {
      if scalar.isASCII {
        let byte = UInt8(truncatingIfNeeded: scalar.value)
        list.written.append(byte)
        list.bytes.append((65...90).contains(byte) ? byte | 0x20 : byte)
      } else {
        list.written += scalar.utf8
        if scalar.properties.changesWhenLowercased {
          list.bytes += scalar.properties.lowercaseMapping.utf8
        } else {
          list.bytes += scalar.utf8
        }
      }
    }

    mutating func endWord() {
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
        Word(
          bytes: start..<list.bytes.count, written: writtenFrom..<list.written.count,
          isAlphabetic: isAlphabetic, hasDigit: hasDigit, isCapitalised: isCapitalised,
          isFirst: isFirst))
    }

    /// Makes words of a run of letters that stand without spaces.
    private mutating func endRun(all: Bool) {
      guard let first = run.first else { return }
      let size = Kind(first) == .triple ? 3 : 2
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
      for letter in letters { put(letter) }
      finish(from: start, writtenFrom: writtenFrom)
      isFirst = false
    }
  }

  private enum Kind {
    case letter, digit, mark, pair, triple, joiner, sentenceEnd, other

    init(_ scalar: Unicode.Scalar) {
      let value = scalar.value
      if value < 0x80 {
        switch value {
        case 48...57: self = .digit
        case 65...90, 97...122: self = .letter
        case 0x27, 0x2C, 0x2E: self = .joiner
        case 0x21, 0x3A, 0x3F, 0x7C: self = .sentenceEnd
        default: self = .other
        }
        return
      }
      switch value {
      case 0x2019, 0x02BC: self = .joiner
      case 0x3002, 0xFF01, 0xFF1F: self = .sentenceEnd
      case 0x3041...0x30FF where value != 0x30FB, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xAC00...0xD7AF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
        self = .pair
      case 0x0E01...0x0E4E, 0x0E81...0x0ECD, 0x1000...0x109F, 0x1780...0x17D3: self = .triple
      default:
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
          self = .letter
        case .decimalNumber, .letterNumber, .otherNumber: self = .digit
        case .nonspacingMark, .spacingMark, .enclosingMark: self = .mark
        default: self = .other
        }
      }
    }
  }
}
