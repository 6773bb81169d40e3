import Foundation
import NewsModel

/// The parts of a placement that have no column of their own, as JSON.
///
/// Written by hand, since `JSONEncoder` took 25 µs an item, a quarter of all the rest of filing it.
/// Lists are kept as one array for each property, since arrays of objects are slower to read: 10,000
/// items took 0.48 s to recall, and take 0.39.
struct Evidence: Decodable {
  private var runnerUp: String?
  private var runnerUpScore: Double?
  private var signals: [String]?
  private var contributions: [Double]?
  private var details: [String]?
  private var terms: [String]?
  private var shares: [Double]?
  private var gone: [String]?
  private var kept: [String]?
  private var mergeScores: [Double]?
  private var splitFrom: String?
  private var splitInto: String?
  private var splitItems: [String]?
  private var splitLikeness: Double?
  private var copyOf: String?
  private var aloneBecause: String?

  /// The evidence of a placement; nil if there is none.
  static func stored(_ placement: Placement) -> String? {
    var members: [JSON.Member] = []
    func add(_ key: CodingKeys, _ value: JSON?) {
      if let value { members.append(JSON.Member(key: key.stringValue, value: value)) }
    }
    func add<Element>(_ key: CodingKeys, _ elements: [Element], _ value: (Element) -> JSON) {
      if !elements.isEmpty { add(key, .array(elements.map(value))) }
    }
    add(.runnerUp, (placement.runnerUp?.thread.rawValue).map(JSON.string))
    add(.runnerUpScore, (placement.runnerUp?.score).map(JSON.figure))
    add(.signals, placement.signals) { .string($0.name) }
    add(.contributions, placement.signals) { .figure($0.contribution) }
    add(.details, placement.signals) { .string($0.detail) }
    add(.terms, placement.sharedTerms) { .string($0.term) }
    add(.shares, placement.sharedTerms) { .figure($0.share) }
    add(.gone, placement.merges) { .string($0.gone.rawValue) }
    add(.kept, placement.merges) { .string($0.kept.rawValue) }
    add(.mergeScores, placement.merges) { .figure($0.score) }
    add(.splitFrom, (placement.split?.from.rawValue).map(JSON.string))
    add(.splitInto, (placement.split?.into.rawValue).map(JSON.string))
    add(.splitItems, placement.split?.items ?? []) { .string($0.rawValue) }
    add(.splitLikeness, (placement.split?.likeness).map(JSON.figure))
    add(.copyOf, (placement.copyOf?.rawValue).map(JSON.string))
    add(.aloneBecause, placement.aloneBecause.map(JSON.string))
    return members.isEmpty ? nil : JSON.object(members).description
  }

  /// Completes a placement that has the properties with columns of their own.
  static func complete(_ placement: inout Placement, from stored: String?) throws {
    guard let stored else { return }
    let evidence = try JSONDecoder.house.decode(Evidence.self, from: Data(stored.utf8))
    if let thread = evidence.runnerUp, let score = evidence.runnerUpScore {
      placement.runnerUp = .init(thread: ThreadID(rawValue: thread), score: score)
    }
    if let names = evidence.signals, let figures = evidence.contributions,
      let details = evidence.details
    {
      placement.signals = zip(zip(names, figures), details).map {
        .init(name: $0.0, contribution: $0.1, detail: $1)
      }
    }
    if let terms = evidence.terms, let shares = evidence.shares {
      placement.sharedTerms = zip(terms, shares).map { .init(term: $0, share: $1) }
    }
    if let gone = evidence.gone, let kept = evidence.kept, let scores = evidence.mergeScores {
      placement.merges = zip(zip(gone, kept), scores).map {
        .init(gone: ThreadID(rawValue: $0.0), kept: ThreadID(rawValue: $0.1), score: $1)
      }
    }
    if let from = evidence.splitFrom, let into = evidence.splitInto,
      let items = evidence.splitItems, let likeness = evidence.splitLikeness
    {
      placement.split = .init(
        from: ThreadID(rawValue: from), into: ThreadID(rawValue: into),
        items: items.map(ItemKey.init(rawValue:)), likeness: likeness)
    }
    placement.copyOf = evidence.copyOf.map(ItemKey.init(rawValue:))
    placement.aloneBecause = evidence.aloneBecause
  }
}

extension JSON {
  /// A number that comes back the same to the bit, whether finite or not.
  fileprivate static func figure(_ value: Double) -> JSON {
    if value.isFinite { return .double(value) }
    return .string(value.isNaN ? "nan" : value > 0 ? "inf" : "-inf")
  }
}
