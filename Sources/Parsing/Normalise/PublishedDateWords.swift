/// The words of dates: months in the languages that feeds write them in, and zones by name.
enum PublishedDateWords {
  /// The month (1 to 12) that a word names, in full or by its beginning, or nil.
  static func month(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    if range.count >= 3, let month = english(bytes, range) { return month }
    var word = [UInt8]()
    word.append(bytes, range)
    let name = String(decoding: word, as: UTF8.self).lowercased()
    return months[name] ?? monthsByBeginning[String(name.prefix(3))]
  }

  /// Most months are English and are told by three letters; no string is made for them.
  static func english(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let start = range.lowerBound
    let key =
      UInt32(bytes[start] | 0x20) << 16 | UInt32(bytes[start + 1] | 0x20) << 8
      | UInt32(bytes[start + 2] | 0x20)
    switch key {
    case 0x6a616e: return 1
    case 0x666562: return 2
    case 0x6d6172: return 3
    case 0x617072: return 4
    case 0x6d6179: return 5
    case 0x6a756e: return 6
    case 0x6a756c: return 7
    case 0x617567: return 8
    case 0x736570: return 9
    case 0x6f6374: return 10
    case 0x6e6f76: return 11
    case 0x646563: return 12
    default: return nil
    }
  }

  /// The seconds east of Greenwich that a zone's name stands for, or nil where it names none or
  /// several that differ.
  static func zone(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    let start = range.lowerBound
    if range.count == 1 {
      // RFC 822 had the military letters the wrong way round; RFC 5322 (4.3) reads them as UTC.
      return bytes[start] | 0x20 == UInt8(ascii: "j") ? nil : 0
    }
    if range.count == 3, bytes.spells("gmt", at: start) { return 0 }
    var word = [UInt8]()
    for i in range { word.append(bytes[i].asciiLowercased) }
    return zones[String(decoding: word, as: UTF8.self)].map { Int($0 * 3600) }
  }

  /// Words whose first three letters would mislead, or that are shorter.
  private static let months: [String: Int] = [
    // French
    "juin": 6, "juil": 7, "juillet": 7, "août": 8, "aout": 8,
    // Greek, as feeds accent it
    "μάώ": 3, "μαώ": 3, "μάρ": 3, "μάι": 5, "μαϊ": 5, "μάϊ": 5, "ιούν": 6, "ιον": 6, "ιούλ": 7,
    "ιολ": 7, "ιουν": 6, "ιουλ": 7, "μαΐου": 5, "μαρτίου": 3, "ιουνίου": 6, "ιουλίου": 7,
    "μάιος": 5, "μάρτιος": 3, "ιούνιος": 6, "ιούλιος": 7,
    // Russian, Ukrainian
    "мая": 5, "май": 5, "июня": 6, "июнь": 6, "июля": 7, "июль": 7, "травня": 5, "червня": 6,
    // Czech, Finnish, Turkish, Hungarian
    "června": 6, "července": 7, "června\u{301}": 6, "máj": 5, "máju": 5, "május": 5, "máj.": 5,
    "június": 6, "július": 7, "jún": 6, "júl": 7,
  ]

  /// The first three letters, which settle the month in each of these languages.
  private static let monthsByBeginning: [String: Int] = {
    let rows: [String] = [
      // German, Dutch, Danish, Norwegian, Swedish
      "jän mär mrz mai mei maj mrt okt des dez",
      // French, Spanish, Italian, Portuguese
      "fév fev avr ene abr ago dic gen mag giu lug set ott out déc",
      // Hungarian, Polish, Turkish
      "már ápr sze sty lut kwi cze lip sie wrz paź paz lis gru oca şub nis haz tem ağu eyl eki kas ara",
      // Russian, Greek
      "янв фев мар апр июн июл авг сен окт ноя дек",
      "ιαν φεβ μαρ απρ μαι αύγ αυγ σεπ οκτ νοέ νοε δεκ",
    ]
    let numbers: [[Int]] = [
      [1, 3, 3, 5, 5, 5, 3, 10, 12, 12],
      [2, 2, 4, 1, 4, 8, 12, 1, 5, 6, 7, 9, 10, 10, 12],
      [3, 4, 9, 1, 2, 4, 6, 7, 8, 9, 10, 10, 11, 12, 1, 2, 4, 6, 7, 8, 9, 10, 11, 12],
      [1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12],
      [1, 2, 3, 4, 5, 8, 8, 9, 10, 11, 11, 12],
    ]
    var table: [String: Int] = [:]
    for (row, values) in zip(rows, numbers) {
      for (word, value) in zip(row.split(separator: " "), values) { table[String(word)] = value }
    }
    return table
  }()

  /// Hours east. Names that mean several zones (IST, BST) stand for what feeds mean by them; CST
  /// and AST are North America's, as in RFC 5322.
  private static let zones: [String: Double] = [
    "ut": 0, "utc": 0, "gmt": 0, "wet": 0, "zulu": 0, "etc/gmt": 0, "etc/utc": 0,
    "est": -5, "edt": -4, "et": -5, "cst": -6, "cdt": -5, "ct": -6, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "pt": -8, "akst": -9, "akdt": -8, "hst": -10, "hast": -10, "ast": -4,
    "adt": -3, "nst": -3.5, "ndt": -2.5, "brt": -3, "brst": -2, "art": -3, "clt": -4, "clst": -3,
    "bst": 1, "west": 1, "cet": 1, "cest": 2, "met": 1, "mest": 2, "mez": 1, "mesz": 2, "eet": 2,
    "eest": 3, "msk": 3, "msd": 4, "trt": 3, "sast": 2, "cat": 2, "eat": 3, "wat": 1, "gst": 4,
    "pkt": 5, "ist": 5.5, "npt": 5.75, "bdt": 6, "ict": 7, "wib": 7, "wita": 8, "wit": 9,
    "sgt": 8, "hkt": 8, "pht": 8, "myt": 8, "awst": 8, "jst": 9, "kst": 9, "acst": 9.5,
    "acdt": 10.5, "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13,
  ]
}
