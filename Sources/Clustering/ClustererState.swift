import NewsModel

extension StoryClusterer {
  /// What a snapshot begins with; the last byte is the version of all that follows.
  private static let mark: [UInt8] = [0x4E, 0x4C, 0x43, 7]

  /// The whole state: words and how common they are, open threads, the last hours, merges.
  ///
  /// `init(restoring:settings:)` gives a clusterer that decides everything as this one would. Bytes up
  /// to the number expected are written fastest.
  package func snapshot(expecting count: Int = 0) -> [UInt8] {
    var writer = SnapshotWriter(expecting: count)
    writer.put(Self.mark)
    writer.put(now != nil)
    writer.put(now ?? 0)
    writer.put(swept)
    writer.put(UInt32(truncatingIfNeeded: termsToForgetAt))
    writer.put(UInt64(nextSerial))
    vocabulary.write(to: &writer)
    frequencies.write(to: &writer)
    writer.put(each: columns.inOrder) { writer, record in
      writer.put(record.title)
      writer.put(record.days)
      writer.put(record.last)
    }
    writer.put(each: labels.inOrder) { writer, record in
      writer.put(record.label)
      writer.put(record.prints)
      writer.put(record.first)
      writer.put(record.last)
    }
    writer.put(each: languages.inOrder) { writer, record in
      writer.put(record.source)
      writer.put(record.code)
      writer.put(record.found)
      writer.put(record.unasked)
      writer.put(record.last)
    }
    writer.put(each: templates.inOrder) { writer, record in
      writer.put(record.source)
      writer.put(record.last)
      writer.put(each: record.lengths) { $0.put($1) }
      writer.put(each: record.shingles) { $0.put($1) }
    }
    writer.put(each: threads) { writer, thread in
      writer.put(thread.isOpen)
      if thread.isOpen { thread.write(to: &writer) }
    }
    writer.put(each: freeSlots) { $0.put(UInt32($1)) }
    writer.put(each: aliasOrder) { $0.put($1.rawValue) }
    writer.put(each: aliasOrder) { $0.put(aliases[$1]?.rawValue ?? "") }
    writer.put(each: apart) { $0.put($1.parted.rawValue) }
    writer.put(each: apart) { $0.put($1.rest.rawValue) }
    writer.put(Hash.of(writer.bytes))
    return writer.bytes
  }

  /// A clusterer in the state that `snapshot()` saw, to the bit. Throws `UnreadableSnapshot` if the
  /// bytes are not a whole snapshot of this version; the archive then has all that is needed.
  package init(restoring snapshot: [UInt8], settings: ClusteringSettings) throws {
    self.init(settings: settings)
    // The last eight bytes are the hash of all before: nothing that was damaged is believed.
    var last = SnapshotReader(Array(snapshot.suffix(8)))
    guard try last.get(UInt64.self) == Hash.of(snapshot.dropLast(8)) else {
      throw UnreadableSnapshot()
    }
    var reader = SnapshotReader(Array(snapshot.dropLast(8)))
    guard try reader.get([UInt8].self) == Self.mark else { throw UnreadableSnapshot() }
    let isBegun = try reader.get(Bool.self)
    let time = try reader.get(Double.self)
    now = isBegun ? time : nil
    swept = try reader.get()
    termsToForgetAt = Int(try reader.get(UInt32.self))
    nextSerial = Int(try reader.get(UInt64.self) & 0x7FFF_FFFF_FFFF_FFFF)
    vocabulary = try Vocabulary(from: &reader)
    frequencies = try TermFrequencies(from: &reader, terms: vocabulary.count)
    columns = RecurringTitles(
      try reader.get { (reader) throws(UnreadableSnapshot) in
        RecurringTitles.Record(
          title: try reader.get(), days: try reader.get(), last: try reader.get())
      })
    labels = TitleLabels(
      try reader.get { (reader) throws(UnreadableSnapshot) in
        TitleLabels.Record(
          label: try reader.get(), prints: try reader.get(), first: try reader.get(),
          last: try reader.get())
      })
    languages = SourceLanguages(
      try reader.get { (reader) throws(UnreadableSnapshot) in
        SourceLanguages.Record(
          source: try reader.get(), code: try reader.get(), found: try reader.get(),
          unasked: try reader.get(), last: try reader.get())
      })
    templates = Templates(
      try reader.get { (reader) throws(UnreadableSnapshot) in
        let record = Templates.Record(
          source: try reader.get(), last: try reader.get(),
          lengths: try reader.get { (reader) throws(UnreadableSnapshot) in try reader.get() },
          shingles: try reader.get { (reader) throws(UnreadableSnapshot) in try reader.get() })
        guard record.lengths.reduce(0, { $0 + Int($1) }) == record.shingles.count else {
          throw UnreadableSnapshot()
        }
        return record
      })
    let terms = vocabulary.count
    threads = try reader.get { (reader) throws(UnreadableSnapshot) in
      try reader.get(Bool.self) ? try OpenThread(from: &reader, terms: terms) : .none
    }
    freeSlots = try reader.get { (reader) throws(UnreadableSnapshot) in
      Int(try reader.get(UInt32.self))
    }
    guard freeSlots.allSatisfy({ threads.indices.contains($0) && !threads[$0].isOpen }) else {
      throw UnreadableSnapshot()
    }
    aliasOrder = try reader.get { (reader) throws(UnreadableSnapshot) in
      ThreadID(rawValue: try reader.get())
    }
    let kept = try reader.get { (reader) throws(UnreadableSnapshot) in
      ThreadID(rawValue: try reader.get())
    }
    let parted = try reader.get { (reader) throws(UnreadableSnapshot) in
      ThreadID(rawValue: try reader.get())
    }
    let rests = try reader.get { (reader) throws(UnreadableSnapshot) in
      ThreadID(rawValue: try reader.get())
    }
    guard kept.count == aliasOrder.count, parted.count == rests.count, reader.isAtEnd else {
      throw UnreadableSnapshot()
    }
    apart = zip(parted, rests).map { Parting(parted: $0, rest: $1) }
    for (gone, kept) in zip(aliasOrder, kept) { aliases[gone] = kept }
    postings = [[UInt32]](repeating: [], count: terms)
    for (slot, thread) in threads.enumerated() where thread.isOpen {
      slots[thread.id] = slot
      for term in thread.profile.terms where !thread.isSealed {
        postings[Int(term)].append(UInt32(slot))
      }
    }
  }
}

extension OpenThread {
  func write(to writer: inout SnapshotWriter) {
    writer.put(id.rawValue)
    writer.put(UInt64(serial))
    writer.put(language)
    writer.put(beganWithTitleOnly)
    profile.write(to: &writer)
    writer.put(UInt32(truncatingIfNeeded: items))
    writer.put(first)
    writer.put(last)
    writer.put(passed)
    writer.put(each: owners) { $0.put($1) }
    writer.put(isSealed)
    writer.put(isOrdered)
    writer.put(UInt32(truncatingIfNeeded: lookedThrough))
    writer.put(each: members) { writer, member in
      writer.put(member.key.rawValue)
      writer.put(member.owner)
      writer.put(member.date)
      writer.put(member.passed)
      writer.put(member.isTitleOnly)
      // A thread of one item is that item.
      member.vector.write(to: &writer, leftOut: items == 1)
    }
    writer.put(each: prints) { writer, print in
      writer.put(print.key.rawValue)
      writer.put(print.title)
      writer.put(UInt32(truncatingIfNeeded: print.titleWords))
      writer.put(UInt32(truncatingIfNeeded: print.words))
      writer.put(each: print.shingles) { $0.put($1) }
    }
  }

  init(from reader: inout SnapshotReader, terms: Int) throws(UnreadableSnapshot) {
    id = ThreadID(rawValue: try reader.get())
    serial = Int(try reader.get(UInt64.self) & 0x7FFF_FFFF_FFFF_FFFF)
    language = try reader.get()
    beganWithTitleOnly = try reader.get()
    profile = try TermVector(from: &reader, terms: terms)
    items = Int(try reader.get(UInt32.self))
    first = try reader.get()
    last = try reader.get()
    passed = try reader.get()
    owners = try reader.get { (reader) throws(UnreadableSnapshot) in try reader.get(UInt64.self) }
    isSealed = try reader.get()
    isOrdered = try reader.get()
    lookedThrough = Int(try reader.get(UInt32.self))
    let sum = profile
    let count = items
    members = try reader.get { (reader) throws(UnreadableSnapshot) in
      var member = Member(
        key: ItemKey(rawValue: try reader.get()), vector: sum, owner: try reader.get(),
        date: try reader.get(), passed: try reader.get(), isTitleOnly: try reader.get())
      let vector = try TermVector(from: &reader, terms: terms)
      if count != 1 { member.vector = vector }
      return member
    }
    prints = try reader.get { (reader) throws(UnreadableSnapshot) in
      TextPrint(
        key: ItemKey(rawValue: try reader.get()), title: try reader.get(),
        titleWords: Int(try reader.get(UInt32.self)), words: Int(try reader.get(UInt32.self)),
        shingles: try reader.get { (reader) throws(UnreadableSnapshot) in
          try reader.get(UInt32.self)
        })
    }
    findOnlyOwner()
  }
}

extension TermVector {
  func write(to writer: inout SnapshotWriter, leftOut isLeftOut: Bool = false) {
    writer.put(each: isLeftOut ? [] : terms) { $0.put($1) }
    writer.put(each: isLeftOut ? [] : weights) { $0.put($1) }
  }

  init(from reader: inout SnapshotReader, terms known: Int) throws(UnreadableSnapshot) {
    let terms = try reader.get { (reader) throws(UnreadableSnapshot) in
      try reader.get(UInt32.self)
    }
    let weights = try reader.get { (reader) throws(UnreadableSnapshot) in
      try reader.get(Float.self)
    }
    guard terms.count == weights.count, terms.allSatisfy({ $0 < known }),
      zip(terms, terms.dropFirst()).allSatisfy({ $0 < $1 })
    else { throw UnreadableSnapshot() }
    self.init(terms: terms, weights: weights)
  }
}

extension Vocabulary {
  func write(to writer: inout SnapshotWriter) {
    writer.put(each: languages) { writer, language in
      writer.put(language.code)
      writer.put(language.documents)
      writer.put(UInt32(truncatingIfNeeded: language.recentDocuments))
      writer.put(language.passed)
    }
    writer.put(bytes)
    writer.put(each: terms) { writer, term in
      writer.put(term.length)
      writer.put(term.writtenLength)
      writer.put(term.language)
      writer.put(term.documents)
      writer.put(term.recentDocuments)
      writer.put(term.capitalised)
      writer.put(term.plain)
    }
  }

  init(from reader: inout SnapshotReader) throws(UnreadableSnapshot) {
    languages = try reader.get { (reader) throws(UnreadableSnapshot) in
      Language(
        code: try reader.get(), documents: try reader.get(),
        recentDocuments: Int(try reader.get(UInt32.self)), passed: try reader.get())
    }
    bytes = try reader.get()
    var start = 0
    terms = try reader.get { (reader) throws(UnreadableSnapshot) in
      let term = Term(
        start: UInt32(truncatingIfNeeded: start), length: try reader.get(),
        writtenLength: try reader.get(), language: try reader.get(), documents: try reader.get(),
        recentDocuments: try reader.get(), capitalised: try reader.get(), plain: try reader.get())
      start += Int(term.length) + Int(term.writtenLength)
      return term
    }
    guard start == bytes.count, terms.allSatisfy({ $0.language < languages.count }) else {
      throw UnreadableSnapshot()
    }
    index()
  }
}

extension TermFrequencies {
  func write(to writer: inout SnapshotWriter) {
    var whole = self
    whole.compact()
    writer.put(each: whole.documents) { writer, document in
      writer.put(document.time)
      writer.put(document.language)
      writer.put(document.terms)
    }
    writer.put(each: whole.terms) { $0.put($1) }
    writer.put(epoch != nil)
    writer.put(epoch ?? 0)
    writer.put(unit)
  }

  init(from reader: inout SnapshotReader, terms known: Int) throws(UnreadableSnapshot) {
    self.init()
    documents = try reader.get { (reader) throws(UnreadableSnapshot) in
      Document(time: try reader.get(), language: try reader.get(), terms: try reader.get())
    }
    terms = try reader.get { (reader) throws(UnreadableSnapshot) in try reader.get(UInt32.self) }
    guard documents.reduce(0, { $0 + Int($1.terms) }) == terms.count,
      terms.allSatisfy({ $0 < known })
    else { throw UnreadableSnapshot() }
    let isBegun = try reader.get(Bool.self)
    let time = try reader.get(Double.self)
    epoch = isBegun ? time : nil
    unit = try reader.get()
  }
}
