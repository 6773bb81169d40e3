import Foundation
import NewsModel
import Parsing
import Polling

/// Asks one source and reads what it sends: all that can happen beside other sources.
struct Correspondent: Sendable {
  private let fetcher: Fetcher
  private let reader = FeedReader(detail: .everything)
  private let heavyReader = HeavyReader()

  init(fetcher: Fetcher) {
    self.fetcher = fetcher
  }

  /// Reads large documents one after the other: each takes several times its size while it is read.
  private actor HeavyReader {
    private let reader = FeedReader(detail: .everything)

    func read(_ document: FetchedDocument) throws -> Reading {
      try reader.read(document.body, base: document.base, contentType: document.contentType)
    }
  }

  /// Documents from this size on, in bytes, are large; one feed in a hundred is.
  private static let heavy = 1 << 20

  /// What to ask, as the schedule decided it.
  struct Errand: Sendable {
    var source: FeedSource
    var address: FeedAddress
    var validators: Validators
    /// The hash of the body that was read last; the same body is not read again.
    var knownBody: UInt64?
    /// Whether it is a list of feeds that is asked for.
    var isList = false
    /// Whether it may be silent, as it was the last time.
    var isSuspect = false
  }

  /// What came back.
  struct Dispatch: Sendable {
    var source: FeedSource
    /// With `.failed(.unreadable)` in place of a body that is no feed.
    var answer: FetchAnswer
    /// Nil if there was no body, or the body is the one that was read last time.
    var reading: Reading?
    /// The items that came whole, as many of each document as the source allows.
    var items: [FeedItem] = []
    /// Whether a list of feeds was asked for.
    var isList = false
    /// What a list names; nil if none came, or it is the one that was read last time.
    var listed: [Subscription]?
    var bodyHash: UInt64?
    var bytes: Int
    var elapsed: Duration
    /// While answers wait to be filed, fewer sources are asked.
    var place: BodyHold?
  }

  /// One source, asked once.
  func run(_ errand: Errand) async -> Dispatch {
    let begun = ContinuousClock.now
    // Thousands wait in line here, and each holds what the functions it is in or was in have room
    // for: 7 kB, and 23 before the reading had functions of its own and folders were looked for only
    // where they can be.
    if !errand.isList, errand.address.key.hasPrefix("file://") {
      return await runFile(errand, begun: begun)
    }
    return await ask(errand, begun: begun)
  }

  @inline(never)
  private func runFile(_ errand: Errand, begun: ContinuousClock.Instant) async -> Dispatch {
    guard var dispatch = await filesOfFolder(errand) else {
      return await ask(errand, begun: begun)
    }
    dispatch.elapsed = ContinuousClock.now - begun
    return dispatch
  }

  @inline(never)
  private func ask(_ errand: Errand, begun: ContinuousClock.Instant) async -> Dispatch {
    let answer = await fetcher.fetch(
      errand.source, at: errand.address, ifNotMatching: errand.validators,
      isSuspect: errand.isSuspect)
    return await dispatch(of: answer, to: errand, begun: begun)
  }

  /// What became of an answer: its items, or why it has none.
  @inline(never)
  private func dispatch(
    of answer: FetchAnswer, to errand: Errand, begun: ContinuousClock.Instant
  ) async -> Dispatch {
    var answer = answer
    var dispatch = Dispatch(
      source: errand.source, answer: answer, reading: nil, isList: errand.isList, bodyHash: nil,
      bytes: 0, elapsed: .zero)
    switch answer.outcome {
    case .fresh(let document), .moved(_, let document):
      let hash = Self.hash(document.body)
      dispatch.bytes = document.body.count
      dispatch.bodyHash = hash
      if hash != errand.knownBody {
        do {
          if errand.isList {
            dispatch.listed = try Self.list(document.body)
          } else {
            let reading = try await read(document)
            dispatch.items = Self.items(of: reading, from: errand.source)
            dispatch.reading = reading
          }
        } catch {
          let sentence = (error as? UnreadableFeed)?.sentence ?? "\(error)"
          answer.outcome = .failed(
            FetchFailure(.unreadable, sentence, status: document.head.status))
          dispatch.bodyHash = nil
        }
      }
      dispatch.place = fetcher.keepPlace()
      // What was read needs its bytes no longer; the answer waits for the desk without them. It keeps
      // its room among the bodies, since its items take as much.
      dispatch.answer = Self.withoutBody(answer)
    case .unchanged, .gone, .failed: break
    }
    dispatch.elapsed = ContinuousClock.now - begun
    return dispatch
  }

  @inline(never)
  private func read(_ document: FetchedDocument) async throws -> Reading {
    document.body.count < Self.heavy
      ? try reader.read(document.body, base: document.base, contentType: document.contentType)
      : try await heavyReader.read(document)
  }

  /// The items of a document that were read whole, as many as the source allows.
  private static func items(of reading: Reading, from source: FeedSource) -> [FeedItem] {
    let whole = reading.document.items.dropLast(reading.endsInItem ? 1 : 0)
    return Array(whole.prefix(source.maxItems ?? .max))
  }

  /// What the files of a directory bring that were not read before; nil if the source is none.
  private func filesOfFolder(_ errand: Errand) async -> Dispatch? {
    let source = errand.source
    var dispatch = Dispatch(
      source: source, answer: FetchAnswer(outcome: .gone, exchanges: []), reading: nil,
      bodyHash: nil, bytes: 0, elapsed: .zero)
    let folder: WatchedFolder
    do {
      guard
        let found = try WatchedFolder(
          at: errand.address, ifNotMatching: errand.validators, maxSize: source.maxSize)
      else { return nil }
      folder = found
    } catch {
      dispatch.answer.outcome = .failed(error)
      return dispatch
    }
    var whole: [WatchedFolder.File] = []
    var broken: [(file: WatchedFolder.File, sentence: String)] = []
    var missed: [String] = []
    var document: FeedDocument?
    var warnings: [String] = []
    for file in folder.unread {
      do {
        let body = try folder.body(of: file, maxSize: source.maxSize)
        dispatch.bytes += body.count
        let head = AnswerHead(status: 200, validators: .none, freshFor: nil)
        let reading = try await read(
          FetchedDocument(
            body: body, base: errand.address.written, contentType: nil, head: head))
        dispatch.items += Self.items(of: reading, from: source)
        warnings += reading.warnings.map { "\(file.name): \($0)" }
        document = reading.document
        if reading.isComplete {
          whole.append(file)
        } else {
          broken.append((file, "the document ended before its end"))
        }
      } catch let failure as FetchFailure where failure.kind == .unreachable {
        // It may be there for us later without having changed.
        missed.append(failure.sentence)
      } catch {
        let sentence =
          (error as? UnreadableFeed)?.sentence ?? (error as? FetchFailure)?.sentence ?? "\(error)"
        broken.append((file, sentence))
      }
    }
    dispatch.answer = folder.answer(
      whole: whole, broken: broken, missed: missed, bytes: dispatch.bytes)
    // What files ask for by `ttl` and the like was meant for those who fetch them elsewhere.
    document?.hints = .none
    document?.items = []
    dispatch.reading = document.map {
      Reading(document: $0, warnings: warnings, isComplete: true)
    }
    return dispatch
  }

  /// The feeds of a list. One that names none, or whose end is not there, is no list: what it named
  /// before is not to be lost for it.
  private static func list(_ body: [UInt8]) throws(UnreadableFeed) -> [Subscription] {
    let found = try OPMLReader.read(body)
    guard !found.isEmpty else { throw UnreadableFeed("an OPML list that names no feed") }
    // UTF-16 has its end in other bytes, and NUL among them.
    let end = Array("</opml".utf8)
    let tail = body.suffix(1024).map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
    guard body.contains(0) || tail.indices.contains(where: { tail[$0...].starts(with: end) }) else {
      throw UnreadableFeed("an OPML list without its end")
    }
    return found
  }

  private static func withoutBody(_ answer: FetchAnswer) -> FetchAnswer {
    var answer = answer
    switch answer.outcome {
    case .fresh(var document):
      document.body = []
      answer.outcome = .fresh(document)
    case .moved(let target, var document):
      document.body = []
      answer.outcome = .moved(to: target, document)
    case .unchanged, .gone, .failed: break
    }
    return answer
  }

  /// FNV-1a over eight bytes at a time: tells a body that is byte for byte the last one.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var word: UInt64 = 0
    unsafe bytes.withUnsafeBytes { bytes in
      let words = bytes.count / 8
      for index in 0..<words {
        let word = unsafe bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self).bigEndian
        hash = (hash ^ word) &* 0x100_0000_01b3
        hash ^= hash >> 32
      }
      for index in words * 8..<bytes.count { word = unsafe word << 8 | UInt64(bytes[index]) }
    }
    return (hash ^ word ^ UInt64(bytes.count) << 48) &* 0x100_0000_01b3
  }
}
