import Foundation
import NewsModel
import Parsing
import Polling

/// Asks one source and reads what it sends: all that can happen beside other sources.
struct Correspondent: Sendable {
  private let fetcher: Fetcher
  private let reader: FeedReader

  init(fetcher: Fetcher, reader: FeedReader = FeedReader(detail: .everything)) {
    self.fetcher = fetcher
    self.reader = reader
  }

  /// What to ask, as the schedule decided it.
  struct Errand: Sendable {
    var source: FeedSource
    var address: FeedAddress
    var validators: Validators
    /// The hash of the body that was read last; the same body is not read again.
    var knownBody: UInt64?
  }

  /// What came back.
  struct Dispatch: Sendable {
    var source: FeedSource
    /// With `.failed(.unreadable)` in place of a body that is no feed.
    var answer: FetchAnswer
    /// Nil if there was no body, or the body is the one that was read last time.
    var reading: Reading?
    var bodyHash: UInt64?
    var bytes: Int
    var elapsed: Duration
  }

  /// One source, asked once.
  func run(_ errand: Errand) async -> Dispatch {
    let clock = ContinuousClock()
    let begun = clock.now
    var answer = await fetcher.fetch(
      errand.source, at: errand.address, ifNotMatching: errand.validators)
    var dispatch = Dispatch(
      source: errand.source, answer: answer, reading: nil, bodyHash: nil, bytes: 0, elapsed: .zero)
    switch answer.outcome {
    case .fresh(let document), .moved(_, let document):
      let hash = Self.hash(document.body)
      dispatch.bytes = document.body.count
      dispatch.bodyHash = hash
      if hash != errand.knownBody {
        do {
          dispatch.reading = try reader.read(
            document.body, base: document.base, contentType: document.contentType)
        } catch {
          answer.outcome = .failed(
            FetchFailure(.unreadable, error.sentence, status: document.head.status))
          dispatch.answer = answer
          dispatch.bodyHash = nil
        }
      }
    case .unchanged, .gone, .failed: break
    }
    dispatch.elapsed = clock.now - begun
    return dispatch
  }

  /// FNV-1a over eight bytes at a time: tells a body that is byte for byte the last one.
  private static func hash(_ bytes: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var word: UInt64 = 0
    for (index, byte) in bytes.enumerated() {
      word = word << 8 | UInt64(byte)
      if index & 7 == 7 {
        hash = (hash ^ word) &* 0x100_0000_01b3
        hash ^= hash >> 32
        word = 0
      }
    }
    return (hash ^ word ^ UInt64(bytes.count) << 48) &* 0x100_0000_01b3
  }
}
